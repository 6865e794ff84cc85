"""Quotations for a board paper: who may be quoted, which words, under what name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.shingles import fingerprint

SHORTEST, LONGEST = 8, 70
"""Words in a quotation: fewer say too little, more aren't read."""

BEST = 28
"""The length a reader takes in at once."""

_REFUSED = re.compile(r"^\W*(no\b|not\b|never\b|i (do not|don['’]t|would rather not)\b)")

_PERSONAL = (
    re.compile(r"\S+@\S+\.\S+"),  # e-mail
    re.compile(r"(?:\+44|\(?\b0)[\d\s()-]{8,}\d"),  # telephone
    re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", re.IGNORECASE),  # postcode
    re.compile(r"\b\d{3}[\s-]?\d{3}[\s-]?\d{4}\b"),  # NHS number
    re.compile(r"\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.IGNORECASE),  # NI number
    re.compile(r"\bmy name(?:['’]s| is)\b|\bi am called\b|\bsigned[:,]", re.IGNORECASE),
    re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Cllr|Sister)\.? [A-Z][a-z]+"),
    re.compile(r"https?://|\bwww\."),
    re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"),  # a date, perhaps of birth
)


@dataclass(frozen=True)
class Candidate:
    """A comment that might be quoted.

    Attributes:
        themes: its themes.
        position: its respondent's position, or empty.
        came: when its response came, ISO, and the response's uid: an order that is the same on
            every laptop, whatever came into its file first.
    """

    comment: int
    response: int
    respondent: int
    text: str
    position: str
    themes: tuple[int, ...]
    came: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Quote:
    """A comment chosen to stand for a theme."""

    theme: int
    chosen: Candidate


def may_be_quoted(consent: str, *, asked: bool) -> bool:
    """Whether a respondent lets us quote.

    Args:
        consent: the answer to the question of consent, as given.
        asked: whether the question was asked; a blank answer then means no.
    """
    words = consent.strip().casefold()
    return not _REFUSED.match(words) if words else not asked


def names_somebody(text: str) -> bool:
    """Whether the words seem to hold a personal detail: such a comment is never proposed."""
    return any(pattern.search(text) for pattern in _PERSONAL)


def fit_to_quote(text: str) -> bool:
    """Whether the words can stand alone in a report, whole."""
    return SHORTEST <= len(text.split()) <= LONGEST and not names_somebody(text)


def propose(
    candidates: Iterable[Candidate], themes: Sequence[int], positions: Sequence[str], *, each: int
) -> tuple[Quote, ...]:
    """Quotations for each theme, of as many different positions as there are, one a person.

    Args:
        candidates: comments that may be quoted and are fit to be.
        themes: in the order they choose; the first has the widest choice.
        positions: in the order they are to be heard; others come last.
        each: at most so many for a theme.

    Returns:
        By theme, then position. No words come twice.
    """
    rank = {code: number for number, code in enumerate(positions)}
    by_theme: dict[int, list[Candidate]] = {}
    for candidate in sorted(candidates, key=_plainness):
        for theme in candidate.themes:
            by_theme.setdefault(theme, []).append(candidate)
    used_people: set[int] = set()
    used_words: set[str] = set()
    found: list[Quote] = []
    for theme in themes:
        heard: dict[str, Candidate] = {}
        for candidate in by_theme.get(theme, []):
            words = fingerprint(candidate.text)
            fresh = candidate.respondent not in used_people and words not in used_words
            if fresh and candidate.position not in heard and len(heard) < each:
                heard[candidate.position] = candidate
                used_people.add(candidate.respondent)
                used_words.add(words)
        in_order = sorted(heard, key=lambda code: (rank.get(code, len(rank)), code))
        found.extend(Quote(theme, heard[position]) for position in in_order)
    return tuple(found)


def _plainness(candidate: Candidate) -> tuple[int, int, str, str, str]:
    """About one thing before about many, of good length before long or short, then by age."""
    moment, uid = candidate.came
    words = len(candidate.text.split())
    return len(candidate.themes), abs(words - BEST), moment, candidate.text, uid
