"""Keyword rules: which words of a comment speak for a theme.

A pattern is one or more words. It matches whole words in any case; within a pattern words may be
apart by white space, hyphens, slashes or "&" ("face to face" finds "Face-to-face"). Straight and
curly apostrophes are the same, and so are accents typed as one character or two.

    parking          the word, and neither "carparking" nor "parked"
    children         "children", and the "children" of "children's"
    commission*      words that begin so; *ship ends so; * stands for any letters within one word
    fund~            the word in all its forms: fund, funds, funded, funding (Snowball's stem)
    clinical lead*   a phrase, each of whose words may have a wildcard or ~

Every pattern is resolved once against the distinct words of the texts, so that the cost of a run
hardly grows with the number of rules.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from engage_app.domain.coding import Span
from engage_app.progress import Progress, no_progress

# Letters and digits, with accents typed apart from their letter and apostrophes within the word.
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*|['’][^\W_]+)*")
# What may part the words of a phrase: "face-to-face", "A & E"; and without a space, "gov.uk".
_BETWEEN = re.compile(r"[.@+](?=[^\W_])|[\s\-‐-―/_&]*")
_PATTERN_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f'’*])+~?")
_POSSESSIVE = "'s"
_REPORT_EVERY = 500


@dataclass(frozen=True)
class RuleHit:
    """A theme that a text speaks for, and the words that say so.

    Attributes:
        text: the number of the text in the sequence given.
        theme: the key the rules were given under.
        spans: the words that matched, in code points, in order, none overlapping another.
    """

    text: int
    theme: int
    spans: tuple[Span, ...]


_Allowed = Mapping[str, int]
"""Words as they stand in the texts, and how many letters at the end of each don't belong to the
match: those of a possessive."""

_Phrase = tuple[_Allowed, ...]


def find_keywords(
    texts: Sequence[str],
    rules: Mapping[int, Iterable[str]],
    progress: Progress = no_progress,
) -> list[RuleHit]:
    """Apply keyword rules to texts.

    Args:
        texts: the comments, as their respondents wrote them.
        rules: patterns by theme; see the head of this module. Empty patterns match nothing.

    Returns:
        One hit for each text and theme with at least one match, in the order of the texts.
    """
    phrases = _phrases_by_first_word(rules, _forms(texts))
    hits: list[RuleHit] = []
    for number, text in enumerate(texts):
        hits += _hits(number, text, phrases)
        if number % _REPORT_EVERY == 0:
            progress(number, len(texts))
    progress(len(texts), len(texts))
    return hits


def pattern_fault(pattern: str) -> str | None:
    """Why a pattern can't match, in one sentence; None where it can."""
    words = _pattern_words(pattern)
    if not words:
        return "A keyword needs at least one letter or digit."
    if any(not word.strip("*~'") for word in words):
        return "A * or ~ needs letters beside it."
    if any(word.endswith("~") and "*" in word for word in words):
        return "A word takes either * or ~, not both."
    return None


def _folded(word: str) -> str:
    folded = word.replace("’", "'").casefold()
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded)


def _pattern_words(pattern: str) -> list[str]:
    """The words of a pattern, folded; apostrophes around one are quotation marks."""
    return [_folded(word).strip("'") or "'" for word in _PATTERN_WORD.findall(pattern)]


def _forms(texts: Iterable[str]) -> dict[str, list[str]]:
    """The distinct words of the texts: folded, to how they are written."""
    written: set[str] = set()
    for text in texts:
        written.update(_WORD.findall(text))
    forms: dict[str, list[str]] = {}
    for word in written:
        forms.setdefault(_folded(word), []).append(word)
    return forms


def _phrases_by_first_word(
    rules: Mapping[int, Iterable[str]], forms: Mapping[str, Sequence[str]]
) -> dict[str, list[tuple[int, _Phrase]]]:
    resolve = _resolver(forms)
    by_first: dict[str, list[tuple[int, _Phrase]]] = {}
    for theme, patterns in rules.items():
        for pattern in patterns:
            if pattern_fault(pattern):
                continue
            phrase = tuple(resolve(word) for word in _pattern_words(pattern))
            for first in phrase[0]:
                by_first.setdefault(first, []).append((theme, phrase))
    return by_first


class _Stems:
    """The words of the texts by their stem, worked out once and only if a rule asks."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._vocabulary = vocabulary
        self._forms: dict[str, list[str]] | None = None

    def forms_of(self, word: str) -> Sequence[str]:
        from nltk.stem.snowball import EnglishStemmer

        stem = EnglishStemmer().stem
        if self._forms is None:
            self._forms = {}
            for known in self._vocabulary:
                self._forms.setdefault(stem(known), []).append(known)
        return self._forms.get(stem(word), ())


def _resolver(forms: Mapping[str, Sequence[str]]) -> Callable[[str], _Allowed]:
    """From a word of a pattern to the words of the texts it stands for."""
    stems = _Stems(forms)

    def as_written(known: Iterable[str], trim: int = 0) -> dict[str, int]:
        return {word: trim for folded in known for word in forms.get(folded, ())}

    def resolve(word: str) -> _Allowed:
        if word.endswith("~"):
            return as_written(stems.forms_of(word[:-1]))
        if "*" in word:
            shape = _shape(word)
            return as_written(known for known in forms if shape.fullmatch(known))
        return as_written([word]) | as_written([word + _POSSESSIVE], len(_POSSESSIVE))

    return resolve


def _shape(word: str) -> re.Pattern[str]:
    """A word with wildcards as an expression that never tries a place twice, however many stars
    it has and however long a word it meets."""
    first, *middle, last = (re.escape(part) for part in word.split("*"))
    return re.compile(first + "".join(f"(?>.*?{part})" for part in middle) + ".*" + last)


def _hits(
    number: int, text: str, phrases: Mapping[str, list[tuple[int, _Phrase]]]
) -> list[RuleHit]:
    found: dict[int, list[Span]] = {}
    for word in _WORD.finditer(text):
        for theme, phrase in phrases.get(word.group(), ()):
            end = _end_of_match(text, word, phrase)
            if end:
                found.setdefault(theme, []).append(Span(word.start(), end))
    return [RuleHit(number, theme, _merged(spans)) for theme, spans in found.items()]


def _end_of_match(text: str, first: re.Match[str], phrase: _Phrase) -> int:
    """Where the phrase that begins with this word ends; 0 where it doesn't match."""
    last = first
    for allowed in phrase[1:]:
        between = _BETWEEN.match(text, last.end())
        word = _WORD.match(text, between.end() if between else last.end())
        if word is None or word.group() not in allowed:
            return 0
        last = word
    return last.end() - phrase[-1][last.group()]


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
