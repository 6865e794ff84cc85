"""Quotations cover more of what was said than the comments nearest to the middle, without repeating."""

from pathlib import Path

import pytest

from analysis.quotes import Candidate
from benchmarks.quotes import COMMENTS, DEFAULT_DATA, by_theme, candidates, main, many, measured


def test_more_comments_of_the_same_themes() -> None:
    some = [Candidate(n, n, n, f"words of {n}", "", (n % 2,), ("", str(n))) for n in range(4)]
    found = many(some, 50)
    assert len({one.respondent for one in found}) == 50
    assert set(by_theme(found)) == {0, 1}


def test_without_data_there_is_nothing_to_measure(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["--data", str(tmp_path)]) == 0
    assert "--data" in capsys.readouterr().out


def test_coverage_and_redundancy() -> None:
    if not (DEFAULT_DATA / COMMENTS).is_file():
        pytest.skip("the coded comments are not on this machine")

    found = {one.way: one for one in measured(candidates(DEFAULT_DATA), 3) if one.seen == "pairs"}

    alone = found["facility location, all comments"]
    assert round(alone.coverage, 3) >= 0.238
    assert alone.redundancy <= 0.07
    ours, nearest = found["Engage's proposals"], found["nearest to centre, quotable"]
    assert ours.coverage > nearest.coverage + 0.02
    assert ours.coverage > found["nearest to centre, all comments"].coverage
    assert ours.redundancy <= 0.07
