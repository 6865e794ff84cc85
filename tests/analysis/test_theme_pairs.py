"""Pairs of themes that the same respondents raised."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import arrays

from analysis.theme_pairs import Pair, lift, pairs
from analysis.tree import Tree

# 1 has 2 and 3 below it; 4 and 5 stand alone
TREE = Tree.of([(1, None), (2, 1), (3, 1), (4, None), (5, None)])
ALL = list(TREE.ids)


def raised(*rows: tuple[int, ...]) -> "np.typing.NDArray[np.bool_]":
    """Respondents × themes, sub-themes or'ed in."""
    matrix = np.array([[key in row for key in TREE.ids] for row in rows], dtype=bool)
    matrix[:, 0] |= matrix[:, 1] | matrix[:, 2]
    return matrix


def test_counts_and_measures() -> None:
    said = raised((2, 4), (2, 4), (2,), (4,), (5,), (4, 5), (5,), (5,))
    found = {(TREE.ids[p.one], TREE.ids[p.other]): p for p in pairs(said, TREE, ALL, least=1)}
    assert set(found) == {(1, 4), (2, 4), (4, 5)}
    both = found[2, 4]
    assert (both.both, both.by_one, both.by_other) == (2, 3, 4)
    assert both.overlap == pytest.approx(2 / 5)
    assert lift((2, 3, 4, 8)) == pytest.approx(2 * 8 / 12, abs=1e-4)


def test_a_theme_and_one_below_it_are_no_pair() -> None:
    found = pairs(raised(*[(2, 3)] * 6), TREE, ALL)
    assert [(TREE.ids[pair.one], TREE.ids[pair.other]) for pair in found] == [(2, 3)]


def test_rare_pairs_are_left_out_and_the_list_ends() -> None:
    said = raised(*[(2, 4)] * 4, *[(4, 5)] * 5)
    assert [pair.both for pair in pairs(said, TREE, ALL)] == [5]
    assert len(pairs(said, TREE, ALL, least=1, first=2)) == 2
    assert pairs(said, TREE, [4], least=1) == []
    assert pairs(np.zeros((0, 5), dtype=bool), TREE, ALL) == []


@given(arrays(bool, (12, 5)))
def test_largest_overlap_first_and_each_pair_once(said: "np.typing.NDArray[np.bool_]") -> None:
    found = pairs(said, TREE, ALL, least=1)
    assert [p.overlap for p in found] == sorted((p.overlap for p in found), reverse=True)
    named = [(pair.one, pair.other) for pair in found]
    assert len(set(named)) == len(named)
    for pair in found:
        assert pair == Pair(
            pair.one,
            pair.other,
            int((said[:, pair.one] & said[:, pair.other]).sum()),
            int(said[:, pair.one].sum()),
            int(said[:, pair.other].sum()),
        )
        assert 0 < pair.overlap <= pair.both / min(pair.by_one, pair.by_other) <= 1
