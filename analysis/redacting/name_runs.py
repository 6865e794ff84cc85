"""How far a name goes: from its first word over initials and small words to its last."""

import re
from collections.abc import Sequence

from analysis.redacting import name_cues as cues
from analysis.redacting.name_words import NameWords, place_around
from analysis.redacting.tokens import Token

_LONGEST = 6  # words in one name
CLOSE = re.compile(r"[ \u00a0]{1,2}|\.[ ]?")
"""What is between the words of a name; a dot after an initial."""


class Reading:
    """The words of one text, read for names."""

    def __init__(self, tokens: Sequence[Token], words: NameWords) -> None:
        self._tokens = tokens
        self._words = words

    def _token(self, at: int) -> Token | None:
        return self._tokens[at] if 0 <= at < len(self._tokens) else None

    def _key(self, at: int) -> str:
        return self._tokens[at].key if 0 <= at < len(self._tokens) else ""

    def _carried(self, at: int, *, any_case: bool = False) -> int:
        """The last word of the name whose first word is `at`."""
        last = at
        while last - at + 1 < _LONGEST:
            following = self._next_part(last, any_case=any_case)
            if following is None:
                break
            last = following
        return last

    def _next_part(self, at: int, *, any_case: bool) -> int | None:
        """The word that carries the name on after word `at`, over an initial or a particle."""
        token = self._token(at + 1)
        if token is None or not self._joined(at + 1):
            return None
        between = token.key in cues.PARTICLES or (token.initial and token.key not in ("i", "a"))
        if token.initial and self._joined(at + 2) and "." in self._tokens[at + 2].before:
            between = True
        if between and self._part(at + 2, any_case=any_case):
            return at + 2
        if token.initial and token.key not in ("i", "a"):
            return at + 1  # "Tom W."
        return at + 1 if self._part(at + 1, any_case=any_case) else None

    def _joined(self, at: int) -> bool:
        """Whether word `at` follows the one before as the words of a name follow each other."""
        token = self._token(at)
        if token is None or at == 0 or not CLOSE.fullmatch(token.before):
            return False
        previous = self._tokens[at - 1]
        if previous.owns:
            return False
        titles = cues.TITLES | cues.SOFT_TITLES
        dotted = previous.initial or previous.key in titles | cues.ABBREVIATED
        return "." not in token.before or dotted

    def _part(self, at: int, *, any_case: bool) -> bool:
        """Whether a word can be a further part of a name."""
        if not self._joined(at):
            return False
        token, words = self._tokens[at], self._words
        known = words.last(token.key) or words.first(token.key)
        if token.capital:
            if words.place(token.key) and not words.last(token.key):
                return False
            if token.upper and not known and not self._tokens[at - 1].upper:
                return False
            return known or not words.ordinary(token.key) or self._follows_first_name(at)
        if not any_case or words.place(token.key) or token.key in cues.ACTS:
            return False
        return words.last(token.key) or not words.ordinary(token.key)

    def _of_place(self, at: int, last: int) -> bool:
        """Whether words at…last are, or begin, the name of a place or a thing."""
        called_after = self._words.called_after(self._key(at), self._key(at + 1))
        return called_after or place_around(self._tokens, at, last)

    def _follows_first_name(self, at: int) -> bool:
        """Whether a capitalised word of every day is a surname: Ellen Trumpet, not Ellen Thanks."""
        key = self._key(at)
        never = cues.ACTS | cues.PEOPLE | cues.PLACES | cues.SIGN_OFF | cues.SOFT_TITLES
        return key not in never and self._words.only_first(self._key(at - 1))
