"""Many rows of a sheet at once, as the XML that openpyxl would write of them cell by cell.

That takes a fifth of the time, which counts where a sheet has ten thousand rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from engage_app.domain.report import Column, Table, Value
from engage_app.progress import heed
from storage.reports import cells
from storage.reports.archive import Change
from storage.reports.excel_cells import height_of_lines, in_cell, is_quoted, lines_in, put_value

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# After the place: the same few things stand in thousands of rows, and are made once.
_FIGURE = ' s="{style}" t="n"><v>{value}</v></c>'
_TEXT = ' s="{style}" t="inlineStr"><is><t{space}>{value}</t></is></c>'


class ManyRows:
    """The rows of a table that openpyxl isn't given; `put_in` adds them to what it has written.

    Args:
        sheet: has the table's last row, and everything else but the rows before that.
        table: its rows.
        first: the row of the sheet where its first one goes.
        widths: of its columns, in letters.
    """

    def __init__(self, sheet: Worksheet, table: Table, first: int, widths: list[float]) -> None:
        self._sheet, self._columns, self._widths = sheet, table.columns, widths
        self._starts = [f'<c r="{get_column_letter(at + 1)}' for at in range(len(widths))]
        self._made: dict[tuple[int, type, Value], tuple[str, int]] = {}
        self._styles: dict[tuple[int, bool, bool], int] = {}
        self._last = first + len(table.rows) - 1
        self._xml = "".join(
            self._row(row, values) for row, values in enumerate(table.rows[:-1], first)
        ).encode("ascii", "xmlcharrefreplace")
        for at, value in enumerate(table.rows[-1]):  # `_style` had others in these cells
            self._style(at, value, table.columns[at])

    def put_in(self, change: Change) -> Change:
        """The change of a workbook's parts that also adds the rows."""
        book: Any = self._sheet.parent
        part = f"xl/worksheets/sheet{book.index(self._sheet) + 1}.xml"
        last = f'<row r="{self._last}"'.encode()

        def changed(name: str, content: bytes) -> bytes:
            made = change(name, content)
            return made.replace(last, self._xml + last, 1) if name == part else made

        return changed

    def _row(self, row: int, values: tuple[Value, ...]) -> str:
        heed()
        parts, lines = [], 1
        for at, value in enumerate(values):
            key = at, value.__class__, value
            rest, many = self._made.get(key) or self._made.setdefault(key, self._cell(at, value))
            parts.append(f'{self._starts[at]}{row}"{rest}')
            lines = max(lines, many)
        height = height_of_lines(lines)
        return f'<row r="{row}" ht="{height}" customHeight="1">{"".join(parts)}</row>'

    def _cell(self, at: int, value: Value) -> tuple[str, int]:
        """A cell from after its place, and how many lines its text takes."""
        column = self._columns[at]
        lines = lines_in(cells.written(value, column.kind), self._widths[at])
        known = cells.without_gaps(value, column.kind)
        key = at, isinstance(known, str), is_quoted(known)
        if key not in self._styles:
            self._styles[key] = self._style(at, known, column)
        if not isinstance(known, str):
            return _FIGURE.format(style=self._styles[key], value=f"{known:.16g}"), lines
        text = in_cell(known)
        space = "" if text == text.strip() else ' xml:space="preserve"'
        return _TEXT.format(style=self._styles[key], space=space, value=escape(text)), lines

    def _style(self, at: int, value: Value, column: Column) -> int:
        """The number of the style that a cell with that value has, told by one that has it."""
        cell = self._sheet.cell(self._last, at + 1)
        cell.style = "Normal"  # nothing of the look before
        put_value(cell, value, column.kind)
        return int(cell.style_id)
