"""Campaigns are found whatever their senders do to them, and quickly."""

from pathlib import Path

import pytest

from analysis.duplicates import campaigns
from benchmarks.campaigns import BACKGROUND, DEFAULT_DATA, KINDS, Kind, main, planted, score


def test_pairs_are_counted() -> None:
    """One of three pairs of a campaign, and one pair that is none."""
    result = score({1: 7, 2: 7, 3: 7}, [(1, 2), (3, 4)])
    assert result.precision == 0.5
    assert result.recall == pytest.approx(1 / 3)
    assert result.f1 == pytest.approx(0.4)


def test_without_data_there_is_nothing_to_measure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.argv", ["campaigns", "--data", str(tmp_path)])

    assert main() == 0
    assert "--data" in capsys.readouterr().out


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_campaigns_reach_the_target(kind: Kind) -> None:
    if not all((DEFAULT_DATA / f"{name}.csv").is_file() for name in BACKGROUND):
        pytest.skip("the comments are not on this machine")
    data = planted(DEFAULT_DATA, kind, seed=7)

    result = score(data.truth, [campaign.comments for campaign in campaigns(data.texts)])

    assert result.f1 >= 0.94
    assert result.precision >= 0.94
