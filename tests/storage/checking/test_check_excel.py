"""Workbooks with one thing wrong each: the check names it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.table import Table

from engage_app.domain.checks import Severity
from storage.checking.files import check_file


def sound() -> Any:
    """A workbook that every reader can use."""
    book = openpyxl.Workbook()
    book.properties.title = "What we heard"
    sheet: Any = book.active
    sheet.title = "Themes"
    for row in (("Themes, by respondents",), (), ("Theme", "People"), ("Cost", 5), ("Time", 7)):
        sheet.append(row)
    sheet.add_table(Table(displayName="themes", ref="A3:B5"))
    return book


def saved(book: Any, folder: Path) -> Path:
    path = folder / "summary.xlsx"
    book.save(path)
    return path


def test_a_sound_workbook_has_no_remarks(tmp_path: Path) -> None:
    assert check_file(saved(sound(), tmp_path)) == ()


def _chart(book: Any) -> None:
    chart = BarChart()
    chart.add_data(Reference(book["Themes"], min_col=2, min_row=3, max_row=5))
    book["Themes"].add_chart(chart, "D3")


def _unmarked(book: Any) -> None:
    del book["Themes"].tables["themes"]


def _headless(book: Any) -> None:
    book["Themes"].tables["themes"].headerRowCount = 0


def _wider(book: Any) -> None:
    book["Themes"].tables["themes"].ref = "A3:C5"
    book["Themes"]["C3"] = "Share"


@pytest.mark.parametrize(
    ("breaks", "words"),
    [
        (lambda b: setattr(b.properties, "title", ""), "no title in its properties"),
        (lambda b: b["Themes"].__setitem__("A1", None), "nothing in cell A1"),
        (lambda b: b["Themes"].merge_cells("A1:B1"), "merged cells: A1:B1"),
        (_unmarked, "not marked as one"),
        (_headless, "no heading row"),
        (lambda b: b["Themes"].__setitem__("B5", None), "1 empty cell"),
        (_wider, "empty cells"),
        (lambda b: setattr(b["Themes"].row_dimensions[4], "hidden", True), "hidden rows"),
        (lambda b: setattr(b["Themes"].column_dimensions["B"], "hidden", True), "hidden columns"),
        (lambda b: setattr(b.create_sheet("Aside"), "sheet_state", "hidden"), "is hidden"),
        (_chart, "no alternative text"),
    ],
)
def test_each_fault_is_named(breaks: Callable[[Any], object], words: str, tmp_path: Path) -> None:
    book = sound()
    breaks(book)
    found = [one for one in check_file(saved(book, tmp_path)) if one.severity is Severity.FAULT]
    assert any(words in one.what for one in found), found
    assert all(one.action for one in found)


def test_what_is_weak_is_advice(tmp_path: Path) -> None:
    book = sound()
    book["Themes"].oddHeader.center.text = "Draft"
    for number in range(4):
        book.create_sheet(f"Sheet{number}")["A1"] = "Title"
    found = check_file(saved(book, tmp_path))
    assert {one.severity for one in found} == {Severity.ADVICE}
    words = " ".join(one.what for one in found)
    assert "header or footer" in words
    assert "no sheet “Contents”" in words
    assert "no name of its own" in words
