"""Kernel regression for all themes at once, with what it would say of a comment had it not seen it.

A Gaussian process whose mean is what the codebook says: y = mean + K·(K + noise)⁻¹·(y − mean).

Source: C. E. Rasmussen, C. K. I. Williams, Gaussian Processes for Machine Learning (2006),
equations 2.25 and 5.12 (leave-one-out).
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


def solve(likeness: "Floats", targets: "Floats", noise: float) -> "tuple[Floats, Floats]":
    """Weights of the comments, and for each the prediction from all the others.

    Args:
        likeness: n × n, positive semi-definite; overwritten.
        targets: n × themes, with the mean taken off.
        noise: how far an answer may be from the rule.

    Returns:
        (n × themes, n × themes)
    """
    import numpy as np
    from scipy.linalg.lapack import spotrf, spotri

    if not len(likeness):
        return targets, targets
    likeness.flat[:: len(likeness) + 1] += noise
    factor, failed = spotrf(likeness, lower=1, overwrite_a=1)
    if failed:
        raise ValueError("likeness is not positive definite")
    inverse, _ = spotri(factor, lower=1, overwrite_c=1)
    diagonal = np.diag(inverse).copy()
    lower = np.tril(inverse, -1)
    weights = lower @ targets
    weights += lower.T @ targets
    weights += diagonal[:, None] * targets
    return weights, targets - weights / diagonal[:, None]
