"""The order of choices where a file gives none: by meaning, never by how often they were chosen."""

from collections import Counter

import pytest

from engage_app.domain.questionnaire import QuestionType
from storage.surveys.column_facts import Facts
from storage.surveys.question_types import choices_of
from storage.surveys.survey_file import Single


@pytest.mark.parametrize(
    "order",
    [
        ("Bus", "Car", "Train", "Other", "Prefer not to say"),
        ("Strongly agree", "Agree", "Disagree", "Don't know"),
        ("Under 18", "18-24", "25 to 34", "35-64", "65+", "Prefer not to say"),
        ("Yes", "No", "Not sure"),
    ],
)
def test_choices_stand_by_meaning(order: tuple[str, ...]) -> None:
    for counts in (range(2, 9), range(9, 2, -1)):
        given = Counter(dict(zip(order, counts, strict=False)))
        facts = Facts(given, order)
        assert choices_of(QuestionType.SELECT_ONE, Single(0), facts) == order
