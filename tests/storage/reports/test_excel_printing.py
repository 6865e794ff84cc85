"""Sheets as they come out of a printer, and what their tabs are called."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from report_sample import position_table, sample_report, theme_table

from engage_app.domain.report import Chart, ChartKind, Column, Kind, Series, Table
from storage.reports.excel import excel_bytes
from storage.reports.excel_names import sheet_names
from storage.reports.excel_printing import ChartPlace, pages_wide, place_for_chart

PAGE = 18.46  # cm between the margins of A4 on its side
POINT = 2.54 / 72


def printed(*tables: Table) -> list[Worksheet]:
    """The sheets of the tables, read back."""
    document = excel_bytes(replace(sample_report(), tables=tables))
    return list(load_workbook(BytesIO(document)).worksheets[3 : 3 + len(tables)])


def charts(sheet: Any) -> list[Any]:
    """The charts of a sheet: openpyxl has no public name for them."""
    return list(sheet._charts)


def long_table(rows: int, columns: int = 3, *, chart: bool = True) -> Table:
    names = tuple(f"Group {n}" for n in range(rows))
    return Table(
        "long",
        "A long table",
        "",
        "",
        (Column("Group"), *(Column(f"Count {n}", Kind.COUNT) for n in range(columns - 1))),
        tuple((name, *[4] * (columns - 1)) for name in names),
        chart=Chart(ChartKind.BARS, "Long", names, (Series("Count 0", (4.0,) * rows),), "Bars")
        if chart
        else None,
    )


def test_a_very_wide_table_is_printed_over_several_pages_with_its_first_column() -> None:
    (wide,) = printed(long_table(5, 40, chart=False))
    assert wide.page_setup.fitToWidth == 2
    assert wide.print_title_cols == "$A:$A"
    assert wide.print_title_rows is not None
    (narrow,) = printed(theme_table())
    assert narrow.page_setup.fitToWidth == 1
    assert not narrow.print_title_cols


def test_a_very_wide_first_column_is_not_repeated() -> None:
    assert pages_wide([200.0, *[10.0] * 40]) == 1


@pytest.mark.parametrize("rows", [3, 20, 38, 60])
def test_a_chart_beside_its_table_ends_on_the_first_page(rows: int) -> None:
    """It starts under the headings: these are repeated on each page, with what stands in them."""
    (sheet,) = printed(long_table(rows))
    (chart,) = charts(sheet)
    at = chart.anchor
    row, column = at._from.row + 1, at._from.col
    header = int(str(sheet.print_title_rows).rpartition("$")[2])
    assert (row, column) == (header + 1, 4)
    width, height = at.ext.width / 360_000, at.ext.height / 360_000
    widths = sum(sheet.column_dimensions[letter].width for letter in "ABCD") * 0.19
    scale = min(1.0, 27.16 / (widths + width))
    above = sum((sheet.row_dimensions[n].height or 15) * POINT for n in range(1, row))
    assert (above + height) * scale <= PAGE


def test_a_chart_that_would_make_a_wide_table_too_small_stands_under_it() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in range(1, 21):
        sheet.cell(row, 1, "Words")
    widths = [20.0] * 9
    short = place_for_chart(sheet, 4, widths, (16.5, 8.0))
    assert short == ChartPlace(22, 1, 26.0, 8.0)
    tall = place_for_chart(sheet, 4, widths, (16.5, 20.0))
    assert tall.row > 22  # on the next page, where there is room
    assert tall.height == 20
    cut = place_for_chart(sheet, 4, widths, (16.5, 80.0))
    assert cut.height < PAGE * 1.5


def test_a_chart_whose_figures_are_not_in_the_table_follows_no_cells() -> None:
    """LibreOffice draws nothing of a chart that has half of its data in cells."""
    table = theme_table()
    assert table.chart is not None
    other = replace(table.chart, series=(Series("Other", (9.0, 8.0, 7.0, 6.0, 5.0)),))
    (sheet,) = printed(replace(table, chart=other))
    (series,) = charts(sheet)[0].series
    assert series.cat.strRef is None
    assert series.val.numRef is None


def asked(title: str, name: str = "question_q") -> Table:
    return Table(name, title, "", "", (Column("A"),), (("b",),))


@pytest.mark.parametrize(
    ("question", "tab"),
    [
        ("Which place do you live or work in?", "Place"),
        ("What is your view of the proposal?", "View of the proposal"),
        ("How much do you agree?", "How much do you agree"),
        ("Which functions should places lead on first?", "Functions"),
        ("What is your age?", "Age"),
        ("Do you have a disability or a long-term health condition?", "Disability"),
        ("In what capacity are you answering this survey, if we may ask?", "In what capacity"),
        ("Which of these best describes you?", "Which of these best describes"),
    ],
)
def test_a_tab_is_called_by_what_its_question_asks_for(question: str, tab: str) -> None:
    table = asked(question)
    assert sheet_names((table,), {table.name: 1}) == [f"1 {tab}"]


def test_other_tabs_are_called_by_their_key_and_none_is_cut_within_a_word() -> None:
    many = (position_table(), asked("Would you use the new bus to Rossbrook Hospital?"))
    names = sheet_names(many, {table.name: number for number, table in enumerate(many, 11)})
    assert names == ["11 Position by group", "12 Would you use the new bus"]
    assert all(len(name) <= 31 for name in names)
