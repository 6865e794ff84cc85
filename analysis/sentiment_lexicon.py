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

MARK = "§"
"""What a phrase's token starts with; never a respondent's own word."""
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[\u2600-\u27bf\u2b50\U0001f300-\U0001faff]")
"""A word, or an emoji."""
_PLAIN_WORD = re.compile(r"[^\W_]{2,}(?:'[^\W_]+)*")  # VADER finds these without our help


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
    opens: bool  # counts only at the start of a sentence


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


def asked_by(question: str, lexicon: SentimentLexicon) -> Asks:
    """What a question's wording invites."""
    asked = {asks for pattern, asks in lexicon.wordings if pattern.search(question)}
    if len(asked) > 1:
        return Asks.ANYTHING
    return asked.pop() if asked else Asks.UNKNOWN


def lexicon_from(vader: str, overrides: str, questions: str = "") -> SentimentLexicon:
    """The lexicon told by these texts.

    Args:
        vader: VADER's own file: word, value and more, separated by tabs.
        overrides: CSV with the columns phrase, value (-4 to 4) and note; 0 takes a word's tone
            away. `*` ends a word that may go on, except in the first word; `^` before a phrase
            lets it count only at the start of a sentence. `#` starts a comment line.
        questions: CSV with the columns asks, kind (wording or answer), phrase, value and note.

    Raises:
        ValueError: a line lacks a column or a value, has a value out of range, or comes twice.
    """
    values = dict(_vader_values(vader))
    phrases: dict[str, list[tuple[str, Phrase]]] = {}
    seen: set[str] = set()
    for row in _rows(overrides):
        phrase, value = row["phrase"].lower(), _value(row)
        if phrase in seen:
            raise ValueError(f"the lexicon has “{phrase}” twice")
        seen.add(phrase)
        if _PLAIN_WORD.fullmatch(phrase):
            _set(values, phrase, value)
            continue
        token = f"{MARK}{len(seen)}"  # two characters at least: VADER drops single ones
        _set(values, token, value)
        words = phrase.removeprefix("^")
        made = Phrase(_pattern(words), token, opens=words != phrase)
        found = WORD.match(words)
        if not found:
            raise ValueError(f"“{phrase}” does not start with a word")
        for first in _spellings(found[0]):
            phrases.setdefault(first, []).append((phrase, made))
    return SentimentLexicon(
        values,
        {first: _longest_first(listed) for first, listed in phrases.items()},
        tuple(_wordings(questions)),
        dict(_answers(questions)),
    )


def _vader_values(text: str) -> Iterator[tuple[str, float]]:
    for line in text.split("\n"):
        if line.strip():
            word, value = line.split("\t")[:2]
            yield word, float(value)


def _rows(text: str) -> Iterator[dict[str, str]]:
    lines = (line for line in io.StringIO(text) if line.strip() and not line.startswith("#"))
    for row in csv.DictReader(lines):
        if None in row or None in row.values():
            raise ValueError(f"the lexicon has a line with too many or too few columns: {row}")
        yield {key: value.strip() for key, value in row.items()}


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
    ends = r"(?!\w|'\w)" if re.search(r"[\w*]$", phrase) else ""
    return re.compile(r"[\s-]+".join(words) + ends, re.IGNORECASE)


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
