"""Intervals against the worked examples of the papers they come from."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intervals import difference, wilson

# R. G. Newcombe, Statist. Med. 17 (1998) 857–872, table I, method 3.
SINGLE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]

# R. G. Newcombe, Statist. Med. 17 (1998) 873–890, table II, method 10.
PAIRS = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0000),
    (10, 10, 0, 10, 0.6075, 1.0000),
]


@pytest.mark.parametrize(("count", "base", "low", "high"), SINGLE)
def test_a_share_as_newcombe_prints_it(count: int, base: int, low: float, high: float) -> None:
    found = wilson(count, base)
    assert [round(end, 4) for end in found] == [low, high]


@pytest.mark.parametrize("pair", PAIRS)
def test_a_difference_as_newcombe_prints_it(
    pair: tuple[int, int, int, int, float, float],
) -> None:
    count1, base1, count2, base2, low, high = pair
    found = difference(count1, base1, count2, base2)
    assert [round(end, 4) for end in found] == [low, high]


@given(st.integers(1, 5000), st.data())
def test_an_interval_holds_its_share_and_is_a_mirror(base: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, base))
    low, high = wilson(count, base)
    assert 0 <= low <= count / base <= high <= 1
    assert low < high
    other_low, other_high = wilson(base - count, base)
    assert isclose(low, 1 - other_high, abs_tol=1e-12)
    assert isclose(high, 1 - other_low, abs_tol=1e-12)


def test_more_confidence_is_wider() -> None:
    assert wilson(30, 100, 0.99)[0] < wilson(30, 100, 0.90)[0]


@pytest.mark.parametrize(("count", "base"), [(1, 0), (-1, 5), (6, 5)])
def test_what_is_no_share(count: int, base: int) -> None:
    with pytest.raises(ValueError, match="share"):
        wilson(count, base)


def test_what_is_no_confidence() -> None:
    with pytest.raises(ValueError, match="confidence"):
        wilson(1, 2, 95)
