"""Conditions on what is hidden: those a sum makes by itself, and those found by linear programs."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analysis.disclosing.knowing import Floats, Mask, Ranges, around, components
from analysis.disclosing.pinning import solved
from analysis.disclosing.task import Task

_LONG = 24
"""Longer sums would ask for too many conditions: theirs are left to be found."""
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
    ranges = task.ranges(hidden)
    movable = ranges.low < ranges.high
    offered = np.zeros(len(hidden), dtype=bool)
    offered[free] = True
    # Most follow from sums alone; those that need claims as well are left to be found by force.
    known = task.known
    bare = replace(known, claims=known.claims[:0], least=known.least[:0])
    labels = components(bare, movable)
    found: list[Condition] = []
    for place in told:
        here = around(bare, labels == labels[place]) & (movable | offered)
        cut, tight = _cut(replace(task, known=bare), here, ranges, int(place), offered & ~hidden)
        if tight or not len(known.least):
            found += cut
    return found


def _cut(
    task: Task, here: Mask, ranges: Ranges, place: int, could: Mask
) -> tuple[list[Condition], bool]:
    """A condition on the figures here, and whether it says which of them to hide."""
    places = np.flatnonzero(here)
    part, within, could = task.known.part(here), ranges.part(here), could[places]
    if not could.any():
        return [], False
    wanted = (places == place).astype(np.float64)
    down = np.maximum(within.low - np.where(task.printed, task.hidden_least, 0.0)[places], 0.0)
    weights, spread = np.zeros(len(places)), 0.0
    for sign in (1.0, -1.0):
        solution = solved(part, within, sign * wanted)
        if solution is None:
            break
        moved = solution.lower.marginals + solution.upper.marginals
        # A negative one asks for more of the figure, which is endless once it is hidden.
        weights += np.where(moved < -_NEAR, 1.0, np.clip(moved, 0, None) * down)
        spread -= sign * float(wanted @ solution.x)
    spread = abs(spread)
    weights = np.where(could, weights, 0.0)
    if spread < 1 - _NEAR and weights.max(initial=0.0) > _NEAR:
        weights = np.minimum(weights / (1 - spread), 1.0)
        chosen = weights > _NEAR
        return [(places[chosen], weights[chosen], 1.0)], True
    return [(places[could], np.ones(int(could.sum())), 1.0)], False
