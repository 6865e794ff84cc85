"""The same words from several people: a campaign, which is counted and shown apart."""

import re
import unicodedata
from collections.abc import Iterable

LEAST_WORDS = 8
"""Shorter texts ("nothing to add") are alike by chance."""

LEAST_SENDERS = 3

_NOT_WORDS = re.compile(r"[^\w]+")


def fingerprint(text: str) -> str:
    """The words alone: no case, punctuation or spacing."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _NOT_WORDS.sub(" ", plain).strip()


def campaigns(texts: Iterable[tuple[int, int, str]]) -> list[tuple[int, ...]]:
    """The comments that say the same thing word for word.

    Args:
        texts: (comment, respondent, words).

    Returns:
        The comments of each text that has at least eight words and comes from at least three
        respondents; largest first, then by their words.
    """
    alike: dict[str, list[tuple[int, int]]] = {}
    for comment, respondent, text in texts:
        words = fingerprint(text)
        if words.count(" ") >= LEAST_WORDS - 1:
            alike.setdefault(words, []).append((comment, respondent))
    found = [
        (-len(pairs), words, tuple(comment for comment, _ in pairs))
        for words, pairs in alike.items()
        if len({respondent for _, respondent in pairs}) >= LEAST_SENDERS
    ]
    return [comments for _, _, comments in sorted(found)]
