"""Which open question gives the reasons for which closed one."""

from dataclasses import replace

import pytest

from engage_app.domain.questionnaire import Choice, Question, QuestionType, Role
from engage_app.domain.reasons import asks_why, explained, guessed

CLOSED = Question(
    1, "view", "Do you agree?", QuestionType.SELECT_ONE, Role.NONE, choices=(Choice(1, "Yes"),)
)
WHY = Question(2, "why", "Please tell us why.", QuestionType.TEXT, Role.COMMENT)


@pytest.mark.parametrize(
    "label",
    [
        "Why do you say that?",
        "Please give the reasons for your answer",
        "What is your main reason?",
        "Please explain your answer.",
        "Tell us more",
        "Please EXPLAIN",
        "Could you say more about this?",
    ],
)
def test_words_that_ask_why(label: str) -> None:
    assert asks_why(label)


@pytest.mark.parametrize("label", ["Anything else?", "What would you change?", "Comments", ""])
def test_words_that_do_not(label: str) -> None:
    assert not asks_why(label)


def test_a_question_that_asks_why_explains_the_closed_one_right_before_it() -> None:
    assert explained([CLOSED, WHY]) == [(WHY, CLOSED)]
    between = replace(WHY, id=3, label="Anything else?")
    assert explained([CLOSED, between, WHY]) == []
    gone = replace(between, retired=True)
    assert guessed([CLOSED, gone, WHY]) == {2: 1}  # nobody is asked it any more


def test_what_the_officer_says_goes_before_what_the_words_say() -> None:
    other = replace(CLOSED, id=4, name="other")
    linked = replace(WHY, explains_id=4)
    assert explained([other, CLOSED, linked]) == [(linked, other)]
    plain = replace(linked, label="Comments", explains_id=1)
    assert explained([CLOSED, plain]) == [(plain, CLOSED)]


@pytest.mark.parametrize(
    "closed",
    [
        replace(CLOSED, role=Role.EQUALITY),
        replace(CLOSED, role=Role.CONSENT),
        replace(CLOSED, grid="How far do you agree?"),
        replace(CLOSED, type=QuestionType.INTEGER, choices=()),
    ],
)
def test_no_guess_at_equality_consent_grids_or_figures(closed: Question) -> None:
    assert explained([closed, WHY]) == []


def test_equality_is_never_crossed_even_if_a_file_says_so() -> None:
    equality = replace(CLOSED, role=Role.EQUALITY)
    assert explained([equality, replace(WHY, explains_id=1)]) == []
    assert explained([CLOSED, replace(WHY, role=Role.NONE, explains_id=1)]) == []
