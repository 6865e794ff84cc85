"""Excerpts: some of a comment's own words, in their order, with a mark wherever some are left out."""

import re
from collections.abc import Iterator, Sequence

from analysis.quoting.fit import LONGEST, SHORTEST

CUT = "[…]"
"""Stands where words are left out."""

_MARKS = re.compile(r"\[\s*(?:…|\.\s?\.\s?\.)\s*\]|(?<!\S)…(?!\S)")
_WORDS = re.compile(r"\[[^\[\]]* removed\]\S*|\S+")  # what stands for a personal detail is one
_ENDS = re.compile(r"[.!?…]+[\"'”’)\]]*\s+|\s*\n\s*")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|Cllr|e\.g|i\.e|etc|approx|No|vs)\.\s+$")
_LEAST = 8  # words of an excerpt that Engage proposes
_CLOSING = ".,;:"


def sentences(text: str) -> list[str]:
    """The sentences of a text, as they are written."""
    found: list[str] = []
    begun = 0
    for end in _ENDS.finditer(text):
        if not _ABBREVIATED.search(text[begun : end.end()]):
            found.append(text[begun : end.end()].strip())
            begun = end.end()
    return [each for each in (*found, text[begun:].strip()) if each]


def runs(text: str) -> Iterator[str]:
    """Excerpts of a text: one sentence, or two that follow each other, of a length to be read."""
    every = sentences(text)
    for first in range(len(every)):
        for last in (first + 1, first + 2):
            words = " ".join(" ".join(every[first:last]).split())
            if last <= len(every) and _LEAST <= len(words.split()) <= LONGEST:
                before = f"{CUT} " if first else ""
                after = f" {CUT}" if last < len(every) else ""
                yield f"{before}{words}{after}"


def excerpted(text: str, typed: str) -> str | None:
    """An excerpt as it is printed, from what an officer typed; None where it isn't one.

    Each part between marks has to be a run of the text's words, and the parts have to come in
    their order. A mark that lacks at the beginning or at the end is added; the stop after the
    last word of a part may be left out.

    Args:
        text: the comment, personal details covered.
        typed: its words with "[…]" or "[...]" for cuts. All of the text is an excerpt too.
    """
    words = _WORDS.findall(text)
    parts = [_WORDS.findall(part) for part in _MARKS.split(typed)]
    parts = [part for part in parts if part]
    places = _places(words, parts)
    if not parts or places is None:
        return None
    open_start = places[0][0] > 0
    open_end = places[-1][1] < len(words)
    joined = f" {CUT} ".join(" ".join(part) for part in parts)
    return f"{CUT + ' ' if open_start else ''}{joined}{' ' + CUT if open_end else ''}"


def _places(words: Sequence[str], parts: Sequence[Sequence[str]]) -> list[tuple[int, int]] | None:
    """Where each part stands among the words, one after the other with something between."""
    found: list[tuple[int, int]] = []
    start = 0
    for part in parts:
        while start + len(part) <= len(words) and not _same(words, start, part):
            start += 1
        if start + len(part) > len(words):
            return None
        found.append((start, start + len(part)))
        start += len(part) + 1
    return found


def _same(words: Sequence[str], start: int, part: Sequence[str]) -> bool:
    there = list(words[start : start + len(part)])
    return there[:-1] == list(part[:-1]) and part[-1] in (there[-1], there[-1].rstrip(_CLOSING))


def long_enough(excerpt: str) -> bool:
    """Whether an excerpt says enough, and can be read."""
    return SHORTEST <= len(_MARKS.sub(" ", excerpt).split()) <= LONGEST
