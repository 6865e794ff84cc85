"""What is said of boxes ticked that may not all have been told from each other.

A list of what is between choices is never complete, and an option may hold it: an officer sees the
options in question before anything is brought in.
"""

import re
from collections.abc import Sequence

from engage_app.domain.questionnaire import QuestionType
from storage.surveys.survey_file import Delimited, Problem, SurveyQuestion
from storage.surveys.values import Columns, facts_over

_NAMED = 3
_MOST = 5_000  # different answers looked at for two choices in one
_BETWEEN = re.compile(r"\s*(?:[^\w\s()'’\"“”-]+|\band\b|&)\s*", re.IGNORECASE)


def doubts(questions: Sequence[SurveyQuestion], columns: Columns) -> list[Problem]:
    """Choices that may be several, question by question."""
    return [
        problem
        for question in questions
        if question.type is QuestionType.SELECT_MULTIPLE
        and isinstance(question.binding, Delimited)
        and question.binding.kind == "label"
        and not question.binding.codes
        and not question.binding.trailing  # closed by the mark each, as Microsoft Forms does
        and (problem := _doubt(question, question.binding, columns))
    ]


def _doubt(question: SurveyQuestion, binding: Delimited, columns: Columns) -> Problem | None:
    mark = binding.delimiter.strip() or binding.delimiter
    whole = [choice for choice in question.choices if mark in choice]
    if whole:
        return Problem(
            f"{_named(whole)}: kept whole, though “{mark}” is between choices here.",
            action="If these are several choices each, put another mark between choices in the file.",
            column=question.label,
        )
    given = facts_over(columns, binding).counts
    if any(mark in value for value in given):
        return None
    joined = _joined_otherwise(list(given))
    if not joined:
        return None
    return Problem(
        f"{_named(joined)}: these look like several choices, and were not divided.",
        action="Put a semicolon between choices in the file, and choose it again.",
        column=question.label,
    )


def _joined_otherwise(values: Sequence[str]) -> list[str]:
    """The answers that are other answers with something else between them."""
    if len(values) > _MOST:
        return []
    known = set(values)
    found = []
    for value in values:
        pieces = [piece for piece in _BETWEEN.split(value) if piece]
        if len(pieces) > 1 and known.issuperset(pieces):
            found.append(value)
    return found


def _named(choices: Sequence[str]) -> str:
    names = ", ".join(f"“{choice}”" for choice in choices[:_NAMED])
    more = len(choices) - _NAMED
    return f"{names} and {more} more" if more > 0 else names
