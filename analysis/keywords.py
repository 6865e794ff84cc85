"""Keyword rules: which words of a comment speak for a theme.

A pattern is one or more words. It matches whole words in any case; within a pattern words may be
apart by white space, hyphens, slashes or "&" ("face to face" finds "Face-to-face"). Straight and
curly apostrophes are the same, and so are accents typed as one character or two.

    parking          the word, and neither "carparking" nor "parked"
    children         "children", and the "children" of "children's"
    commission*      words that begin so; *ship ends so; * stands for any letters within one word
    fund~            the word in all its forms: fund, funds, funded, funding (Snowball's stem)
    clinical lead*   a phrase, each of whose words may have a wildcard or ~

How words are put together (all of, any of, near, except, not) is told in `keyword_patterns`.

Every pattern is resolved once against the distinct words of the texts, so that the cost of a run
hardly grows with the number of rules.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.keyword_patterns import (
    Choice,
    Part,
    Pattern,
    PatternError,
    Phrase,
    pattern_fault,
    read_pattern,
)
from analysis.keyword_signs import Found, Reading, merged
from analysis.keyword_vocabulary import WORD, Allowed, Vocabulary
from engage_app.domain.coding import Span
from engage_app.progress import Progress, no_progress

__all__ = ["CompiledRules", "RuleHit", "find_keywords", "pattern_fault"]

# What may part the words of a phrase: "face-to-face", "A & E"; and without a space, "gov.uk".
_BETWEEN = re.compile(r"[.@+](?=[^\W_])|[\s\-‐-―/_&]*")
REPORT_EVERY = 500


@dataclass(frozen=True)
class RuleHit:
    """A theme that a text speaks for, and the words that say so.

    Attributes:
        text: the number of the text in the sequence given.
        theme: the key the rules were given under.
        spans: the words that matched, in code points, in order, none overlapping another.
        patterns: the patterns that hit, in the order of the rules.
    """

    text: int
    theme: int
    spans: tuple[Span, ...]
    patterns: tuple[str, ...]


def find_keywords(
    texts: Sequence[str],
    rules: Mapping[int, Iterable[str]],
    progress: Progress = no_progress,
) -> list[RuleHit]:
    """Apply keyword rules to texts.

    Args:
        texts: the comments, as their respondents wrote them.
        rules: patterns by theme; see the head of this module. Faulty patterns match nothing.

    Returns:
        One hit for each text and theme with at least one match, in the order of the texts.
    """
    compiled = CompiledRules(rules, Vocabulary.of(texts))
    hits: list[RuleHit] = []
    for number, text in enumerate(texts):
        hits += compiled.hits(number, text)
        if number % REPORT_EVERY == 0:
            progress(number, len(texts))
    progress(len(texts), len(texts))
    return hits


@dataclass(frozen=True)
class _Rule:
    theme: int
    pattern: str
    asked: Pattern

    def phrases(self) -> Iterator[Phrase]:
        """Every phrase that its answer hangs on."""
        if self.asked.wanted:
            yield from _phrases_of(self.asked.wanted)
        yield from self.asked.except_in
        yield from self.asked.not_with


class CompiledRules:
    """Rules resolved against the words of some texts.

    Args:
        rules: patterns by theme. Faulty ones are passed over.
        vocabulary: of all texts that `hits` will be asked about.
    """

    def __init__(self, rules: Mapping[int, Iterable[str]], vocabulary: Vocabulary) -> None:
        self._rules = list(_read(rules))
        self._alone = [(rule.pattern,) for rule in self._rules]  # one for all hits: there are many
        self._numbers: dict[Phrase, int] = {}
        # Rules that are one phrase, by its number: (place among the rules, theme).
        self._plain: dict[int, list[tuple[int, int]]] = {}
        # All others, by each phrase that may make them hit.
        self._signed: dict[int, list[int]] = {}
        self._by_first: dict[str, list[tuple[int, tuple[Allowed, ...]]]] = {}
        for place, rule in enumerate(self._rules):
            for phrase in rule.phrases():
                if phrase not in self._numbers:
                    self._number(phrase, vocabulary)
            self._file(place, rule)

    def _number(self, phrase: Phrase, vocabulary: Vocabulary) -> None:
        number = self._numbers[phrase] = len(self._numbers)
        resolved = tuple(vocabulary.allowed(word) for word in phrase.words)
        for first in resolved[0]:
            self._by_first.setdefault(first, []).append((number, resolved))

    def _file(self, place: int, rule: _Rule) -> None:
        asked = rule.asked
        if isinstance(asked.wanted, Phrase) and not asked.except_in and not asked.not_with:
            self._plain.setdefault(self._numbers[asked.wanted], []).append((place, rule.theme))
        elif asked.wanted:
            for phrase in dict.fromkeys(_phrases_of(asked.wanted)):
                self._signed.setdefault(self._numbers[phrase], []).append(place)

    def first_words(self) -> Iterator[str]:
        """Words of the texts without one of which none of the rules hits."""
        wanted = self._plain.keys() | self._signed.keys()
        for word, phrases in self._by_first.items():
            if any(number in wanted for number, _ in phrases):
                yield word

    def hits(self, number: int, text: str) -> list[RuleHit]:
        """The hits on one text, which is given this number."""
        found: Found = {}
        beginning = self._by_first.get
        for word in WORD.finditer(text):
            for phrase, resolved in beginning(word.group(), ()):
                if end := _end_of_match(text, word, resolved):
                    found.setdefault(phrase, []).append(Span(word.start(), end))
        return self._told(number, text, found) if found else []

    def _told(self, number: int, text: str, found: Found) -> list[RuleHit]:
        spans: dict[int, list[Span]] = {}
        places: dict[int, list[int]] = {}
        for phrase, where in found.items():
            for place, theme in self._plain.get(phrase, ()):
                if theme in spans:
                    spans[theme] = spans[theme] + where
                    places[theme].append(place)
                else:
                    spans[theme], places[theme] = where, [place]
        for place, theme, where in self._signed_in(text, found) if self._signed else ():
            spans[theme] = spans.get(theme, []) + where
            places.setdefault(theme, []).append(place)
        return [
            RuleHit(number, theme, merged(where), self._patterns(places[theme]))
            for theme, where in spans.items()
        ]

    def _signed_in(self, text: str, found: Found) -> list[tuple[int, int, list[Span]]]:
        """The rules with signs that hit: place, theme, the words they found."""
        asked = {place: None for phrase in found for place in self._signed.get(phrase, ())}
        if not asked:
            return []
        reading = Reading(text, found, self._numbers)
        hits = ((place, reading.spans(self._rules[place].asked)) for place in asked)
        return [(place, self._rules[place].theme, spans) for place, spans in hits if spans]

    def _patterns(self, places: list[int]) -> tuple[str, ...]:
        if len(places) == 1:
            return self._alone[places[0]]
        return tuple([self._rules[place].pattern for place in sorted(places)])


def _read(rules: Mapping[int, Iterable[str]]) -> Iterator[_Rule]:
    """The patterns that can match, each with what its theme excludes as a whole."""
    for theme, patterns in rules.items():
        read: dict[str, Pattern] = {}
        for pattern in patterns:
            try:
                read[pattern] = read_pattern(pattern)
            except PatternError:
                continue
        whole = [asked for asked in read.values() if asked.wanted is None]
        except_in = tuple(phrase for asked in whole for phrase in asked.except_in)
        not_with = tuple(phrase for asked in whole for phrase in asked.not_with)
        for pattern, asked in read.items():
            if asked.wanted:
                excluded = asked.except_in + except_in, asked.not_with + not_with
                yield _Rule(theme, pattern, Pattern(asked.wanted, *excluded))


def _phrases_of(part: Part) -> Iterator[Phrase]:
    if isinstance(part, Phrase):
        yield part
        return
    for each in part.options if isinstance(part, Choice) else part.parts:
        yield from _phrases_of(each)


def _end_of_match(text: str, first: re.Match[str], phrase: tuple[Allowed, ...]) -> int:
    """Where the phrase that begins with this word ends; 0 where it doesn't match."""
    last = first
    for allowed in phrase[1:]:
        between = _BETWEEN.match(text, last.end())
        word = WORD.match(text, between.end() if between else last.end())
        if word is None or word.group() not in allowed:
            return 0
        last = word
    return last.end() - phrase[-1][last.group()]
