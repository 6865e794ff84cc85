"""Excel workbooks to rows of text, through python-calamine.

Cells become the text that an officer would see: 1 not 1.0, TRUE, 2022-05-16T09:03:11. Long
numbers and leading zeros that Excel keeps as text stay as they are.
"""

import io
import re
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from engage_app.errors import SurveyFileError
from engage_app.progress import Progress
from storage.surveys import archive_guard
from storage.surveys.raw_table import COLUMN_LIMIT, RawTable
from storage.surveys.survey_file import Problem

_BATCH = 500  # rows read between two reports of progress
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def read_workbook(data: bytes, name: str, progress: Progress) -> RawTable:
    """The rows of the first visible sheet that holds any.

    Raises:
        SurveyFileError: the workbook is damaged, absurdly large, or holds nothing.
    """
    tables = archive_guard.check(data, name)
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            sheet = _first_filled(book, name)
            rows = _rows(sheet, name, progress)
            left_out = [title for title in book.sheet_names if title != sheet.name]
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise archive_guard.damaged(name, error) from error
    except BaseException as error:  # a panic in the reader's Rust code is no Exception
        if type(error).__name__ == "PanicException":
            raise archive_guard.damaged(name, RuntimeError(str(error))) from error
        raise
    return RawTable("Excel", "utf-8", rows, tables, _other_sheets(sheet.name, left_out))


def _first_filled(book: Any, name: str) -> Any:
    """The first sheet that is visible and holds anything."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for title, about in zip(book.sheet_names, book.sheets_metadata, strict=True):
        if about.visible == SheetVisibleEnum.Visible and about.typ == SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(title)
            if sheet.total_height:
                return sheet
    raise SurveyFileError(
        f"No sheet of “{name}” holds anything.",
        action="Export the survey again and choose that file.",
    )


def _rows(sheet: Any, name: str, progress: Progress) -> list[list[str]]:
    if sheet.total_width > COLUMN_LIMIT:
        raise SurveyFileError(
            f"The sheet in “{name}” has {sheet.total_width:,} columns, which is no survey export.",
            action="Delete the columns that hold no answers, or save the sheet as CSV.",
        )
    top, left = sheet.start or (0, 0)
    height = sheet.total_height
    rows: list[list[str]] = [[] for _ in range(top)]
    indent = [""] * left
    source = iter(sheet.to_python(skip_empty_area=True))
    while batch := list(islice(source, _BATCH)):
        rows += [
            indent
            + [cell if type(cell) is str and "_x" not in cell else _text(cell) for cell in row]
            for row in batch
        ]
        progress(min(len(rows), height), height)
    return rows


def _text(cell: Any) -> str:  # noqa: PLR0911 - one line for each type of cell
    if isinstance(cell, str):
        return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        if cell.time() == time():
            return cell.date().isoformat()
        return cell.replace(microsecond=0).isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)


def _other_sheets(read: str, left_out: list[str]) -> tuple[Problem, ...]:
    if not left_out:
        return ()
    names = ", ".join(f"“{title}”" for title in left_out[:5])
    return (
        Problem(
            f"The workbook has other sheets too: {names}.",
            action=f"Only “{read}” was read.",
        ),
    )
