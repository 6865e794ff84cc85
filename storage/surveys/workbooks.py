"""Excel and OpenDocument workbooks to rows of text, through python-calamine.

Cells become the text that an officer would see: 1 not 1.0, TRUE, 2022-05-16T09:03:11. Long
numbers and leading zeros that Excel keeps as text stay as they are.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from engage_app.errors import SurveyFileError
from engage_app.progress import Progress
from storage.surveys import archive_guard, opendocument_guard
from storage.surveys.raw_table import COLUMN_LIMIT, RawTable

_BATCH = 500  # rows read between two reports of progress
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def read_workbook(data: bytes, name: str, progress: Progress) -> RawTable:
    """The rows of the first visible sheet that holds any; the other sheets are read on demand.

    Args:
        data: of an .xlsx, .xlsm, .xls or .ods file.

    Raises:
        SurveyFileError: the workbook is damaged, absurdly large, or holds nothing.
    """
    zipped = data.startswith(b"PK")
    tables = archive_guard.check(data, name) if zipped else frozenset()
    opendocument = zipped and _is_opendocument(data, name)
    with _opened(data, name) as book:
        sheet = _first_filled(book, name)
        rows = _rows(sheet, name, progress)
        sheets = tuple(book.sheet_names)
        hidden = frozenset(sheets) - frozenset(_visible(book))

    def read_sheet(title: str) -> list[list[str]]:
        with _opened(data, name) as book:
            return _rows(book.get_sheet_by_name(title), name, progress)

    return RawTable(
        kind="OpenDocument" if opendocument else "Excel",
        encoding="utf-8",
        rows=rows,
        tables=tables,
        sheet=sheet.name,
        sheets=sheets,
        hidden=hidden,
        read_sheet=read_sheet,
    )


def _is_opendocument(data: bytes, name: str) -> bool:
    try:
        return opendocument_guard.check(data, name)
    except archive_guard.DAMAGE as error:  # in parts whose names say nothing of XML
        raise archive_guard.damaged(name, error) from error


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    """The workbook; whatever goes wrong in reading it becomes a sentence."""
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            yield book
    except calamine.PasswordError as error:
        raise SurveyFileError(
            f"“{name}” is protected by a password.",
            action="Open it in Excel, remove the password under File > Info, save, and try again.",
        ) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise archive_guard.damaged(name, error) from error
    except BaseException as error:  # a panic in the reader's Rust code is no Exception
        if type(error).__name__ == "PanicException":
            raise archive_guard.damaged(name, RuntimeError(str(error))) from error
        raise


def _visible(book: Any) -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        title
        for title, about in zip(book.sheet_names, book.sheets_metadata, strict=True)
        if about.visible == SheetVisibleEnum.Visible and about.typ == SheetTypeEnum.WorkSheet
    ]


def _first_filled(book: Any, name: str) -> Any:
    """The first sheet that is visible and holds anything."""
    for title in _visible(book):
        sheet = book.get_sheet_by_name(title)
        if sheet.end is not None:  # a sheet of one cell has the height nought for its reader
            return sheet
    raise SurveyFileError(
        f"No sheet of “{name}” holds anything.",
        action="Export the survey again and choose that file.",
    )


def _rows(sheet: Any, name: str, progress: Progress) -> list[list[str]]:
    height, width = (last + 1 for last in sheet.end or (-1, -1))
    if width > COLUMN_LIMIT:
        raise SurveyFileError(
            f"The sheet in “{name}” has {width:,} columns, which is no survey export.",
            action="Delete the columns that hold no answers, or save the sheet as CSV.",
        )
    if width * height > archive_guard.CELL_LIMIT:
        raise SurveyFileError(
            f"The sheet in “{name}” spans {height:,} rows and {width:,} columns.",
            action="Delete the stray cells far below or beside the responses, or save it as CSV.",
        )
    top, left = sheet.start or (0, 0)
    blank: list[str] = []
    rows: list[list[str]] = [blank] * top
    indent = [""] * left
    source = iter(sheet.to_python(skip_empty_area=True))
    while batch := list(islice(source, _BATCH)):
        rows += [
            indent
            + [cell if type(cell) is str and "_x" not in cell else _text(cell) for cell in row]
            if any(cell != "" for cell in row)
            else blank  # one for all: a stray cell may stand a million rows below
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
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e17 else f"{cell:.15g}"
    if isinstance(cell, datetime):
        if cell.time() == time():
            return cell.date().isoformat()
        return cell.replace(microsecond=0).isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)
