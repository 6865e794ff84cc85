"""The workbook against the Analysis Function's checklist for accessible spreadsheets.

What isn't here is in test_excel: merged cells, hidden rows, freeze panes, headers and footers,
filters, one tagged row of headings, the cover, the language.
"""

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries
from report_sample import sample_report

from engage_app.domain.palette import READABLE, contrast
from storage.reports.excel import excel_bytes


@pytest.fixture(scope="module")
def document() -> bytes:
    return excel_bytes(sample_report())


@pytest.fixture(scope="module")
def book(document: bytes) -> Workbook:
    return load_workbook(BytesIO(document))


def corners(area: str) -> tuple[int, int, int, int]:
    """First column and row, last column and row."""
    left, top, right, bottom = (at or 0 for at in range_boundaries(area))
    return left, top, right, bottom


def test_names_of_tables_mean_something(book: Workbook) -> None:
    names = [name for sheet in book.worksheets for name in sheet.tables]
    assert not [name for name in names if re.fullmatch(r"(?i)table_?\d*", name)]
    assert {"Cover", "Contents", "Notes", "Position_by_group", "Themes", "Data"} <= set(names)


def test_every_sheet_starts_with_its_title_and_has_one_table(book: Workbook) -> None:
    titles = [sheet["A1"].value for sheet in book.worksheets]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert all(len(sheet.tables) == 1 for sheet in book.worksheets)


def test_no_blank_rows_or_columns_up_to_the_end_of_a_table(book: Workbook) -> None:
    for sheet in book.worksheets:
        (table,) = sheet.tables.values()
        left, top, right, bottom = corners(table.ref)
        assert left == 1
        assert all(sheet.cell(row, 1).value for row in range(1, bottom + 1))
        assert sheet.max_column == right
        filled = [sheet.cell(row, at).value for row in range(top, bottom + 1) for at in (1, right)]
        assert None not in filled


def test_texts_wrap(book: Workbook) -> None:
    for sheet in book.worksheets:
        (table,) = sheet.tables.values()
        assert all(cell.alignment.wrap_text for row in sheet[table.ref] for cell in row)


def test_notes_are_named_over_their_table_and_on_the_sheet_of_notes(book: Workbook) -> None:
    """No reference stands in a cell of figures, and none is a superscript."""
    (table,) = book["Notes"].tables.values()
    known = {row[0].value: row[1].value for row in book["Notes"][table.ref]}
    for sheet in book.worksheets[3:-1]:
        (table,) = sheet.tables.values()
        over = " ".join(str(sheet.cell(row, 1).value) for row in range(1, 5))
        named = re.findall(r"\[note \d+\]", over)
        bottom = corners(table.ref)[3]
        under = " ".join(
            str(sheet.cell(row, 1).value) for row in range(bottom + 1, sheet.max_row + 1)
        )
        assert re.findall(r"\[note \d+\]", under) == named
        for mark in named:
            assert " ".join(known[mark].split()) in " ".join(under.split())
        inside = [str(cell.value) for row in sheet[table.ref] for cell in row]
        assert not any("[note" in text for text in inside)
    assert "[note 3]" in str(book["1 Position by group"]["A3"].value)


def test_each_note_under_a_table_is_one_cell_and_they_stand_in_order(book: Workbook) -> None:
    """A screen reader meets whole sentences; nothing is merged or wrapped into a tower."""
    seen = 0
    for sheet in book.worksheets[3:-1]:
        (table,) = sheet.tables.values()
        under = [sheet.cell(row, 1) for row in range(corners(table.ref)[3] + 1, sheet.max_row + 1)]
        notes = [cell for cell in under if cell.value is not None]
        numbers = [int(re.match(r"\[note (\d+)\] ", str(note.value))[1]) for note in notes]  # type: ignore[index]
        assert numbers == sorted(numbers)
        assert not any(note.alignment.wrap_text for note in notes)
        seen += len(notes)
    assert seen


def test_no_chart_lies_over_a_note(book: Workbook) -> None:
    """Where the chart beside a table is higher, the notes stand under the chart."""
    sheets: list[Any] = book.worksheets
    charted = [sheet for sheet in sheets if sheet._charts]
    assert charted
    for sheet in charted:
        (table,) = sheet.tables.values()
        (chart,) = sheet._charts
        start = chart.anchor._from
        left, bottom = chart.height / 2.54 * 72, start.row + 1
        while left > 0:
            left -= sheet.row_dimensions[bottom].height or 15
            bottom += 1
        under = range(corners(table.ref)[3] + 1, sheet.max_row + 1)
        notes = [row for row in under if sheet.cell(row, 1).value is not None]
        assert not [row for row in notes if start.row < row < bottom], sheet.title


def test_no_meaning_in_colour_alone(book: Workbook) -> None:
    """Cells are coloured only over the figures themselves; words and grounds are readable."""
    for sheet in book.worksheets:
        (table,) = sheet.tables.values()
        head, *rows = sheet[table.ref]
        for cell in head:
            assert contrast(f"#{cell.font.color.rgb[2:]}", f"#{cell.fill.fgColor.rgb[2:]}") >= (
                READABLE
            )
        for cell in (cell for row in rows for cell in row):
            assert cell.fill.fill_type is None
            assert contrast(f"#{cell.font.color.rgb[2:]}", "#FFFFFF") >= READABLE
    (formatting,) = book["3 Theme by group"].conditional_formatting
    darkest = formatting.rules[0].colorScale.color[-1].rgb
    assert contrast("#212B32", f"#{darkest[2:]}") >= READABLE


def test_links_say_where_they_lead(book: Workbook) -> None:
    for sheet in book.worksheets:
        links = [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
        assert all(not str(cell.value).startswith(("http", "Click", "here")) for cell in links)
        if sheet.title not in ("Cover", "Contents", "Notes"):
            places = [cell.hyperlink.location for cell in links if cell.hyperlink]
            assert places == ["'Contents'!A1"]


def test_no_text_boxes_pictures_of_tables_or_outside_links(document: bytes) -> None:
    with ZipFile(BytesIO(document)) as archive:
        names = archive.namelist()
        drawings = b"".join(archive.read(n) for n in names if n.startswith("xl/drawings/drawing"))
    assert not [name for name in names if "media" in name or "externalLink" in name]
    assert b"txBox" not in drawings
    assert drawings.count(b"descr=") == 2


def test_series_of_a_native_chart_have_patterns_as_well_as_colours(document: bytes) -> None:
    with ZipFile(BytesIO(document)) as archive:
        stacked = archive.read("xl/charts/chart1.xml").decode()
    assert re.findall(r'pattFill [^>]*prst="(\w+)"', stacked) == [
        "pct20",
        "ltDnDiag",
        "ltHorz",
        "ltVert",
    ]
    assert stacked.count("<ser>") == 6
