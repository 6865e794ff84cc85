"""A cell of a workbook: text that stays text, and the few looks the sheets have."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from functools import lru_cache
from math import ceil
from textwrap import wrap
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from engage_app.domain.palette import INK, MUTED, NHS_BLUE, NHS_DARK_BLUE, PAPER, RULE
from engage_app.domain.report import Column, Kind, Value
from storage.reports import cells

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.styles import Font
    from openpyxl.worksheet.worksheet import Worksheet

FORMATS: dict[Kind, str] = {
    Kind.TEXT: "General",
    Kind.COUNT: "#,##0",
    Kind.SHARE: "0%",
    Kind.SCORE: "0.00",
}
_MOST_UNITS = 32_767  # what a cell holds, counted as Excel does: in UTF-16
_CUT = " … (cut here: a cell of a workbook holds no more)"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_LINE = 14.4  # points, of Arial 11
_looks: WeakKeyDictionary[Any, dict[tuple[object, ...], Any]] = WeakKeyDictionary()


def put(cell: Cell | MergedCell, value: str | int | float) -> None:
    """Write a value so that a text stays the text it is, whatever it starts with.

    openpyxl would make a formula of "=1+1" and an error of "#N/A"; the prefix also keeps Excel
    from doing so when an officer edits the cell.
    """
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = in_cell(value)
    cell.data_type = "s"
    if is_quoted(value):
        _own_look(cell)
        cell.quotePrefix = True


def is_quoted(value: str | int | float) -> bool:
    """Whether a value is a text that Excel would take for a formula."""
    return isinstance(value, str) and value.startswith(_FORMULA_STARTS)


@lru_cache(maxsize=4096)
def in_cell(text: str) -> str:
    """A text as a cell holds it."""
    return escaped(_fitting(cells.clean(text)))


def put_title(sheet: Worksheet, text: str) -> None:
    """Write the sheet's title into A1."""
    put(sheet.cell(1, 1), cells.one_line(text))
    sheet.cell(1, 1).font = font(size=16, bold=True, colour=NHS_DARK_BLUE)


def put_line(sheet: Worksheet, row: int, text: str, *, width: float) -> None:
    """Write a line over or under the table, wrapped where it is wider than `width` letters.

    Unwrapped it runs on over the empty cells beside it, but not under a chart.
    """
    from openpyxl.styles import Alignment

    cell = sheet.cell(row, 1)
    put(cell, text)
    cell.font = font(colour=MUTED)
    wrapped = len(text) > width or "\n" in text
    cell.alignment = Alignment(vertical="top", wrap_text=wrapped)
    if wrapped:
        set_height(sheet, row, [text], [sheet.column_dimensions["A"].width])


def put_heading(cell: Cell | MergedCell, name: str, column: Column) -> None:
    """Write the heading of a table's column."""
    from openpyxl.styles import Alignment, PatternFill

    def dress(bare: Any) -> None:
        bare.font = font(bold=True, colour=PAPER)
        bare.fill = PatternFill("solid", fgColor=_argb(NHS_BLUE))
        bare.alignment = Alignment(vertical="bottom", wrap_text=True, **_side(bare, column.kind))

    _wear(cell, ("heading", column.kind is Kind.TEXT, cell.column == 1), dress)
    put(cell, name)


def put_value(cell: Cell | MergedCell, value: Value, kind: Kind) -> None:
    """Write a value of a table: a figure as a number, its absence as a word."""
    known = cells.without_gaps(value, kind)
    _dress(cell, kind, isinstance(known, str))
    put(cell, known)


def _dress(cell: Any, kind: Kind, in_words: bool) -> None:
    """Give a cell of a table its look."""
    from openpyxl.styles import Alignment, Border, Side

    def dress(bare: Any) -> None:
        if not in_words:
            bare.number_format = FORMATS[kind]
        bare.font = font()
        bare.alignment = Alignment(vertical="top", wrap_text=True, **_side(bare, kind))
        bare.border = Border(bottom=Side("thin", color=_argb(RULE)))

    _wear(cell, (kind, in_words, cell.column == 1), dress)


def _wear(cell: Any, key: tuple[object, ...], dress: Callable[[Any], None]) -> None:
    """Give a cell a look, made once for a workbook: making it takes longer than the rest."""
    looks = _looks.setdefault(cell.parent.parent, {})
    if key not in looks:
        dress(cell)
        looks[key] = copy(cell._style)
    cell._style = looks[key]


def _own_look(cell: Any) -> None:
    """Let a cell change its look: cells share them."""
    cell._style = copy(cell._style)


def put_link(cell: Cell | MergedCell, sheet: str) -> None:
    """Make a cell of text lead to a sheet of the same workbook; its text says where to."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    at = "'" + sheet.replace("'", "''") + "'!A1"
    _own_look(cell)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=at, tooltip=f"Go to {sheet}")
    cell.font = font(colour=NHS_BLUE, underline=True)


def set_height(sheet: Worksheet, row: int, texts: list[str], widths: list[float]) -> None:
    """Make a row as high as its longest wrapped text: LibreOffice doesn't do so by itself."""
    sheet.row_dimensions[row].height = height_of(texts, widths)


def height_of(texts: list[str], widths: list[float]) -> int:
    """How high a row of such texts has to be, in points."""
    return height_of_lines(max(map(lines_in, texts, widths)))


def height_of_lines(lines: int) -> int:
    """How high a row of so many lines has to be, in points."""
    return min(ceil(lines * _LINE) + 3, 409)  # Excel's highest row


def lines_in(text: str, width: float) -> int:
    """How many lines a text takes in a column so many letters wide."""
    return _lines(text, max(int(width * 1.12), 4))


@lru_cache(maxsize=4096)
def _lines(text: str, letters: int) -> int:
    """How many lines of so many letters a text takes."""
    if len(text) <= letters and "\n" not in text:
        return 1
    return sum(max(len(wrap(line, letters)), 1) for line in text.split("\n"))


def escaped(text: str) -> str:
    """Keep Excel from reading "_x0041_", typed by someone, as the code of a letter."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)


def font(*, size: int = 11, bold: bool = False, colour: str = INK, underline: bool = False) -> Font:
    """The one typeface of the workbook."""
    from openpyxl.styles import Font

    return Font(
        name="Arial",
        size=size,
        bold=bold,
        color=_argb(colour),
        underline="single" if underline else None,
    )


def _side(cell: Cell | MergedCell, kind: Kind) -> dict[str, Any]:
    """Figures at the right; text at the left, clear of the figures before it."""
    if kind is not Kind.TEXT:
        return {"horizontal": "right"}
    return {"horizontal": "left", "indent": 0 if cell.column == 1 else 1}


def _fitting(text: str) -> str:
    if len(text.encode("utf-16-le")) // 2 <= _MOST_UNITS:
        return text
    room = (_MOST_UNITS - len(_CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _CUT


def _argb(colour: str) -> str:
    return "FF" + colour.removeprefix("#")
