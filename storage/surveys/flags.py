"""Rows that may be no responses: tests, unfinished ones, totals. Flagged, never dropped."""

from collections.abc import Mapping, Sequence
from operator import itemgetter

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.bindings import Single
from storage.surveys.cells import different
from storage.surveys.headings import plain
from storage.surveys.survey_file import FlaggedRow, Problem, SurveyQuestion

_TOTALS = frozenset(
    (
        "total", "totals", "grand total", "sub total", "subtotal", "sum", "average", "mean",
        "count", "overall", "total responses", "total respondents",
    )
)  # fmt: skip
_TESTS = frozenset(
    (
        "test", "tests", "testing", "test test", "test response", "test submission", "test entry",
        "this is a test", "just a test", "just testing", "test only", "test please ignore",
        "please ignore", "preview", "survey preview", "dummy",
    )
)  # fmt: skip
_TEST_OPENINGS = frozenset(word[:4] for word in _TESTS)
_OPENING = itemgetter(slice(4))
_LAST = 3  # rows at the end that may hold totals
_ACTION = "It comes in unless you leave it out."


def total_rows(rows: Sequence[Sequence[str]], first: int) -> frozenset[int]:
    """Indexes of rows at the end of a table that begin with a word like "Total".

    Args:
        first: the index of the first row with data, which is never a total by itself.
    """
    found: list[int] = []
    index = len(rows) - 1
    while index > first and len(found) < _LAST:
        filled = [cell for cell in rows[index] if cell.strip()]
        if filled:
            if plain(filled[0]).rstrip(":").strip() not in _TOTALS:
                break
            found.append(index)
        index -= 1
    return frozenset(found)


def flagged_rows(
    columns: Sequence[Sequence[str]],
    row_numbers: Sequence[int],
    questions: Sequence[SurveyQuestion],
    *,
    tests: Mapping[int, str],
    partial: Mapping[int, str],
    totals: frozenset[int],
) -> tuple[FlaggedRow, ...]:
    """The flagged rows in the order of the file, the first reason for each.

    Args:
        tests, partial, totals: row indexes from 0, as readers give them.
    """
    found: dict[int, FlaggedRow] = {}
    for index in totals:
        found[index + 1] = FlaggedRow(index + 1, "total", "This row looks like a total.")
    for index, why in tests.items():
        found.setdefault(index + 1, FlaggedRow(index + 1, "test", why))
    for number, word in _named_tests(columns, row_numbers, questions):
        why = f"An answer in this row is “{word}”, so it may be a test."
        found.setdefault(number, FlaggedRow(number, "test", why))
    for index, why in partial.items():
        found.setdefault(index + 1, FlaggedRow(index + 1, "partial", why))
    return tuple(found[number] for number in row_numbers if number in found)


def as_problems(flagged: Sequence[FlaggedRow]) -> list[Problem]:
    """What the officer is told about flagged rows."""
    return [Problem(each.why, action=_ACTION, row=each.row) for each in flagged]


def _named_tests(
    columns: Sequence[Sequence[str]],
    row_numbers: Sequence[int],
    questions: Sequence[SurveyQuestion],
) -> list[tuple[int, str]]:
    """Rows whose written answers say that they are tests; a choice called "Test" says nothing."""
    found: list[tuple[int, str]] = []
    for question in questions:
        written = question.type is QuestionType.TEXT or question.role is Role.IDENTIFIER
        if not written or not isinstance(question.binding, Single) or question.binding.codes:
            continue
        cells = columns[question.binding.column]
        # The first letters are looked at alone: there may be a million long answers.
        values = different(cells)
        openings = set(map(_OPENING, values))
        likely = {opening for opening in openings if opening.casefold() in _TEST_OPENINGS}
        telling = {
            value
            for value in (values if likely else ())
            if value[:4] in likely and plain(value).rstrip(".!") in _TESTS
        }
        if telling:
            found += [
                (number, cell)
                for number, cell in zip(row_numbers, cells, strict=True)
                if cell in telling
            ]
    return found
