"""Which figures have but one value that fits all that a reader knows.

A second solution in whole numbers clears every figure in which it differs from the truth, so one
linear program with a random objective clears most of them. Only a figure that no solution has
cleared is asked for by itself, by integer programming over its component.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse import csr_array, vstack

from analysis.disclosing.knowing import Floats, Known, Mask, Ranges, components
from engage_app.progress import heed

_FEW = 12
"""Up to so many that are left are looked at one by one at once."""
_ROUNDS = 2
"""Pairs of linear programs over everything before figures are looked at one by one."""
_WIDE = 40.0
"""How far from the truth a second solution is looked for: nearer solutions show as much."""
_NEAR = 1e-6
_LOOSE = 0.3
"""How far from the least cost a solution in whole numbers may be: any other one will do."""
_NODES = 20_000
"""After so many nodes of a search a figure counts as pinned: it couldn't be shown to be free."""

Program = Callable[[Known, Ranges, Floats], OptimizeResult | None]


def pinned(known: Known, ranges: Ranges, wanted: Mask) -> NDArray[np.int64]:
    """The figures among the wanted that can have but one value.

    Args:
        known: the figures, and how they hang together.
        ranges: what is known of each by itself; the truth lies in it.
        wanted: n, the figures to be asked after.

    Returns:
        Their places, ascending.
    """
    ranges = narrowed(known, ranges)
    known = needed(known, ranges)
    open_ = ranges.low < ranges.high
    fixed = wanted & ~open_
    left = wanted & open_
    if left.any():
        _clear_apart(known, ranges, left)
        labels = components(known, open_)
        if left.sum() > _FEW:
            _clear_together(known, ranges, labels, left, solved)
        if left.sum() > _FEW:
            _clear_together(known, ranges, labels, left, solved_whole)
        for label in np.unique(labels[left]):
            here = labels == label
            fixed |= _one_by_one(known.part(here), ranges.part(here), here, left)
    return np.flatnonzero(fixed)


def narrowed(known: Known, ranges: Ranges, rounds: int = 20) -> Ranges:
    """The ranges that follow from each sum and each claim by itself, over and over."""
    low, high = ranges.low.copy(), ranges.high.copy()
    both = csr_array(vstack([known.lines, known.claims], format="csr"))
    if not both.nnz:
        return Ranges(low, high)
    column, times = both.indices, both.data
    row = np.repeat(np.arange(both.shape[0]), np.diff(both.indptr))
    bottom = np.concatenate([known.sides, known.least])
    top = np.concatenate([known.sides, np.full(len(known.least), np.inf)])
    for _ in range(rounds):
        before = low.sum(), np.isinf(high).sum(), high[np.isfinite(high)].sum()
        smallest = np.where(times > 0, times * low[column], times * high[column])
        largest = np.where(times > 0, times * high[column], times * low[column])
        # times * x lies between bottom and top, less the others
        upper = (top[row] - _others(row, smallest, len(top))) / times
        lower = (bottom[row] - _others(row, largest, len(top))) / times
        new_low, new_high = np.where(times > 0, lower, upper), np.where(times > 0, upper, lower)
        np.maximum.at(low, column, np.ceil(new_low - _NEAR))
        np.minimum.at(high, column, np.floor(new_high + _NEAR))
        if before == (low.sum(), np.isinf(high).sum(), high[np.isfinite(high)].sum()):
            break
    return Ranges(low, high)


def needed(known: Known, ranges: Ranges) -> Known:
    """The same without the claims that hold whatever the figures are in their ranges."""
    claims = known.claims
    if not claims.nnz:
        return known
    column, times = claims.indices, claims.data
    row = np.repeat(np.arange(claims.shape[0]), np.diff(claims.indptr))
    smallest = np.where(times > 0, times * ranges.low[column], times * ranges.high[column])
    kept = np.bincount(row, smallest, claims.shape[0]) < known.least - _NEAR
    return replace(known, claims=claims[kept], least=known.least[kept])


def _others(row: NDArray[np.int64], values: Floats, count: int) -> Floats:
    """For each entry the sum of the other entries of its line, with infinities counted apart."""
    infinite = np.isinf(values)
    finite = np.where(infinite, 0.0, values)
    total = np.bincount(row, finite, count)[row] - finite
    endless = np.bincount(row, infinite, count)[row] - infinite
    sign = np.sign(values[infinite][0]) if infinite.any() else 1.0
    return np.where(endless > 0, sign * np.inf, total)


def _clear_apart(known: Known, ranges: Ranges, left: Mask) -> None:
    """Take from `left` what is free even within ranges so narrow that all claims hold by
    themselves: without claims there are many small components, whose solutions are whole."""
    bare = replace(known, claims=known.claims[:0], least=known.least[:0])
    within = _held(known, ranges)
    free = within.low < within.high
    here = left & free
    if here.any():
        still = here.copy()
        _clear_together(bare, within, components(bare, free), still, solved)
        left &= ~here | still


def _held(known: Known, ranges: Ranges) -> Ranges:
    """Ranges round the truth in which no claim is broken: what a claim has to spare is shared out
    among its figures."""
    low, high = ranges.low.copy(), ranges.high.copy()
    claims = known.claims
    column, times = claims.indices, claims.data
    row = np.repeat(np.arange(claims.shape[0]), np.diff(claims.indptr))
    open_ = (ranges.low < ranges.high)[column]
    spare = (claims @ known.truth - known.least)[row]
    part = spare / np.maximum(np.bincount(row, open_, claims.shape[0])[row], 1)
    room = np.floor(part / abs(times) + _NEAR)
    np.maximum.at(low, column, np.where(times > 0, known.truth[column] - room, -np.inf))
    np.minimum.at(high, column, np.where(times < 0, known.truth[column] + room, np.inf))
    return Ranges(low, high)


def _clear_together(
    known: Known, ranges: Ranges, labels: NDArray[np.int64], left: Mask, program: Program
) -> None:
    """Take from `left` what solutions for all components together clear."""
    chance = np.random.default_rng(6)
    here = np.isin(labels, labels[left])
    part, within, label = known.part(here), ranges.part(here), labels[here]
    remaining = left[here]
    costs = np.zeros(len(remaining))
    for turn in range(2 * _ROUNDS):
        if not remaining.any():
            break
        if turn % 2:
            costs = -costs  # where there is another solution, one of the two ways leads to one
        else:
            drawn = chance.uniform(0.5, 1.5, len(remaining))
            drawn *= chance.choice([-1.0, 1.0], len(remaining))
            costs = drawn * np.where(remaining, 1.0, 0.01)
        found = program(part, within, costs)
        if found is None:
            break
        whole = np.rint(found.x)
        broken = np.bincount(label, abs(found.x - whole) > _NEAR, label.max() + 1) > 0
        remaining &= (whole == part.truth) | broken[label]
    left[np.flatnonzero(here)[~remaining]] = False


def solved(known: Known, ranges: Ranges, costs: Floats) -> OptimizeResult | None:
    """The linear program: the least cost, near the truth; None where HiGHS gives up."""
    heed()
    low = np.maximum(ranges.low, known.truth - _WIDE)
    high = np.minimum(ranges.high, known.truth + _WIDE)
    upper = known.claims.shape[0] > 0
    found = linprog(
        costs,
        A_ub=-known.claims if upper else None,
        b_ub=-known.least if upper else None,
        A_eq=known.lines if known.lines.shape[0] else None,
        b_eq=known.sides if known.lines.shape[0] else None,
        bounds=np.stack([low, high], axis=1),
        method="highs",
    )
    return found if found.status == 0 else None


def _one_by_one(known: Known, ranges: Ranges, here: Mask, left: Mask) -> Mask:
    """Which of a component's figures have one value; whatever a solution shows to be free is
    taken from `left` on the way."""
    places = np.flatnonzero(here)
    fixed = np.zeros(len(left), dtype=bool)
    for number, place in enumerate(places):
        if not left[place]:
            continue
        other = second(known, ranges, number)
        if other is None:
            fixed[place] = True
        else:
            left[places[other != known.truth]] = False
    return fixed


def second(known: Known, ranges: Ranges, number: int) -> Floats | None:
    """A solution in whole numbers in which a figure is more, or less, than it is; None where
    there is none."""
    for more in (True, False):
        low, high = ranges.low.copy(), ranges.high.copy()
        if more:
            low[number] = known.truth[number] + 1
        else:
            high[number] = known.truth[number] - 1
        if low[number] <= high[number]:
            found = solved_whole(known, Ranges(low, high), np.zeros(len(known.keys)))
            if found is not None:
                return np.asarray(np.rint(found.x))
    return None


def solved_whole(known: Known, ranges: Ranges, costs: Floats) -> OptimizeResult | None:
    """A solution in whole numbers, near the truth and near the least cost; None where there is
    none, or none was found."""
    heed()
    both = csr_array(vstack([known.lines, known.claims], format="csr"))
    sides = known.sides
    limits = LinearConstraint(
        both,
        np.concatenate([sides, known.least]),
        np.concatenate([sides, np.full(len(known.least), np.inf)]),
    )
    found = milp(
        costs,
        integrality=np.ones(len(costs)),
        bounds=(
            np.maximum(ranges.low, known.truth - _WIDE),
            np.minimum(ranges.high, known.truth + _WIDE),
        ),
        constraints=[limits] if both.shape[0] else (),
        options={"node_limit": _NODES, "mip_rel_gap": _LOOSE},
    )
    return found if found.x is not None else None
