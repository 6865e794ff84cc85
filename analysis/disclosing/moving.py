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


def moved(known: Known, ranges: Ranges, price: Floats, place: int) -> Mask | None:
    """The figures that change, in the cheapest way in which one of them is 1 more, or 1 less.

    Args:
        known: the figures of one component.
        ranges: what would be known of each if all that may be hidden were.
        price: what it costs to hide each; 0 where it is hidden.
        place: the figure.

    Returns:
        Which of them change; None where there is no way.
    """
    down = np.minimum(known.truth - ranges.low, 2.0)
    up = np.minimum(ranges.high - known.truth, 2.0)
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
        )
        if found.status == 0:
            return np.asarray(abs(found.x[:size] - found.x[size:]) > _NEAR)
    return None
