"""The workbook, read back: cells, table mark-up, charts, print set-up."""

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from report_sample import sample_report, theme_table

from engage_app.domain.report import MARKERS, Chart, ChartKind, Column, Series, Table
from storage.reports.excel import write_excel

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEETS = ["Cover", "Contents", "Notes"]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_excel(sample_report(), tmp_path_factory.mktemp("excel") / "summary.xlsx")


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return load_workbook(path)


def written_with(tmp_path: Path, *tables: Table) -> Path:
    return write_excel(replace(sample_report(), tables=tables, blocks=()), tmp_path / "t.xlsx")


def parts(path: Path, start: str) -> list[str]:
    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith(start)]
        return [archive.read(name).decode() for name in names]


def table_cells(sheet: Worksheet) -> list[list[object]]:
    (table,) = sheet.tables.values()
    return [[cell.value for cell in row] for row in sheet[table.ref]]


def test_sheets_come_in_order_with_names_excel_allows(book: Workbook) -> None:
    assert book.sheetnames[:3] == SHEETS
    assert len(book.sheetnames) == 3 + 4 + 1
    assert book.sheetnames[-1] == "Data"
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in book.sheetnames)


def test_each_sheet_holds_one_real_table_and_its_title(book: Workbook) -> None:
    names = [name for sheet in book.worksheets for name in sheet.tables]
    assert len(names) == len(book.sheetnames) == len({name.casefold() for name in names})
    assert [sheet["A1"].value for sheet in book.worksheets][3] == (
        "Table 1: Position on the proposal, by stakeholder group"
    )
    for sheet in book.worksheets:
        (table,) = sheet.tables.values()
        assert table.headerRowCount == 1
        assert table.autoFilter is None
        cells = table_cells(sheet)
        assert [column.name for column in table.tableColumns] == cells[0]
        assert all(value not in (None, "") for row in cells for value in row)


def test_nothing_is_merged_hidden_or_frozen(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes is None
        assert sheet.sheet_state == "visible"
        assert not any(row.hidden for row in sheet.row_dimensions.values())
        assert not any(column.hidden for column in sheet.column_dimensions.values())
        assert not sheet.HeaderFooter


def test_shares_are_numbers_and_hidden_figures_stay_text(book: Workbook) -> None:
    sheet = book.worksheets[3]
    (table,) = sheet.tables.values()
    rows = {row[0].value: row for row in sheet[table.ref]}
    first = rows["Primary care (general practice)"]
    assert (first[1].value, first[1].number_format) == (64, "#,##0")
    assert (first[2].value, first[2].number_format) == (0.18, "0%")
    hidden = rows["Healthwatch"][1:]
    assert all(cell.value == "[c]" and cell.data_type == "s" for cell in hidden)


CONFIDENTIAL = "a number from 1 to 4, or one from which such a number could be worked out."


def test_the_notes_say_what_every_marker_means(book: Workbook) -> None:
    """A marker that the tables' own notes explain has the same words in the notes sheet."""
    notes = {row[0]: row[1] for row in table_cells(book["Notes"])[1:]}
    assert notes["[note 1]"] == sample_report().notes[0]
    for marker, meaning in MARKERS.items():
        assert notes[marker] == (meaning if marker != "[c]" else CONFIDENTIAL)


def test_the_cover_has_every_item_and_its_details(book: Workbook) -> None:
    assert tuple(tuple(row) for row in table_cells(book["Cover"])[1:]) == sample_report().cover


def test_the_contents_lead_to_every_sheet_in_words(book: Workbook) -> None:
    sheet = book["Contents"]
    links = {cell.hyperlink.location: cell.value for (cell,) in sheet["B3:B9"] if cell.hyperlink}
    others = [name for name in book.sheetnames if name != "Contents"]
    assert list(links) == [f"'{name}'!A1" for name in others]
    assert links["'2 Themes'!A1"] == "Table 2: What people said"


HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://example.org","click")',
    "+44 1234",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "#N/A",
    "1.5",
    "TRUE",
]


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    """Read back from the XML: no formula, no error, no number; and a mark against later edits."""
    table = Table("hostile", "T", "", "", (Column("=1+1"),), tuple((text,) for text in HOSTILE))
    path = written_with(tmp_path, table)
    xml = parts(path, "xl/worksheets/sheet4")[0]
    root = ET.fromstring(xml)  # noqa: S314 - written by the test
    assert not list(root.iter(f"{MAIN}f"))
    assert {cell.get("t") for cell in root.iter(f"{MAIN}c")} == {"inlineStr"}
    sheet = load_workbook(path).worksheets[3]
    read = table_cells(sheet)
    assert [row[0] for row in read] == ["=1+1", *(text.replace("\r", "\n") for text in HOSTILE)]
    (marked,) = sheet.tables.values()
    assert all(row[0].quotePrefix for row in sheet[marked.ref][:8])


def test_control_characters_go_and_long_texts_are_cut_in_words(tmp_path: Path) -> None:
    long = "é😀" * 20_000
    table = Table("t", "T\x00", "", "", (Column("a\x0bb"),), (("bell\x07",), (long,), ("_x0041_",)))
    path = written_with(tmp_path, table)
    sheet = load_workbook(path).worksheets[3]
    (heading,), (bell,), (cut,), _ = table_cells(sheet)
    assert (sheet["A1"].value, heading, bell) == ("Table 1: T", "ab", "bell")
    assert isinstance(cut, str)
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767
    assert cut.endswith("(cut here: a cell of a workbook holds no more)")
    assert "_x005F_x0041_" in parts(path, "xl/worksheets/sheet4")[0]


def test_names_of_sheets_and_tables_bear_anything(tmp_path: Path) -> None:
    """Excel repairs a file whose table is called like a cell, like another, or has a bad name."""
    keys = ["R1C1", "AB12", "themes", "Themes", "a/b:c*[d]?\\e'", "", "9 lives", "x" * 300]
    tables = [Table(key, "Title", "", "", (Column("A"),), (("b",),)) for key in keys]
    book = load_workbook(written_with(tmp_path, *tables))
    names = [name for sheet in book.worksheets for name in sheet.tables]
    assert len({name.casefold() for name in names}) == len(keys) + 3
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,254}", name) for name in names)
    assert not {"r1c1", "ab12"} & {name.casefold() for name in names}
    assert len({name.casefold() for name in book.sheetnames}) == len(keys) + 3
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_charts_are_native_with_titles_axes_and_words_for_the_blind(path: Path) -> None:
    stacked, bars = parts(path, "xl/charts/chart")
    assert '<grouping val="stacked"/>' in stacked
    assert '<overlap val="100"/>' in stacked
    assert '<barDir val="bar"/>' in bars
    for xml in (stacked, bars):
        assert xml.count('<delete val="0"/>') == 2
        assert '<orientation val="maxMin"/>' in xml
    assert "Position on the proposal, by stakeholder group" in stacked
    assert 'srgbClr val="005EB8"' in stacked
    assert "<f>'2 Themes'!$B$6:$B$10</f>" in bars
    drawings = parts(path, "xl/drawings/drawing")
    tables = sample_report().tables
    for xml, table in zip(drawings, tables, strict=False):
        described = ET.fromstring(xml).iter()  # noqa: S314 - written by the test
        words = [element.get("descr") for element in described if element.get("descr")]
        assert table.chart is not None
        assert words == [table.chart.alt_text]


def test_a_hidden_figure_is_labelled_as_hidden_not_as_nought(path: Path) -> None:
    """Excel takes text in a series for nought, and would write 0 beside the empty place."""
    bars = parts(path, "xl/charts/chart")[1]
    label = re.search(r'<dLbl><idx val="4"/><numFmt formatCode="([^"]*)" sourceLinked="0"/>', bars)
    assert label is not None
    assert label[1] == "&quot;[c]&quot;;&quot;[c]&quot;;&quot;[c]&quot;"


def test_a_chart_of_other_figures_than_the_tables_holds_its_own(tmp_path: Path) -> None:
    chart = Chart(ChartKind.BARS, "Other", ("x", "y"), (Series("s", (0.5, 0.25)),), "", share=True)
    path = written_with(tmp_path, replace(theme_table(), chart=chart))
    xml = parts(path, "xl/charts/chart")[0]
    assert "<v>0.25</v>" in xml
    assert "<numLit>" in xml


def test_a_chart_of_the_first_rows_follows_their_cells(tmp_path: Path) -> None:
    table = theme_table()
    assert table.chart is not None
    series = table.chart.series[0]
    first = replace(
        table.chart,
        categories=table.chart.categories[1:3],
        series=(replace(series, values=series.values[1:3]),),
    )
    path = written_with(tmp_path, replace(table, chart=first))
    assert "<f>'1 Themes'!$B$7:$B$8</f>" in parts(path, "xl/charts/chart")[0]


def test_a_heat_map_colours_the_tables_own_cells(book: Workbook) -> None:
    sheet = book["3 Theme by group"]
    (formatting,) = sheet.conditional_formatting
    (rule,) = formatting.rules
    assert rule.type == "colorScale"
    assert str(formatting.sqref).split()[0] == "B6:B10"
    assert len(str(formatting.sqref).split()) == 9
    assert isinstance(sheet["B7"].value, float)


def test_an_empty_chart_is_left_out(tmp_path: Path) -> None:
    chart = Chart(ChartKind.BARS, "None", ("a",), (Series("s", (None,)),), "")
    path = written_with(tmp_path, replace(theme_table(), chart=chart))
    assert parts(path, "xl/charts/chart") == []


def test_every_sheet_is_ready_to_print(book: Workbook) -> None:
    for sheet in book.worksheets:
        (table,) = sheet.tables.values()
        header = int(re.sub(r"\D", "", table.ref.split(":")[0]))
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        fit = sheet.sheet_properties.pageSetUpPr
        assert fit is not None
        assert fit.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == f"$1:${header}"


def test_texts_wrap_and_figures_stand_at_the_right(book: Workbook) -> None:
    sheet = book["2 Themes"]
    assert sheet["D6"].alignment.wrap_text
    assert sheet["A6"].alignment.horizontal == "left"
    assert sheet["B6"].alignment.horizontal == "right"
    assert sheet.column_dimensions["D"].width <= 45


def test_the_properties_name_the_document(book: Workbook) -> None:
    properties = book.properties
    assert properties.title == sample_report().title
    assert properties.creator == "Jane Scattergood"
    assert properties.language == "en-GB"
    assert properties.created.date().isoformat() == "2022-07-27"


def test_the_same_report_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    assert write_excel(sample_report(), tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_an_open_workbook_is_saved_beside(tmp_path: Path) -> None:
    (tmp_path / "~$summary.xlsx").touch()
    assert write_excel(sample_report(), tmp_path / "summary.xlsx").name == "summary (2).xlsx"


def test_a_report_without_tables_still_has_its_front_sheets(tmp_path: Path) -> None:
    report = replace(sample_report(), tables=(), blocks=(), notes=(), cover=())
    book = load_workbook(write_excel(report, tmp_path / "t.xlsx"))
    assert book.sheetnames == SHEETS
    assert table_cells(book["Cover"])[1] == ["None", "None"]
