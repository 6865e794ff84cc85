"""Answers, read from the cells as a question's type and binding say."""

import re
from collections.abc import Sequence

from engage_app.domain.questionnaire import QuestionType
from storage.surveys.column_facts import Facts, facts_of
from storage.surveys.dates import to_iso
from storage.surveys.several import choices_in, longest_first
from storage.surveys.survey_file import (
    Delimited,
    Problem,
    Single,
    SurveyFile,
    SurveyQuestion,
    Value,
)

_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")


def values_of(survey: SurveyFile, question: SurveyQuestion) -> list[Value]:
    """The answer of every response, in the order of the file.

    What doesn't fit the type (words where a number is expected) stays as it was written.
    """
    binding = question.binding
    cells = survey.columns[binding.column]
    if isinstance(binding, Delimited):
        return _lists(cells, question.choices, binding.delimiter)
    blanks = binding.blanks
    match question.type:
        case QuestionType.INTEGER | QuestionType.DECIMAL:
            return [_number(cell) for cell in cells]
        case QuestionType.DATE:
            first = survey.day_first
            return [(to_iso(cell, day_first=first) or cell) if cell else None for cell in cells]
        case _ if blanks:
            return [None if cell in blanks else cell or None for cell in cells]
        case _:
            return [cell or None for cell in cells]


def misfits(survey: SurveyFile, question: SurveyQuestion) -> list[Problem]:
    """The answers that don't fit the question's type, each with its row."""
    expected = {
        QuestionType.INTEGER: (int, "a whole number"),
        QuestionType.DECIMAL: (float, "a number"),
    }
    if question.type is QuestionType.DATE:
        odd = [
            to_iso(cell, day_first=survey.day_first) is None and bool(cell)
            for cell in survey.columns[question.binding.column]
        ]
        wanted = "a date"
    elif question.type in expected:
        kind, wanted = expected[question.type]
        whole = (int, float) if kind is float else (int,)
        odd = [
            value is not None and not isinstance(value, whole)
            for value in values_of(survey, question)
        ]
    else:
        return []
    return [
        Problem(
            f"This answer is not {wanted}.",
            action="It is kept as text.",
            row=row,
            column=question.label,
        )
        for row, misfit in zip(survey.row_numbers, odd, strict=True)
        if misfit
    ]


def facts_about(survey: SurveyFile, question: SurveyQuestion) -> Facts:
    """The facts of the column that a question is bound to."""
    binding = question.binding
    blanks = binding.blanks if isinstance(binding, Single) else frozenset()
    return facts_of(survey.columns[binding.column], blanks)


def _number(cell: str) -> Value:
    if not cell:
        return None
    if not _NUMBER.fullmatch(cell):
        return cell
    return float(cell) if "." in cell else int(cell)


def _lists(cells: Sequence[str], choices: Sequence[str], delimiter: str) -> list[Value]:
    options = longest_first(choices)
    known: dict[str, Value] = {"": None}
    for cell in cells:
        if cell not in known:
            known[cell] = choices_in(cell, options, delimiter) or None
    return [known[cell] for cell in cells]
