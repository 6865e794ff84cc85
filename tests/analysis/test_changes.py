"""Which questions two exercises share, and how a share changed."""

from dataclasses import replace

import pytest

from analysis.changes import alone, change, in_line, shared_questions
from analysis.intervals import difference
from engage_app.domain.questionnaire import Choice, Question, QuestionType, Role


def question(key: int, name: str, label: str, *choices: str) -> Question:
    """A question of one choice."""
    made = tuple(Choice(key * 10 + n, text) for n, text in enumerate(choices))
    return Question(key, name, label, QuestionType.SELECT_ONE, Role.NONE, choices=made)


THEN = question(1, "q4", "How do you travel?", "Car", "Bus", "Foot")


def test_the_same_wording_and_choices_whatever_the_name() -> None:
    now = question(7, "travel", "How do  you TRAVEL?", "bus", "Car", "foot")
    assert shared_questions([THEN], [now]) == [(THEN, now)]
    assert shared_questions([THEN], [replace(now, label="How did you come?")]) == []


def test_the_same_name_and_two_choices_at_least() -> None:
    now = question(7, "Q4", "How did you come here?", "Car", "Bus", "Taxi")
    assert shared_questions([THEN], [now]) == [(THEN, now)]
    assert shared_questions([THEN], [question(7, "q4", "Age?", "Car", "Old")]) == []


def test_wording_goes_before_name_and_nothing_is_taken_twice() -> None:
    named = question(2, "travel", "By what?", "Car", "Bus")
    now = question(7, "travel", "How do you travel?", "Car", "Bus", "Foot")
    assert shared_questions([named, THEN], [now]) == [(THEN, now)]
    assert len(shared_questions([THEN], [now, replace(now, id=8)])) == 1


@pytest.mark.parametrize("role", [Role.EQUALITY, Role.GROUP, Role.CONSENT])
def test_equality_and_the_like_are_not_compared(role: Role) -> None:
    assert shared_questions([replace(THEN, role=role)], [replace(THEN, role=role)]) == []


def test_another_type_is_another_question() -> None:
    several = replace(THEN, id=9, type=QuestionType.SELECT_MULTIPLE)
    assert shared_questions([THEN], [several]) == []


def test_percentage_points_are_rounded_once_and_halves_away_from_nought() -> None:
    assert change((1, 8), (2, 8), sampled=False).points == 13  # 12.5
    assert change((2, 8), (1, 8), sampled=False).points == -13
    assert change((0, 0), (1, 8), sampled=True).points is None


def test_samples_have_newcombes_interval_and_others_none() -> None:
    """Newcombe's own example: 56 of 70 against 48 of 80."""
    found = change((48, 80), (56, 70), sampled=True)
    assert (found.points, found.low, found.high) == (20, 5, 33)
    low, high = difference(56, 70, 48, 80)
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)
    assert change((48, 80), (56, 70), sampled=False).low is None


def test_choices_now_come_first_and_names_that_two_have_are_nobodys() -> None:
    assert in_line(["Car", "Tram"], ["Bus", "car"]) == ["bus", "car", "tram"]
    assert alone({1: "Cost", 2: "cost ", 3: "Access"}) == {"access": 3}
