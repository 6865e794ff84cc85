"""The cheapest way for one hidden figure to be another: what would have to be hidden for it.

Used where there are too many figures for the fewest to be found: a linear program for each that is
given away, after J. P. Kelly, B. L. Golden, A. A. Assad, Cell suppression: disclosure protection
for sensitive tabular data, Networks 22 (1992) 397-417.
"""

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack

from analysis.disclosing.knowing import Floats, Known, Mask, Ranges

_FREE = 1e-3  # the price of moving what is hidden already: fewer are better still
_NEAR = 1e-6
_FAR = 2.0
"""How much a figure may change for another to be 1 more or less."""


def near(known: Known, ranges: Ranges) -> Ranges:
    """The ranges as far as figures may change."""
    return Ranges(
        np.maximum(ranges.low, known.truth - _FAR), np.minimum(ranges.high, known.truth + _FAR)
    )


def moved(known: Known, ranges: Ranges, price: Floats, place: int) -> Mask | None:
    """The figures that change, in the cheapest way in which one of them is 1 more, or 1 less.

    Args:
        known: the figures of one component.
        ranges: what would be known of each if all that may be hidden were, `near` the truth.
        price: what it costs to hide each; 0 where it is hidden.
        place: the figure.

    Returns:
        Which of them change; None where there is no way.
    """
    down, up = known.truth - ranges.low, ranges.high - known.truth
    lines = csr_array(hstack([known.lines, -known.lines], format="csr"))
    claims = csr_array(hstack([-known.claims, known.claims], format="csr"))
    size = len(known.keys)
    for way in (place, place + size):
        most = np.concatenate([up, down])
        least = np.zeros(2 * size)
        if most[way] < 1:
            continue
        least[way] = most[way] = 1.0
        most[place + size if way == place else place] = 0.0
        found = linprog(
            np.tile(price + _FREE, 2),
            A_ub=claims if claims.shape[0] else None,
            b_ub=known.claims @ known.truth - known.least if claims.shape[0] else None,
            A_eq=lines if lines.shape[0] else None,
            b_eq=np.zeros(lines.shape[0]) if lines.shape[0] else None,
            bounds=np.stack([least, most], axis=1),
            method="highs",
            options={"presolve": False},  # few steps lead there: making it smaller takes longer
        )
        if found.status == 0:
            return np.asarray(abs(found.x[:size] - found.x[size:]) > _NEAR)
    return None
