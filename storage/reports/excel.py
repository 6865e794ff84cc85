"""The Excel summary: cover, contents, notes, one sheet for each table of a report, all figures."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from engage_app.domain.report import MARKERS, NO_FIGURE, Column, Report, Table
from engage_app.domain.table_numbers import table_numbers
from engage_app.progress import heed
from storage.reports import flat
from storage.reports.archive import document_date, packed
from storage.reports.cells import (
    can_be_drawn,
    counted_line,
    is_numeric,
    notes_under,
    one_line,
)
from storage.reports.excel_names import sheet_names
from storage.reports.saving import save_beside

if TYPE_CHECKING:
    from openpyxl import Workbook

_ABOUT_NOTES = "Notes on method, notes of the tables, then the markers in cells."


def write_excel(report: Report, path: Path) -> Path:
    """Write the workbook; the same report gives the same bytes.

    Returns:
        the path that was used: beside `path` where that file is open in another program.

    Raises:
        FileInUse: no name was free to save under.
        NotPossible: the folder is missing, full or may not be written to.
    """
    document = excel_bytes(report)
    return save_beside(path, lambda unfinished: _write(unfinished, document))


def excel_bytes(report: Report) -> bytes:
    """The workbook, as the bytes of its file.

    Raises:
        ValueError: a row of a table does not fit its columns.
    """
    from openpyxl import Workbook

    from storage.reports.excel_charts import add_chart, completed
    from storage.reports.excel_printing import set_area
    from storage.reports.excel_sheets import add_data_sheet, add_table_sheet

    book = Workbook()
    counts = table_numbers(report)
    names = sheet_names(report.tables, counts)
    _describe(book, report)
    _cover(book, report)
    _contents(book, report, names, counts)
    numbers = numbered_notes(report)
    _notes(book, report, numbers)
    alt_texts = []
    for table, name in zip(report.tables, names, strict=True):
        heed()
        place = add_table_sheet(book, table, name, counts[table.name], numbers)
        chart = table.chart
        drawn = None
        if chart is not None and can_be_drawn(chart):
            drawn = add_chart(book[name], table, chart, place)
            alt_texts += [chart.alt_text or chart.title] if drawn else []
        set_area(book[name], place, drawn)
    change = completed(alt_texts)
    if _has_figures(report):
        change = add_data_sheet(book, report).put_in(change)
    return packed(_saved(book), change)


def _write(path: Path, document: bytes) -> None:
    path.write_bytes(document)


def _saved(book: Workbook) -> bytes:
    """Saved without Workbook.save, which writes the time of day into the properties; not made
    small, as it is packed anew."""
    from zipfile import ZIP_STORED, ZipFile

    from openpyxl.writer.excel import ExcelWriter

    out = BytesIO()
    ExcelWriter(book, ZipFile(out, "w", ZIP_STORED)).save()
    return out.getvalue()


def _describe(book: Workbook, report: Report) -> None:
    properties = book.properties
    properties.title = one_line(report.title)
    properties.subject = one_line(report.subtitle)
    properties.creator = one_line(report.author) or one_line(report.organisation)
    properties.lastModifiedBy = properties.creator
    properties.language = "en-GB"
    properties.created = properties.modified = document_date(report.date)


def _cover(book: Workbook, report: Report) -> None:
    from storage.reports.excel_sheets import add_sheet

    table = Table(
        name="cover",
        title=report.title,
        unit="",
        base="",
        columns=(Column("Item", width=2), Column("Details", width=5)),
        rows=report.cover,
    )
    lines = (report.subtitle, report.organisation, report.date)
    add_sheet(book, table, "Cover", lines=tuple(line for line in lines if line.strip()))


def _contents(book: Workbook, report: Report, names: list[str], counts: dict[str, int]) -> None:
    from storage.reports.excel_cells import put_link
    from storage.reports.excel_sheets import add_sheet

    entries = [
        ("Cover", report.title, NO_FIGURE),
        ("Notes", "Notes on method, and what the markers in cells mean", NO_FIGURE),
        *(
            (f"Table {number}", f"Table {number}: {table.title}", counted_line(table) or NO_FIGURE)
            for number, table in ((counts[table.name], table) for table in report.tables)
        ),
    ]
    if _has_figures(report):
        entries.append((flat.NAME, flat.WHAT, NO_FIGURE))
    contents = Table(
        name="contents",
        title="Contents",
        unit="",
        base="",
        columns=(Column("Sheet"), Column("What it holds", width=7), Column("Counted", width=5)),
        rows=tuple(entries),
    )
    place = add_sheet(book, contents, "Contents")
    leads = ["Cover", "Notes", *names, flat.NAME]
    for at, name in enumerate(leads[: len(entries)]):
        put_link(book["Contents"].cell(place.first + at, 2), name)


def _has_figures(report: Report) -> bool:
    return any(table.rows and any(map(is_numeric, table.columns)) for table in report.tables)


def numbered_notes(report: Report) -> dict[str, int]:
    """Every note and its number: those on method first, then those of the tables."""
    texts = (*report.notes, *(note for table in report.tables for note in notes_under(table)))
    return {note: number for number, note in enumerate(dict.fromkeys(texts), 1)}


def _notes(book: Workbook, report: Report, numbers: dict[str, int]) -> None:
    from storage.reports.excel_sheets import add_sheet

    markers = {**_meanings(report), NO_FIGURE: "no figure: there was nothing to count"}
    rows = (
        *((f"[note {number}]", note) for note, number in numbers.items()),
        *((marker, meaning) for marker, meaning in markers.items()),
    )
    table = Table(
        name="notes",
        title="Notes",
        unit="",
        base="",
        columns=(Column("Note"), Column("What it says", width=6)),
        rows=rows,
    )
    add_sheet(book, table, "Notes", lines=(_ABOUT_NOTES,))


def _meanings(report: Report) -> dict[str, str]:
    """What each marker means: as the notes under the tables tell it, where one does."""
    told = [
        note.split(" = ", 1) for table in report.tables for note in table.notes if " = " in note
    ]
    return {**MARKERS, **{mark: meaning for mark, meaning in told if mark in MARKERS}}
