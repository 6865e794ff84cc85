"""Boxes ticked, joined in each way that tools and people join them: announced, and divided so."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from survey_makers import write_csv, write_forms, write_xlsx

from engage_app.domain.questionnaire import QuestionType
from storage.surveys.reader import read_survey
from storage.surveys.several import choices_in, longest_first, options_of
from storage.surveys.survey_file import SurveyFile
from storage.surveys.values import values_of

ASKED = "Which measures would you support?"
OPTIONS = ["A ban", "A levy", "A watershed", "Warnings"]
TICKED = [
    [option for place, option in enumerate(OPTIONS) if number >> place & 1]
    for number in (1, 2, 4, 8, 3, 6, 12, 9, 5, 10, 7, 15, 3, 1, 0, 2, 8, 4)
] * 4
JOINTS = [";", "; ", " ; ", " | ", "|", "\n", ", ", ","]


def google(path: Path, cells: list[str]) -> Path:
    """The sheet of a form, saved as CSV."""
    rows = [["Timestamp", ASKED, "Why?"]]
    rows += [
        [f"2024-01-{1 + number % 28:02} 10:{number % 60:02}:00", cell, f"Reason {number}"]
        for number, cell in enumerate(cells)
    ]
    return write_csv(path / "form.csv", rows)


def own_google(path: Path, cells: list[str]) -> Path:
    """The CSV that the form itself gives."""
    rows = [["Timestamp", ASKED]]
    rows += [[f"2026/10/{1 + n % 28} 4:32:40 PM GMT+1", cell] for n, cell in enumerate(cells)]
    return write_csv(path / "form.csv", rows)


def plain_csv(path: Path, cells: list[str]) -> Path:
    """Any CSV."""
    return write_csv(path / "any.csv", [["Area", ASKED], *(["North", cell] for cell in cells)])


def excel(path: Path, cells: list[str]) -> Path:
    """Any workbook."""
    return write_xlsx(path / "any.xlsx", [["Area", ASKED], *(["North", c] for c in cells)])


def asked(survey: SurveyFile) -> list[list[str] | None]:
    """What was ticked, as it is imported; the question is announced with just these options."""
    question = next(each for each in survey.questions if each.label == ASKED)
    assert question.type is QuestionType.SELECT_MULTIPLE
    assert sorted(question.choices) == OPTIONS
    return values_of(survey, question)  # type: ignore[return-value]


@pytest.mark.parametrize("joint", JOINTS, ids=repr)
@pytest.mark.parametrize("maker", [google, own_google, plain_csv, excel])
def test_whatever_joins_the_boxes_they_are_divided(
    tmp_path: Path, maker: Callable[[Path, list[str]], Path], joint: str
) -> None:
    survey = read_survey(maker(tmp_path, [joint.join(each) for each in TICKED]))

    assert asked(survey) == [each or None for each in TICKED]
    assert not [each for each in survey.problems if each.column == ASKED]


@pytest.mark.parametrize("joint", [";", "; "])
def test_a_microsoft_form_has_a_delimiter_behind_the_last_box_too(
    tmp_path: Path, joint: str
) -> None:
    cells = [[joint.join(each) + ";" if each else None] for each in TICKED]
    survey = read_survey(write_forms(tmp_path / "form.xlsx", [ASKED], cells))

    assert survey.tool == "Microsoft Forms"
    assert asked(survey) == [each or None for each in TICKED]


def test_boxes_joined_now_with_a_space_and_now_without(tmp_path: Path) -> None:
    """As where two people put a file together."""
    cells = [("; " if number % 3 else ";").join(each) for number, each in enumerate(TICKED)]

    assert asked(read_survey(plain_csv(tmp_path, cells))) == [each or None for each in TICKED]


def test_a_file_in_which_nobody_ticks_one_box_alone(tmp_path: Path) -> None:
    pairs = [each for each in TICKED if len(each) > 1]
    survey = read_survey(plain_csv(tmp_path, ["; ".join(each) for each in pairs]))

    assert asked(survey) == pairs


@pytest.mark.parametrize(
    ("option", "joint"),
    [
        ("Care; at home", ";"),
        ("Care; at home", "; "),
        ("Funding, and delegation", ", "),
        ("Funding, and delegation", "; "),
    ],
)
def test_an_option_that_holds_the_delimiter_is_kept_whole_and_named(
    tmp_path: Path, option: str, joint: str
) -> None:
    ticked = [[option if one == "A ban" else one for one in each] for each in TICKED]
    survey = read_survey(plain_csv(tmp_path, [joint.join(each) for each in ticked]))
    (question,) = (each for each in survey.questions if each.label == ASKED)
    noted = [each.what for each in survey.problems if each.column == ASKED]

    assert values_of(survey, question) == [each or None for each in ticked]
    assert len(noted) == (joint.strip() in option)
    assert all(f"“{option}”" in what for what in noted)


def test_choices_that_were_not_divided_are_named(tmp_path: Path) -> None:
    """Where the heading says that several were ticked, and an unknown mark is between them."""
    rows = [["Timestamp", f"{ASKED} Tick all that apply"]]
    rows += [[f"2024-01-{1 + n % 28:02} 10:00:00", " / ".join(t)] for n, t in enumerate(TICKED)]
    survey = read_survey(write_csv(tmp_path / "form.csv", rows))

    (note,) = (each for each in survey.problems if each.column == rows[0][1])
    assert survey.questions[0].type is QuestionType.SELECT_MULTIPLE
    assert "“A ban / A levy”" in note.what
    assert "semicolon" in note.action


@pytest.mark.parametrize(
    "cells",
    [
        ["Preston,Lancashire", "Lancaster,Lancashire", "Bury,Manchester", "Bolton,Manchester"] * 5,
        ["Yes; fully", "Yes; partly", "No", "No; not at all"] * 5,
        ["1,200", "1,300", "2,200", "2,300"] * 10,
        ["It costs too much; we cannot pay that.", "No", "We cannot pay; it costs too much."] * 9,
    ],
)
def test_one_choice_with_a_mark_in_it_is_one_choice(tmp_path: Path, cells: list[str]) -> None:
    survey = read_survey(plain_csv(tmp_path, cells))

    assert survey.questions[1].type is not QuestionType.SELECT_MULTIPLE


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["Bus", "Car, shared", "On foot", "Train; tram"]), unique=True),
        min_size=40,
        max_size=60,
    )
)
def test_with_a_space_or_without_the_same_boxes_are_counted(ticked: list[list[str]]) -> None:
    singles = [["Bus"], ["Car, shared"], ["On foot"], ["Train; tram"]]
    every = [*ticked, *singles * 3, ["Bus", "On foot"], ["Train; tram", "Car, shared"]]

    def counts(joint: str) -> Counter[str]:
        cells = Counter(joint.join(each) for each in every if each)
        options = longest_first(options_of(cells, ";"))
        return Counter(
            choice for cell in cells.elements() for choice in choices_in(cell, options, ";")
        )

    assert counts("; ") == counts(";") == Counter(one for each in every for one in each)
