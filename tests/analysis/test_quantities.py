"""Numbers as answers: quartiles, bands that give nobody away, numbered scales."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.quantities import bands, by_respondent, on_scale, scale_values, summary


def test_quartiles_as_excel_interpolates_them() -> None:
    """QUARTILE.INC of 6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49 (Moore and McCabe's example)."""
    found = summary(np.array([49.0, 6, 7, np.nan, 15, 36, 39, 40, 41, 42, 43, 47]))
    assert found is not None
    assert (found.count, found.lower, found.median, found.upper) == (11, 25.5, 40.0, 42.5)
    assert round(found.mean, 4) == 33.1818


def test_fewer_than_ten_answers_have_no_quartiles_and_no_mean() -> None:
    assert summary(np.array([1.0] * 9 + [np.nan] * 9)) is None
    assert summary(np.array([1.0] * 10)) is not None


def test_the_last_number_of_a_respondent_counts() -> None:
    found = by_respondent(3, np.array([0, 2, 0]), np.array([1.0, 5.0, 7.0]))
    assert found[0] == 7.0
    assert np.isnan(found[1])


def test_small_whole_numbers_are_bands_of_their_own() -> None:
    assert [band.name for band in bands(np.array([1.0, 5, 3, np.nan]), whole=True)] == [
        *("1", "2", "3", "4", "5")
    ]


def test_other_numbers_are_in_round_bands_open_at_both_ends() -> None:
    ages = np.arange(18.0, 98.0)
    found = bands(ages, whole=True)
    assert [band.name for band in found] == [
        *("Below 40", "40 to 59", "60 to 79", "80 or more"),
    ]
    assert found[0].low is None
    assert found[-1].below is None
    miles = bands(np.linspace(0, 3, 200), whole=False)
    assert miles[1].name == "0.5 to below 1"


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=40), st.booleans())
def test_every_number_is_in_exactly_one_band(numbers: list[float], whole: bool) -> None:
    values = np.array([float(round(one)) if whole else one for one in numbers])
    held = np.stack([band.holds(values) for band in bands(values, whole=whole)])
    assert (held.sum(axis=0) == 1).all()


@given(st.lists(st.integers(11, 99_999), min_size=2, max_size=60))
def test_neither_the_smallest_nor_the_largest_number_is_an_edge_alone(numbers: list[int]) -> None:
    found = bands(np.array(numbers, dtype=float), whole=True)
    assert found[0].name.startswith("Below")
    assert found[-1].name.endswith("or more")


@pytest.mark.parametrize(
    ("labels", "values"),
    [
        (("1", "2", "3", "4", "5"), (1, 2, 3, 4, 5)),
        (("5 – Very good", "4", "3", "2", "1 – Very poor", "Don’t know"), (5, 4, 3, 2, 1, None)),
        (("0 (not at all likely)", "1", "2", "3 (certain)"), (0, 1, 2, 3)),
        (("1: low", "2", "3: high", "Don’t know"), (1, 2, 3, None)),
        (("1 - Strongly agree", "2 - Neither", "3 - Strongly disagree"), None),
        (("16 to 24", "25 to 34", "35 to 44"), None),
        (("1", "2"), None),
        (("1", "3", "9"), None),
        (("Car", "Bus", "1 other"), None),
    ],
)
def test_what_is_a_numbered_scale(
    labels: tuple[str, ...], values: tuple[float | None, ...] | None
) -> None:
    assert scale_values(labels) == values


def test_choices_become_their_numbers() -> None:
    chosen = np.array([[True, False, False], [False, False, True], [False, False, False]])
    found = on_scale(chosen, (1.0, 2.0, None))
    assert found[0] == 1.0
    assert np.isnan(found[1:]).all()
