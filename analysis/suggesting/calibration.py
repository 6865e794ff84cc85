"""From scores to probabilities, and from which probability on a theme is pre-filled."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_EDGE = 0.01  # scores are kept this far from 0 and 1
_SURE = 10.0  # pairs with the theme that make one doubt scores are probabilities already
_STEPS = 12
_FOR_ALL = 0.3  # F1 is best at half of what it can reach
_LOWEST, _HIGHEST = 0.15, 0.5
_LEAST = 0.15


@dataclass(frozen=True)
class Calibration:
    """probability = logistic(level + slope · logit(score))"""

    level: float = 0.0
    slope: float = 1.0

    def of(self, scores: "Floats") -> "Floats":
        """Probabilities of scores."""
        import numpy as np

        found: Floats = 1 / (1 + np.exp(-(self.level + self.slope * _logit(scores))))
        return found.astype(np.float32)


def calibrated(scores: "Floats", truth: "Floats") -> Calibration:
    """Fitted to scores of comments that had no part in them; (0, 1) where there are none.

    Source: J. Platt, Probabilistic outputs for support vector machines (1999), with a normal
    prior about the identity, by Newton's method.
    """
    import numpy as np

    logits = _logit(scores).ravel().astype(np.float64)
    kinds = np.stack([np.ones_like(logits), logits], axis=1)
    start = np.array([0.0, 1.0])
    weights = start.copy()
    for _ in range(_STEPS):
        found = 1 / (1 + np.exp(-np.clip(kinds @ weights, -30, 30)))
        gradient = kinds.T @ (found - truth.ravel()) + _SURE * (weights - start)
        curve = (kinds * (found * (1 - found))[:, None]).T @ kinds + _SURE * np.eye(2)
        weights = weights - np.linalg.solve(curve, gradient)
    return Calibration(float(weights[0]), float(max(weights[1], 0.1)))


def _logit(scores: "Floats") -> "Floats":
    import numpy as np

    kept = np.clip(scores, _EDGE, 1 - _EDGE)
    logits: Floats = np.log(kept / (1 - kept))
    return logits


def thresholds(probabilities: "Floats") -> "Floats":
    """From which probability on each theme is pre-filled.

    Half-way between one threshold for all, which serves the common themes, and the one at which
    the F1 of the theme can be expected to be best, which lets rare themes be seen.

    Args:
        probabilities: of comments that stand for all others (comments × themes).

    Source: Z. C. Lipton, C. Elkan, B. Naryanaswamy, Optimal thresholding of classifiers to
    maximize F1 measure, ECML 2014.
    """
    import numpy as np

    if not len(probabilities):
        return np.full(probabilities.shape[1], _FOR_ALL, np.float32)
    ordered = -np.sort(-probabilities, axis=0)
    named = np.arange(1, len(ordered) + 1)[:, None]
    expected = 2 * ordered.cumsum(axis=0) / (named + ordered.sum(axis=0))
    best = np.take_along_axis(ordered, expected.argmax(axis=0)[None], axis=0)[0]
    between: Floats = (np.clip(best, _LOWEST, _HIGHEST) + _FOR_ALL) / 2
    return between.astype(np.float32)


def accepted(probabilities: "Floats", from_which: "Floats") -> "NDArray[np.bool_]":
    """What is pre-filled: what passes its threshold, and the likeliest theme of a comment unless
    it is unlikely, for a comment mostly has some theme."""
    likeliest = probabilities.max(axis=1, keepdims=True, initial=0)
    first = (probabilities == likeliest) & (likeliest >= _LEAST)
    passed: NDArray[np.bool_] = (probabilities >= from_which) | first
    return passed
