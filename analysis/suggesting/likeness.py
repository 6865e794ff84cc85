"""How alike comments are: a Gaussian of how far apart their words, keywords and embeddings are."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from analysis.suggesting.looking import Looked

    Floats = NDArray[np.float32]

_KEYWORDS, _QUESTION = 0.1, 0.25  # against words and embeddings, which are of length 1
_HEIGHT, _LEVEL = 3.0, 0.3  # of the Gaussian, and of what all comments have in common
SAME = _HEIGHT + _LEVEL
"""How alike a comment is to itself."""

_WIDTH = 1.5  # of the Gaussian, in usual squared distances
_SAMPLE = 300


@dataclass
class Place:
    """Where comments lie: sparse words, keywords and questions; dense embeddings."""

    sparse: Any
    dense: "Floats | None"
    square: "Floats" = field(repr=False)

    def of(self, rows: Any) -> "Place":
        """Some of them."""
        dense = None if self.dense is None else self.dense[rows]
        return Place(self.sparse[rows], dense, self.square[rows])


def place(looked: "Looked", questions: int) -> Place:
    """Where comments lie, of whose questions there are `questions` known ones."""
    import numpy as np
    from scipy.sparse import csr_matrix, hstack

    rows = np.flatnonzero(looked.questions >= 0)
    asked = csr_matrix(
        (np.full(len(rows), _QUESTION, np.float32), (rows, looked.questions[rows])),
        shape=(len(looked.questions), max(questions, 1)),
    )
    sparse = hstack(
        [looked.words, csr_matrix(_KEYWORDS * looked.keyword_weight()), asked], format="csr"
    )
    square = np.asarray(sparse.multiply(sparse).sum(axis=1), np.float32).ravel()
    if looked.vectors is not None:
        square = square + np.einsum("ij,ij->i", looked.vectors, looked.vectors)
    return Place(sparse, looked.vectors, square)


def distances(left: Place, right: Place) -> "Floats":
    """Squared distances (left × right)."""
    product: Floats = (left.sparse @ right.sparse.T).toarray()
    if left.dense is not None and right.dense is not None:
        product += left.dense @ right.dense.T
    product *= -2
    product += left.square[:, None]
    product += right.square
    return product


def usual_distance(places: Place) -> float:
    """The mean squared distance between comments, from a sample."""
    import numpy as np

    count = len(places.square)
    if count < 2:
        return 1.0
    chosen = places.of(np.linspace(0, count - 1, min(count, _SAMPLE)).astype(int))
    return max(float(distances(chosen, chosen).mean()), 1e-3)


def likeness(left: Place, right: Place, usual: float) -> "Floats":
    """Likeness (left × right), for places whose usual squared distance is `usual`."""
    import numpy as np

    apart = distances(left, right)
    apart /= -_WIDTH * usual
    np.exp(apart, out=apart)
    apart *= _HEIGHT
    apart += _LEVEL
    return apart
