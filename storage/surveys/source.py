"""From a path to rows: what kind of file it is shows in its first bytes, never in its name."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from engage_app.errors import SurveyFileError
from engage_app.progress import Progress
from storage.file_bytes import bytes_of, watched
from storage.surveys.archives import read_archive
from storage.surveys.csv_text import read_csv
from storage.surveys.definition import Definition
from storage.surveys.layout import Layout
from storage.surveys.raw_table import RawTable
from storage.surveys.registry import readers
from storage.surveys.workbooks import read_workbook

SIZE_LIMIT = 500_000_000  # bytes
HEAD = 4_096
"""How many of the first bytes a reader is shown."""

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_NOT_TABLES = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"RIFF", "a picture, a sound or a film"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a text document"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"<?xml", "an XML document"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
)
_PLAIN_MAGIC = frozenset({b"BM", b"MZ", b"RIFF"})  # a heading may begin like that
_NOTHING = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"  # bytes of a file without a letter
_WISH = "Choose the CSV or Excel file that the survey tool exports."


@dataclass(frozen=True)
class Source:
    """What a file turned out to be, and what proves later that it was this file.

    Attributes:
        table: its rows, where it is a table or a reader has made one of it.
        layout: of a reader that knows this kind of file.
        definition: where the file is a questionnaire and nothing else.
    """

    name: str
    size: int
    sha256: str
    table: RawTable | None = None
    layout: Layout | None = None
    definition: Definition | None = None


def read_source(path: Path, progress: Progress, definition: Definition | None = None) -> Source:
    """Read a file into rows, or hand it to the reader that wants it as it is.

    Raises:
        SurveyFileError: it can't be read as a table.
        FileInUse: another program holds it.
    """
    data = _bytes_of(path)
    source = Source(path.name, len(data), hashlib.sha256(data).hexdigest())
    with watched(path, SurveyFileError):
        for reader in readers():
            if reader.recognise_file and (
                layout := reader.recognise_file(path, data[:HEAD], definition)
            ):
                return replace(source, layout=layout, table=layout.table)
        for reader in readers():
            if reader.define_file and (told := reader.define_file(path, data[:HEAD])):
                return replace(source, definition=told)
    table = _table(data, path.name, progress)
    return replace(source, table=replace(table, path=path, definition=definition))


def definition_in(path: Path) -> Definition | None:
    """The questionnaire in a file that is no table, even where its data lies beside it.

    Raises:
        SurveyFileError: it is a tool's questionnaire but damaged.
        FileInUse: another program holds it.
    """
    with watched(path, SurveyFileError):
        if path.is_dir():
            return None
        with path.open("rb") as stream:
            head = stream.read(HEAD)
        asked = (reader.define_file for reader in readers() if reader.define_file)
        return next((told for define in asked if (told := define(path, head))), None)


def _bytes_of(path: Path) -> bytes:
    return bytes_of(path, SurveyFileError, limit=SIZE_LIMIT, wish=_WISH)


def _table(data: bytes, name: str, progress: Progress) -> RawTable:
    if not any(part.strip(_NOTHING) for part in (data[:HEAD], data)):
        raise SurveyFileError(f"“{name}” is empty.", action="Export the survey again.")
    if data.startswith(_ZIP):
        return read_archive(data, name, progress, _table)
    if data.startswith(_OLD_OFFICE):
        return _old_office(data, name, progress)
    head = data[:64].lstrip()
    for magic, kind in _NOT_TABLES:
        plain_text = magic in _PLAIN_MAGIC and b"\0" not in data[:512]
        if head[: len(magic)].lower() == magic.lower() and not plain_text:
            raise SurveyFileError(f"“{name}” is {kind}, not a survey export.", action=_WISH)
    return read_csv(data, name, progress)


def _old_office(data: bytes, name: str, progress: Progress) -> RawTable:
    """A workbook of Excel 97 to 2003, or a modern one behind a password."""
    if _ENCRYPTED in data:
        raise SurveyFileError(
            f"“{name}” is protected by a password.",
            action="Open it in Excel, remove the password under File > Info, save, and try again.",
        )
    if not any(stream in data for stream in _WORKBOOK_STREAMS):
        raise SurveyFileError(f"“{name}” is an old Office document, not a workbook.", action=_WISH)
    return read_workbook(data, name, progress)
