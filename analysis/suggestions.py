"""Suggestions of themes that learn from an officer's accepted codings. No Qt, no SQL, no file.

`fit` makes a `Suggester` from the codebook and what has been coded so far; `Suggester.suggest`
ranks themes for comments; `teaching_order` says which comments to ask about first;
`stopping_hint` when to stop. The parts of the work are in `analysis/suggesting/`:

    looking       comments as numbers: words, keywords hit, embeddings
    evidence      what the codebook says of a comment and a theme
    prior         what to expect from that, and from comments teaching each other
    likeness      how alike two comments are
    learning      from the coded comments, by regression on likeness (`regression`)
    calibration   scores into probabilities, thresholds
    reasons       why, in words of the comment
    teaching      which comments to ask about
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.suggesting.calibration import accepted
from analysis.suggesting.guides import (
    CodedText,
    Pool,
    Suggestion,
    ThemeGuide,
    guide_texts,
)
from analysis.suggesting.learning import Learned, Seen, learn
from analysis.suggesting.likeness import SAME
from analysis.suggesting.reasons import Reasons
from analysis.suggesting.stopping import StoppingHint, stopping_hint
from analysis.suggesting.teaching import doubt, order_of
from engage_app.progress import Progress, no_progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_HARDLY = 0.02

__all__ = [
    "CodedText",
    "Pool",
    "StoppingHint",
    "Suggester",
    "Suggestion",
    "ThemeGuide",
    "fit",
    "guide_texts",
    "stopping_hint",
    "teaching_order",
]


class Suggester:
    """What has been learned: made by `fit`. Can be pickled; knows nothing of where comments live.

    Attributes:
        themes: the keys of the guides; columns of `probabilities`.
        learned_from: how many coded comments it has learned from.
        uses_embeddings: embeddings must be handed to all that takes texts.
    """

    def __init__(
        self,
        guides: Sequence[ThemeGuide],
        coded: Sequence[CodedText],
        learned: Learned,
        uses_embeddings: bool,
    ) -> None:
        self.themes = tuple(guide.key for guide in guides)
        self.learned_from = len(coded)
        self.uses_embeddings = uses_embeddings
        self._learned = learned
        column = {key: number for number, key in enumerate(self.themes)}
        self._reasons = Reasons(
            learned.looker,
            learned.examples.sparse,
            learned.pulls,
            [each.text for each in coded],
            [frozenset(column[key] for key in each.themes if key in column) for each in coded],
        )

    def suggest(
        self,
        texts: Sequence[str],
        questions: Sequence[str],
        vectors: "Vectors | None" = None,
        top: int = 5,
    ) -> list[list[Suggestion]]:
        """The most likely themes of each comment, likeliest first: at most `top`, none for a
        blank comment, and of those that are hardly possible none but the first.

        Args:
            questions: the wording each comment answers; "" where there is none.
            vectors: embeddings (len(texts) × 384); needed where `uses_embeddings`.
        """
        seen = self._see(texts, questions, vectors)
        passed = accepted(seen.probabilities, self._learned.thresholds)
        found = []
        for number, text in enumerate(texts):
            ranked = self._ranked(seen.probabilities[number], top)
            keywords = [seen.looked.spans.get((number, theme), ()) for theme in ranked]
            told = self._reasons.of(text, ranked, keywords, seen.alike[number])
            found.append(
                [
                    Suggestion(
                        self.themes[theme],
                        float(seen.probabilities[number, theme]),
                        bool(passed[number, theme]),
                        words,
                        why,
                    )
                    for theme, (words, why) in zip(ranked, told, strict=True)
                ]
            )
        return found

    @staticmethod
    def _ranked(probabilities: "NDArray[np.float32]", top: int) -> list[int]:
        """The likeliest themes; of those that are hardly possible none but the first."""
        order: list[int] = (-probabilities).argsort(kind="stable")[:top].tolist()
        least = [theme for theme in order[1:] if probabilities[theme] >= _HARDLY]
        return [theme for theme in order[:1] if probabilities[theme] > 0] + least

    def probabilities(
        self, texts: Sequence[str], questions: Sequence[str], vectors: "Vectors | None" = None
    ) -> "tuple[NDArray[np.float32], NDArray[np.bool_]]":
        """Scores of all themes and what of them is pre-filled (each texts × themes): `suggest`
        for many, without reasons. A blank comment gets zeros."""
        found = self._see(texts, questions, vectors).probabilities
        return found, accepted(found, self._learned.thresholds)

    def uncertainty(
        self, texts: Sequence[str], questions: Sequence[str], vectors: "Vectors | None" = None
    ) -> "NDArray[np.float64]":
        """How much an answer would teach, 0..1 for each comment; 0 for a blank one."""
        seen = self._see(texts, questions, vectors)
        return doubt(seen.probabilities, seen.alike, SAME)

    def teaching_order(
        self, texts: Sequence[str], questions: Sequence[str], vectors: "Vectors | None" = None
    ) -> list[int]:
        """See the function of that name."""
        from threadpoolctl import threadpool_limits

        seen = self._see(texts, questions, vectors)
        with threadpool_limits(limits=1):
            order = order_of(seen, self._learned.examples, SAME)
        once = {" ".join(texts[number].casefold().split()): number for number in reversed(order)}
        firsts = set(once.values())
        return [n for n in order if n in firsts] + [n for n in order if n not in firsts]

    def _see(
        self, texts: Sequence[str], questions: Sequence[str], vectors: "Vectors | None"
    ) -> Seen:
        if len(questions) != len(texts):
            raise ValueError("a question for each text, or an empty one")
        if self.uses_embeddings and (vectors is None or len(vectors) != len(texts)):
            raise ValueError("fitted with embeddings: an embedding for each text")
        return self._learned.see(texts, questions, vectors if self.uses_embeddings else None)


def fit(
    guides: Sequence[ThemeGuide],
    coded: Sequence[CodedText],
    vectors: "Vectors | None" = None,
    guide_vectors: "Vectors | None" = None,
    progress: Progress = no_progress,
    *,
    pool: Pool | None = None,
) -> Suggester:
    """Learn from coded comments; where there are none, from the codebook and the pool alone.

    Embeddings are used where they are given for all: `vectors` (not needed where nothing is
    coded), `guide_vectors`, and those of the pool.

    Args:
        guides: the themes on offer. Codings with others are left out of account.
        vectors: embeddings of `coded`.
        guide_vectors: embeddings of `guide_texts(guides)`: two for each guide.
        pool: uncoded comments of the same exercise, a random 2,500 are enough: better
            suggestions while little is coded, and for themes that are rare.
    """
    import numpy as np
    import scipy.linalg  # noqa: F401 - its threads are limited too
    from threadpoolctl import threadpool_limits

    pool = pool or Pool((), ())
    if vectors is None and not coded:
        vectors = np.zeros((0, 0 if guide_vectors is None else guide_vectors.shape[1]), np.float32)
    if not pool.texts and vectors is not None:
        pool = Pool((), (), vectors[:0])
    given = (vectors, guide_vectors, pool.vectors)
    embedded = bool(guides) and all(each is not None for each in given)
    if not embedded:
        vectors, guide_vectors = None, None
        pool = Pool(pool.texts, pool.questions)
    with threadpool_limits(limits=1):  # in the background: the other cores are the officer's
        learned = learn(guides, coded, vectors, guide_vectors, pool=pool, progress=progress)
    return Suggester(guides, coded, learned, embedded)


def teaching_order(
    suggester: Suggester,
    texts: Sequence[str],
    questions: Sequence[str],
    vectors: "Vectors | None" = None,
) -> list[int]:
    """The numbers of the texts, those whose coding teaches most first: uncertain ones that many
    others are like, and that are unlike one another; what says the same again comes last."""
    return suggester.teaching_order(texts, questions, vectors)
