"""Drawing samples: the same seed the same comments, strata by their shares."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from analysis.sampling import allocation, comments_needed, simple, stratified


def test_the_same_seed_draws_the_same_comments_in_the_same_order() -> None:
    ids = list(range(100, 400))
    assert simple(ids, 20, seed=7) == simple(reversed(ids), 20, seed=7)  # type: ignore[arg-type]
    assert simple(ids, 20, seed=7) != simple(ids, 20, seed=8)
    strata = {key: key % 3 for key in ids}
    assert stratified(strata, 20, seed=7) == stratified(dict(reversed(strata.items())), 20, seed=7)


def test_a_simple_sample_prefers_nobody() -> None:
    """Each of ten is drawn about as often over many seeds: 300 of 1,000 times, give or take 4 s.d."""
    drawn = Counter(key for seed in range(1_000) for key in simple(range(10), 3, seed))
    assert all(abs(times - 300) < 4 * (1_000 * 0.3 * 0.7) ** 0.5 for times in drawn.values())


def test_where_there_are_fewer_all_are_drawn() -> None:
    assert sorted(simple([3, 1, 2], 50, seed=1)) == [1, 2, 3]
    assert sorted(stratified({1: "a", 2: "b"}, 50, seed=1)) == [1, 2]


def test_strata_get_their_share_by_largest_remainder() -> None:
    """50, 30 and 20 of 100: of 13, 6.5, 3.9 and 2.6 are 6, 4 and 3."""
    assert allocation({"a": 50, "b": 30, "c": 20}, 13) == {"a": 6, "b": 4, "c": 3}


def test_a_small_stratum_is_met_all_the_same() -> None:
    assert allocation({"a": 970, "b": 20, "c": 10}, 20) == {"a": 18, "b": 1, "c": 1}
    assert allocation({"a": 970, "b": 20, "c": 1}, 20, at_least=2) == {"a": 17, "b": 2, "c": 1}


def test_a_sample_smaller_than_its_strata_takes_the_largest() -> None:
    assert allocation({"a": 5, "b": 9, "c": 1}, 2) == {"a": 1, "b": 1, "c": 0}


@given(
    some.dictionaries(some.text(max_size=3), some.integers(1, 60), min_size=1, max_size=12),
    some.integers(0, 300),
    some.integers(0, 3),
)
def test_an_allocation_adds_up_and_takes_no_more_than_there_is(
    sizes: dict[str, int], total: int, at_least: int
) -> None:
    quota = allocation(sizes, total, at_least)
    assert sum(quota.values()) == min(total, sum(sizes.values()))
    assert all(0 <= quota[name] <= sizes[name] for name in sizes)
    if total >= sum(min(at_least, size) for size in sizes.values()):
        assert all(quota[name] >= min(at_least, sizes[name]) for name in sizes)


@pytest.mark.parametrize(
    ("share", "least", "needed"), [(0.25, 0.667, 81), (0.25, 0.8, 139), (0.1, 0.667, 172)]
)
def test_how_many_comments_are_needed(share: float, least: float, needed: int) -> None:
    """The first two are Krippendorff's own: four codes of equal use, significance 0.05."""
    assert comments_needed(share, least) == needed
