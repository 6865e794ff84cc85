"""What a reader knows of the figures: how they add up, and in what range each of them lies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, vstack
from scipy.sparse.csgraph import connected_components

from engage_app.domain.disclosure import Claim, DisclosureRule, Figure, Key, Sum

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


def is_small(figure: Figure, rule: DisclosureRule) -> bool:
    """Whether a count must be hidden for itself."""
    return 0 < figure.people < rule.below or (rule.hide_zero and figure.value == 0)


def rounded(figure: Figure, rule: DisclosureRule) -> int:
    """A count as it is printed where it is shown: to the nearest multiple, halves up; a count of
    organisations as it is."""
    if rule.round_to <= 1 or not figure.people:
        return figure.value
    return (figure.value + rule.round_to // 2) // rule.round_to * rule.round_to


@dataclass(frozen=True)
class Known:
    """Figures in a fixed order, and what is known of them together.

    Attributes:
        keys: the figures.
        truth: their values, n.
        lines: sums × n; every line times the values is nought: +1 for parts, -1 for the total.
        claims: claims × n; every line times the values is at least `least`.
    """

    keys: tuple[Key, ...]
    truth: Floats
    lines: csr_array
    claims: csr_array
    least: Floats

    def part(self, chosen: Mask) -> "Known":
        """The same for some of the figures, with the lines that hold one of them; the others
        must all be known."""
        columns = np.flatnonzero(chosen)
        lines = self.lines[:, columns]
        lines = lines[np.flatnonzero(np.diff(lines.indptr))]
        claims = self.claims[:, columns]
        rows = np.flatnonzero(np.diff(claims.indptr))
        rest = (self.claims @ np.where(chosen, 0.0, self.truth))[rows]
        keys = tuple(self.keys[n] for n in columns)
        return Known(keys, self.truth[columns], lines, claims[rows], self.least[rows] - rest)

    @cached_property
    def _place(self) -> dict[Key, int]:
        return {key: number for number, key in enumerate(self.keys)}

    def told(self, claims: Iterable[Claim]) -> "Known":
        """The same with what more claims tell; those on other figures are passed over."""
        place = self._place
        more = [one for one in claims if all(key in place for key, _ in one.terms)]
        if not more:
            return self
        rows = _matrix(
            [[(place[key], many) for key, many in one.terms] for one in more], len(place)
        )
        return replace(
            self,
            claims=csr_array(vstack([self.claims, rows], format="csr")),
            least=np.concatenate([self.least, [float(one.least) for one in more]]),
        )

    @property
    def sides(self) -> Floats:
        """What each line comes to over the figures held here, by the true values."""
        return np.asarray(self.lines @ self.truth, dtype=np.float64)


@dataclass(frozen=True)
class Ranges:
    """The least and the most a reader knows each figure to be."""

    low: Floats
    high: Floats

    def part(self, chosen: Mask) -> "Ranges":
        """The same for some of the figures."""
        return Ranges(self.low[chosen], self.high[chosen])


def known(
    figures: Mapping[Key, Figure], sums: Iterable[Sum], claims: Iterable[Claim] = ()
) -> Known:
    """What is known of figures; sums and claims on others are passed over."""
    keys = tuple(figures)
    place = {key: number for number, key in enumerate(keys)}
    # The same line from several tables is one; parts in the order of the first.
    lines = dict.fromkeys(
        line
        for total, parts in sums
        if None not in (line := (place.get(total), *map(place.get, parts)))
    )
    bare = Known(
        keys,
        np.array([figures[key].value for key in keys], dtype=np.float64),
        _matrix(
            [[(n or 0, 1 if at else -1) for at, n in enumerate(line)] for line in lines], len(keys)
        ),
        csr_array((0, len(keys))),
        np.zeros(0),
    )
    return bare.told(dict.fromkeys(claims))


def _matrix(lines: Sequence[Sequence[tuple[int, int]]], width: int) -> csr_array:
    rows = [number for number, line in enumerate(lines) for _ in line]
    columns = [column for line in lines for column, _ in line]
    values = [float(value) for line in lines for _, value in line]
    shape = (len(lines), width)
    matrix = csr_array(coo_array((values, (rows, columns)), shape=shape, dtype=np.float64))
    matrix.eliminate_zeros()  # a figure that is its own total, where the others are nought
    return matrix


def hidden_least(figures: Sequence[Figure], gated: Mask, rule: DisclosureRule) -> Floats:
    """The least a hidden figure can be: 1 where noughts are printed. One that is hidden only with
    another may be nought."""
    least = 0.0 if rule.hide_zero else 1.0
    truth = np.array([figure.value for figure in figures], dtype=np.float64)
    return np.where(gated, 0.0, np.minimum(least, truth))


def shown_ranges(figures: Sequence[Figure], rule: DisclosureRule) -> Ranges:
    """What a reader knows of figures that are printed: the value, or the range it was rounded
    from, in which no value is one that would have been hidden."""
    low = np.array([figure.value for figure in figures], dtype=np.float64)
    high = low.copy()
    if rule.round_to > 1:
        for number, figure in enumerate(figures):
            if figure.people:
                printed = rounded(figure, rule)
                least = printed - rule.round_to // 2
                low[number] = min(max(least, rule.below if printed else 0), figure.value)
                high[number] = printed + (rule.round_to - 1) // 2
    return Ranges(low, high)


def components(known_: Known, open_: Mask) -> NDArray[np.int64]:
    """For each figure the number of its component: figures that aren't known for certain, joined
    by the sums and claims they share; -1 for the others."""
    chosen = np.flatnonzero(open_)
    both = vstack([known_.lines, known_.claims], format="csr")[:, chosen]
    joined = (abs(both).T @ abs(both)) if len(chosen) else csr_array((0, 0))
    labels = np.full(len(known_.keys), -1, dtype=np.int64)
    if len(chosen):
        labels[chosen] = connected_components(joined, directed=False)[1]
    return labels


def around(known_: Known, here: Mask) -> Mask:
    """Some figures, and all that share a sum or a claim with one of them."""
    both = abs(csr_array(vstack([known_.lines, known_.claims], format="csr")))
    rows = both @ here.astype(np.float64) > 0
    return np.asarray(here | (both.T @ rows.astype(np.float64) > 0), dtype=np.bool_)
