"""The data sheet and the CSV file: every published figure, once, and nothing that is hidden."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from report_sample import GROUPS, PEOPLE, POSITIONS, SHARES, sample_report

from engage_app.domain.report import MARKERS, SUPPRESSED, Column, Kind, Table
from storage.reports.excel import write_excel
from storage.reports.flat import csv_bytes, flat_table, write_csv


def read(document: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(document.decode("utf-8-sig"), newline="")))


def test_every_figure_has_a_line_and_no_line_lacks_anything() -> None:
    report = sample_report()
    rows = flat_table(report).rows
    wanted = sum(
        len(table.rows) * sum(column.kind is not Kind.TEXT for column in table.columns)
        for table in report.tables
    )
    assert len(rows) == wanted > 90
    assert all(value not in (None, "") for row in rows for value in row)


def test_a_line_says_what_its_figure_is() -> None:
    rows = read(csv_bytes(sample_report()))
    found = {
        (row["Row"], row["Column"]): row for row in rows if row["Table"] == "position_by_group"
    }
    first = found[GROUPS[0], "Welcomed"]
    assert float(first["Value"]) == SHARES["Welcomed"][0]
    assert first["Kind of figure"] == "share, from 0 to 1"
    assert first["Counted"] == "people"
    assert first["Base"] == "1,388 people who took a position"
    assert int(found[GROUPS[0], "People"]["Value"]) == PEOPLE[0]
    for name in POSITIONS:
        hidden = found["Healthwatch", name]
        assert hidden["Value"] == SUPPRESSED
        assert hidden["What a marker means"] == MARKERS[SUPPRESSED]


def test_labels_before_the_first_figure_name_its_row() -> None:
    columns = (Column("Theme"), Column("Group"), Column("n", Kind.COUNT), Column("Says"))
    rows = (("Trust", "Residents", 7, "text"), ("Trust", "Staff", 9, "text"))
    table = Table("two", "T", "respondents", "", columns, rows)
    made = flat_table(replace(sample_report(), tables=(table,))).rows
    assert [(row[2], row[3], row[8]) for row in made] == [
        (1, "Trust | Residents", 7),
        (2, "Trust | Staff", 9),
    ]


def test_texts_that_a_spreadsheet_would_run_are_kept_from_it() -> None:
    rows = read(csv_bytes(sample_report()))
    assert {row["Row"] for row in rows if "SUM" in row["Row"]} == {
        "'=SUM(A1:A9) typed by a respondent"
    }


def test_the_sheet_has_the_same_figures_as_the_file(tmp_path: Path) -> None:
    report = sample_report()
    book = load_workbook(write_excel(report, tmp_path / "t.xlsx"))
    sheet = book["Data"]
    (table,) = sheet.tables.values()
    _, *lines = [[cell.value for cell in row] for row in sheet[table.ref]]
    for line, row in zip(lines, flat_table(report).rows, strict=True):
        assert line == [pytest.approx(cell) if isinstance(cell, float) else cell for cell in row]
    path = write_csv(report, tmp_path / "d.csv")
    assert [row["Value"] for row in read(path.read_bytes())] == [
        str(row[8]) for row in flat_table(report).rows
    ]
    assert path.read_bytes() == csv_bytes(report)
