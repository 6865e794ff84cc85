"""What to expect of a comment before anybody has coded one like it.

First the evidence of the codebook is weighed, comment by comment. Then the comments of the pool
teach each other: a comment that looks like those whose keywords speak for a theme probably has
it too, whatever words it uses; and a keyword among comments of another sort means less.

Source: self-training; H. J. Scudder, IEEE Trans. Inf. Theory 11 (1965) 363–371.
"""

from typing import TYPE_CHECKING

from analysis.suggesting.evidence import Evidence
from analysis.suggesting.likeness import Place, likeness
from analysis.suggesting.looking import Looked
from analysis.suggesting.prior_weights import AFTER, AFTER_WORDS, ALONE, ALONE_WORDS
from analysis.suggesting.regression import solve

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

POOL_NOISE = 2.0  # what the codebook guesses is not to be trusted far
_EVEN = 500.0  # comments in the pool, for what they teach each other to be worth half


class Prior:
    """Probabilities from the codebook and the pool alone.

    Args:
        pool, places: the comments of the pool. usual: their usual squared distance.
    """

    def __init__(self, evidence: Evidence, pool: Looked, places: Place, usual: float) -> None:
        self._evidence = evidence
        embedded = pool.vectors is not None
        self._alone = ALONE if embedded else ALONE_WORDS
        self._after = AFTER if embedded else AFTER_WORDS
        self._usual = usual
        self._places = places
        guessed = weighed(evidence.of(pool), self._alone)
        self._taught, _ = solve(likeness(places, places, usual), guessed, POOL_NOISE)
        self._trust = len(pool.length) / (len(pool.length) + _EVEN)

    def of(self, looked: Looked, places: Place) -> "Floats":
        """Probabilities (comments × themes)."""
        kinds = self._evidence.of(looked)
        guessed = weighed(kinds, self._alone)
        others = likeness(places, self._places, self._usual) @ self._taught
        taught = weighed(with_others(kinds, guessed, others), self._after)
        both: Floats = guessed + self._trust * (taught - guessed)
        return both


def weighed(kinds: "Floats", weights: tuple[float, ...]) -> "Floats":
    """Logistic of the weighed kinds of evidence; the last weight stands alone."""
    import numpy as np

    *each, level = weights
    total = kinds @ np.array(each, np.float32) + np.float32(level)
    probability: Floats = 1 / (1 + np.exp(-np.clip(total, -30, 30)))
    return probability


def with_others(kinds: "Floats", guessed: "Floats", others: "Floats") -> "Floats":
    """The kinds of evidence, and what comments like it say."""
    import numpy as np

    more = [others, np.log(guessed + 1e-4), np.log(np.maximum(others, 0) + 1e-2)]
    return np.concatenate([kinds, np.stack(more, axis=-1)], axis=-1)
