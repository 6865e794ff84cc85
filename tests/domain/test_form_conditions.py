"""Conditions built from lists: written as XLSForm, recognised again, told in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_app.domain.form_conditions import (
    Comparison,
    SimpleCondition,
    comparisons_for,
    condition_text,
    described,
    range_of,
    range_text,
    range_words,
    simple_conditions,
)
from engage_app.domain.form_parser import parse
from engage_app.domain.questionnaire import Choice, Question, QuestionType, Role

BUS = Question(
    1,
    "bus",
    "Do you use the bus?",
    QuestionType.SELECT_ONE,
    Role.NONE,
    choices=(Choice(1, "Yes", "yes"), Choice(2, "No", "no")),
)
BORN = Question(2, "born", "When were you born?", QuestionType.DATE, Role.NONE)
TOLD = Question(3, "told", "What else?", QuestionType.TEXT, Role.COMMENT)
QUESTIONS = (BUS, BORN, TOLD)


@pytest.mark.parametrize(
    ("conditions", "every", "text"),
    [
        ((), True, ""),
        ((SimpleCondition("bus", Comparison.IS, "yes"),), True, "${bus} = 'yes'"),
        (
            (
                SimpleCondition("services", Comparison.INCLUDES, "gp"),
                SimpleCondition("age", Comparison.AT_LEAST, "18"),
            ),
            True,
            "selected(${services}, 'gp') and ${age} >= 18",
        ),
        (
            (
                SimpleCondition("services", Comparison.EXCLUDES, "don't know"),
                SimpleCondition("born", Comparison.LESS, "1980-01-02"),
                SimpleCondition("age", Comparison.ANSWERED),
            ),
            False,
            "not(selected(${services}, \"don't know\")) or ${born} < date('1980-01-02')"
            " or ${age} != ''",
        ),
    ],
)
def test_conditions_are_written_as_xlsform_and_recognised(
    conditions: tuple[SimpleCondition, ...], every: bool, text: str
) -> None:
    assert condition_text(conditions, every=every) == text
    assert simple_conditions(text) == (conditions, every)


@pytest.mark.parametrize(
    "text",
    ["${a} = 1 and (${b} = 2 or ${c} = 3)", "${a} = ${b}", "${a} + 1 > 2", "broken (", ". > 3"],
)
def test_what_lists_cannot_say_is_left_to_text(text: str) -> None:
    assert simple_conditions(text) is None


@given(
    st.lists(
        st.builds(
            SimpleCondition,
            st.text("abc_ 1", min_size=1).map(str.strip).filter(bool),
            st.sampled_from([Comparison.IS, Comparison.IS_NOT, Comparison.INCLUDES]),
            st.text(min_size=1),
        ),
        max_size=4,
    ),
    st.booleans(),
)
def test_any_value_comes_back(conditions: list[SimpleCondition], every: bool) -> None:
    """Whatever quotes a choice has in it; XPath has no escape for them."""
    text = condition_text(conditions, every=every)
    found = simple_conditions(text)
    assert found is not None
    assert list(found[0]) == conditions
    assert found[1] is (every or len(conditions) < 2)


@given(st.text(min_size=1))
def test_a_written_condition_holds_for_the_value_it_names(value: str) -> None:
    text = condition_text([SimpleCondition("q", Comparison.IS, value)])
    assert parse(text).holds({"q": value}, today=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Always shown"),
        ("${bus} = 'yes'", "Shown when “Do you use the bus?” is “Yes”"),
        (
            "${bus} != 'no' and ${born} >= date('1980-01-02')",
            "Shown when “Do you use the bus?” is not “No” and “When were you born?” is on or after"
            " 02/01/1980",
        ),
        (
            "${age} < 5 or ${told} != ''",
            "Shown when “age” is less than 5 or “What else?” is answered",
        ),
        ("${a} = ${b}", "Shown when ${a} = ${b}"),
    ],
)
def test_conditions_are_told_in_words(text: str, words: str) -> None:
    assert described(text, QUESTIONS) == words


@pytest.mark.parametrize(
    ("ends", "text", "words"),
    [
        (("0", "120"), ". >= 0 and . <= 120", "This must be between 0 and 120."),
        (("-5", ""), ". >= -5", "This must be -5 or more."),
        (("", "2.5"), ". <= 2.5", "This must be 2.5 or less."),
        (
            ("2026-01-01", ""),
            ". >= date('2026-01-01')",
            "This must be 01/01/2026 or more.",
        ),
    ],
)
def test_ranges_are_constraints_and_come_back(ends: tuple[str, str], text: str, words: str) -> None:
    assert range_text(*ends) == text
    assert range_of(text) == ends
    assert range_words(text) == words


def test_what_is_no_range_is_none() -> None:
    assert range_of("regex(., '[0-9]+')") is None
    assert range_of(". >= 1 or . <= 5") is None
    assert range_of(". >= 1 and . >= 5") is None
    assert range_of("") == ("", "")


def test_several_choices_are_never_compared_as_one() -> None:
    """`=` on several choices is true of one only: the trap XLSForm authors fall into."""
    several = Question(4, "s", "S", QuestionType.SELECT_MULTIPLE, Role.NONE)
    assert Comparison.IS not in comparisons_for(several)
    assert Comparison.IS in comparisons_for(BUS)
    assert comparisons_for(TOLD)[0] is Comparison.ANSWERED
    assert Comparison.AT_LEAST in comparisons_for(BORN)
