"""One sheet: a title, what is counted, one real Excel table, its notes; ready to print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from engage_app.domain.report import Column, Report, Table, Value
from storage.reports import cells, excel_printing, flat
from storage.reports.excel_cells import (
    escaped,
    put_heading,
    put_line,
    put_link,
    put_title,
    put_value,
    set_height,
)
from storage.reports.excel_printing import Place
from storage.reports.excel_rows import ManyRows

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_BACK = "Back to the contents"
_WIDEST = 80.0  # letters
_WIDEST_BY_A_CHART = 45.0
_CELL_REFERENCE = re.compile(r"[A-Za-z]{1,3}\d+|[rR]\d*[cC]?\d*|[cC]\d*")


def add_table_sheet(
    book: Workbook, table: Table, name: str, number: int, numbers: Mapping[str, int]
) -> Place:
    """Add the sheet of the report's table `number`, with the way back to the contents.

    Args:
        book: gets the sheet.
        table: a table of the report.
        name: of the sheet.
        number: of the table.
        numbers: of all notes by their texts; the table's are named over it and stand under it.
    """
    counted = cells.counted_line(table)
    notes = sorted((numbers[note], note) for note in cells.notes_under(table))
    named = f"Notes: {', '.join(f'[note {number}]' for number, _ in notes)}." if notes else ""
    lines = (*(line for line in (counted, named) if line), _BACK)
    title = f"Table {number}: {table.title}"
    under = tuple(f"[note {number}] {note}" for number, note in notes)
    place = add_sheet(book, table, name, title=title, lines=lines, notes=under)
    put_link(book[name].cell(len(lines) + 1, 1), "Contents")
    return place


def add_data_sheet(book: Workbook, report: Report) -> ManyRows:
    """Add the sheet of all figures, one on a line; all but its last line are for `put_in`."""
    table = flat.flat_table(report)
    place = add_sheet(book, table, flat.NAME, lines=(*table.notes, _BACK), only_last=True)
    sheet = book[flat.NAME]
    put_link(sheet.cell(len(table.notes) + 2, 1), "Contents")
    return ManyRows(sheet, table, place.first, list(place.widths))


def add_sheet(
    book: Workbook,
    table: Table,
    name: str,
    *,
    title: str = "",
    lines: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    only_last: bool = False,
) -> Place:
    """Add a sheet: the title in A1, `lines` under it, the table, `notes` under that, each in one
    cell, from which it runs on to the right. With `only_last` no row of the table but its last is
    filled in.

    The first sheet of a new workbook is there already and is taken over.
    """
    sheet = book.worksheets[0] if book.sheetnames == ["Sheet"] else book.create_sheet()
    sheet.title = name
    widths = _widths(table)
    room = excel_printing.room_for_lines(widths)
    _set_widths(sheet, widths)
    put_title(sheet, title or table.title)
    for row, line in enumerate(lines, 2):
        put_line(sheet, row, cells.one_line(line), width=max(room, 100))
    place = _add_table(sheet, table, len(lines) + 2, widths, only_last=only_last)
    for row, note in enumerate(map(cells.one_line, notes), place.last + 1):
        put_line(sheet, row, note, width=len(note))
    excel_printing.set_up(sheet, place.header, widths)
    return place


def _add_table(
    sheet: Worksheet, table: Table, header: int, widths: list[float], *, only_last: bool
) -> Place:
    names = cells.headings(table)
    for number, (column, name) in enumerate(zip(table.columns, names, strict=True), 1):
        put_heading(sheet.cell(header, number), name, column)
    set_height(sheet, header, list(names), [width * 0.9 for width in widths])  # bold is wider
    rows = cells.rows(table)
    skipped = len(rows) - 1 if only_last else 0
    for row, values in enumerate(rows[skipped:], header + 1 + skipped):
        texts = []
        for number, (value, column) in enumerate(zip(values, table.columns, strict=True), 1):
            put_value(sheet.cell(row, number), value, column.kind)
            texts.append(cells.written(value, column.kind))
        set_height(sheet, row, texts, widths)
    place = Place(header, header + 1, header + len(rows), tuple(widths))
    _mark_up(sheet, table, names, place)
    return place


def _mark_up(sheet: Worksheet, table: Table, names: tuple[str, ...], place: Place) -> None:
    """Make a real Excel table of the cells: a screen reader then tells rows and headings."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table as ExcelTable
    from openpyxl.worksheet.table import TableColumn, TableStyleInfo

    excel = ExcelTable(
        displayName=_display_name(table.name, sheet),
        ref=f"A{place.header}:{get_column_letter(len(place.widths))}{place.last}",
        tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=True),
    )
    # Named here, the columns come without filter buttons, which a screen reader would read out.
    excel.tableColumns = [
        TableColumn(id=number, name=escaped(name)) for number, name in enumerate(names, 1)
    ]
    sheet.add_table(excel)


def _display_name(name: str, sheet: Worksheet) -> str:
    """A name for the table that no other has and that isn't a cell's address."""
    wanted = re.sub(r"\W+", "_", name).strip("_") or "findings"
    if not wanted[0].isalpha() or _CELL_REFERENCE.fullmatch(wanted):
        wanted = f"table_{wanted}"
    wanted = (wanted[:1].upper() + wanted[1:])[:200]
    book = sheet.parent
    sheets = book.worksheets if book is not None else []
    taken = {table.casefold() for other in sheets for table in other.tables}
    unique, number = wanted, 2
    while unique.casefold() in taken:
        unique, number = f"{wanted}_{number}", number + 1
    return unique


def _set_widths(sheet: Worksheet, widths: list[float]) -> None:
    from openpyxl.utils import get_column_letter

    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.column_dimensions[get_column_letter(len(widths) + 1)].width = excel_printing.GAP


def _widths(table: Table) -> list[float]:
    """Each column's width, in letters."""
    most = _WIDEST_BY_A_CHART if table.chart else _WIDEST
    rows = cells.rows(table)
    return [
        _width(column, name, _texts({(row[at].__class__, row[at]) for row in rows}, column), most)
        for at, (column, name) in enumerate(zip(table.columns, cells.headings(table), strict=True))
    ]


def _texts(values: Iterable[tuple[type, Value]], column: Column) -> list[str]:
    """What is written of each value of a column: of like ones once."""
    return [cells.written(value, column.kind) for _, value in values]


def _width(column: Column, name: str, texts: list[str], most: float) -> float:
    """Wide enough for the longest word, and for the longest text within reason."""
    words = [word for text in texts for word in text.split()]
    longest_word = max((len(word) for word in words), default=0) + 1.0
    heading_word = max(len(word) for word in name.split()) * 1.15 + 1.5  # bold
    longest = max(len(line) for text in texts for line in text.split("\n"))
    if cells.is_numeric(column):
        return max(9.0, heading_word, longest + 2)
    roomy = max(16.0, 11 * column.width, longest / 4)
    heading = max(heading_word, min(len(name) * 1.15 + 1.5, 16))
    return max(heading, min(longest + 2.0, max(roomy, longest_word), most))
