"""Which questions are shown, what is wrong with an answer, what is filed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_app.domain.form_logic import (
    NEEDED,
    NOT_DATE,
    NOT_NUMBER,
    NOT_WHOLE,
    checks,
    declined,
    exclusive,
    misreadings,
    settled,
    shown,
)
from engage_app.domain.form_values import (
    Answer,
    blank,
    decimal_number,
    same,
    typed_date,
    whole_number,
)
from engage_app.domain.questionnaire import Choice, Question, QuestionType, Role

TODAY = date(2026, 3, 14)
YES_NO = (Choice(1, "Yes", "yes"), Choice(2, "No", "no"))


def question(name: str, kind: QuestionType = QuestionType.TEXT, **more: object) -> Question:
    return replace(Question(1, name, name.title(), kind, Role.NONE), **more)  # type: ignore[arg-type]


BUS = question("bus", QuestionType.SELECT_ONE, choices=YES_NO)
WHICH = question("which", relevant="${bus} = 'yes'")
WHY = question("why", relevant="${which} != ''")
SERVICES = question(
    "services",
    QuestionType.SELECT_MULTIPLE,
    choices=(Choice(1, "GP"), Choice(2, "Nurse"), Choice(3, "None of these")),
)
AGE = question("age", QuestionType.INTEGER, constraint=". >= 0 and . <= 120")


def test_a_question_is_shown_when_its_condition_holds() -> None:
    asked = (BUS, WHICH, WHY)
    assert shown(asked, {}, today=TODAY) == ["bus"]
    assert shown(asked, {"bus": "yes"}, today=TODAY) == ["bus", "which"]
    assert shown(asked, {"bus": "yes", "which": "7"}, today=TODAY) == ["bus", "which", "why"]


def test_an_answer_that_went_away_counts_no_longer() -> None:
    """She answered “which bus”, then said she takes none: “why that bus” goes with it."""
    answers: dict[str, Answer] = {"bus": "no", "which": "7", "why": "quick"}
    assert shown((BUS, WHICH, WHY), answers, today=TODAY) == ["bus"]
    assert settled((BUS, WHICH, WHY), answers, today=TODAY) == {"bus": "no"}


def test_a_condition_that_cannot_be_read_hides_nothing() -> None:
    assert shown((question("q", relevant="${bus} ="),), {}, today=TODAY) == ["q"]


def test_a_retired_question_is_shown_only_where_it_was_answered() -> None:
    old = question("old", retired=True)
    assert shown((old,), {}, today=TODAY) == []
    assert shown((old,), {"old": "x"}, today=TODAY) == ["old"]


def test_filed_answers_are_read_and_blanks_are_skipped_not_absent() -> None:
    asked = (BUS, WHICH, SERVICES, AGE, question("born", QuestionType.DATE))
    typed: dict[str, Answer] = {
        "bus": "yes",
        "which": " ",
        "services": ["GP"],
        "age": " 42 ",
        "born": "1/2/1980",
    }
    assert settled(asked, typed, today=TODAY) == {
        "bus": "yes",
        "which": None,
        "services": ("GP",),
        "age": 42,
        "born": "1980-02-01",
    }


def test_words_are_filed_as_they_were_written() -> None:
    assert settled((question("q"),), {"q": " two  spaces \n"}, today=TODAY) == {
        "q": " two  spaces \n"
    }


@pytest.mark.parametrize(
    ("asked", "value", "problems"),
    [
        (question("q", required=True), " ", [NEEDED]),
        (replace(SERVICES, required=True), (), [NEEDED]),
        (question("q"), None, []),
        (AGE, "12a", [NOT_WHOLE]),
        (AGE, "3.5", [NOT_WHOLE]),
        (AGE, 42, []),
        (AGE, 42.0, []),
        (AGE, 121, ["This must be between 0 and 120."]),
        (AGE, None, []),
        (replace(AGE, constraint_message="Ages only."), "-1", ["Ages only."]),
        (question("n", QuestionType.DECIMAL), "2.50", []),
        (question("n", QuestionType.DECIMAL), "2,5", [NOT_NUMBER]),
        (question("d", QuestionType.DATE), "31/02/2026", [NOT_DATE]),
        (question("d", QuestionType.DATE, constraint=". <= today()"), "13/3/2026", []),
        (
            question("d", QuestionType.DATE, constraint=". <= today()", constraint_message="Past."),
            "15/3/2026",
            ["Past."],
        ),
        (BUS, "maybe", ["“maybe” isn’t one of the choices."]),
        (SERVICES, ("GP", "Nurse"), []),
        (
            SERVICES,
            ("GP", "None of these"),
            ["“None of these” can’t be chosen together with another choice."],
        ),
        (question("q", constraint="broken ("), "x", []),
    ],
)
def test_checks_say_what_is_wrong(asked: Question, value: Answer, problems: list[str]) -> None:
    assert checks(asked, value, today=TODAY) == problems


def test_a_constraint_may_compare_with_another_answer() -> None:
    last = question("last", QuestionType.INTEGER, constraint=". >= ${first}")
    assert checks(last, 3, answers={"first": 2}, today=TODAY) == []
    assert checks(last, 1, answers={"first": 2}, today=TODAY) != []


@pytest.mark.parametrize(
    ("text", "alone", "no"),
    [
        ("None of these", True, False),
        ("Prefer not to say", True, True),
        ("I’d rather not say", True, True),
        ("Don’t know", True, False),
        ("Not applicable", True, False),
        ("None of my friends", False, False),
        ("Nonetheless", False, False),
        ("Not good", False, False),
    ],
)
def test_choices_that_stand_alone_are_known_by_their_words(
    text: str, alone: bool, no: bool
) -> None:
    assert exclusive(Choice(1, text)) is alone
    assert declined(Choice(1, text)) is no


def test_conditions_about_unknown_or_later_questions_are_pointed_out() -> None:
    asks_late = question("first", relevant="${which} = 'x' and ${nobody} = 1")
    assert misreadings(asks_late, (asks_late, BUS, WHICH)) == [
        "There is no question “nobody”.",
        "“which” is asked only after this question.",
    ]
    assert misreadings(WHICH, (BUS, WHICH)) == []
    (problem,) = misreadings(question("q", constraint=". >"), ())
    assert "at its end" in problem


def test_nobody_is_made_to_answer_an_equality_question() -> None:
    asks = replace(BUS, role=Role.EQUALITY, required=True)
    (problem,) = misreadings(asks, (asks,))
    assert "Prefer not to say" in problem
    polite = replace(asks, choices=(*YES_NO, Choice(3, "Prefer not to say")))
    assert misreadings(polite, (polite,)) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/12/2026", date(2026, 12, 31)),
        ("1.2.1980", date(1980, 2, 1)),
        ("1-2-1980", date(1980, 2, 1)),
        ("2026-3-4", date(2026, 3, 4)),
        ("3 Mar 2026", date(2026, 3, 3)),
        ("3  september 2026", date(2026, 9, 3)),
        ("1/2/80", None),
        ("31/2/2026", None),
        ("3/14/2026", None),
        ("1/2.2026", None),
        ("٣/٣/٢٠٢٦", None),
    ],
)
def test_dates_are_typed_day_first(text: str, day: date | None) -> None:
    assert typed_date(text) == day


@pytest.mark.parametrize(
    ("text", "whole", "decimal"),
    [
        ("1,200", 1200, 1200),
        ("12,00", None, None),
        ("-3", -3, -3),
        (".5", None, 0.5),
        ("2.", None, 2.0),
        ("1e5", None, None),
        ("٣", None, None),
        ("nan", None, None),
        ("", None, None),
    ],
)
def test_numbers_are_typed_plainly(text: str, whole: int | None, decimal: float | None) -> None:
    assert whole_number(text) == whole
    assert decimal_number(text) == decimal


def test_blanks_and_lists_are_compared_by_what_they_say() -> None:
    assert blank("  ")
    assert blank([])
    assert not blank(0)
    assert same(["a"], ("a",))
    assert same("", None)
    assert not same("a", ("a",))
    assert same(3, 3.0)


ANY: st.SearchStrategy[Answer] = st.one_of(
    st.none(), st.text(), st.integers(), st.floats(), st.lists(st.text(max_size=4), max_size=3)
)


@given(st.sampled_from([BUS, WHICH, SERVICES, AGE, question("d", QuestionType.DATE)]), ANY)
def test_any_answer_is_checked_and_what_passes_is_filed(asked: Question, value: Answer) -> None:
    problems = checks(asked, value, today=TODAY)
    filed = settled((asked,), {asked.name: value}, today=TODAY)
    if not problems and filed.get(asked.name) is not None:
        assert checks(asked, filed[asked.name], today=TODAY) == []
