"""What the processes for suggestions do. Nothing here knows a workspace.

What was learned crosses between processes as bytes: unpacking it imports scikit-learn, which the
window's process never does.
"""

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.suggesting.guides import CodedText, Pool, Suggestion, ThemeGuide, guide_texts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from analysis.suggestions import Suggester

    Vectors = NDArray[np.float32]

_kept: dict[str, "Suggester"] = {}


class Forgotten(LookupError):  # noqa: N818 - says what happened
    """The process was started anew since it was told what had been learned."""


@dataclass(frozen=True)
class Asked:
    """Comments: their words, those of their questions, and their embeddings as stored, where there
    are any."""

    texts: tuple[str, ...]
    questions: tuple[str, ...]
    vectors: tuple[bytes | None, ...] = ()


def embedded(texts: Sequence[str]) -> list[bytes]:
    """Embeddings as they are stored: 384 half-precision numbers each."""
    import numpy as np

    from engage_app.services import embedding

    return [each.astype(np.float16).tobytes() for each in embedding.embed(texts)]


def learn(
    guides: Sequence[ThemeGuide], coded: Asked, themes: Sequence[frozenset[int]], pool: Asked
) -> bytes:
    """Fit, and pack what was learned. Embeddings are used where all that is coded has them."""
    from analysis.suggestions import fit

    vectors = _together(coded)
    uses = vectors is not None
    beside = Pool(pool.texts, pool.questions)
    if uses:
        held = [number for number, each in enumerate(pool.vectors) if each]
        beside = Pool(
            [pool.texts[number] for number in held],
            [pool.questions[number] for number in held],
            _together(Asked((), (), tuple(pool.vectors[number] for number in held))),
        )
    learned = fit(
        guides,
        [CodedText(*each) for each in zip(coded.texts, coded.questions, themes, strict=True)],
        vectors,
        _guide_vectors(tuple(guide_texts(guides))) if uses else None,
        pool=beside,
    )
    return pickle.dumps(learned)


def install(token: str, learned: bytes) -> None:
    """Keep what was learned, in the place of what was kept before."""
    _kept.clear()
    _kept[token] = pickle.loads(learned)  # noqa: S301 - packed by our own process a moment ago


def suggest(token: str, asked: Asked, top: int) -> tuple[list[list[Suggestion]], dict[int, bytes]]:
    """Suggestions for comments, and the embeddings that were missing, by the comment's number.

    Raises:
        Forgotten: install it again.
    """
    suggester = _of(token)
    made = _missing(suggester, asked)
    vectors = _complete(asked, made) if suggester.uses_embeddings else None
    return suggester.suggest(asked.texts, asked.questions, vectors, top), made


def teaching_order(token: str, asked: Asked) -> list[int]:
    """The numbers of the comments whose coding teaches most, first.

    Raises:
        Forgotten: install it again.
    """
    from analysis.suggestions import teaching_order as order

    suggester = _of(token)
    vectors = _complete(asked, _missing(suggester, asked)) if suggester.uses_embeddings else None
    return order(suggester, asked.texts, asked.questions, vectors)


def _of(token: str) -> "Suggester":
    if token not in _kept:
        raise Forgotten(token)
    return _kept[token]


def _missing(suggester: "Suggester", asked: Asked) -> dict[int, bytes]:
    if not suggester.uses_embeddings:
        return {}
    given = asked.vectors or (None,) * len(asked.texts)
    numbers = [number for number, vector in enumerate(given) if vector is None]
    return dict(zip(numbers, embedded([asked.texts[each] for each in numbers]), strict=True))


def _complete(asked: Asked, made: Mapping[int, bytes]) -> "Vectors | None":
    given = asked.vectors or (None,) * len(asked.texts)
    every = tuple(made.get(number, vector) for number, vector in enumerate(given))
    return _together(Asked((), (), every))


def _together(asked: Asked) -> "Vectors | None":
    """Embeddings side by side; None where one is missing."""
    import numpy as np

    if any(vector is None for vector in asked.vectors) or len(asked.vectors) < len(asked.texts):
        return None
    rows = [np.frombuffer(vector or b"", np.float16) for vector in asked.vectors]
    if not rows:
        from engage_app.services.embedding import DIMENSIONS, available

        return np.zeros((0, DIMENSIONS), np.float32) if available() else None
    return np.vstack(rows).astype(np.float32)


@lru_cache(maxsize=4)
def _guide_vectors(texts: tuple[str, ...]) -> "Vectors":
    from engage_app.services import embedding

    return embedding.embed(texts)
