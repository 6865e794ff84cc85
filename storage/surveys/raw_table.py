"""The cells of a file as text, before anyone says what they mean, and the readers' answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engage_app.domain.questionnaire import Role
from engage_app.errors import SurveyFileError
from storage.surveys.survey_file import Problem

COLUMN_LIMIT = 2_000
"""More columns than any questionnaire has; a wider sheet is refused before it fills the memory."""


@dataclass(frozen=True)
class RawTable:
    """Every row of a file, header rows and blank rows included, so that an index is a row number.

    Attributes:
        kind: "CSV" or "Excel".
        encoding: as Python names it.
        rows: row 1 of the file first; they may differ in length.
        tables: names of the Excel tables on the sheet.
        problems: found while reading.
    """

    kind: str
    encoding: str
    rows: list[list[str]] = field(repr=False)
    tables: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Layout:
    """What a reader says about a file it recognised.

    Attributes:
        tool: as SurveyFile.tool.
        why: as SurveyFile.why.
        header: the index of the row with the headings; data begins `header_rows` below it.
        headings: cleaned, one for each column; "Column C" where the file has none.
        source_id: the column with the tool's own id of a response, or None.
        submitted: the column with the time of submission, or None.
        ignored: the tool's own columns, which are no questions.
        roles: of columns whose meaning the tool itself gives.
        blanks: by column, what the tool writes where nothing was given.
        problems: what the officer should know about the layout.
    """

    tool: str
    why: str
    header: int
    headings: tuple[str, ...]
    header_rows: int = 1
    source_id: int | None = None
    submitted: int | None = None
    ignored: frozenset[int] = frozenset()
    roles: Mapping[int, Role] = field(default_factory=dict)
    blanks: Mapping[int, frozenset[str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Columns:
    """The data turned on its side: `cells[column][response]`."""

    cells: list[list[str]] = field(repr=False)
    row_numbers: list[int] = field(repr=False)
    problems: tuple[Problem, ...] = ()


def columns_of(raw: RawTable, layout: Layout) -> Columns:
    """The cells below the headings, column by column, trimmed; blank rows are left out.

    Raises:
        SurveyFileError: a row has a value beyond the last heading.
    """
    width = len(layout.headings)
    first = layout.header + layout.header_rows
    rows: list[list[str]] = []
    numbers: list[int] = []
    short: list[int] = []
    for number, row in enumerate(raw.rows[first:], first + 1):
        if len(row) != width:
            if not any(map(str.strip, row)):
                continue
            if len(row) > width:
                row = _trimmed(row, width, number, layout.headings)  # noqa: PLW2901
            else:
                short.append(number)
                row = row + [""] * (width - len(row))  # noqa: PLW2901
        elif not any(map(str.strip, row)):
            continue
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
    if any("\r" in cell for cell in column):
        return [cell.replace("\r\n", "\n").replace("\r", "\n").strip() for cell in column]
    return [cell.strip() for cell in column]


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
