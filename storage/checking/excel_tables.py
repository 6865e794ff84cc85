"""The tables of a sheet: marked as tables, with one row of headings, whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_app.domain.checks import Remark
from storage.checking.excel_cells import Sheet, place_of
from storage.checking.remarks import advice, fault

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WIDE, _TALL = 2, 3  # columns and rows from which cells look like a table


@dataclass(frozen=True)
class TablePart:
    """A table that Excel knows of.

    Attributes:
        name: as formulas and screen readers call it.
        first, last: (row, column) of its corners, from 1.
        headed: it has one row of headings.
        headings: their words.
    """

    name: str
    first: tuple[int, int]
    last: tuple[int, int]
    headed: bool
    headings: tuple[str, ...]

    @classmethod
    def read(cls, root: Element) -> TablePart:
        """From the part of a table."""
        start, _, end = root.get("ref", "").partition(":")
        return cls(
            root.get("displayName", "") or root.get("name", ""),
            place_of(start),
            place_of(end or start),
            root.get("headerRowCount", "1") == "1",
            tuple(each.get("name", "") for each in root.iter(_S + "tableColumn")),
        )


def table_remarks(sheet: Sheet, tables: Sequence[TablePart], where: str) -> Iterator[Remark]:
    """Remarks on the tables of a sheet, and on what looks like one and isn't."""
    if not tables:
        if _looks_like_a_table(sheet):
            yield fault(
                f"{where} holds a table that is not marked as one.",
                "Select it and choose Insert, Table, with “My table has headers”.",
                where=where,
                rule="WCAG 1.3.1",
            )
        return
    if len(tables) > 1:
        yield advice(
            f"{where} holds {len(tables)} tables.", "Give each a sheet of its own.", where=where
        )
    for table in tables:
        yield from _one_table(sheet, table, where)


def _one_table(sheet: Sheet, table: TablePart, where: str) -> Iterator[Remark]:
    named = f"The table “{table.name}”"
    if not table.headed:
        yield fault(
            f"{named} has no heading row.",
            "Under Table Design, tick “Header Row”.",
            where=where,
            rule="WCAG 1.3.1",
        )
    if table.name.casefold().rstrip("0123456789_") in ("table", "tabelle", ""):
        yield advice(
            f"{named} has no name of its own.",
            "Name it after what it holds: screen readers announce it.",
            where=where,
        )
    if any(_made_up(name) for name in table.headings):
        yield fault(
            f"{named} has a column without a heading.",
            "Give every column a heading.",
            where=where,
            rule="WCAG 1.3.1",
        )
    yield from _gaps(sheet, table, named, where)


def _gaps(sheet: Sheet, table: TablePart, named: str, where: str) -> Iterator[Remark]:
    (top, left), (bottom, right) = table.first, table.last
    rows, columns = range(top, bottom + 1), range(left, right + 1)
    blank_rows = [r for r in rows if not any((r, c) in sheet.cells for c in columns)]
    blank_columns = [c for c in columns if not any((r, c) in sheet.cells for r in rows)]
    if blank_rows or blank_columns:
        yield fault(
            f"{named} has a blank row or column inside it.",
            "Remove it: a screen reader takes it for the end of the table.",
            where=where,
            rule="WCAG 1.3.1",
        )
        return
    empty = sum((r, c) not in sheet.cells for r in rows for c in columns)
    if empty:
        yield fault(
            f"{named} has {empty} empty {'cell' if empty == 1 else 'cells'}.",
            "Write what the blank means, for instance [x] for not available, and explain it.",
            where=where,
            rule="WCAG 1.3.1",
        )


def _made_up(name: str) -> bool:
    plain = name.strip().casefold()
    return not plain or (plain.startswith("column") and plain[6:].isdigit())


def _looks_like_a_table(sheet: Sheet) -> bool:
    rows: dict[int, int] = {}
    for row, _ in sheet.cells:
        rows[row] = rows.get(row, 0) + 1
    return sum(1 for count in rows.values() if count >= _WIDE) >= _TALL
