import pytest

from analysis import frames
from analysis.closed_questions import chosen, is_likert, leaning, prefers_not_to_say
from analysis.respondents import Respondents


def test_the_three_states_of_an_answer_stay_apart() -> None:
    who = Respondents.of(frames.responses([(n, n, 1, 0, None, "") for n in (1, 2, 3, 4)], ()))
    answers = frames.answers(
        [(1, 5, 50, 1), (1, 5, 51, 1), (2, 5, 0, 0), (3, 5, 0, 1), (4, 6, 0, 0)]
    )
    found = chosen(who, answers, 5, [50, 51, 52])
    assert found.choices.sum(axis=0).tolist() == [1, 1, 0]
    assert found.answered.tolist() == [True, False, True, False]
    assert found.own_words.tolist() == [False, False, True, False]
    assert found.skipped.tolist() == [False, True, False, False]  # the fourth was not shown it


@pytest.mark.parametrize(
    ("label", "side"),
    [
        ("Strongly agree", "agree"),
        ("Disagree", "disagree"),
        ("Neither agree nor disagree", "neither"),
        ("Very dissatisfied", "disagree"),
        ("Not at all confident", "disagree"),
        ("Don't know", "neither"),
        ("Blue", ""),
        ("Do not support", "disagree"),
        ("I don’t really agree", "disagree"),
        ("No support", "disagree"),
        ("Less likely", "disagree"),
        ("Not easy", "disagree"),
        ("Not supportive", "disagree"),
        ("Not satisfied", "disagree"),
        ("Don't oppose", ""),
        ("Yes, I support it, though not the timetable", "agree"),
        ("Very good", "agree"),
    ],
)
def test_which_way_a_choice_leans(label: str, side: str) -> None:
    assert leaning(label) == side


def test_a_scale_needs_two_sides() -> None:
    assert is_likert(["Agree", "Disagree"])
    assert not is_likert(["Good", "Blue"])


def test_declining_is_an_answer() -> None:
    assert prefers_not_to_say("Prefer not to say")
    assert not prefers_not_to_say("Prefer the old clinic")
