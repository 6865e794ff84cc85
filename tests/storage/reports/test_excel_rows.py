"""Rows written in one go are those that openpyxl writes cell by cell."""

import re
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

from engage_app.domain.report import Column, Kind, Table
from storage.reports.archive import packed
from storage.reports.excel import _saved
from storage.reports.excel_rows import ManyRows
from storage.reports.excel_sheets import add_sheet

ROWS = (
    ("plain", "two\nlines", 3, 0.1 + 0.2),
    ("=1+1", "  kept apart ", 1_234_567, 1.0),
    ("é – 😀 & <b>", None, None, "[c]"),
    ("-3 of _x0041_\x07", "word " * 80, "[c]", float("nan")),
    ("last", "+44", 0, 0.5),
)
TABLE = Table(
    "data",
    "Data",
    "",
    "",
    (Column("Name"), Column("Value"), Column("Count", Kind.COUNT), Column("Share", Kind.SHARE)),
    ROWS,
)


def whole() -> bytes:
    book = Workbook()
    add_sheet(book, TABLE, "Data", lines=("A line",))
    return packed(_saved(book))


def in_one_go() -> bytes:
    book = Workbook()
    place = add_sheet(book, TABLE, "Data", lines=("A line",), only_last=True)
    rows = ManyRows(book["Data"], TABLE, place.first, list(place.widths))
    change = rows.put_in(lambda _name, content: content)
    return packed(_saved(book), change)


def sheet_of(book: bytes) -> bytes:
    with ZipFile(BytesIO(book)) as parts:
        return re.sub(rb' s="\d+"', b"", parts.read("xl/worksheets/sheet1.xml"))


def test_the_rows_are_those_that_openpyxl_writes() -> None:
    assert sheet_of(in_one_go()) == sheet_of(whole())


def test_the_cells_look_as_they_would() -> None:
    one, other = (load_workbook(BytesIO(made))["Data"] for made in (whole(), in_one_go()))
    looked_at = 0
    for first, second in zip(one.iter_rows(), other.iter_rows(), strict=True):
        for cell, same in zip(first, second, strict=True):
            looks = [
                (each.number_format, each.quotePrefix, each.font.b, each.alignment.horizontal)
                for each in (cell, same)
            ]
            assert looks[0] == looks[1], cell.coordinate
            looked_at += 1
    assert looked_at == (len(ROWS) + 3) * 4
