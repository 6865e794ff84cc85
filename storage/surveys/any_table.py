"""Any CSV or Excel table with one header row: the reader that takes what no other knows."""

from collections.abc import Sequence
from itertools import islice

from engage_app.errors import SurveyFileError
from storage.surveys import words
from storage.surveys.cells import Cells, RowsOfColumns
from storage.surveys.dates import is_date
from storage.surveys.headings import clean, plain
from storage.surveys.layout import Layout
from storage.surveys.moments import from_serial
from storage.surveys.raw_table import RawTable, column_letter
from storage.surveys.survey_file import Problem

_TOP = 20  # rows at the top, among which the headings are
_LOOKED_AT = 200  # rows that show whether a column holds dates


def recognise(raw: RawTable) -> Layout:
    """The layout of a table whose first filled row holds the headings.

    Raises:
        SurveyFileError: there are no headings.
    """
    header = header_of(raw.rows)
    if header is None:
        raise SurveyFileError(
            "The file holds no rows.", action="Export the survey again and choose that file."
        )
    headings = [clean(cell) for cell in raw.rows[header]]
    while headings and not headings[-1]:
        headings.pop()
    if not any(any(letter.isalpha() for letter in heading) for heading in headings):
        raise SurveyFileError(
            f"Row {header + 1} should hold the headings, but there are no words in it.",
            action="Export the survey again with its question texts, and choose that file.",
        )
    unnamed = [index for index, heading in enumerate(headings) if not heading]
    submitted = _submitted(raw, header, headings)
    return Layout(
        tool=raw.kind,
        why=f"No survey tool's layout was found in it; row {header + 1} holds the headings.",
        header=header,
        headings=tuple(
            heading or f"Column {column_letter(index)}" for index, heading in enumerate(headings)
        ),
        source_id=source_id(raw, header, headings),
        submitted=submitted,
        ignored=frozenset(index for index in unnamed if not _filled(raw, header, index)),
        problems=above(raw.rows[:header])
        + tuple(
            Problem(
                "This column has no heading.",
                action="It is called by its letter; leave it out if it is no question.",
                column=f"Column {column_letter(index)}",
            )
            for index in unnamed
            if _filled(raw, header, index)
        ),
    )


def holds_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether there are at least two headings side by side, and an answer below them."""
    header = header_of(rows)
    if header is None or _filled_cells(rows[header]) < 2:
        return False
    return any(_filled_cells(row) for row in islice(rows, header + 1, None))


def header_of(rows: Sequence[Sequence[str]]) -> int | None:
    """The first filled row; below a title or a note that stands alone over a wider table, the
    first one that is about as wide."""
    top = enumerate(islice(rows, _TOP))
    filled = [(index, count) for index, row in top if (count := _filled_cells(row))]
    if not filled:
        return next((i for i, row in enumerate(rows) if any(map(str.strip, row))), None)
    typical = max(count for _, count in filled)
    first, count = filled[0]
    if count > 2 or count * 2 >= typical:
        return first
    return next(index for index, count in filled if count > 2 and count * 2 >= typical)


def _filled_cells(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell and not cell.isspace())


def above(rows: Sequence[Sequence[str]]) -> tuple[Problem, ...]:
    """What is said of a title above the headings."""
    words = [clean(cell) for row in rows for cell in row if cell.strip()]
    if not words:
        return ()
    return (
        Problem(
            f"Above the headings stands “{words[0][:80]}”.",
            action="It was taken for a title, and is no answer.",
        ),
    )


def source_id(raw: RawTable, header: int, headings: list[str]) -> int | None:
    """The column with the response's own id: by its heading, and by values that differ."""
    keys = [plain(heading).rstrip(":").replace("_", " ").strip() for heading in headings]
    for index, key in enumerate(keys):
        if key in words.SOURCE_ID_HEADINGS and _distinctness(raw, header, index) > 0:
            return index
    for index, key in enumerate(keys):
        likely = key in words.LIKELY_SOURCE_ID_HEADINGS
        if likely and _distinctness(raw, header, index) >= 0.9:
            return index
    return None


def _submitted(raw: RawTable, header: int, headings: list[str]) -> int | None:
    keys = {plain(heading): index for index, heading in reversed(list(enumerate(headings)))}
    for wanted in words.SUBMITTED_HEADINGS:
        index = keys.get(wanted)
        if index is None:
            continue
        cells = list(islice(filter(None, _cells(raw, header, index)), _LOOKED_AT))
        if cells and all(is_date(cell) or from_serial(cell) for cell in cells):
            return index
    return None


def _cells(raw: RawTable, header: int, index: int) -> Cells:
    if isinstance(raw.rows, RowsOfColumns):
        return raw.turned.trimmed(header + 1, index + 1)[index]
    below = islice(raw.rows, header + 1, None)  # of which a million may be blank
    return Cells(row[index].strip() if index < len(row) else "" for row in below if row)


def _filled(raw: RawTable, header: int, index: int) -> bool:
    return any(_cells(raw, header, index).counts)


def _distinctness(raw: RawTable, header: int, index: int) -> float:
    """How many of the values differ, 0–1; a long text is no id."""
    counts = _cells(raw, header, index).counts
    values = [value for value in counts if value]
    if not values or max(map(len, values)) > 80:
        return 0.0
    return len(values) / (counts.total() - counts[""])
