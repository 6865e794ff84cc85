"""Every binding reads its cells into one of three states: not shown, skipped, answered."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.bindings import (
    NOT_SHOWN,
    Binding,
    Delimited,
    OneHot,
    Option,
    Single,
    Value,
)
from storage.surveys.question_building import rebound
from storage.surveys.survey_file import SurveyFile, SurveyQuestion
from storage.surveys.values import facts_about, misfits, values_of

YES, NO = frozenset({"Yes"}), frozenset({"No"})
OPTIONS = (Option("a", "Apples, red", 0), Option("b", "Bread", 1), Option("o", "Other", 2))


def asked(
    columns: Sequence[Sequence[str]],
    binding: Binding,
    question_type: QuestionType = QuestionType.SELECT_MULTIPLE,
    choices: tuple[str, ...] = (),
) -> tuple[SurveyFile, SurveyQuestion]:
    """A file with one question."""
    question = SurveyQuestion("q", "Q", question_type, Role.NONE, binding, choices)
    rows = range(len(columns[0]))
    survey = SurveyFile(
        name="s.csv",
        size=1,
        sha256="",
        tool="CSV",
        why="",
        encoding="utf-8",
        header_rows=1,
        headings=tuple(f"Column {index}" for index in range(len(columns))),
        questions=(question,),
        source_ids=tuple(map(str, rows)),
        submitted_at=("",) * len(rows),
        day_first=True,
        problems=(),
        columns=tuple(columns),
        row_numbers=[row + 2 for row in rows],
    )
    return survey, question


def read(
    columns: Sequence[Sequence[str]],
    binding: Binding,
    question_type: QuestionType = QuestionType.SELECT_MULTIPLE,
    choices: tuple[str, ...] = (),
) -> list[Value]:
    return values_of(*asked(columns, binding, question_type, choices))


def test_ticks_of_several_columns_are_choices() -> None:
    columns = [["Yes", "No", "", "?"], ["Yes", "No", "", "?"], ["No", "No", "", "?"]]
    binding = OneHot(OPTIONS, ticked=YES, unticked=NO, unseen=frozenset({"?"}))

    assert read(columns, binding) == [["Apples, red", "Bread"], None, None, NOT_SHOWN]


def test_one_column_seen_says_that_the_question_was_shown() -> None:
    """LimeSurvey's VV writes the same word for "not shown" and for a box that was left empty."""
    columns = [["{x}", "{x}"], ["Y", "{x}"], ["{x}", "{x}"]]
    binding = OneHot(OPTIONS, ticked=frozenset({"Y"}), unseen=frozenset({"{x}"}))

    assert read(columns, binding) == [["Bread"], NOT_SHOWN]


def test_without_a_word_for_ticked_any_text_ticks() -> None:
    """SurveyMonkey writes the choice's own label into its column."""
    columns = [["Apples, red", ""], ["", "0"], ["", ""]]

    assert read(columns, OneHot(OPTIONS, unticked=frozenset({"0"}))) == [["Apples, red"], None]


def test_the_text_under_other_takes_the_place_of_other() -> None:
    columns = [["Yes", "No"], ["No", "No"], ["Yes", "Yes"], ["pears; plums", ""]]
    binding = OneHot(OPTIONS, ticked=YES, unticked=NO, other=3, other_label="Other")

    assert read(columns, binding) == [["Apples, red", "pears; plums"], ["Other"]]


def test_a_question_of_several_columns_can_be_read_as_text() -> None:
    columns = [["Yes", "No"], ["Yes", "No"], ["No", "No"]]
    binding = OneHot(OPTIONS, ticked=YES, unticked=NO)

    assert read(columns, binding, QuestionType.TEXT) == ["Apples, red; Bread", None]


def test_codes_become_labels_and_unknown_codes_stay() -> None:
    binding = Single(
        0, codes={"1": "Yes", "2": "No"}, blanks=frozenset({"-"}), unseen=frozenset({"-99"})
    )

    found = read([["1", "2", "7", "-", "", "-99"]], binding, QuestionType.SELECT_ONE)

    assert found == ["Yes", "No", "7", None, None, NOT_SHOWN]


@pytest.mark.parametrize(
    ("cell", "written", "answer"),
    [
        ("-oth-", "a hospice", "a hospice"),
        ("", "a hospice", "a hospice"),
        ("GP", "a hospice", "GP"),
        ("-oth-", "", "Other"),
        ("", "", None),
    ],
)
def test_words_under_other_stand_for_the_choice(
    cell: str, written: str, answer: str | None
) -> None:
    """They never replace another choice: a text may be left over from a change of mind."""
    binding = Single(0, codes={"-oth-": "Other"}, other=1, other_label="Other")

    assert read([[cell], [written]], binding, QuestionType.SELECT_ONE) == [answer]


def test_codes_in_one_cell_are_cut_at_every_delimiter() -> None:
    binding = Delimited(0, " ", kind="code", codes={"fund": "Funding, and more", "other": "Other"})
    with_other = Delimited(0, " ", kind="code", codes=binding.codes, other=1, other_label="Other")
    columns = [["fund other", "", "clin"], ["partners; hospices", "", ""]]

    assert read(columns, binding)[0] == ["Funding, and more", "Other"]
    assert read(columns, with_other) == [
        ["Funding, and more", "partners; hospices"],
        None,
        ["clin"],
    ]


def test_labels_in_one_cell_may_hold_the_delimiter() -> None:
    columns = [["Funding, and more,Flows"]]

    found = read(columns, Delimited(0, ","), choices=("Flows", "Funding, and more"))

    assert found == [["Funding, and more", "Flows"]]


@pytest.mark.parametrize(
    "question_type", [QuestionType.INTEGER, QuestionType.DATE, QuestionType.TEXT]
)
def test_not_shown_fits_every_type(question_type: QuestionType) -> None:
    survey, question = asked([["?", "?"]], Single(0, unseen=frozenset({"?"})), question_type)

    assert values_of(survey, question) == [NOT_SHOWN, NOT_SHOWN]
    assert misfits(survey, question) == []


def test_another_type_keeps_what_the_tool_told_of_the_cells() -> None:
    one = Single(0, codes={"1": "Yes"}, unseen=frozenset({"-99"}))
    survey, question = asked([["1", "-99"]], one, QuestionType.SELECT_ONE)

    several = rebound(one, QuestionType.SELECT_MULTIPLE, facts_about(survey, question))

    assert isinstance(several, Delimited)
    assert (several.codes, several.unseen) == (one.codes, one.unseen)
    assert rebound(several, QuestionType.SELECT_ONE, facts_about(survey, question)) == one


@given(st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=1))
def test_any_ticks_are_read_back(rows: list[list[bool]]) -> None:
    columns = [["Yes" if row[index] else "No" for row in rows] for index in range(3)]
    labels = [option.label for option in OPTIONS]
    expected = [
        [label for label, tick in zip(labels, row, strict=True) if tick] or None for row in rows
    ]

    assert read(columns, OneHot(OPTIONS, ticked=YES, unticked=NO)) == expected
