"""Which row of a population's table is which choice of a question, however it is worded there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from storage.surveys.headings import plain

ALIKE = 0.85  # of difflib's ratio: enough to suggest, never to decide
_NOTED = re.compile(r"\[[^\]]*\]|\(note[^)]*\)")
_NOT_WORDS = re.compile(r"[^\w+]+")
_AGE_WORDS = re.compile(r"\b(aged?|ages|years?|yrs?|old|olds)\b")
_BETWEEN = re.compile(r"(\d{1,3})\s*(?:to|-|–|and)\s*(\d{1,3})")
_FROM = re.compile(r"(\d{1,3})\s*(?:\+|(?:or|and)\s*(?:over|older|above|more|up))")
_OVER = re.compile(r"(?:over|above|more than|older than)\s*(\d{1,3})")
_UNDER = re.compile(r"(?:under|below|less than|younger than|up to but not)\s*(\d{1,3})")
_UP_TO = re.compile(r"(?:up to\s*(\d{1,3})|(\d{1,3})\s*(?:or|and)\s*(?:under|younger|below))")
_LOOKED_AT = 500  # rows
_NUMBERS = re.compile(r"\d+")
_OLDEST = 200

Ages = tuple[int, int]
"""From which age to which, both among them."""


@dataclass(frozen=True)
class Found:
    """What was found for a choice.

    Attributes:
        rows: the numbers of the rows that are this choice; several where they add up to it.
        certain: the words are the same, or say the same ages.
    """

    rows: tuple[int, ...]
    certain: bool


@lru_cache(maxsize=1 << 15)
def key_of(label: str) -> str:
    """The words of a label for comparing: no punctuation, notes or signs."""
    words = _NOTED.sub(" ", plain(label)).replace("&", " and ")
    return " ".join(_NOT_WORDS.sub(" ", words).split())


@lru_cache(maxsize=1 << 15)
def ages_of(label: str) -> Ages | None:
    """The ages a label speaks of: "16 to 24", "Aged 85 years and over", "Under 16", "7"."""
    words = " ".join(_AGE_WORDS.sub(" ", _NOTED.sub(" ", plain(label))).split()).strip(" :.")
    if match := _BETWEEN.fullmatch(words):
        low, high = int(match[1]), int(match[2])
        return (low, high) if low <= high else None
    if match := _FROM.fullmatch(words):
        return int(match[1]), _OLDEST
    if match := _OVER.fullmatch(words):
        return int(match[1]) + 1, _OLDEST
    if match := _UNDER.fullmatch(words):
        return 0, int(match[1]) - 1
    if match := _UP_TO.fullmatch(words):
        return 0, int(match[1] or match[2])
    return (int(words), int(words)) if words.isdecimal() and len(words) < 4 else None


def matched(labels: Sequence[str], choices: Mapping[int, str]) -> dict[int, Found]:
    """By choice, the rows with these labels that are it; each row is taken once.

    The same words first, then the same ages, then rows of narrower ages that make up a choice's,
    then words that are much alike.
    """
    found: dict[int, Found] = {}
    taken: set[int] = set()
    keys = [key_of(label) for label in labels]
    for choice, label in choices.items():
        rows = tuple(n for n, key in enumerate(keys) if key and key == key_of(label))
        if rows:
            found[choice] = Found(rows, certain=True)
            taken.update(rows)
    for choice, rows in _by_age(labels, choices, taken).items():
        if choice not in found:
            found[choice] = Found(rows, certain=True)
            taken.update(rows)
    few = len(labels) <= _LOOKED_AT  # in a longer list much is alike by chance, and it takes long
    for ratio, choice, row in _alike(keys, choices, found, taken) if few else ():
        if ratio >= ALIKE and choice not in found and row not in taken:
            found[choice] = Found((row,), certain=False)
            taken.add(row)
    return found


def _by_age(
    labels: Sequence[str], choices: Mapping[int, str], taken: set[int]
) -> dict[int, tuple[int, ...]]:
    wanted = {choice: ages for choice, label in choices.items() if (ages := ages_of(label))}
    if len(wanted) < 2:  # a "7" alone is no age
        return {}
    spans = {n: ages for n, label in enumerate(labels) if (ages := ages_of(label))}
    free = {n: ages for n, ages in spans.items() if n not in taken}
    found = {}
    for choice, (low, high) in wanted.items():
        same = tuple(n for n, ages in free.items() if ages == (low, high))
        parts = same or _making_up(free, low, high)
        if parts:
            found[choice] = parts
    return found


def _making_up(spans: Mapping[int, Ages], low: int, high: int) -> tuple[int, ...]:
    """The rows that follow each other from `low` to `high`; none where there is a gap, or where
    an age stands twice. The oldest may be as old as they like."""
    inside = sorted(
        ((ages, n) for n, ages in spans.items() if low <= ages[0] and ages[1] <= high),
    )
    next_age, rows = low, []
    for (first, last), row in inside:
        if first != next_age:
            return ()
        rows.append(row)
        next_age = last + 1
    complete = next_age == high + 1 or (high == _OLDEST and next_age > 90)
    return tuple(rows) if rows and complete else ()


def _alike(
    keys: Sequence[str], choices: Mapping[int, str], found: Mapping[int, Found], taken: set[int]
) -> list[tuple[float, int, int]]:
    """(how much alike, choice, row) of what isn't matched yet, the most alike first."""
    pairs = []
    for choice, label in choices.items():
        if choice in found:
            continue
        matcher = SequenceMatcher(None, b=key_of(label), autojunk=False)
        for row, key in enumerate(keys):
            if row in taken or not key or _NUMBERS.findall(key) != _NUMBERS.findall(label):
                continue  # "21 to 24" is not nearly "16 to 24"
            matcher.set_seq1(key)
            if matcher.quick_ratio() >= ALIKE:
                pairs.append((matcher.ratio(), choice, row))
    return sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2]))
