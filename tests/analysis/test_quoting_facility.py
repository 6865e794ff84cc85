"""Choosing few texts to which all are alike, held to trying every choice."""

from itertools import combinations
from math import e

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.quoting.facility import Facility


def facility(seed: int, options: int, *, priced: bool) -> Facility:
    """Likenesses drawn at random, most of them small, as those of texts are."""
    drawn = np.random.default_rng(seed)
    price = drawn.choice([0, 0.05], options) if priced else np.zeros(options)
    return Facility(
        (drawn.random((12, options)) ** 3).astype(np.float32),
        [frozenset([f"kind {n}"]) for n in drawn.integers(3, size=options)],
        lambda _kind: 0.02,
        price,
        price > 0,
        np.ones(options, dtype=bool),
        fits=lambda _option: True,
    )


def besides(place: Facility) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return ~np.isin(np.arange(len(place.allowed)), place.chosen)


def value(place: Facility, chosen: tuple[int, ...]) -> float:
    """The coverage, what is heard, less the price: by the definition."""
    heard = frozenset[str]().union(*(place.kinds[one] for one in chosen))
    return place.coverage(chosen) + 0.02 * len(heard) - float(place.price[list(chosen)].sum())


@given(st.integers(0, 10_000), st.integers(3, 9), st.integers(1, 3))
def test_nearly_the_best_there_is(seed: int, options: int, count: int) -> None:
    """Never under what a greedy choice is sure of (Nemhauser, Wolsey and Fisher 1978: 1 - 1/e of
    the best), and an exchange never makes it worse; as a rule it is within a few per cent."""
    place = facility(seed, options, priced=False)
    for _ in range(count):
        best = place.best(besides(place))
        assert best is not None
        place.chosen.append(best)
    greedy = value(place, tuple(place.chosen))
    place.exchange(lambda _place: besides(place))
    exchanged = value(place, tuple(place.chosen))
    most = max(value(place, some) for some in combinations(range(options), count))
    assert len(set(place.chosen)) == count
    assert greedy - 1e-5 <= exchanged <= most + 1e-5
    assert greedy >= (1 - 1 / e) * most - 1e-5


@given(st.integers(0, 10_000), st.integers(2, 9))
def test_what_is_not_worth_its_price_is_left_out_beside_others(seed: int, options: int) -> None:
    place = facility(seed, options, priced=True)
    while (best := place.best(besides(place))) is not None:
        before = place.coverage(place.chosen)
        if place.chosen and place.price[best] > 0:
            heard = frozenset[str]().union(*(place.kinds[one] for one in place.chosen))
            new = 0.02 * len(place.kinds[best] - heard)
            added = place.coverage([*place.chosen, best]) - before
            assert added + new > place.price[best] - 1e-5
        place.chosen.append(best)
    assert place.chosen
    assert all(place.price[one] > 0 for one in np.flatnonzero(besides(place)))


def test_what_does_not_fit_is_asked_once_and_what_stands_apart_each_time() -> None:
    """A personal detail stays one; a near copy of what is exchanged is none any more."""
    asked: list[int] = []
    place = facility(1, 4, priced=False)

    def fits(option: int) -> bool:
        asked.append(option)
        return option != 2

    place.fits = fits
    place.apart = lambda option, others: not {option, *others} >= {0, 1}
    place.chosen = [0]
    everything = np.ones(4, dtype=bool)
    everything[0] = False
    assert place.best(everything) == 3
    place.chosen = [3]
    everything[3] = False
    assert place.best(everything) == 1
    assert len(asked) == len(set(asked))
