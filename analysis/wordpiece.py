"""Text into the numbered word pieces a BERT model was trained on (uncased).

Words are lower-cased without accents, parted at white space and punctuation, and each is cut from
the left into the longest pieces the vocabulary has.

Source: J. Devlin et al., BERT, NAACL 2019, section 3 and its reference tokeniser; Y. Wu et al.,
Google's Neural Machine Translation System, arXiv:1609.08144, section 4.1 (WordPiece).
"""

import unicodedata
from collections.abc import Iterable, Iterator

_UNKNOWN, _START, _END = "[UNK]", "[CLS]", "[SEP]"
_INSIDE = "##"
_LONGEST_WORD = 100  # letters; a longer one is unknown
_KEEP = 50_000  # words remembered with their pieces
_IDEOGRAPHS = (  # each is a word of its own
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


class WordPiece:
    """A tokeniser on a vocabulary.

    Args:
        vocabulary: the pieces in the order of their numbers; ones inside a word begin with "##".
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._known: dict[str, list[int]] = {}

    def ids(self, text: str, longest: int) -> list[int]:
        """The numbers of a text's pieces between those of start and end, at most `longest`."""
        found: list[int] = []
        for word in _words(text):
            found += self._pieces(word)
            if len(found) >= longest - 2:
                break
        return [self._ids[_START], *found[: longest - 2], self._ids[_END]]

    def _pieces(self, word: str) -> list[int]:
        known = self._known.get(word)
        if known is None:
            known = self._cut(word)
            if len(self._known) < _KEEP:
                self._known[word] = known
        return known

    def _cut(self, word: str) -> list[int]:
        if len(word) > _LONGEST_WORD:
            return [self._ids[_UNKNOWN]]
        pieces: list[int] = []
        start = 0
        while start < len(word):
            before = _INSIDE if start else ""
            end = next(
                (e for e in range(len(word), start, -1) if before + word[start:e] in self._ids),
                None,
            )
            if end is None:
                return [self._ids[_UNKNOWN]]
            pieces.append(self._ids[before + word[start:end]])
            start = end
        return pieces


def _words(text: str) -> Iterator[str]:
    spaced = "".join(_spaced(character) for character in text)
    plain = unicodedata.normalize("NFD", spaced)
    for word in "".join(c for c in plain if unicodedata.category(c) != "Mn").lower().split():
        yield from _parted(word)


def _spaced(character: str) -> str:
    if character in "\t\n\r" or unicodedata.category(character) == "Zs":
        return " "
    code = ord(character)
    if code == 0xFFFD or unicodedata.category(character).startswith("C"):
        return ""
    if any(low <= code <= high for low, high in _IDEOGRAPHS):
        return f" {character} "
    return character


def _parted(word: str) -> Iterator[str]:
    """A word apart from the punctuation in it, each sign of which is a word."""
    if word.isalnum():
        yield word
        return
    begun = ""
    for character in word:
        if _is_punctuation(character):
            if begun:
                yield begun
            begun = ""
            yield character
        else:
            begun += character
    if begun:
        yield begun


def _is_punctuation(character: str) -> bool:
    if character.isascii():
        return not character.isalnum()
    return unicodedata.category(character).startswith("P")
