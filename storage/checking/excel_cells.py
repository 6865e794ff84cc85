"""The cells of a sheet, read for the check: what each shows, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.checking.package import Package

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")


@dataclass(frozen=True)
class Sheet:
    """What the cells of a sheet show, by (row, column) from 1; cells that show nothing are left
    out."""

    cells: dict[tuple[int, int], str]

    def at(self, reference: str) -> str:
        """What a cell such as "B3" shows; empty where it shows nothing."""
        return self.cells.get(place_of(reference), "")


def place_of(reference: str) -> tuple[int, int]:
    """Row and column, from 1, of a cell such as "B3"; (0, 0) where it is none."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def shared_words(package: Package) -> tuple[str, ...]:
    """The texts that cells refer to by number."""
    root = package.xml("xl/sharedStrings.xml")
    if root is None:
        return ()
    return tuple(_words(each) for each in root.iter(_S + "si"))


def read_sheet(root: Element, words: tuple[str, ...]) -> Sheet:
    """The cells of a sheet's part."""
    found = {}
    for cell in root.iter(_S + "c"):
        shown = _shown(cell, words).strip()
        if shown:
            found[place_of(cell.get("r", ""))] = shown
    return Sheet(found)


def _shown(cell: Element, words: tuple[str, ...]) -> str:
    if cell.get("t") == "inlineStr":
        return _words(cell)
    value = cell.findtext(_S + "v") or ""
    if cell.get("t") == "s":
        at = int(value) if value.isdigit() else -1
        return words[at] if 0 <= at < len(words) else ""
    if not value and cell.find(_S + "f") is not None:
        return "="  # a formula that hasn't been worked out yet
    return value


def _words(element: Element) -> str:
    return "".join(each.text or "" for each in element.iter(_S + "t"))
