"""Which figures to hide besides the small ones: as few as can be, of the least worth.

Cutting planes, after Fischetti and Salazar: an integer program chooses what to hide under the
conditions found so far; for every figure that still follows from the rest, a linear program says
which of the figures that are shown give it away, and one of those must be hidden: a new condition.
The conditions that a sum gives by itself are there from the start, so that few are left to find.

Source: M. Fischetti, J. J. Salazar-González, Models and algorithms for optimizing cell suppression
in tabular data with linear constraints, JASA 95 (2000) 916-928.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from analysis.disclosing.conditions import Condition, cuts, from_gates, from_sums
from analysis.disclosing.knowing import Floats, Mask, components
from analysis.disclosing.moving import moved, near
from analysis.disclosing.pinning import needed, pinned
from analysis.disclosing.sparing import spared
from analysis.disclosing.task import Task
from engage_app.domain.disclosure import Figure
from engage_app.progress import heed

_TURNS = 40
"""Programs solved before the rest is settled by hiding what is nearest."""
_FEW_TURNS = 2
_EXACT = 200
"""Up to so many figures that might be hidden the fewest are found; beyond, nearly."""
_GAP = 0.02
_NODES = 2_000
_NEAR = 1e-6
_SPARING = 40
"""How often it is tried to hide less where all that may be hidden was."""
_NEEDED = (0.5, 1.0, 4.0, 40.0)
"""How much more a figure costs than another, by its worth: of least is what a heading comes to, of
most how many took part."""


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
    mutable = (every.low < every.high) | task.candidates(first)
    labels = components(task.known, mutable)
    concerned = np.isin(labels, labels[told]) & mutable
    return _chosen(task, first, concerned, told)


def _given_away(task: Task, hidden: Mask, asked: Mask) -> NDArray[np.int64]:
    """Which of the figures asked after follow from what isn't hidden."""
    return pinned(task.known, task.ranges(hidden), asked)


def _chosen(task: Task, first: Mask, concerned: Mask, told: NDArray[np.int64]) -> Mask:
    free = np.flatnonzero(task.candidates(first) & concerned)
    doubted = np.zeros(len(first), dtype=bool)
    doubted[told] = True
    price = _prices([task.figures[n] for n in free], task.cells[free])
    exact = task.rule.round_to <= 1  # else a sum by itself says little
    conditions = from_sums(task, first, concerned) if exact else cuts(task, first, told, free)
    fresh = [*conditions, *from_gates(task, free)]
    conditions, picked, hidden = [], np.zeros(len(free), dtype=bool), first
    turns = _TURNS if len(free) <= _EXACT else _FEW_TURNS
    for turn in range(1, turns + 1):
        conditions += fresh
        if not _fewest(conditions, fresh, free, price, picked):
            break
        hidden = first.copy()
        hidden[free[picked]] = True
        hidden = task.with_gated(hidden)
        # What was free when less was hidden is free now.
        told = _given_away(task, hidden, doubted | (hidden & ~first))
        if not told.size:
            return hidden
        fresh = cuts(task, hidden, told, free) if turn < turns else []
        if not fresh:
            break
    return _by_force(task, hidden, told, free, price)


def _prices(figures: Sequence[Figure], cells: Floats) -> Floats:
    """What it costs to hide each figure: the printed cells that go with it, four times as many
    where a board needs it most, and more for how many took part. Of equal costs the one of least
    worth goes, then the smallest; a count of organisations costs a little more, so that it is
    hidden last."""
    if not figures:
        return np.zeros(0)
    order = np.argsort(np.argsort([figure.value for figure in figures], kind="stable"))
    worth = np.array([min(max(figure.worth, 0), len(_NEEDED) - 1) for figure in figures])
    nobody = np.array([figure.people == 0 for figure in figures])
    small = 0.03 * worth + 0.35 * nobody + 0.008 * order / len(figures)
    return np.asarray(cells * np.array(_NEEDED)[worth] + small)


def _fewest(
    conditions: Sequence[Condition],
    fresh: Sequence[Condition],
    free: NDArray[np.int64],
    price: Floats,
    picked: Mask,
) -> bool:
    """Put the cheapest choice under the conditions into `picked`, where fresh ones bear on it;
    returns whether there is one."""
    heed()
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


def _by_force(
    task: Task, hidden: Mask, told: NDArray[np.int64], free: NDArray[np.int64], price: Floats
) -> Mask:
    """Where the fewest can't be found: the cheapest for one figure after another, until all is
    safe or nothing is left to hide."""
    cost = np.zeros(len(hidden))
    cost[free] = price
    every = hidden.copy()
    every[free] = True
    could = near(task.known, task.ranges(task.with_gated(every)))
    known = needed(task.known, could)
    labels = components(known, could.low < could.high)
    while told.size:
        before = hidden
        cleared = np.zeros(len(hidden), dtype=bool)
        for place in told:
            here = labels == labels[place]
            if cleared[place] or not here[place]:
                continue
            number = int(here[:place].sum())
            part = known.part(here)
            change = moved(part, could.part(here), np.where(hidden, 0.0, cost)[here], number)
            if change is not None:
                cleared[np.flatnonzero(here)[change]] = True
                hidden = hidden | (cleared & task.printed & (cost > 0))
        hidden = task.with_gated(hidden)
        if hidden.sum() == before.sum():
            return spared(task, task.with_gated(every), cost, _SPARING)
        asked = hidden & ~before
        asked[told] = True
        told = _given_away(task, hidden, asked)
    return hidden
