"""Engage reads the tone of health feedback better than plain VADER."""

from pathlib import Path

import pytest

from benchmarks.sentiment import (
    DATA_SETS,
    DEFAULT_DATA,
    corrected,
    engage,
    labelled,
    macro_f1,
    main,
    measured,
    plain_vader,
)


def test_macro_f1_is_the_mean_of_the_classes() -> None:
    """A class never found counts 0, however rare it is."""
    assert macro_f1(["a", "a", "b"], ["a", "a", "b"]) == 1
    assert macro_f1(["a", "a", "b"], ["a", "a", "a"]) == pytest.approx((0.8 + 0) / 2)


def test_no_data_is_not_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.argv", ["sentiment", "--data", str(tmp_path)])

    assert main() == 0
    assert "nothing to measure" in capsys.readouterr().out


@pytest.mark.parametrize("name", DATA_SETS)
def test_engage_beats_plain_vader(name: str) -> None:
    if not (DEFAULT_DATA / f"{name}.csv").is_file():
        pytest.skip("the labelled data is not on this machine")
    data = labelled(DEFAULT_DATA, name)

    plain, ours = measured(plain_vader(), data), measured(engage(), data)

    assert ours.macro_f1 > plain.macro_f1 + 0.03


@pytest.mark.parametrize(("name", "least"), [("nhs_fft_v6", 0.66), ("nhs_phase1", 0.85)])
def test_two_hundred_corrections_teach(name: str, least: float) -> None:
    """And five don't hurt."""
    if not (DEFAULT_DATA / f"{name}.csv").is_file():
        pytest.skip("the labelled data is not on this machine")
    data = labelled(DEFAULT_DATA, name)

    cold, five, many = (corrected(data, number, seed=0) for number in (0, 5, 200))

    assert five.macro_f1 > cold.macro_f1 - 0.005
    assert many.macro_f1 >= least
