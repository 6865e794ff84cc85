"""Keyword rules: which words of a comment speak for a theme.

A pattern is one or more words. It matches whole words in any case; within a pattern words may be
apart by white space or hyphens ("face to face" finds "Face-to-face").

    parking          the word, and neither "carparking" nor "parked"
    commission*      words that begin so; *ship ends so; * stands for any letters within one word
    fund~            the word in all its forms: fund, funds, funded, funding (Snowball's stem)
    clinical lead*   a phrase, each of whose words may have a wildcard or ~

Every pattern is resolved once against the distinct words of the texts, so that the cost of a run
hardly grows with the number of rules.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from engage_app.domain.coding import Span
from engage_app.progress import Progress, no_progress

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_BETWEEN = re.compile(r"[\s\-‐-―/]*")  # what may part the words of a phrase
_PATTERN_WORD = re.compile(r"[\w'’*]+~?")
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


@dataclass(frozen=True)
class _Token:
    word: str
    start: int
    end: int


_Phrase = tuple[frozenset[str], ...]


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
    tokens = [_tokens(text) for text in texts]
    vocabulary = {token.word for words in tokens for token in words}
    phrases = _phrases_by_first_word(rules, vocabulary)
    hits: list[RuleHit] = []
    for number, words in enumerate(tokens):
        hits += _hits(number, texts[number], words, phrases)
        if number % _REPORT_EVERY == 0:
            progress(number, len(texts))
    progress(len(texts), len(texts))
    return hits


def pattern_fault(pattern: str) -> str | None:
    """Why a pattern can't match, in one sentence; None where it can."""
    words = _pattern_words(pattern)
    if not words:
        return "A keyword needs at least one letter or digit."
    if any(word.strip("*~'’") == "" for word in words):
        return "A * or ~ needs letters beside it."
    if any(word.endswith("~") and "*" in word for word in words):
        return "A word takes either * or ~, not both."
    return None


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(_folded(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)
    ]


def _folded(word: str) -> str:
    return word.replace("’", "'").casefold()


def _pattern_words(pattern: str) -> list[str]:
    return [_folded(word) for word in _PATTERN_WORD.findall(pattern)]


def _phrases_by_first_word(
    rules: Mapping[int, Iterable[str]], vocabulary: set[str]
) -> dict[str, list[tuple[int, _Phrase]]]:
    resolve = _resolver(vocabulary)
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

    def __init__(self, vocabulary: set[str]) -> None:
        self._vocabulary = vocabulary
        self._forms: dict[str, set[str]] | None = None

    def forms_of(self, word: str) -> frozenset[str]:
        from nltk.stem.snowball import EnglishStemmer

        stem = EnglishStemmer().stem
        if self._forms is None:
            self._forms = {}
            for known in self._vocabulary:
                self._forms.setdefault(stem(known), set()).add(known)
        return frozenset(self._forms.get(stem(word), ()))


def _resolver(vocabulary: set[str]) -> Callable[[str], frozenset[str]]:
    """From a word of a pattern to the words of the texts it stands for."""
    stems = _Stems(vocabulary)

    def resolve(word: str) -> frozenset[str]:
        if word.endswith("~"):
            return stems.forms_of(word[:-1])
        if "*" in word:
            shape = re.compile(r"[\w']*".join(re.escape(part) for part in word.split("*")))
            return frozenset(known for known in vocabulary if shape.fullmatch(known))
        return frozenset({word} & vocabulary)

    return resolve


def _hits(
    number: int,
    text: str,
    words: list[_Token],
    phrases: Mapping[str, list[tuple[int, _Phrase]]],
) -> list[RuleHit]:
    found: dict[int, list[Span]] = {}
    for place, token in enumerate(words):
        for theme, phrase in phrases.get(token.word, ()):
            end = _end_of_match(text, words, place, phrase)
            if end:
                found.setdefault(theme, []).append(Span(token.start, end))
    return [RuleHit(number, theme, _merged(spans)) for theme, spans in found.items()]


def _end_of_match(text: str, words: list[_Token], place: int, phrase: _Phrase) -> int:
    """Where the phrase that begins at this word ends; 0 where it doesn't match."""
    if place + len(phrase) > len(words):
        return 0
    for step, allowed in enumerate(phrase[1:], place + 1):
        apart = text[words[step - 1].end : words[step].start]
        if words[step].word not in allowed or not _BETWEEN.fullmatch(apart):
            return 0
    return words[place + len(phrase) - 1].end


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
