"""How good suggestions are: the four figures of the benchmark."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Scores:
    """All 0..1.

    Attributes:
        micro, macro: F1 of what is pre-filled; macro over the themes that occur in the truth.
        first: share of comments whose first suggestion is right. three: one of the first three.
    """

    micro: float
    macro: float
    first: float
    three: float

    def __str__(self) -> str:
        return f"{self.micro:.3f} {self.macro:.3f} {self.first:.3f} {self.three:.3f}"


def decided(
    found: NDArray[np.float32], thresholds: NDArray[np.float64] | float
) -> NDArray[np.bool_]:
    """What passes its threshold, and the likeliest theme of each comment."""
    passed: NDArray[np.bool_] = (found >= thresholds) | (found == found.max(axis=1, keepdims=True))
    return passed


def scores(
    truth: NDArray[np.int64], found: NDArray[np.float32], accepted: NDArray[np.bool_]
) -> Scores:
    """Scores of probabilities and of what was accepted (all comments × themes)."""
    right = (truth * accepted).sum(axis=0)
    named = truth.sum(axis=0) + accepted.sum(axis=0)
    occurs = truth.any(axis=0)
    order = np.argsort(-found, axis=1)
    ranked = np.take_along_axis(truth, order, axis=1)
    return Scores(
        float(2 * right.sum() / named.sum()),
        float((2 * right / np.maximum(named, 1))[occurs].mean()),
        float(ranked[:, 0].mean()),
        float(ranked[:, :3].any(axis=1).mean()),
    )
