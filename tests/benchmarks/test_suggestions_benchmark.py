"""Suggestions reach what is asked of them, on the coded comments where they are there."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.suggestions import TARGETS, engage, main, plain
from benchmarks.suggestions_data import CODEBOOK, COMMENTS, DEFAULT_DATA, read
from benchmarks.suggestions_scores import decided, scores


def test_scores_as_defined() -> None:
    """Macro leaves out themes that don't occur; the likeliest theme is always accepted."""
    truth = np.array([[1, 0, 0], [1, 1, 0]])
    found = np.array([[0.9, 0.6, 0.1], [0.2, 0.1, 0.3]], np.float32)
    accepted = decided(found, 0.5)
    assert accepted.tolist() == [[True, True, False], [False, False, True]]
    told = scores(truth, found, accepted)
    assert told.micro == pytest.approx(2 / 6)
    assert told.macro == pytest.approx((2 / 3 + 0) / 2)
    assert (told.first, told.three) == (0.5, 1.0)


def test_no_data_is_not_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.argv", ["suggestions", "--data", str(tmp_path)])
    assert main() == 0
    assert "--data" in capsys.readouterr().out


def test_targets_without_embeddings() -> None:
    """One draw of 200 coded comments, which is quick: F1 as asked, and well above plain TF-IDF."""
    if not all((DEFAULT_DATA / name).is_file() for name in (COMMENTS, CODEBOOK)):
        pytest.skip("the coded data is not on this machine")
    data = read(DEFAULT_DATA, embeddings=False)
    draw = np.random.default_rng(0).permutation(np.flatnonzero(data.truth.any(axis=1))).tolist()
    ours, base = (run(data, draw[:200], draw[200:]) for run in (engage, plain))
    assert ours.scores.micro >= TARGETS[200].micro
    assert ours.scores.macro >= TARGETS[200].macro
    assert ours.scores.micro > base.scores.micro + 0.1
