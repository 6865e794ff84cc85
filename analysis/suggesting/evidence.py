"""What the codebook says about a comment: the evidence for each theme, in numbers that mean the
same for every theme and every codebook."""

from typing import TYPE_CHECKING

from analysis.suggesting.looking import Looked, Looker

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_EVEN = 50.0  # how many comments the guesses below are worth
_GUESSED_SHARE = 0.06  # of the comments that hit some keyword of a theme
_GUESSED_MEAN, _GUESSED_SPREAD = 0.15, 0.1  # of the likeness of comments to a guide
_FLOOR = 0.002
_MOST_THEMES = 6.0
_MOST_SHARED = 0.35  # of words with a definition: more is seen where few words are known


class Evidence:
    """Evidence for each theme.

    Args:
        pool: comments that show what is usual.
        guide_vectors: embeddings of `guide_texts`, or None.
    """

    def __init__(self, looker: Looker, pool: Looked, guide_vectors: "Floats | None") -> None:
        import numpy as np

        self._told, self._named = looker.told, looker.named
        self._guides: list[Floats] = []
        if guide_vectors is not None:
            half = len(guide_vectors) // 2
            self._guides = [guide_vectors[:half], guide_vectors[half:]]
        count = len(pool.length)
        hit = (pool.best > 0).sum(axis=0)
        self._share = np.log(
            (hit + _EVEN * _GUESSED_SHARE) / (count + _EVEN) + _FLOOR, dtype=np.float32
        )
        self._usual = [_usual(pool.vectors, guides) for guides in self._guides]

    def of(self, looked: Looked) -> "Floats":
        """comments × themes × kinds of evidence, those of WEIGHTS in prior_weights in order."""
        import numpy as np

        best = looked.best
        hit = (best > 0).astype(np.float32)
        length = np.broadcast_to(np.log1p(looked.length)[:, None], best.shape)
        share = np.broadcast_to(self._share, best.shape)
        kinds = [
            best,
            looked.more,
            hit,
            best / np.maximum(best.sum(axis=1, keepdims=True), 1e-6),
            share,
            length,
            hit * length,
            hit * share,
            best * length,
            hit * np.minimum(hit.sum(axis=1, keepdims=True), _MOST_THEMES),
            np.minimum((looked.words @ self._told.T).toarray(), _MOST_SHARED),
            np.minimum((looked.words @ self._named.T).toarray(), _MOST_SHARED),
        ]
        if looked.vectors is not None:
            for guides, (mean, spread) in zip(self._guides, self._usual, strict=True):
                raw = looked.vectors @ guides.T
                kinds += [raw, (raw - mean) / spread, _among_themes(raw)]
        return np.stack(kinds, axis=-1).astype(np.float32)


def _usual(vectors: "Floats | None", guides: "Floats") -> "tuple[Floats, Floats]":
    """Mean and spread of the likeness of comments to each guide."""
    import numpy as np

    raw = np.zeros((0, len(guides)), np.float32) if vectors is None else vectors @ guides.T
    count = len(raw)
    mean = (raw.sum(axis=0) + _EVEN * _GUESSED_MEAN) / (count + _EVEN)
    square = ((raw - mean) ** 2).sum(axis=0) + _EVEN * _GUESSED_SPREAD**2
    return mean.astype(np.float32), np.sqrt(square / (count + _EVEN)).astype(np.float32)


def _among_themes(raw: "Floats") -> "Floats":
    """How a theme stands among all themes of a comment."""
    standing: Floats = (raw - raw.mean(axis=1, keepdims=True)) / (
        raw.std(axis=1, keepdims=True) + 1e-6
    )
    return standing
