"""Looks an OpenDocument spreadsheet over before it is unpacked into cells.

A few bytes can repeat a row a million times, and a reader allocates the rectangle of all cells.
"""

import io
import re
import zipfile

from engage_app.errors import SurveyFileError
from storage.surveys.archive_guard import CELL_LIMIT

_MIME_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_FAR = re.compile(rb'number-(?:rows|columns)-repeated="\d{4,}"')
_PARTS = re.compile(
    rb"<(?P<end>/?)table:(?P<what>table-row|table-cell|covered-table-cell|table)\b(?P<about>[^>]*)>"
)
_ROWS = re.compile(rb'number-rows-repeated="(\d{1,9})"')
_COLUMNS = re.compile(rb'number-columns-repeated="(\d{1,9})"')


def check(data: bytes, name: str) -> bool:
    """Whether it is an OpenDocument spreadsheet, and a sensible one.

    Raises:
        SurveyFileError: it is protected by a password, or spans an absurd number of cells.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = set(archive.namelist())
        if "mimetype" not in parts or not archive.read("mimetype").startswith(_MIME_TYPE):
            return False
        if "META-INF/manifest.xml" in parts:
            manifest = archive.read("META-INF/manifest.xml")
            if b"encryption-data" in manifest:
                raise SurveyFileError(
                    f"“{name}” is protected by a password.",
                    action="Open it, save it without a password, and try again.",
                )
        content = archive.read("content.xml") if "content.xml" in parts else b""
    if _FAR.search(content):
        _check_extent(content, name)
    return True


def _check_extent(content: bytes, name: str) -> None:
    """Count the rows and columns up to the last filled cell of each sheet."""
    row = column = repeats = 0
    bottom = right = 0
    for found in _PARTS.finditer(content):
        what, about = found["what"], found["about"]
        if what == b"table":
            row = column = bottom = right = 0
        elif found["end"]:
            continue
        elif what == b"table-row":
            row += repeats
            column = 0
            repeats = _number(_ROWS, about)
        else:
            column += _number(_COLUMNS, about)
            if b"value-type" in about:
                bottom, right = max(bottom, row + repeats), max(right, column)
        if bottom * right > CELL_LIMIT:
            raise SurveyFileError(
                f"The sheet in “{name}” spans {bottom:,} rows and {right:,} columns.",
                action="Delete the stray cells far below or beside the responses, or save it as"
                " CSV.",
            )


def _number(pattern: re.Pattern[bytes], about: bytes) -> int:
    found = pattern.search(about)
    return int(found[1]) if found else 1
