"""What goes into suggestions and what comes out: see analysis.suggestions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_app.domain.coding import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_NAME_WORD = re.compile(r"[^\W\d_]{3,}")
_SAY_NOTHING = frozenset(
    """about access and any are being between comments for from general has have into its not other
    others out own people service services specific than that the their theme them there these they
    this those was were what when where which who will with""".split()  # noqa: SIM905 - to be read
)
_WHOLE_BELOW = 6  # letters; shorter words are taken whole as keywords
_ENDING = 2  # letters of a longer one that a wildcard stands for: "parking" finds "parked"


@dataclass(frozen=True)
class ThemeGuide:
    """What the codebook says of a theme.

    Attributes:
        key: the theme's id, or any number that tells it from others.
        keywords: patterns in the notation of analysis.keywords.
    """

    key: int
    name: str
    definition: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodedText:
    """A comment that a person has coded; no themes: looked at, and none fits."""

    text: str
    question: str
    themes: frozenset[int]


@dataclass(frozen=True)
class Pool:
    """Comments nobody has coded: they say which words are common, and what goes with a keyword.
    One or two thousand, drawn at random, are enough.

    Attributes:
        vectors: their embeddings; None where suggestions do without.
    """

    texts: Sequence[str]
    questions: Sequence[str]
    vectors: "Vectors | None" = None


@dataclass(frozen=True)
class Suggestion:
    """A theme that may fit a comment.

    Attributes:
        theme: key of its guide.
        score: probability that a person would accept it, 0..1.
        prefill: it passes the threshold Engage pre-fills at.
        words: the words of the comment that speak for it, in code points, in order.
        why: one plain sentence.
    """

    theme: int
    score: float
    prefill: bool
    words: tuple[Span, ...]
    why: str


def guide_texts(guides: Sequence[ThemeGuide]) -> list[str]:
    """What to embed of the guides, in the order `fit` wants it: two texts for each.

    The definition says what a theme is, the keywords how respondents talk about it.
    """
    told = [f"{guide.name}. {guide.definition}".strip() for guide in guides]
    heard = [
        f"{guide.name}: {', '.join(word.strip('*~ ') for word in guide.keywords)}"
        for guide in guides
    ]
    return told + heard


def patterns_of(guide: ThemeGuide) -> tuple[str, ...]:
    """Its keywords; where it has none, the words of its name that say something."""
    given = tuple(dict.fromkeys(each.strip() for each in guide.keywords if each.strip()))
    return given or tuple(
        word if len(word) < _WHOLE_BELOW else f"{word[:-_ENDING]}*"
        for word in dict.fromkeys(_NAME_WORD.findall(guide.name.casefold()))
        if word not in _SAY_NOTHING
    )
