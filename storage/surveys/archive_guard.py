"""Looks a workbook over before anything unpacks it: bombs, absurd sizes, entities, damage."""

import io
import re
import zipfile
import zlib

from engage_app.errors import SurveyFileError

UNPACKED_LIMIT = 300_000_000  # bytes of all parts together
RATIO_LIMIT = 150  # times a large part may shrink; sheets of repeated text reach 60
LARGE = 20_000_000
_ORDINARY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others may ask for any amount of memory
CELL_LIMIT = 6_000_000  # rows × columns of one sheet; each takes memory, filled or not
_CHUNK = 1 << 20
_OVERLAP = 64  # a reference may lie across two chunks
_FAR_REFERENCE = re.compile(rb"""\br=["'](?:[A-Za-z]*\d{6,}|[A-Za-z]{3,}\d+)["']""")
_FILLED_CELL = re.compile(rb"""\br=["']([A-Za-z]+)(\d+)["'][^<>]*>\s*<(?:\w+:)?(?:v|is|f)\b""")
_ROW_OF_UNNAMED = re.compile(
    rb"""<(?:\w+:)?row\b[^<>]*\br=["'](\d+)["'][^<>]*>\s*<(?:\w+:)?c\b(?![^<>]*\br=)"""
)
_UNNAMED_WIDTH = 16  # columns that a row of cells without a reference is taken to have
_TABLE_NAME = re.compile(rb'<(?:\w+:)?table\b[^>]*?\bname="([^"]{1,200})"')

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,  # an encrypted part
    OSError,
)
"""What reading a part of a damaged archive may raise."""


def check(data: bytes, name: str) -> frozenset[str]:
    """Refuse what would fill the memory or is damaged; returns the names of the Excel tables.

    Raises:
        SurveyFileError: with a sentence for the officer.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            check_sizes(parts, name)
            tables = set()
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    tables |= _check_part(archive, part, name)
    except DAMAGE as error:
        raise damaged(name, error) from error
    return frozenset(tables)


def damaged(name: str, error: Exception) -> SurveyFileError:
    """The sentence for a workbook that can't be read."""
    return SurveyFileError(
        f"“{name}” is damaged or was not copied in full.",
        action="Download the export again, or open it in Excel and save it as a new workbook.",
        detail=f"{type(error).__name__}: {error}",
    )


def check_sizes(parts: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse an archive that would fill the memory.

    Raises:
        SurveyFileError: with a sentence for the officer.
    """
    if any(part.compress_type not in _ORDINARY for part in parts):
        raise SurveyFileError(
            f"“{name}” is packed in a way that no survey tool uses.",
            action="Unpack it, and choose the file inside.",
        )
    total = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > LARGE and part.file_size > RATIO_LIMIT * max(part.compress_size, 1)
        for part in parts
    )
    if total > UNPACKED_LIMIT or swollen:
        raise SurveyFileError(
            f"“{name}” would unpack to {total / 1_000_000:,.0f} MB, which is no survey export.",
            action="Check where the file comes from. If it is a real export, save it as CSV.",
        )


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> set[str]:
    """Unpack one part to see that it is whole (its checksum) and reaches no absurd cell."""
    sheet = "worksheets/" in part.filename
    tables: set[str] = set()
    far = False
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if not tail and b"<!" in chunk[:2000] and b"<!DOCTYPE" in chunk[:2000]:
                raise SurveyFileError(
                    f"“{name}” holds XML that Excel never writes, and was not opened.",
                    action="Check where the file comes from.",
                )
            far = far or (sheet and _FAR_REFERENCE.search(tail + chunk) is not None)
            if not tail and "tables/" in part.filename:
                tables |= {found.decode("utf-8", "replace") for found in _TABLE_NAME.findall(chunk)}
            tail = chunk[-_OVERLAP:]
    if far:
        _check_extent(archive, part, name)
    return tables


def _check_extent(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """Measure the rectangle that holds every filled cell: a reader allocates all of it."""
    top, left, bottom, right = 10**9, 10**9, 0, 0
    sheet = archive.read(part)
    for found in _FILLED_CELL.finditer(sheet):
        column, row = _column_number(found[1]), int(found[2])
        top, bottom = min(top, row), max(bottom, row)
        left, right = min(left, column), max(right, column)
    for found in _ROW_OF_UNNAMED.finditer(sheet):
        bottom, right = max(bottom, int(found[1])), max(right, _UNNAMED_WIDTH)
        top, left = 1, 1
    rows, columns = bottom - min(top, bottom) + 1, right - min(left, right) + 1
    if rows * columns > CELL_LIMIT:
        raise SurveyFileError(
            f"The sheet in “{name}” spans {rows:,} rows and {columns:,} columns.",
            action="Delete the stray cells far below or beside the responses, or save it as CSV.",
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
