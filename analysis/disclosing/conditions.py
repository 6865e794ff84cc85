"""Conditions on what is hidden: those a sum makes by itself, and those found by linear programs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_diag, csr_array

from analysis.disclosing.knowing import Floats, Known, Mask, Ranges, around, components
from analysis.disclosing.pinning import solved
from analysis.disclosing.task import Task

_LONG = 24
"""Longer sums would ask for too many conditions: theirs are left to be found."""
_TOGETHER = 4_000
"""Up to so many figures, or those of one region, go into one linear program."""
_NEAR = 1e-6

Condition = tuple[NDArray[np.int64], Floats, float]
"""Figures, their weights, and what the weights of the hidden ones must come to."""


def from_sums(task: Task, first: Mask, concerned: Mask) -> list[Condition]:
    """What each sum asks for by itself: that no hidden figure is alone in it, and that the hidden
    ones in it are not all as small as they can be, on one side."""
    lines = task.known.lines
    spare = task.known.truth - np.where(task.printed, task.hidden_least, 0.0)
    gone = (first | ~task.printed) & concerned
    might = task.candidates(first) & concerned
    protected = first | task.small
    found: list[Condition] = []
    for row in range(lines.shape[0]):
        at = slice(lines.indptr[row], lines.indptr[row + 1])
        columns, signs = lines.indices[at], lines.data[at]
        hidden, offered = gone[columns], might[columns]
        if not hidden.any():
            found += _not_alone(columns[offered])
        elif offered.any() and protected[columns[hidden]].any():
            stuck = not spare[columns[hidden]].any() and len(set(signs[hidden])) == 1
            if stuck:  # one more on this side helps only if it can be less than it is
                offered &= (signs != signs[hidden][0]) | (spare[columns] > 0)
            if (stuck or hidden.sum() == 1) and offered.any():
                useful = columns[offered]
                found.append((useful, np.ones(useful.size), 1.0))
    return found


def _not_alone(columns: NDArray[np.int64]) -> list[Condition]:
    """If one of these is hidden, so is another."""
    if len(columns) > _LONG:
        return []
    return [(columns, np.where(columns == one, -1.0, 1.0), 0.0) for one in columns]


def from_gates(task: Task, free: NDArray[np.int64]) -> list[Condition]:
    """What is hidden with another is hidden wherever that is."""
    here = set(free.tolist())
    return [
        (np.array([one, gate]), np.array([1.0, -1.0]), 0.0)
        for one, gate in dict.fromkeys(task.gates)
        if one in here and gate in here and one != gate
    ]


def cuts(
    task: Task, hidden: Mask, told: NDArray[np.int64], free: NDArray[np.int64]
) -> list[Condition]:
    """For each figure that is given away a condition that what is hidden now doesn't meet."""
    # Most follow from sums alone; those that need claims as well are left to be found by force.
    known = task.known
    bare = replace(known, claims=known.claims[:0], least=known.least[:0])
    ranges = task.ranges(hidden)
    movable = ranges.low < ranges.high
    offered = np.zeros(len(hidden), dtype=bool)
    offered[free] = True
    offered &= ~hidden
    down = np.maximum(ranges.low - np.where(task.printed, task.hidden_least, 0.0), 0.0)
    labels = components(bare, movable)
    regions = {
        label: _region(bare, ranges, labels == label, offered, down)
        for label in np.unique(labels[told])
    }
    asked = [(regions[labels[place]], int(place)) for place in told]
    asked = [(region, place) for region, place in asked if region.offered.any()]
    found: list[Condition] = []
    for region, weights in _weighed(asked):
        if weights is not None:
            chosen = weights > _NEAR
            found.append((region.could[chosen], weights[chosen], 1.0))
        elif not len(known.least):
            found.append((region.could, np.ones(region.could.size), 1.0))
    return found


@dataclass(frozen=True)
class _Region:
    """Hidden figures that hang together by sums, and those beside them that might be hidden too.

    Attributes:
        part: all of these.
        within: what is known of each of them.
        places: where they stand among all figures.
        offered: which of them might be hidden.
        down: how far each of those could then go down.
    """

    part: Known
    within: Ranges
    places: NDArray[np.int64]
    offered: Mask
    down: Floats

    @property
    def could(self) -> NDArray[np.int64]:
        """Those that might be hidden, among all figures."""
        return self.places[self.offered]


def _region(known: Known, ranges: Ranges, here: Mask, offered: Mask, down: Floats) -> _Region:
    beside = around(known, here) & offered
    chosen = here | beside
    return _Region(
        known.part(chosen),
        ranges.part(chosen),
        np.flatnonzero(chosen),
        beside[chosen],
        down[beside],
    )


def _weighed(asked: Sequence[tuple[_Region, int]]) -> list[tuple[_Region, Floats | None]]:
    """For each figure, in its region, how much hiding each of those beside it would free it; None
    where that can't be said. One linear program for many: most of each is the call."""
    found: list[tuple[_Region, Floats | None]] = []
    start = 0
    while start < len(asked):
        stop, size = start, 0
        while stop < len(asked) and (stop == start or size < _TOGETHER):
            size += len(asked[stop][0].places)
            stop += 1
        found += _weighed_together(asked[start:stop])
        start = stop
    return found


def _weighed_together(
    asked: Sequence[tuple[_Region, int]],
) -> Iterator[tuple[_Region, Floats | None]]:
    parts = [region.part for region, _ in asked]
    whole = Known(
        tuple(key for part in parts for key in part.keys),
        np.concatenate([part.truth for part in parts]),
        csr_array(block_diag([part.lines for part in parts], format="csr")),
        csr_array((0, sum(len(part.keys) for part in parts))),
        np.zeros(0),
    )
    within = Ranges(
        np.concatenate([region.within.low for region, _ in asked]),
        np.concatenate([region.within.high for region, _ in asked]),
    )
    wanted = np.concatenate([region.places == place for region, place in asked]).astype(float)
    ways = [solved(whole, within, sign * wanted) for sign in (1.0, -1.0)]
    column = 0
    for region, _ in asked:
        columns = slice(column, column := column + len(region.places))
        weights, ends = np.zeros(len(region.down)), []
        for way in ways:
            if way is None:
                break
            ends.append(float(wanted[columns] @ way.x[columns]))
            moved = (way.lower.marginals + way.upper.marginals)[columns][region.offered]
            # A negative one asks for more of the figure, which is endless once it is hidden.
            weights += np.where(moved < -_NEAR, 1.0, np.clip(moved, 0, None) * region.down)
        spread = abs(ends[1] - ends[0]) if len(ends) == len(ways) else 1.0
        told = spread < 1 - _NEAR and weights.max(initial=0.0) > _NEAR
        yield region, np.minimum(weights / (1 - spread), 1.0) if told else None
