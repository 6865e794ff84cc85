"""Why a theme is suggested: in the words of the comment, and in one plain sentence."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analysis.suggesting.looking import Looker, without_overlaps, words_of
from engage_app.domain.coding import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_MOST_WORDS = 3
_TELLING = 0.002  # what a word must add to a score to be named
_AGAINST_BEST = 0.3  # and how much, against the word that adds most
_NEIGHBOURS = 20
_SHORT = 3  # words; in so short a comment each of them speaks
_LONGEST_QUOTE = 60  # code points


class Reasons:
    """Explains scores by the comments that were coded.

    Args:
        sparse: the words of the examples, a row for each. pulls: examples × themes.
        texts: the examples. truth: their themes, as numbers.
    """

    def __init__(
        self,
        looker: Looker,
        sparse: Any,
        pulls: "Floats",
        texts: Sequence[str],
        truth: Sequence[frozenset[int]],
    ) -> None:
        self._looker, self._pulls = looker, pulls
        self._texts, self._truth = texts, truth
        self._by_word = sparse.tocsc()

    def of(
        self,
        text: str,
        themes: Sequence[int],
        keywords: Sequence[tuple[Span, ...]],
        alike: "Floats",
    ) -> "list[tuple[tuple[Span, ...], str]]":
        """For each theme: the words that speak for it, in order, and the sentence.

        Args:
            themes: numbers of themes. keywords: for each, the spans its keywords hit.
            alike: how alike the comment is to each example.
        """
        taught = self._taught(text, themes, alike)
        nearest = (-alike).argsort(kind="stable")[:_NEIGHBOURS].tolist()
        found = []
        for theme, learned, hits in zip(themes, taught, keywords, strict=True):
            so = [number for number in nearest if theme in self._truth[number]]
            new = [span for span in learned if so and not any(_overlap(span, hit) for hit in hits)]
            said = _sentence(_words(text, hits), _words(text, new), [self._texts[i] for i in so])
            found.append((without_overlaps([*hits, *new]), said))
        return found

    def _taught(self, text: str, themes: Sequence[int], alike: "Floats") -> list[list[Span]]:
        """The words that pull the comment towards each theme: the slope of the score along them."""
        import numpy as np

        written = words_of(text)
        words = [
            (span, [c for c in map(self._looker.column, known) if c is not None])
            for span, known in written
            if len(written) <= _SHORT or self._looker.says_something(known[0])
        ]
        columns = sorted({column for _, each in words for column in each})
        if not columns or not len(alike):
            return [[] for _ in themes]
        slopes = self._by_word[:, columns].T @ (alike[:, None] * self._pulls[:, list(themes)])
        place = {column: row for row, column in enumerate(columns)}
        adds = np.array([slopes[[place[c] for c in each]].sum(axis=0) for _, each in words])
        return [_strongest([span for span, _ in words], adds[:, i]) for i in range(len(themes))]


def _strongest(spans: Sequence[Span], adds: "Floats") -> list[Span]:
    order = sorted(range(len(spans)), key=lambda i: (-adds[i], spans[i].start))[:_MOST_WORDS]
    enough = max(_TELLING, _AGAINST_BEST * float(adds[order[0]])) if order else 0
    return [spans[i] for i in order if adds[i] >= enough]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _words(text: str, spans: Sequence[Span]) -> list[str]:
    return list(dict.fromkeys(text[span.start : span.end].casefold() for span in spans))


def _sentence(keywords: list[str], words: list[str], examples: list[str]) -> str:
    parts = []
    if keywords:
        parts.append(f"keyword{'s' if len(keywords) > 1 else ''} {_quoted(keywords[:_MOST_WORDS])}")
    if words:
        many = f"{len(examples)} comments" if len(examples) > 1 else "a comment"
        parts.append(f"{_quoted(words)}, words like those of {many} you coded so")
    if examples:
        parts.append(f"a comment like “{_shortened(examples[0])}”")
    if not parts:
        return "Its words as a whole are close to what the codebook says of the theme."
    said = "; ".join(parts)
    return said[0].upper() + said[1:] + "."


def _quoted(words: list[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _shortened(text: str) -> str:
    line = " ".join(text.split()).rstrip(".")
    if len(line) <= _LONGEST_QUOTE:
        return line
    return line[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + "…"
