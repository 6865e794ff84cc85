"""The cells of a file as text, before anyone says what they mean, turned column by column later."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engage_app.errors import SurveyFileError
from storage.surveys.survey_file import Problem

if TYPE_CHECKING:
    from storage.surveys.definition import Definition

COLUMN_LIMIT = 2_000
"""More columns than any questionnaire has; a wider sheet is refused before it fills the memory."""


@dataclass(frozen=True)
class RawTable:
    """Every row of a file, header rows and blank rows included, so that an index is a row number.

    Attributes:
        kind: "CSV", "Excel" or "OpenDocument".
        encoding: as Python names it.
        rows: row 1 of the file first; they may differ in length. Cells are not trimmed.
        tables: names of the Excel tables on the sheet.
        problems: found while reading.
        sheet: the name of the sheet, or of the file in a compressed folder.
        sheets: names of all sheets, hidden ones included, in their order.
        hidden: names of the hidden ones.
        read_sheet: reads another sheet.
        path: the file, as the officer chose it.
        definition: the questionnaire that was given with it.
    """

    kind: str
    encoding: str
    rows: list[list[str]] = field(repr=False)
    tables: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    read_sheet: Callable[[str], list[list[str]]] | None = field(default=None, repr=False)
    path: Path | None = None
    definition: "Definition | None" = field(default=None, repr=False)

    def rows_of(self, sheet: str) -> list[list[str]]:
        """The rows of another sheet; none where there is no such sheet.

        Raises:
            SurveyFileError: it is absurdly wide.
        """
        if sheet == self.sheet:
            return self.rows
        if sheet not in self.sheets or self.read_sheet is None:
            return []
        return self.read_sheet(sheet)

    def on(self, sheet: str) -> "RawTable":
        """This file with another sheet as its rows."""
        return replace(self, rows=self.rows_of(sheet), sheet=sheet)


@dataclass(frozen=True)
class Columns:
    """The data turned on its side: `cells[column][response]`."""

    cells: list[list[str]] = field(repr=False)
    row_numbers: list[int] = field(repr=False)
    problems: tuple[Problem, ...] = ()


def columns_of(
    raw: RawTable,
    headings: tuple[str, ...],
    first: int,
    not_data: frozenset[int] = frozenset(),
) -> Columns:
    """The cells below the headings, column by column, trimmed; blank rows are left out.

    Args:
        first: the index of the first row with data.
        not_data: indexes of rows to pass over.

    Raises:
        SurveyFileError: a row has a value beyond the last heading.
    """
    width = len(headings)
    rows: list[list[str]] = []
    numbers: list[int] = []
    short: list[int] = []
    for number, row in enumerate(raw.rows[first:], first + 1):
        if number - 1 in not_data:
            continue
        first_cell = row[0] if row else ""
        if (not first_cell or first_cell.isspace()) and not any(map(str.strip, row)):
            continue
        if len(row) != width:
            if len(row) > width:
                row = _trimmed(row, width, number, headings)  # noqa: PLW2901
            else:
                short.append(number)
                row = row + [""] * (width - len(row))  # noqa: PLW2901
        rows.append(row)
        numbers.append(number)
    cells = [_cleaned(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]
    return Columns(cells, numbers, _short_rows(short))


def column_letter(index: int) -> str:
    """How Excel names a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _trimmed(row: list[str], width: int, number: int, headings: tuple[str, ...]) -> list[str]:
    for index in range(width, len(row)):
        if row[index].strip():
            raise SurveyFileError(
                f"Row {number} is wider than the header: column {column_letter(index)} holds a"
                f" value, but the headings end with “{headings[-1]}” in column"
                f" {column_letter(width - 1)}.",
                action="Give that column a heading, or put right the quotation marks or delimiters"
                " in that row, and choose the file again.",
            )
    return row[:width]


def _cleaned(column: tuple[str, ...]) -> list[str]:
    """Trimmed cells, each line break a line feed."""
    if "\r" in "".join(column):
        return [cell.replace("\r\n", "\n").replace("\r", "\n").strip() for cell in column]
    return list(map(str.strip, column))


def _short_rows(short: list[int]) -> tuple[Problem, ...]:
    if not short:
        return ()
    count = f"{len(short)} rows have" if len(short) > 1 else "This row has"
    return (
        Problem(
            f"{count} fewer cells than the header.",
            action="The missing cells were taken as blank.",
            row=short[0],
        ),
    )
