"""Which figures to hide besides the small ones: as few as can be, of the least worth.

Cutting planes, after Fischetti and Salazar: an integer program chooses what to hide under the
conditions found so far; for every figure that still follows from the rest, a linear program says
which of the figures that are shown give it away, and one of those must be hidden: a new condition.
The conditions that a sum gives by itself are there from the start, so that few are left to find.

Source: M. Fischetti, J. J. Salazar-González, Models and algorithms for optimizing cell suppression
in tabular data with linear constraints, JASA 95 (2000) 916-928.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from analysis.disclosing.knowing import (
    Floats,
    Known,
    Mask,
    Ranges,
    components,
    hidden_least,
    is_small,
    shown_ranges,
)
from analysis.disclosing.moving import moved
from analysis.disclosing.pinning import pinned, solved
from engage_app.domain.disclosure import DisclosureRule, Figure

_TURNS = 40
"""Programs solved before the rest is settled by hiding what is nearest."""
_FEW_TURNS = 2
_EXACT = 200
"""Up to so many figures that might be hidden the fewest are found; beyond, nearly."""
_GAP = 0.02
_LONG = 24
"""Longer sums would ask for too many conditions: theirs are left to be found."""
_NODES = 2_000
_NEAR = 1e-6
_NEEDED = 4.0
"""How much more a figure of most worth costs than another."""

Condition = tuple[NDArray[np.int64], Floats, float]
"""Figures, their weights, and what the weights of the hidden ones must come to."""


@dataclass(frozen=True)
class Task:
    """What has to be protected.

    Attributes:
        known: all figures.
        figures: the same, in that order.
        printed: those that something prints; the others are implied.
        gates: a figure and others with which it is hidden.
        rule: which small numbers are hidden.
        cells: how many printed cells go with each.
    """

    known: Known
    figures: tuple[Figure, ...]
    printed: Mask
    gates: tuple[tuple[int, int], ...]
    rule: DisclosureRule
    cells: Floats

    def ranges(self, hidden: Mask) -> Ranges:
        """What a reader knows of each figure by itself."""
        shown = shown_ranges(self.figures, self.rule)
        low, high = shown.low.copy(), shown.high.copy()
        gone = hidden | ~self.printed
        low[hidden] = self.hidden_least[hidden]
        low[~self.printed] = 0.0
        high[gone] = np.inf
        return Ranges(low, high)

    @cached_property
    def hidden_least(self) -> Floats:
        """The least that each is known to be where it is hidden."""
        gated = np.zeros(len(self.figures), dtype=bool)
        gated[[one for one, _ in self.gates]] = True
        return hidden_least(self.figures, gated, self.rule)

    @cached_property
    def small(self) -> Mask:
        """The figures to protect for themselves."""
        return np.array([is_small(one, self.rule) for one in self.figures], dtype=bool)

    def with_gated(self, hidden: Mask) -> Mask:
        """What is hidden, and what is hidden with it."""
        hidden, small = hidden.copy(), self.small
        grown = True
        while grown:
            grown = False
            for one, gate in self.gates:
                if (hidden | small)[gate] and not hidden[one] and self.printed[one]:
                    hidden[one] = grown = True
        return hidden


def hidden_figures(task: Task) -> Mask:
    """Which figures to hide: the small ones, those hidden with them, and as few others as it
    takes that none of these, and no small implied figure, follows from the rest."""
    first = task.with_gated(task.small & task.printed)
    protected = first | task.small
    if not protected.any():
        return first
    told = _given_away(task, first, protected)
    if not told.size:
        return first
    every = task.ranges(first)
    mutable = (every.low < every.high) | _candidates(task, first)
    labels = components(task.known, mutable)
    concerned = np.isin(labels, labels[told]) & mutable
    return _chosen(task, first, concerned, told)


def _candidates(task: Task, hidden: Mask) -> Mask:
    """What might be hidden besides: a nought is nobody, and stays."""
    return task.printed & ~hidden & ((task.known.truth > 0) | task.rule.hide_zero)


def _given_away(task: Task, hidden: Mask, protected: Mask) -> NDArray[np.int64]:
    """The hidden figures that follow from the rest."""
    return pinned(task.known, task.ranges(hidden), protected | (hidden & task.printed))


def _chosen(task: Task, first: Mask, concerned: Mask, told: NDArray[np.int64]) -> Mask:
    free = np.flatnonzero(_candidates(task, first) & concerned)
    protected = first | task.small
    price = _prices([task.figures[n] for n in free], task.cells[free])
    exact = task.rule.round_to <= 1  # else a sum by itself says little
    conditions = _from_sums(task, first, concerned) if exact else _cuts(task, first, told, free)
    fresh = [*conditions, *_from_gates(task, free)]
    conditions, picked, hidden = [], np.zeros(len(free), dtype=bool), first
    for _ in range(_TURNS if len(free) <= _EXACT else _FEW_TURNS):
        conditions += fresh
        if not _fewest(conditions, fresh, free, price, picked):
            break
        hidden = first.copy()
        hidden[free[picked]] = True
        hidden = task.with_gated(hidden)
        told = _given_away(task, hidden, protected)
        if not told.size:
            return hidden
        fresh = _cuts(task, hidden, told, free)
        if not fresh:
            break
    return _by_force(task, hidden, protected, free, price)


def _prices(figures: Sequence[Figure], cells: Floats) -> Floats:
    """What it costs to hide each figure: the printed cells that go with it, four times as many
    where a board needs it most. Of equal costs the one of least worth goes, then the smallest; a
    count of organisations costs a little more, so that it is hidden last."""
    if not figures:
        return np.zeros(0)
    order = np.argsort(np.argsort([figure.value for figure in figures], kind="stable"))
    worth = np.array([min(max(figure.worth, 0), 2) for figure in figures])
    nobody = np.array([figure.people == 0 for figure in figures])
    small = 0.03 * worth + 0.35 * nobody + 0.008 * order / len(figures)
    return np.asarray(cells * np.where(worth > 1, _NEEDED, 1.0) + small)


def _from_sums(task: Task, first: Mask, concerned: Mask) -> list[Condition]:
    """What each sum asks for by itself: that no hidden figure is alone in it, and that the hidden
    ones in it are not all as small as they can be, on one side."""
    lines = task.known.lines
    spare = task.known.truth - np.where(task.printed, task.hidden_least, 0.0)
    gone = (first | ~task.printed) & concerned
    might = _candidates(task, first) & concerned
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


def _from_gates(task: Task, free: NDArray[np.int64]) -> list[Condition]:
    here = set(free.tolist())
    return [
        (np.array([one, gate]), np.array([1.0, -1.0]), 0.0)
        for one, gate in dict.fromkeys(task.gates)
        if one in here and gate in here and one != gate
    ]


def _fewest(
    conditions: Sequence[Condition],
    fresh: Sequence[Condition],
    free: NDArray[np.int64],
    price: Floats,
    picked: Mask,
) -> bool:
    """Put the cheapest choice under the conditions into `picked`, where fresh ones bear on it;
    returns whether there is one."""
    place = np.full(int(free.max(initial=-1)) + 2, -1)
    place[free] = np.arange(len(free))
    matrix, least = _rows(conditions, place, len(free))
    new, _ = _rows(fresh, place, len(free))
    _, label = connected_components(abs(matrix).T @ abs(matrix), directed=False)
    here = np.isin(label, label[np.unique(new.indices)])
    if not here.any():
        return True
    part = matrix[:, np.flatnonzero(here)]
    rows = np.flatnonzero(np.diff(part.indptr))
    found = milp(
        price[here],
        integrality=np.ones(int(here.sum())),
        bounds=(0, 1),
        constraints=[LinearConstraint(part[rows], least[rows] - _NEAR, np.inf)],
        options={"mip_rel_gap": 1e-4 if here.sum() <= _EXACT else _GAP, "node_limit": _NODES},
    )
    if found.x is None:
        return False
    picked[here] = found.x > 0.5
    return True


def _rows(
    conditions: Sequence[Condition], place: NDArray[np.int64], width: int
) -> tuple[csr_array, Floats]:
    """The conditions as a matrix over the figures that may be hidden."""
    if not conditions:
        return csr_array((0, width)), np.zeros(0)
    sizes = [len(figures) for figures, _, _ in conditions]
    rows = np.repeat(np.arange(len(conditions)), sizes)
    figures = np.concatenate([one[0] for one in conditions])
    weights = np.concatenate([one[1] for one in conditions])
    shape = (len(conditions), width)
    matrix = csr_array(coo_array((weights, (rows, place[figures])), shape=shape))
    return matrix, np.array([one[2] for one in conditions])


def _cuts(
    task: Task, hidden: Mask, told: NDArray[np.int64], free: NDArray[np.int64]
) -> list[Condition]:
    """For each figure that is given away a condition that what is hidden now doesn't meet."""
    ranges = task.ranges(hidden)
    movable = ranges.low < ranges.high
    offered = np.zeros(len(hidden), dtype=bool)
    offered[free] = True
    labels = components(task.known, movable | offered)
    found: list[Condition] = []
    for place in told:
        here = labels == labels[place]
        found += _cut(task, here, ranges, int(place), offered & ~hidden)
    return found


def _cut(task: Task, here: Mask, ranges: Ranges, place: int, could: Mask) -> list[Condition]:
    places = np.flatnonzero(here)
    part, within, could = task.known.part(here), ranges.part(here), could[places]
    if not could.any():
        return []
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
        return [(places[chosen], weights[chosen], 1.0)]
    return [(places[could], np.ones(int(could.sum())), 1.0)]


def _by_force(
    task: Task, hidden: Mask, protected: Mask, free: NDArray[np.int64], price: Floats
) -> Mask:
    """Where the fewest can't be found: the cheapest for one figure after another, until all is
    safe or nothing is left to hide."""
    cost = np.zeros(len(hidden))
    cost[free] = price
    every = hidden.copy()
    every[free] = True
    could = task.ranges(task.with_gated(every))
    while (told := pinned(task.known, task.ranges(hidden), protected | hidden)).size:
        before = hidden.sum()
        labels = components(task.known, could.low < could.high)
        cleared = np.zeros(len(hidden), dtype=bool)
        for place in told[~cleared[told]]:
            here = labels == labels[place]
            if cleared[place] or not here[place]:
                continue
            number = int(here[:place].sum())
            part = task.known.part(here)
            change = moved(part, could.part(here), np.where(hidden, 0.0, cost)[here], number)
            if change is not None:
                cleared[np.flatnonzero(here)[change]] = True
                hidden = hidden | (cleared & task.printed & (cost > 0))
        hidden = task.with_gated(hidden)
        if hidden.sum() == before:
            hidden = task.with_gated(every)
            break
    return hidden
