"""The distinct words of some texts, and which of them a word of a pattern stands for."""

import re
from collections.abc import Iterable, Mapping, Sequence

from analysis.keyword_patterns import folded
from analysis.stems import stem

# Letters and digits, with accents typed apart from their letter and apostrophes within the word.
WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*|['’][^\W_]+)*")
_POSSESSIVE = "'s"

Allowed = Mapping[str, int]
"""Words as they stand in the texts, and how many letters at the end of each don't belong to the
match: those of a possessive."""


class Vocabulary:
    """Words as they are written, in any number of texts.

    Args:
        written: each distinct word, as `WORD` finds it.
    """

    def __init__(self, written: Iterable[str]) -> None:
        self._forms: dict[str, list[str]] = {}
        for word in written:
            self._forms.setdefault(folded(word), []).append(word)
        self._stemmed: dict[str, list[str]] | None = None

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Vocabulary":
        """The words of these texts."""
        written: set[str] = set()
        for text in texts:
            written.update(WORD.findall(text))
        return cls(written)

    def allowed(self, word: str) -> Allowed:
        """From a word of a pattern, folded, to the words of the texts it stands for."""
        if word.endswith("~"):
            return self._as_written(self._of_stem(word[:-1]))
        if "*" in word:
            shape = _shape(word)
            return self._as_written(known for known in self._forms if shape.fullmatch(known))
        possessive = self._as_written([word + _POSSESSIVE], len(_POSSESSIVE))
        return self._as_written([word]) | possessive

    def _as_written(self, known: Iterable[str], trim: int = 0) -> dict[str, int]:
        return {word: trim for each in known for word in self._forms.get(each, ())}

    def _of_stem(self, word: str) -> Sequence[str]:
        """The words of a stem; every word is stemmed once, and only if a rule asks."""
        if self._stemmed is None:
            self._stemmed = {}
            for known in self._forms:
                self._stemmed.setdefault(stem(known), []).append(known)
        return self._stemmed.get(stem(word), ())


def _shape(word: str) -> re.Pattern[str]:
    """A word with wildcards as an expression that never tries a place twice, however many stars
    it has and however long a word it meets."""
    first, *middle, last = (re.escape(part) for part in word.split("*"))
    return re.compile(first + "".join(f"(?>.*?{part})" for part in middle) + ".*" + last)
