"""Who may be quoted, and which words can stand alone in a report."""

import re

SHORTEST, LONGEST = 3, 70
"""Words in a quotation: fewer say too little, more aren't read; of longer ones an excerpt is."""

_TAIL = 12  # characters: enough for the last word
_ENDED = re.compile(r"[.!?][\"'”’)\]]?$")
_BROKEN = re.compile(  # after "to" or "for" a sentence may well end: "the ward I went to"
    r"(?:[,;:–-]|\.\.\.?|…|\b(?:an?|and|because|but|if|into|its|my|of|or|our|so|than|the|their|whose"
    r"|your))$",
    re.IGNORECASE,
)

_REFUSED = re.compile(r"^\W*(no\b|not\b|never\b|i (do not|don['’]t|would rather not)\b)")

_PERSONAL = (
    re.compile(r"\S@\S+\.\S"),  # e-mail
    re.compile(r"(?:\+44|\(?\b0)[\d\s()-]{8,}\d"),  # telephone
    re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", re.IGNORECASE),  # postcode
    re.compile(r"\b\d{3}[\s-]?\d{3}[\s-]?\d{4}\b"),  # NHS number
    re.compile(r"\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.IGNORECASE),  # NI number
    re.compile(r"\bmy name(?:['’]s| is)\b|\bi am called\b|\bsigned[:,]", re.IGNORECASE),
    re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Cllr|Sister)\.? [A-Z][a-z]+"),
    re.compile(r"https?://|\bwww\."),
    re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"),  # a date, perhaps of birth
)


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


def ends_well(text: str) -> bool:
    """Whether the last sentence is closed, as a reader expects of a quotation."""
    return bool(_ENDED.search(text.rstrip()[-_TAIL:]))


def breaks_off(text: str) -> bool:
    """Whether the words stop in the middle of a thought: "the bus is late so"."""
    return bool(_BROKEN.search(text.rstrip()[-_TAIL:]))


def good_length(text: str) -> bool:
    """Whether there are words enough to say something, and few enough to be read."""
    return SHORTEST <= len(text.split()) <= LONGEST


def fit_to_quote(text: str) -> bool:
    """Whether the words can stand alone in a report, whole."""
    return good_length(text) and not names_somebody(text)
