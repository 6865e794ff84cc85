"""What is hidden without need, shown again: the last step of choosing what to hide.

Where the fewest can't be found, more is hidden than it takes. So every figure that isn't small is
shown again where nothing hidden follows from that: the dearest first, many at once, and in halves
where that is too much.
"""

import numpy as np
from numpy.typing import NDArray

from analysis.disclosing.knowing import Floats, Mask
from analysis.disclosing.pinning import pinned
from analysis.disclosing.task import Task
from engage_app.progress import heed


def spared(task: Task, hidden: Mask, price: Floats, audits: int) -> Mask:
    """What is still hidden.

    Args:
        task: what has to be protected.
        hidden: what is hidden; nothing hidden follows from what is shown.
        price: what it costs to hide each figure.
        audits: how often at most it is found out what follows.
    """
    first = task.with_gated(task.small & task.printed)
    places = np.flatnonzero(hidden & ~first)
    blocks = [places[np.argsort(-price[places], kind="stable")]]
    while blocks and audits:
        block = blocks.pop()
        if not len(block):
            continue
        heed()
        audits -= 1
        fewer = hidden.copy()
        fewer[block] = False
        fewer = task.with_gated(fewer)
        if fewer.sum() < hidden.sum() and _safe(task, fewer):
            hidden = fewer
        elif len(block) > 1:
            blocks += _halves(block)
    return hidden


def _halves(block: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The dearer half comes last: it is tried first."""
    half = len(block) // 2
    return block[half:], block[:half]


def _safe(task: Task, hidden: Mask) -> bool:
    return not pinned(task.known, task.ranges(hidden), hidden | task.small).size
