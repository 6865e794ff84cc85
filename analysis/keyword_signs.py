"""What patterns with signs (+, NEAR, EXCEPT …) find in a text whose phrases have been found."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from analysis.keyword_patterns import Choice, Near, Only, Part, Pattern, Phrase
from analysis.keyword_vocabulary import WORD
from engage_app.domain.coding import Span

Found = dict[int, list[Span]]
"""Where each phrase, by its number, stands in a text."""


class Reading:
    """What patterns with signs find in one text, where these phrases were found."""

    def __init__(self, text: str, found: Found, numbers: Mapping[Phrase, int]) -> None:
        self._text = text
        self._found = found
        self._numbers = numbers
        self._starts: list[int] | None = None

    def spans(self, asked: Pattern) -> list[Span]:
        """The words that match, every part of them; none where the pattern doesn't hit."""
        if asked.wanted is None or any(self._of(phrase) for phrase in asked.not_with):
            return []
        covered = [span for phrase in asked.except_in for span in self._of(phrase)]
        return self._part(asked.wanted, merged(covered))

    def _of(self, phrase: Phrase) -> list[Span]:
        return self._found.get(self._numbers[phrase], [])

    def _part(self, part: Part, covered: tuple[Span, ...]) -> list[Span]:
        if isinstance(part, Phrase):
            return _apart_from(covered, self._of(part))
        if isinstance(part, Choice):
            return [span for each in part.options for span in self._part(each, covered)]
        parts = [self._part(each, covered) for each in part.parts]
        if isinstance(part, Near):
            parts = self._chained(parts, part.gaps)
        if isinstance(part, Only):
            spans = [span for each in parts for span in each]
            return spans if self._all_words(spans) else []
        return [span for each in parts for span in each] if all(parts) else []

    def _chained(self, parts: list[list[Span]], gaps: tuple[int, ...]) -> list[list[Span]]:
        """Of each part what stands in a chain through all parts, each link within its gap."""
        if not all(parts):
            return parts
        for here, gap in enumerate(gaps):
            parts[here + 1] = self._close(parts[here + 1], parts[here], gap)
        for here, gap in reversed(list(enumerate(gaps))):
            parts[here] = self._close(parts[here], parts[here + 1], gap)
        return parts

    def _close(self, spans: list[Span], others: list[Span], gap: int) -> list[Span]:
        """Those spans with at most so many words between them and one of the others."""
        lasts = sorted(self._words(other)[1] for other in others)
        firsts = sorted(self._words(other)[0] for other in others)
        near = []
        for span in spans:
            first, last = self._words(span)
            before = bisect_left(lasts, first - 1 - gap) < bisect_left(lasts, first)
            if before or bisect_right(firsts, last) < bisect_right(firsts, last + 1 + gap):
                near.append(span)
        return near

    def _words(self, span: Span) -> tuple[int, int]:
        """The numbers of a span's first and last word in the text."""
        if self._starts is None:
            self._starts = [word.start() for word in WORD.finditer(self._text)]
        return bisect_left(self._starts, span.start), bisect_left(self._starts, span.end) - 1

    def _all_words(self, spans: list[Span]) -> bool:
        """Whether every word of the text lies in one of these spans."""
        there: set[int] = set()
        for first, last in map(self._words, spans):
            there.update(range(first, last + 1))
        return self._starts is not None and len(there) == len(self._starts)


def _apart_from(covered: tuple[Span, ...], spans: list[Span]) -> list[Span]:
    """Those spans that overlap none of these, which are in order and apart."""
    if not covered:
        return spans
    starts = [span.start for span in covered]
    apart = []
    for span in spans:
        before = bisect_left(starts, span.end) - 1
        if before < 0 or covered[before].end <= span.start:
            apart.append(span)
    return apart


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap as one."""
    if len(spans) == 1:
        return tuple(spans)
    joined: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
