"""The cells of a file as text, before anyone says what they mean, turned column by column later."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress, islice
from pathlib import Path
from typing import TYPE_CHECKING

from engage_app.errors import SurveyFileError
from storage.surveys.cells import Cells, RowsOfColumns, Turned, as_cells
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
        turned: the rows on their side, turned when they are first asked for.
    """

    kind: str
    encoding: str
    rows: Sequence[list[str]] = field(repr=False)
    tables: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    read_sheet: Callable[[str], Sequence[list[str]]] | None = field(default=None, repr=False)
    path: Path | None = None
    definition: "Definition | None" = field(default=None, repr=False)
    turned: Turned = field(default_factory=lambda: Turned([]), repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.turned.rows is not self.rows:  # a copy with other rows
            object.__setattr__(self, "turned", Turned(self.rows))

    def rows_of(self, sheet: str) -> Sequence[list[str]]:
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
class Remade:
    """Cells that a reader puts in place of the file's, one for each row below the headings.

    Attributes:
        cells: by column.
        added: columns behind those of the file, made of others.
    """

    cells: Mapping[int, Sequence[str]] = field(default_factory=dict)
    added: Sequence[Sequence[str]] = ()

    def over(self, rows: Sequence[list[str]], first: int) -> Sequence[list[str]]:
        """The rows with these cells in them, each made when it is asked for."""
        return _Overlaid(rows, first, self) if self.cells else rows


class _Overlaid(Sequence[list[str]]):
    def __init__(self, rows: Sequence[list[str]], first: int, remade: Remade) -> None:
        self._rows, self._first, self._remade = rows, first, remade

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        row = list(self._rows[index])
        place = index - self._first
        for column, cells in self._remade.cells.items():
            if place >= 0 and column < len(row):
                row[column] = cells[place]
        return row


_NOTHING = Remade()


@dataclass(frozen=True)
class Columns:
    """The data turned on its side: `cells[column][response]`."""

    cells: Sequence[Sequence[str]] = field(repr=False)
    row_numbers: list[int] = field(repr=False)
    problems: tuple[Problem, ...] = ()


def columns_of(
    raw: RawTable,
    headings: tuple[str, ...],
    first: int,
    not_data: frozenset[int] = frozenset(),
    remade: Remade = _NOTHING,
) -> Columns:
    """The cells below the headings, column by column, trimmed; blank rows are left out.

    Args:
        first: the index of the first row with data.
        not_data: indexes of rows to pass over.
        remade: cells to take in place of the table's.

    Raises:
        SurveyFileError: a row has a value beyond the last heading.
    """
    own = headings[: len(headings) - len(remade.added)]
    made = {**remade.cells, **dict(enumerate(remade.added, len(own)))}
    numbers = list(range(first + 1, len(raw.rows) + 1))
    passed = {index - first for index in not_data if index >= first}
    if not made and not isinstance(raw.rows, RowsOfColumns):
        # A stray cell may stand a million rows below the rest, which are no columns then.
        numbers = [number for number in numbers if raw.rows[number - 1]]
        passed = {place for place, number in enumerate(numbers) if number - 1 in not_data}
        if len(numbers) < len(raw.rows) - first:
            raw, first = replace(raw, rows=[raw.rows[number - 1] for number in numbers]), 0
    cells = raw.turned.cleaned(first, len(headings))
    for index, column in made.items():
        cells[index] = as_cells(column).cleaned
    even = isinstance(raw.rows, RowsOfColumns) and len(raw.rows.columns) == len(own)
    rows = () if even else islice(raw.rows, first, None)
    short = _short(rows, numbers, own, passed)
    passed.update(_blank(cells))
    whole = remade.added or len(remade.cells) == len(own)  # no cell is the file's any more
    told = [] if whole else [numbers[place] for place in short if place not in passed]
    if passed:
        kept = [place not in passed for place in range(len(numbers))]
        cells = [Cells(compress(column, kept)) for column in cells]
        numbers = list(compress(numbers, kept))
    return Columns(cells, numbers, _short_rows(told))


def column_letter(index: int) -> str:
    """How Excel names a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _blank(cells: Sequence[Cells]) -> Iterable[int]:
    """The places of rows in which nothing stands, from trimmed columns."""
    if not cells or "" not in cells[0].counts:
        return ()
    places = [place for place, cell in enumerate(cells[0]) if not cell]
    for column in cells[1:]:
        if not places:
            break
        places = [place for place in places if not column[place]]
    return places


def _short(
    rows: Iterable[Sequence[str]],
    numbers: Sequence[int],
    headings: Sequence[str],
    passed: set[int],
) -> list[int]:
    """The places of rows with fewer cells than headings.

    Raises:
        SurveyFileError: a row has a value beyond the last heading.
    """
    width = len(headings)
    short: list[int] = []
    for place, row in enumerate(rows):
        if len(row) == width:
            continue
        if len(row) < width:
            short.append(place)
        elif place not in passed:
            _check_beyond(row, numbers[place], headings)
    return short


def _check_beyond(row: Sequence[str], number: int, headings: Sequence[str]) -> None:
    width = len(headings)
    for index in range(width, len(row)):
        if row[index].strip():
            raise SurveyFileError(
                f"Row {number} is wider than the header: column {column_letter(index)} holds a"
                f" value, but the headings end with “{headings[-1]}” in column"
                f" {column_letter(width - 1)}.",
                action="Give that column a heading, or put right the quotation marks or delimiters"
                " in that row, and choose the file again.",
            )


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
