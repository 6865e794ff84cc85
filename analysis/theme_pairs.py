"""Themes that the same respondents raised, in one comment or in several."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.respondents import Matrix, cross
from analysis.tree import Tree

LEAST = 5
"""Pairs that fewer respondents raised are not listed."""

FIRST = 20
"""How many pairs are listed."""


@dataclass(frozen=True)
class Pair:
    """Two themes, by their places in Tree.ids, and the respondents who raised them.

    Attributes:
        one: the theme that comes first in the codebook.
        other: the one that comes later.
        both: raised both.
        by_one, by_other: raised the one, the other.
    """

    one: int
    other: int
    both: int
    by_one: int
    by_other: int

    @property
    def overlap(self) -> float:
        """See the function."""
        return overlap((self.both, self.by_one, self.by_other))


def overlap(counts: Sequence[int]) -> float:
    """The share of those who raised either theme who raised both.

    Args:
        counts: raised both, the one, the other.

    Source: P. Jaccard, "The distribution of the flora in the alpine zone", 1912.
    """
    both, by_one, by_other = counts
    return both / max(by_one + by_other - both, 1)


def lift(counts: Sequence[int]) -> float:
    """How many times as often as if those who raise the one theme raised the other as often as
    anybody does: 1 is by chance. To four decimals.

    Args:
        counts: raised both, the one, the other; and how many raised anything.
    """
    both, by_one, by_other, answered = counts
    return round(both * answered / max(by_one * by_other, 1), 4)


def pairs(
    raised: Matrix,
    tree: Tree,
    among: Sequence[int],
    *,
    least: int = LEAST,
    first: int = FIRST,
) -> list[Pair]:
    """The pairs of themes that overlap most, most first; of equals the one more respondents raised.

    Args:
        raised: respondents × themes (tree.ids), sub-themes or'ed in.
        tree: the codebook; a theme and one above or below it are no pair.
        among: the themes to pair.
        least: the fewest respondents who raised both; at least 1.
        first: how many pairs at most.
    """
    places = [n for n, key in enumerate(tree.ids) if key in set(among)]
    counts = cross(raised[:, places], raised[:, places])
    found = []
    for a, b in np.argwhere(np.triu(counts >= max(least, 1), 1)).tolist():
        one, other = places[a], places[b]
        kin = tree.ids[one] in tree.lineage(tree.ids[other])  # parents come first in a tree
        if not kin:
            both, by_one, by_other = (int(counts[pair]) for pair in ((a, b), (a, a), (b, b)))
            found.append(Pair(one, other, both, by_one, by_other))
    found.sort(key=lambda pair: (-pair.overlap, -pair.both, pair.one, pair.other))
    return found[:first]
