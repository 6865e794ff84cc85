"""Words and numbers of charts, measured with the letters they are drawn in."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from resources import path_of
from storage.reports.cells import is_number, one_line

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

CUT = "…"
"""Ends words for which a picture has no room at any size."""

_FONT = "fonts/DejaVuSans.ttf"
_CAPITAL = 0.729  # of a letter's size: how high a capital stands, and a figure
_LEADING = 1.2  # of a letter's size, from one line to the next
_MANY_LETTERS = 600  # nobody reads on, and measuring takes time


@dataclass(frozen=True)
class Lettering:
    """Letters of one size, in dots."""

    size: float

    @cached_property
    def font(self) -> FreeTypeFont:
        """What Pillow writes with."""
        return _font(self.size)

    @property
    def line(self) -> float:
        """From one line to the next."""
        return self.size * _LEADING

    @property
    def capital(self) -> float:
        """How high figures and capitals stand over the line."""
        return self.size * _CAPITAL

    def width(self, text: str) -> float:
        """How wide a line is."""
        return _width(self.size, text)

    def widest(self, lines: Sequence[str]) -> float:
        """How wide the widest line is."""
        return max((self.width(line) for line in lines), default=0.0)

    def cut(self, text: str, room: float) -> str:
        """As much of a line as there is room for, and a mark where some is missing."""
        if self.width(text) <= room:
            return text
        kept = self._fitting(text, room - self.width(CUT), least=0)
        return text[:kept].rstrip() + CUT

    def wrapped(self, text: str, room: float, most: int = 99) -> tuple[str, ...]:
        """The text in lines no wider than `room`, of about one width; one empty line for nothing.

        A word that is wider is parted; so is the text after `most` lines, with a mark.
        """
        found = words(text)[:_MANY_LETTERS].split()
        whole = " ".join(found)
        if self.width(whole) <= room:
            return (whole,)
        pieces = [piece for word in found for piece in self._pieces(word, room)]
        lines = self._lines(pieces, room)
        if len(lines) > most:
            left = " ".join(lines[most - 1 :])
            cut = self.cut(left, room)
            return (*lines[: most - 1], cut if cut.endswith(CUT) else self.cut(left + CUT, room))
        low, high = room / 2, room
        while len(lines) > 1 and high - low > self.size:  # as narrow as as many lines allow
            middle = (low + high) / 2
            tried = self._lines(pieces, middle)
            if len(tried) > len(lines) or self.widest(tried) > middle:
                low = middle
            else:
                lines, high = tried, middle
        return tuple(lines) or ("",)

    def _pieces(self, word: str, room: float) -> list[str]:
        pieces = []
        while word and self.width(word) > room:
            kept = self._fitting(word, room, least=1)
            pieces.append(word[:kept])
            word = word[kept:]
        return [*pieces, word] if word else pieces

    def _fitting(self, text: str, room: float, *, least: int) -> int:
        low, high = least, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(text[:middle]) <= room:
                low = middle
            else:
                high = middle - 1
        return low

    def _lines(self, pieces: Sequence[str], room: float) -> list[str]:
        lines: list[str] = []
        for piece in pieces:
            if lines and self.width(f"{lines[-1]} {piece}") <= room:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
        return lines


@lru_cache(maxsize=2048)  # asked for in several sizes
def words(text: str) -> str:
    """The text on one line, without letters that the type doesn't have.

    Drawing those would put a box there; the table has the word in full.
    """
    whole = unicodedata.normalize("NFC", one_line(text))
    return " ".join("".join(letter for letter in whole if _is_drawn(letter)).split())


def numbers(values: Sequence[float | None], count: int) -> list[float | None]:
    """The first `count` values, None where one is missing or no number."""
    known = [float(each) if each is not None and is_number(each) else None for each in values]
    return [*known[:count], *[None] * (count - len(known))]


@lru_cache(maxsize=64)
def _font(size: float) -> FreeTypeFont:
    from PIL import ImageFont

    # The other engine is not on every computer, and the pictures would differ.
    engine = ImageFont.Layout.BASIC
    return ImageFont.truetype(path_of(_FONT), size, layout_engine=engine)


@lru_cache(maxsize=8192)
def _width(size: float, text: str) -> float:
    return _font(size).getlength(text)


@lru_cache(maxsize=2048)
def _is_drawn(letter: str) -> bool:
    return letter.isascii() or _looks(letter) != _looks("\uffff")


@lru_cache(maxsize=2)
def _looks(letter: str) -> bytes:
    from PIL import Image, ImageDraw

    image = Image.new("L", (48, 48))
    ImageDraw.Draw(image).text((12, 36), letter, 255, _font(24.0), anchor="ls")
    return image.tobytes()
