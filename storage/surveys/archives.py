"""Zip archives: workbooks are some, and Google Forms and ODK pack their CSV into one."""

import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from engage_app.errors import SurveyFileError
from engage_app.progress import Progress, no_progress
from storage.surveys import archive_guard
from storage.surveys.raw_table import RawTable
from storage.surveys.workbooks import read_workbook

ReadTable = Callable[[bytes, str, Progress], RawTable]

_TABLES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods"})
_PACKED = frozenset({".xlsx", ".xlsm", ".ods"})
_SPREADSHEET = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_OPENDOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"


def read_archive(data: bytes, name: str, progress: Progress, read_table: ReadTable) -> RawTable:
    """The rows of a workbook, or of the one table in a compressed folder.

    Several tables are taken only where one is plainly the main one: ODK names the others
    "<main>-<repeat>.csv". They are then its further sheets.

    Raises:
        SurveyFileError: it is damaged, absurdly large, or nothing says which file is meant.
    """
    start = data[:4000]
    if _OPENDOCUMENT in start and _SPREADSHEET not in start:
        raise SurveyFileError(
            f"“{name}” is an OpenDocument file but no spreadsheet.",
            action="Choose the file that the survey tool exports.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise archive_guard.damaged(name, error) from error
    if _SPREADSHEET in start or any(part.filename.startswith("xl/") for part in parts):
        return read_workbook(data, name, progress)
    archive_guard.check_sizes(parts, name)
    tables = [part.filename for part in parts if _is_table(part)]
    main = _main_of(tables, name)
    title = PurePosixPath(main).name
    table = read_table(_unpacked(data, main, name), title, progress)
    if len(tables) == 1:
        return table

    def read_other(other: str) -> Sequence[list[str]]:
        return read_table(_unpacked(data, other, name), other, no_progress).rows

    return replace(table, sheet=main, sheets=tuple(tables), read_sheet=read_other)


def _is_table(part: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(part.filename)
    hidden = path.name.startswith(".") or "__MACOSX" in path.parts  # what a Mac adds
    folder = part.filename.endswith("/")  # is_dir() fails where a damaged name is empty
    return not folder and not hidden and path.suffix.lower() in _TABLES


def _main_of(tables: list[str], name: str) -> str:
    if not tables:
        raise SurveyFileError(
            f"“{name}” is a compressed folder or another kind of document, and holds no table.",
            action="If it holds an export, unpack it first and choose the file inside.",
        )
    main = min(tables, key=len)
    stem = main.removesuffix(PurePosixPath(main).suffix)
    if all(each == main or each.startswith(f"{stem}-") for each in tables):
        return main
    names = ", ".join(f"“{each}”" for each in tables[:5])
    raise SurveyFileError(
        f"“{name}” holds {len(tables)} tables: {names}.",
        action="Unpack it first, and choose the file with the responses.",
    )


def _unpacked(data: bytes, part: str, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.getinfo(part).flag_bits & 1:
                raise SurveyFileError(
                    f"“{name}” is protected by a password.",
                    action="Unpack it with the password first, and choose the file inside.",
                )
            inside = archive.read(part)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        OSError,
    ) as error:
        raise archive_guard.damaged(name, error) from error
    packed = PurePosixPath(part).suffix.lower() in _PACKED
    if inside.startswith(b"PK\x03\x04") and not packed:
        raise SurveyFileError(
            f"“{part}” in “{name}” is another compressed folder.",
            action="Unpack it first, and choose the file with the responses.",
        )
    return inside
