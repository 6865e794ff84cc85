"""Lists of names and of words, as the reader of names asks them."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_APART = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "ə": "e",
        "’": "'",
        "`": "'",
    }
)


@dataclass(frozen=True)
class NameLists:
    """Names and words, each folded by `folded`.

    Attributes:
        first: first names, of every origin found among people here.
        last: surnames.
        words: English words; what is a word and a name is read by what is around it.
        company: first names that are mostly something else; never names by themselves.
        others: capitalised words that are no part of a name: places, brands, medicines.
    """

    first: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


def folded(word: str) -> str:
    """A word without its accents and capitals, with a straight apostrophe."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFD", word.translate(_APART))
    return "".join(mark for mark in apart if not unicodedata.combining(mark)).casefold()


def name_lists(first: str, last: str, words: str, company: str, others: str) -> NameLists:
    """The lists told by these texts: words parted by space; a line that starts with # is a note."""
    return NameLists(*(frozenset(_entries(text)) for text in (first, last, words, company, others)))


def _entries(text: str) -> Iterable[str]:
    for line in text.splitlines():
        if not line.startswith("#"):
            yield from line.split()
