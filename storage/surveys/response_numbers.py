"""Columns that number the responses: they tell rows apart, and answer nothing."""

import re
from itertools import pairwise

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys import words
from storage.surveys.column_facts import Facts
from storage.surveys.headings import opens_with, plain, says
from storage.surveys.survey_file import Single, SurveyQuestion

_UUID = re.compile(r"(?:uuid:)?\{?[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\}?", re.IGNORECASE)
_CODE = re.compile(r"(?=\S*\d)\S{1,80}")
_DIFFERENT = 0.9  # an export may hold a response twice
_ENOUGH = 5  # rows; fewer numbers differ by chance
_MANY = 20


def numbers_responses(question: SurveyQuestion, facts: Facts) -> bool:
    """Whether a column holds an id or a serial number, as its heading and its cells say."""
    binding = question.binding
    if question.grid or not isinstance(binding, Single) or not facts.answered:
        return False
    if question.type is QuestionType.TEXT:
        return _all_uuids(facts) or (
            _named(question.label, facts) and all(map(_CODE.fullmatch, facts.counts))
        )
    if question.type is not QuestionType.INTEGER or binding.codes:
        return False
    return _named(question.label, facts) or (
        binding.column == 0 and not _asks(question.label) and _counts_up(facts)
    )


def _named(heading: str, facts: Facts) -> bool:
    """Whether the heading calls it an id, and its values differ as ids do."""
    key = plain(heading).replace("_", " ").rstrip(" .:")
    if key in words.SOURCE_ID_HEADINGS or key in words.NUMBER_HEADINGS:
        return facts.distinct >= _DIFFERENT * facts.answered
    likely = key in words.LIKELY_SOURCE_ID_HEADINGS
    return likely and facts.answered >= _ENOUGH and facts.distinct == facts.answered


def _all_uuids(facts: Facts) -> bool:
    return facts.distinct == facts.answered and all(map(_UUID.fullmatch, facts.counts))


def _asks(heading: str) -> bool:
    """Whether the heading asks people for a number, such as their age."""
    asked = (*words.CLOSED_HEADINGS, "what", "how", "number of", "please")
    equality = says(heading, words.HEADINGS[Role.EQUALITY])
    return equality or heading.rstrip().endswith("?") or opens_with(heading, asked)


def _counts_up(facts: Facts) -> bool:
    """Whether each row has a higher number than the one before: of few rows, the next one."""
    if facts.distinct != facts.answered or facts.answered < _ENOUGH:
        return False
    steps = [after - before for before, after in pairwise(map(int, facts.counts))]
    return all(step == 1 for step in steps) or (facts.answered >= _MANY and min(steps) > 0)
