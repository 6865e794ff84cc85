"""Every figure of a report on a line of its own, for analysts: as a sheet and as a CSV file."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from engage_app.domain.report import MARKERS, NO_FIGURE, Column, Kind, Report, Table, Value
from storage.reports import cells
from storage.reports.saving import save_bytes_beside

NAME = "Data"
WHAT = "All figures of this workbook, one on a line, for analysts"
_COLUMNS = (
    Column("Table"),
    Column("Title", width=3),
    Column("Line", Kind.COUNT),
    Column("Row", width=3),
    Column("Column", width=2),
    Column("Kind of figure"),
    Column("Counted", width=2),
    Column("Base", width=3),
    Column("Value"),
    Column("What a marker means", width=3),
)
_KINDS = {Kind.COUNT: "count", Kind.SHARE: "share, from 0 to 1", Kind.SCORE: "score"}
_JOIN = " | "
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_NONE = "Not a marker"


def flat_table(report: Report) -> Table:
    """The figures of all tables of the workbook, suppressed as they are there.

    A figure's row is named by the words that stand before the first figure of its row, joined by
    " | ", and numbered in its table. Shares are fractions.
    """
    rows = tuple(row for table in report.tables for row in _figures(table))
    notes = ("A value is a number, or a marker where there is none to show.",)
    return Table("data", WHAT, "", "", _COLUMNS, rows, notes)


def write_csv(report: Report, path: Path) -> Path:
    """Write the same as a CSV file in UTF-8, which Excel too takes for that.

    Returns:
        the path that was used: beside `path` where that file is open in another program.

    Raises:
        FileInUse: no name was free to save under.
        NotPossible: the folder is missing, full or may not be written to.
    """
    return save_bytes_beside(path, csv_bytes(report))


def csv_bytes(report: Report) -> bytes:
    """The CSV file, as its bytes; the same report gives the same ones."""
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(column.name for column in _COLUMNS)
    for row in flat_table(report).rows:
        lines.writerow(_plain(value) for value in row)
    return out.getvalue().encode("utf-8-sig")


def _figures(table: Table) -> Iterator[tuple[Value, ...]]:
    about = (table.name, cells.one_line(table.title))
    unit, base = (cells.one_line(text) or cells.NO_TEXT for text in (table.unit, table.base))
    names = cells.headings(table)
    named = next(
        (at for at, column in enumerate(table.columns) if cells.is_numeric(column)), len(names)
    )
    for line, row in enumerate(table.rows, 1):
        labels = (cells.one_line(cells.written(value, Kind.TEXT)) for value in row[:named])
        label = _JOIN.join(labels) or f"Line {line}"
        for at, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            if cells.is_numeric(column):
                known = cells.without_gaps(value, column.kind)
                counted = column.counts or unit
                kind = _KINDS[column.kind]
                yield (*about, line, label, names[at], kind, counted, base, known, _meaning(known))


def _meaning(value: str | int | float) -> str:
    if not isinstance(value, str):
        return _NONE
    if value == NO_FIGURE:
        return "no figure: there was nothing to count"
    return MARKERS.get(value, "in words")


def _plain(value: Value) -> str | int | float:
    """A text that a spreadsheet would take for a formula is kept from being one."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
    return "" if value is None else value
