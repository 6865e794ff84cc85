"""Discovery names themes that nobody has made."""

from pathlib import Path

import pytest

from analysis.discovery import Finding
from benchmarks.discovery import CODEBOOK, COMMENTS, DEFAULT_DATA, main, measured, named


def finding(*words: str) -> Finding:
    return Finding(" · ".join(words), words, (1,), (1,), 10.0)


def test_a_keyword_among_the_words_names_a_theme() -> None:
    found = named("Food", 9, [finding("bus"), finding("tea", "hot meals")], ["meal*"])
    assert (found.by_label, found.by_words) == (0, 2)
    assert named("Food", 9, [finding("meals")], ["meal*"]).by_label == 1
    assert named("Food", 9, [finding("bus")], ["meal*"]).by_words == 0


def test_without_data_there_is_nothing_to_measure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.argv", ["discovery", "--data", str(tmp_path)])

    assert main() == 0
    assert "--data" in capsys.readouterr().out


@pytest.mark.parametrize(("way", "least"), [("only", 12), ("any", 12)])
def test_hidden_themes_are_named(way: str, least: int) -> None:
    if not all((DEFAULT_DATA / name).is_file() for name in (COMMENTS, CODEBOOK)):
        pytest.skip("the coded comments are not on this machine")

    found = measured(DEFAULT_DATA, way)

    assert sum(each.by_label > 0 for each in found) >= least
