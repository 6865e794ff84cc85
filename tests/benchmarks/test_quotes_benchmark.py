"""Quotations cover more of what was said than the comments nearest to the middle, without repeating."""

from pathlib import Path

import pytest

from analysis.quotes import Candidate
from benchmarks.quotes import (
    COMMENTS,
    DEFAULT_DATA,
    WAYS,
    by_theme,
    candidates,
    main,
    many,
    measured,
    part,
)


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

    found = {(one.way, one.seen): one for one in measured(candidates(DEFAULT_DATA), 3)}

    alone = found["facility location, all comments", "pairs"]
    assert round(alone.coverage, 3) >= 0.238
    assert alone.redundancy <= 0.07
    readable = found["facility location, quotable", "pairs"]
    assert found["Engage's proposals", "pairs"].coverage >= readable.coverage
    for seen in WAYS:
        ours, nearest = (
            found[way, seen] for way in ("Engage's proposals", "nearest to centre, all comments")
        )
        assert ours.coverage > nearest.coverage + 0.02
        assert ours.redundancy <= 0.07 < nearest.redundancy
        assert ours.coverage >= 0.9 * found["facility location, all comments", seen].coverage


def test_a_part_holds_all_of_one_wording_or_none() -> None:
    said = [Candidate(n, n, n, f"words of {n % 20}", "", (1,)) for n in range(200)]
    some, others = part(said, 0.5, 0), part(said, 0.5, 1)
    wordings = {one.text for one in some}
    assert 0 < len(some) < len(said)
    assert all(sum(one.text == words for one in some) == 10 for words in wordings)
    assert [one.comment for one in some] == list(range(len(some)))
    assert wordings != {one.text for one in others}
