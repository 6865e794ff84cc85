"""A text as words with what is between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.redacting.name_lists import folded

# Letters, with apostrophes and hyphens within a word and accents typed apart from their letter; of
# accents without end only some: sorting them, as folding does, takes their square.
_PART = r"[^\W\d_]+(?:[\u0300-\u036f]{1,8}[^\W\d_]+)*[\u0300-\u036f]{0,8}"
_WORD = re.compile(rf"{_PART}(?:['’`-]{_PART})*")
_POSSESSIVE = ("'s", "’s", "`s")
_SENTENCE_END = re.compile(r"[.!?:;\n•*\"“”]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word: text[start:end].

    Attributes:
        key: folded, without a possessive 's.
        before: what is between it and the word before.
        capital: begins with a capital letter, in a text where that says something.
        opens: begins a sentence, so that its capital says nothing.
        owns: has a possessive 's, which is outside start:end.
    """

    start: int
    end: int
    key: str
    before: str
    capital: bool
    upper: bool
    opens: bool
    owns: bool

    @property
    def initial(self) -> bool:
        """One capital letter, perhaps of a name."""
        return self.end - self.start == 1 and self.capital


def tokens_of(text: str) -> list[Token]:
    """The words of a text, in order."""
    found = list(_WORD.finditer(text))
    shouted = _shouted([each.group() for each in found])
    tokens: list[Token] = []
    last_end = 0
    for each in found:
        word, start, end = each.group(), each.start(), each.end()
        owns = len(word) > 2 and word.lower().endswith(_POSSESSIVE)
        if owns:
            end -= 2
            word = word[:-2]
        before = text[last_end:start]
        first = word[0].isupper()
        upper = first and end - start > 1 and word.isupper()
        tokens.append(
            Token(
                start,
                end,
                folded(word),
                before,
                first and not shouted,
                upper,
                not tokens or bool(_SENTENCE_END.search(before)),
                owns,
            )
        )
        last_end = each.end()
    return tokens


def _shouted(words: Sequence[str]) -> bool:
    """Whether capitals say nothing here: all are, or Nearly Every Word Begins With One."""
    if len(words) > 2 and all(word.isupper() for word in words):
        return True
    long = [word for word in words if len(word) > 3]
    return len(long) > 7 and sum(word[0].isupper() for word in long) > 0.75 * len(long)
