"""Survey files for tests, written with the real libraries in the tools' real layouts."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.table import Table

FORMS_OWN = ("ID", "Start time", "Completion time", "Email", "Name")
START = datetime.fromisoformat("2022-05-16T09:03:11")


def write_csv(
    path: Path,
    rows: Sequence[Sequence[str]],
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    newline: str = "\r\n",
) -> Path:
    """A delimited text file."""
    text = io.StringIO(newline="")
    # With lineterminator "\r" the csv module leaves a line feed in a cell unquoted.
    writer = csv.writer(
        text,
        delimiter=delimiter,
        lineterminator=newline,
        quoting=csv.QUOTE_ALL if newline == "\r" else csv.QUOTE_MINIMAL,
    )
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_xlsx(path: Path, rows: Sequence[Sequence[Any]], *, table: str = "") -> Path:
    """A workbook with one sheet, and an Excel table over it where one is named."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1"
    for number, row in enumerate(rows, 1):
        for index, value in enumerate(row, 1):
            cell = sheet.cell(number, index, value)
            if isinstance(value, str) and value.startswith("="):
                cell.data_type = "s"
    if table:
        sheet.add_table(Table(displayName=table, name=table, ref=sheet.dimensions))
    book.save(path)
    return path


def write_forms(
    path: Path,
    headings: Sequence[str],
    answers: Sequence[Sequence[Any]],
    *,
    people: Sequence[tuple[str, str]] = (),
) -> Path:
    """A Microsoft Forms workbook; `people` are (e-mail, name), else everyone is anonymous."""
    rows: list[list[Any]] = [[*FORMS_OWN, *headings]]
    for number, given in enumerate(answers):
        email, name = people[number] if people else ("anonymous", "")
        start = START + timedelta(hours=number)
        rows.append([number + 1, start, start + timedelta(minutes=6), email, name, *given])
    return write_xlsx(path, rows, table="OfficeForms.Table")
