"""Which comments teach most, one after the other."""

from typing import TYPE_CHECKING

from analysis.suggesting.likeness import Place, likeness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from analysis.suggesting.learning import Seen

    Floats = NDArray[np.float32]
    Doubts = NDArray[np.float64]

_LOOKED_AT = 1500  # comments, drawn evenly; more take longer and choose no better
_CHOSEN = 100  # by then the suggestions have been learned anew
_NOISE = 0.4  # as in learning


def doubt(probabilities: "Floats", alike: "Floats", most_alike: float) -> "Doubts":
    """How much is open about a comment, 0..1: which themes it has, and how unlike it is to what
    has been coded.

    Args:
        alike: comments × coded. most_alike: of a comment to itself.
    """
    known = alike.max(axis=1, initial=0) / most_alike
    found: Doubts = _open(probabilities) * (1 - known / 2)
    return found


def order_of(seen: "Seen", examples: Place, most_alike: float) -> list[int]:
    """Numbers of the comments, in the order in which answers teach most.

    Each choice is the comment whose answer takes away most of what is open about all of them,
    given the comments coded and those chosen before: so neither an oddity that is like no other
    comment nor a second of the same kind. Chosen by doubt alone, comments are long and odd, and
    teach less than ones taken at random.

    Source: D. Cohn, Z. Ghahramani, M. Jordan, J. Artif. Intell. Res. 4 (1996) 129–145; S. Seo et
    al., IJCNN 2000 (active learning in Gaussian processes).
    """
    import numpy as np

    doubts = doubt(seen.probabilities, seen.alike, most_alike)
    some = np.flatnonzero(doubts > 0)
    some = some[np.linspace(0, len(some) - 1, min(len(some), _LOOKED_AT)).astype(int)]
    taken = _chosen(_uncertainty(seen, examples, some), _open(seen.probabilities[some]))
    first = [int(some[each]) for each in taken]
    left = set(range(len(doubts))).difference(first)
    return first + sorted(left, key=lambda number: (-doubts[number], number))


def _open(probabilities: "Floats") -> "Doubts":
    """How open it is which themes a comment has, 0..1."""
    import numpy as np

    chances = probabilities.astype(np.float64)
    found: Doubts = np.minimum((chances * (1 - chances)).sum(axis=1), 1)
    return found


def _uncertainty(seen: "Seen", examples: Place, some: "NDArray[np.int64]") -> "Doubts":
    """Covariance of some comments, given those coded."""
    import numpy as np

    places, alike = seen.places.of(some), seen.alike[some].astype(np.float64)
    prior = likeness(places, places, seen.usual).astype(np.float64)
    if not alike.shape[1]:
        return prior
    known = likeness(examples, examples, seen.usual).astype(np.float64)
    known.flat[:: len(known) + 1] += _NOISE
    found: Doubts = prior - alike @ np.linalg.solve(known, alike.T)
    return found


def _chosen(uncertainty: "Doubts", weights: "Doubts") -> list[int]:
    import numpy as np

    waiting = np.ones(len(weights), bool)
    taken: list[int] = []
    for _ in range(min(_CHOSEN, len(weights))):
        gain = (uncertainty**2 @ weights) / (np.diag(uncertainty) + _NOISE)
        best = int(np.where(waiting, gain, -1).argmax())
        column = uncertainty[best].copy()
        uncertainty -= np.outer(column, column / (column[best] + _NOISE))
        waiting[best] = False
        taken.append(best)
    return taken
