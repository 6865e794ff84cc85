"""The sheets of an XLSForm as rows by column, from a workbook or from the CSV form of it.

In the CSV form (which pyxform takes too) the first column holds the name of a sheet, alone in its
row; the rows of that sheet follow, headings first, with that column left empty.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage.surveys.headings import clean
from storage.surveys.raw_table import RawTable

Row = dict[str, str]
"""Column to cell; a column in a language is called "label::English (en)"."""

SHEETS = ("survey", "choices", "settings")
_NAMES = {
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "relevance": "relevant",
    "readonly": "read_only",
    "title": "form_title",
    "set_form_title": "form_title",
    "list": "list_name",
    "listname": "list_name",
}
_PARENTS = ("bind", "control", "body", "media")
_TRANSLATED = ("label", "hint")


@dataclass(frozen=True)
class Sheets:
    """The three sheets that matter.

    Attributes:
        language: the one to read; "" for columns that name none.
    """

    survey: list[Row]
    choices: list[Row]
    settings: Row
    language: str = ""

    def words(self, row: Row, column: str, *, any_language: bool = False) -> str:
        """The cell in the language of the form; else the one that names none, else any."""
        found = row.get(f"{column}::{self.language}") if self.language else None
        found = found or row.get(column, "")
        if not found and any_language:
            found = next(iter(wordings(row, column)), "")
        return found


def wordings(row: Row, column: str) -> list[str]:
    """The cell in every language there is."""
    start = f"{column}::"
    return [cell for key, cell in row.items() if key == column or key.startswith(start)]


def sheets_of(raw: RawTable) -> Sheets | None:
    """The sheets of a file that has a survey sheet with the columns "type" and "name"; else None."""
    tables = _of_csv(raw.rows) if raw.kind == "CSV" else _of_workbook(raw)
    survey = _rows(tables.get("survey", []))
    if not survey or not any(row.get("type") for row in survey):
        return None
    if not any("name" in row for row in survey):
        return None
    settings = next(iter(_rows(tables.get("settings", []))), {})
    choices = _rows(tables.get("choices", []))
    return Sheets(survey, choices, settings, _language((*survey, *choices), settings))


def _of_workbook(raw: RawTable) -> dict[str, Sequence[list[str]]]:
    names = {name.strip().casefold(): name for name in reversed(raw.sheets)}
    if "survey" in names:
        return {name: raw.rows_of(names[name]) for name in SHEETS if name in names}
    return {}


def _of_csv(rows: Sequence[Sequence[str]]) -> dict[str, list[list[str]]]:
    first = next((row for row in rows if any(map(str.strip, row))), [])
    if not first or first[0].strip().casefold() not in SHEETS or any(map(str.strip, first[1:])):
        return {}
    tables: dict[str, list[list[str]]] = {}
    current: list[list[str]] = []
    for row in rows:
        if row and row[0].strip():
            current = tables.setdefault(row[0].strip().casefold(), [])
        if any(map(str.strip, row[1:])):
            current.append(list(row[1:]))
    return tables


def _rows(table: Sequence[Sequence[str]]) -> list[Row]:
    """Each row below the headings as column to cell, empty cells left out."""
    start = next((i for i, row in enumerate(table) if any(map(str.strip, row))), None)
    if start is None:
        return []
    headings = [_column(cell) for cell in table[start]]
    rows = [
        {
            heading: cell.strip()
            for heading, cell in zip(headings, row, strict=False)
            if heading and cell.strip()
        }
        for row in table[start + 1 :]
    ]
    return [row for row in rows if row]


def _column(heading: str) -> str:
    """The column's one name: "List name" is list_name, "bind:relevant" relevant."""
    parts = [part.strip() for part in re.split(r"::?", clean(heading))]
    if parts[0].casefold() in _PARENTS and len(parts) > 1:
        parts = parts[1:]
    name = re.sub(r"\s+", "_", parts[0].casefold())
    name = _NAMES.get(name, name)
    if name in _TRANSLATED and len(parts) > 1:
        return f"{name}::{':'.join(parts[1:])}"
    return "--".join((name, *parts[1:]))


def _language(rows: Iterable[Row], settings: Row) -> str:
    """The form's own first language, else no language, else English, else the first there is."""
    columns = dict.fromkeys(key for row in rows for key in row if key.startswith("label"))
    languages = [column.partition("::")[2] for column in columns]
    first = settings.get("default_language", "")
    if first in languages:
        return first
    unnamed = "" in languages
    english = next((each for each in languages if _english(each)), "")
    return "" if unnamed and not english else english or next(iter(languages), "")


def _english(language: str) -> bool:
    return language.casefold().startswith("english") or language.casefold().endswith("(en)")
