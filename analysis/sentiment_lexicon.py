"""The words sentiment is read from: VADER's lexicon, our own values over it, and what questions ask.

Everything is built from texts handed in; who reads the files is another layer's business.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

STRONGEST = 4.0  # VADER's raters judged words from -4 to 4


class Asks(StrEnum):
    """What a question invites, as far as it changes what an answer means."""

    SHORTCOMINGS = "shortcomings"  # "What could we do better?"
    STRENGTHS = "strengths"  # "What was good?"
    ANYTHING = "anything"  # "Any other comments?", or both of the above in one
    UNKNOWN = "unknown"  # no wording, or one that gives nothing away


@dataclass(frozen=True)
class Phrase:
    """Several words with one value; `token` stands in for them while VADER scores."""

    pattern: re.Pattern[str]
    token: str


@dataclass(frozen=True)
class SentimentLexicon:
    """Values of words and phrases, and how a question colours an answer.

    Attributes:
        values: by lower-case word, emoticon or phrase token, -4 to 4.
        phrases: by their lower-case first word, longest first.
        wordings: what a question asks, by a pattern found in its wording.
        answers: value of a whole answer by what was asked and the normalised answer.
    """

    values: Mapping[str, float]
    phrases: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    wordings: tuple[tuple[re.Pattern[str], Asks], ...] = ()
    answers: Mapping[tuple[Asks, str], float] = field(default_factory=dict)


def lexicon_from(vader: str, overrides: str, questions: str = "") -> SentimentLexicon:
    """The lexicon told by these texts.

    Args:
        vader: VADER's own file: word, value and more, separated by tabs.
        overrides: CSV with the columns phrase, value (-4 to 4) and note; 0 takes a word's tone
            away. `*` ends a word that may go on, except in the first word. `#` starts a comment line.
        questions: CSV with the columns asks, kind (wording or answer), phrase, value and note.

    Raises:
        ValueError: a line lacks a value or has one out of range, or says anything twice.
    """
    values = dict(_vader_values(vader))
    phrases: dict[str, list[tuple[str, Phrase]]] = {}
    seen: set[str] = set()
    for row in _rows(overrides):
        phrase, value = row["phrase"].lower(), _value(row)
        if phrase in seen:
            raise ValueError(f"the lexicon has “{phrase}” twice")
        seen.add(phrase)
        if re.fullmatch(r"\S+", phrase) and "*" not in phrase:
            _set(values, phrase, value)
            continue
        token = f"§{len(seen)}"  # two characters at least: VADER drops single ones
        _set(values, token, value)
        made = Phrase(_pattern(phrase), token)
        for first in _spellings(phrase.split()[0]):
            phrases.setdefault(first, []).append((phrase, made))
    return SentimentLexicon(
        values,
        {first: _longest_first(listed) for first, listed in phrases.items()},
        tuple(_wordings(questions)),
        dict(_answers(questions)),
    )


def _vader_values(text: str) -> Iterator[tuple[str, float]]:
    for line in text.splitlines():
        if line.strip():
            word, value = line.split("\t")[:2]
            yield word, float(value)


def _rows(text: str) -> Iterator[dict[str, str]]:
    lines = (line for line in io.StringIO(text) if line.strip() and not line.startswith("#"))
    for row in csv.DictReader(lines):
        yield {key: (value or "").strip() for key, value in row.items()}


def _value(row: Mapping[str, str]) -> float:
    try:
        value = float(row["value"])
    except ValueError:
        raise ValueError(f"the lexicon has no value for “{row['phrase']}”") from None
    if not -STRONGEST <= value <= STRONGEST:
        raise ValueError(f"the value of “{row['phrase']}” is not between -4 and 4")
    return value


def _set(values: dict[str, float], word: str, value: float) -> None:
    """Give a word its value; a word of no tone is left out, for VADER stops at known words."""
    for spelling in _spellings(word):
        if value:
            values[spelling] = value
        else:
            values.pop(spelling, None)


def _spellings(word: str) -> set[str]:
    return {word, word.replace("'", "")}  # people leave apostrophes out


def _pattern(phrase: str) -> re.Pattern[str]:
    words = (re.escape(word).replace(r"\*", r"\w*").replace("'", "'?") for word in phrase.split())
    return re.compile(r"[\s-]+".join(words) + r"(?![\w'])", re.IGNORECASE)


def _longest_first(listed: list[tuple[str, Phrase]]) -> tuple[Phrase, ...]:
    listed.sort(key=lambda pair: (-len(pair[0].split()), -len(pair[0])))
    return tuple(phrase for _, phrase in listed)


def _wordings(questions: str) -> Iterator[tuple[re.Pattern[str], Asks]]:
    for row in _rows(questions):
        if row["kind"] == "wording":
            pattern = re.compile(r"\b" + _pattern(row["phrase"].lower()).pattern, re.IGNORECASE)
            yield pattern, Asks(row["asks"])


def _answers(questions: str) -> Iterator[tuple[tuple[Asks, str], float]]:
    for row in _rows(questions):
        if row["kind"] == "answer":
            yield (Asks(row["asks"]), row["phrase"].lower()), _value(row)
