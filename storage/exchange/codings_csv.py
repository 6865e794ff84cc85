"""Codings as one table: a row for each coding, with what is known of the respondent beside it.

A comment without a coding has a row too, so that the table also says what was not coded. A cell that
a spreadsheet would take for a formula begins with an apostrophe, which is taken off when it is read.
"""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from engage_app.errors import NotPossible
from storage.reports.saving import save

COLUMNS = (
    "response", "activity", "date", "place", "stakeholder groups", "position", "question",
    "comment", "sentiment", "theme", "theme path", "passage", "from", "to", "coder", "origin",
    "status", "comment id",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 10_000_000


def write_codings(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    """Write the table as CSV that Excel opens as it is (UTF-8 with a mark); returns the path.

    Raises:
        NotPossible: it can't be written there.
        FileInUse: another program has the file open.
    """

    def write(unfinished: Path) -> None:
        with unfinished.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, restval="")
            writer.writeheader()
            writer.writerows({name: _safe(value) for name, value in row.items()} for row in rows)

    return save(path, write)


def read_codings(path: Path) -> list[dict[str, str]]:
    """The rows of such a table, or of one with `text` (or `comment`) and `theme` (or `themes`, apart
    by |), each by the name of its column in lower case.

    Raises:
        NotPossible: it lacks these columns, or it is no CSV in UTF-8.
    """
    csv.field_size_limit(_LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            names = {name: name.strip().casefold() for name in reader.fieldnames or () if name}
            rows = [
                {names[name]: _plain(value or "") for name, value in row.items() if name in names}
                for row in reader
            ]
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotPossible(
            f"“{path.name}” can't be read as CSV in UTF-8.",
            action="Save it as CSV UTF-8, then try again.",
            detail=str(error),
        ) from error
    known = set(names.values())
    if not known & {"text", "comment"} or not known & {"theme", "themes"}:
        raise NotPossible(
            f"“{path.name}” has no columns for words and themes.",
            action="Name them “text” and “themes”, with | between several themes.",
        )
    return rows


def _safe(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value


def _plain(value: str) -> str:
    return value[1:] if value.startswith("'") and value[1:].startswith(_FORMULA) else value
