"""Citizen Space: titles and components, choices, grids, analysts' columns, tests, encodings."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from parity import SUBMITTED, assert_parity, read_parity
from survey_makers import write_csv, write_xlsx

from engage_app.domain.questionnaire import QuestionType, Role
from engage_app.services import importing
from storage.surveys.bindings import Value
from storage.surveys.survey_file import SurveyFile
from storage.surveys.values import values_of

OWN = ["Response ID", "Submitted date"]


def ident(number: int) -> str:
    return f"ANON-{number:04}-K9XZ-{number % 10}"


def read(
    folder: Path, headings: Sequence[str], given: Sequence[Sequence[str]], **options: str
) -> SurveyFile:
    rows = [[*OWN, *headings]]
    rows += [[ident(n), f"2022-05-{n + 10} 09:03:11", *cells] for n, cells in enumerate(given, 1)]
    return importing.inspect(write_csv(folder / "export.csv", rows, **options))


def by_label(survey: SurveyFile) -> dict[str, list[Value]]:
    return {question.label: values_of(survey, question) for question in survey.questions}


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("citizen_space_style.csv", "utf-8-sig"),
        ("citizen_space_style_resaved_by_excel_cp1252.csv", "cp1252"),
    ],
)
def test_parity(name: str, encoding: str) -> None:
    """The file holds the label alone where words were written under Other."""
    survey = read_parity(name)
    keys = ("group", "position", "matters", "understand", "benefits", "why")

    assert (survey.tool, survey.encoding) == ("Citizen Space", encoding)
    assert survey.submitted_at == SUBMITTED
    assert survey.source_ids[0] == "ANON-0001-ABCD-1"
    assert survey.questions[3].grid == "How much do you agree?"
    names = [question.name for question in survey.questions]
    assert_parity(survey, dict(zip(keys, names, strict=True)), other="Other (please specify)")


def test_choices_with_dashes_in_title_and_options(tmp_path: Path) -> None:
    headings = [
        "Part 1 - Which ages? - 16 - 24",
        "Part 1 - Which ages? - 25 - 34",
        "Part 1 - Which ages? - Over 34",
        "Part 1 - Which ages? - Please give your reasons",
    ]
    survey = read(
        tmp_path,
        headings,
        [["16 - 24", "", "", "so"], ["16 - 24", "25 - 34", "", ""], ["", "", "", "as it is"]],
    )

    assert by_label(survey) == {
        "Part 1 - Which ages?": [["16 - 24"], ["16 - 24", "25 - 34"], None],
        headings[3]: ["so", None, "as it is"],
    }
    assert survey.questions[0].choices == ("16 - 24", "25 - 34", "Over 34")


@pytest.mark.parametrize(("yes", "no"), [("1", "0"), ("TRUE", "FALSE"), ("Yes", ""), ("x", "")])
def test_ticks_in_other_forms(tmp_path: Path, yes: str, no: str) -> None:
    survey = read(tmp_path, ["Which? - A", "Which? - B"], [[yes, no], [yes, yes], [no, no]])

    assert by_label(survey) == {"Which?": [["A"], ["A", "B"], None]}


def test_yes_and_no_in_each_row_are_a_grid(tmp_path: Path) -> None:
    survey = read(
        tmp_path,
        ["Do you use these? - Bus", "Do you use these? - Train"],
        [["Yes", "No"], ["No", "No"], ["Yes", "Yes"], ["Not Answered", "Yes"]],
    )
    bus, train = survey.questions

    assert (bus.label, bus.grid, bus.type) == ("Bus", "Do you use these?", QuestionType.SELECT_ONE)
    assert values_of(survey, bus) == ["Yes", "No", "Yes", None]
    assert train.grid == bus.grid


def test_words_under_other_take_its_place(tmp_path: Path) -> None:
    """In a column behind the choices, or in the column of the choice itself."""
    beside = read(
        tmp_path,
        ["Who? - Carer", "Who? - Other", "Who? - If other, please specify"],
        [["Carer", "Other", "Friend, too"], ["Carer", "", ""], ["", "Other", ""]],
    )
    inside = read(
        tmp_path,
        ["Who? - Carer", "Who? - Other (please specify)"],
        [["Carer", "Friend; too"], ["Carer", ""], ["", "Other (please specify)"]],
    )

    assert by_label(beside) == {"Who?": [["Carer", "Friend, too"], ["Carer"], ["Other"]]}
    assert by_label(inside) == {
        "Who?": [["Carer", "Friend; too"], ["Carer"], ["Other (please specify)"]]
    }


def test_choices_joined_in_one_cell(tmp_path: Path) -> None:
    given_cells = [["Bus, Train"], ["Train, Car"], ["Bus"], ["Car, Bus"], ["Train"]]
    survey = read(tmp_path, ["How do you travel to us? - Ways"], given_cells)

    assert by_label(survey) == {
        "How do you travel to us?": [
            ["Bus", "Train"], ["Train", "Car"], ["Bus"], ["Car", "Bus"], ["Train"],
        ]
    }  # fmt: skip


def test_analysts_notes_and_tags_are_left_out_and_said(tmp_path: Path) -> None:
    survey = read(
        tmp_path,
        ["Why? - Comments", "Why? - Analyst notes", "Why? - Tags", "Analysis status"],
        [["near the bus", "parking", "travel|access", "Done"], ["far", "", "", ""]],
    )

    assert [question.label for question in survey.questions] == ["Why? - Comments"]
    assert "2 columns hold the analysts' notes" in survey.problems[0].what


def test_consent_to_publish_is_consent_however_it_is_worded(tmp_path: Path) -> None:
    survey = read(
        tmp_path,
        ["May we publish your response? - Publishing", "Why do you say that? - Comments"],
        [["Publish without my name", "it is near"], ["Do not publish", "it is far"]],
    )

    assert [question.role for question in survey.questions] == [Role.CONSENT, Role.COMMENT]


def test_early_tests_are_flagged_and_kept(tmp_path: Path) -> None:
    survey = read(
        tmp_path,
        ["What is your name? - Name", "Why do you say that? - Comments", "Status"],
        [["Test User", "x", ""], ["Ann", "testing 123", ""], ["Bea", "", "Test response"],
         ["Cy", "Testing people sooner would help us all", ""]],
    )  # fmt: skip

    assert survey.responses == 4
    assert [(flagged.row, flagged.kind) for flagged in survey.flagged] == [
        (2, "test"), (3, "test"), (4, "test"),
    ]  # fmt: skip


def test_long_answers_are_whole_and_a_cut_one_is_said(tmp_path: Path) -> None:
    long = "a word " * 9_000
    survey = read(tmp_path, ["Why do you say that? - Comments"], [[long], ["b" * 32_767]])

    assert by_label(survey)["Why do you say that?"][0] == long.strip()
    assert [problem.row for problem in survey.problems] == [3]


def test_a_workbook_and_ids_of_people_signed_in(tmp_path: Path) -> None:
    rows = [
        ["ID", "Date submitted", "Q1 - Answer"],
        ["BHLF-4B5K-M8JX-3", "2022-05-16T09:03:11", "so"],
        ["ANON-4B5K-M8JX-W", "2022-05-17T09:03:11", "as it is"],
    ]
    survey = importing.inspect(write_xlsx(tmp_path / "export.xlsx", rows))

    assert (survey.tool, survey.source_ids[0]) == ("Citizen Space", "BHLF-4B5K-M8JX-3")
    assert survey.submitted_at[1] == "2022-05-17T09:03:11"


def test_columns_without_a_heading(tmp_path: Path) -> None:
    """An empty one is passed over, also behind the last heading; a filled one goes by its letter."""
    survey = read(
        tmp_path,
        ["", "Why? - Comments", "", "Where? - Place", "", ""],
        [["", "it is near", "see note", "Ryde", "", ""]],
    )

    assert [question.label for question in survey.questions] == [
        "Why? - Comments", "Column E", "Where? - Place",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        [["Response ID", "Submitted", "Why?", "Age - group"], ["7", "2022-05-16", "so", "1"]],
        [["Response ID", "A - b", "C - d", "E - f"], ["7", "x", "y", "z"]],
        [["ID", "Name - first", "Notes"], ["REF-1234", "x", "y"]],
    ],
)
def test_tables_made_by_hand_are_not_taken_for_it(tmp_path: Path, rows: list[list[str]]) -> None:
    assert importing.inspect(write_csv(tmp_path / "t.csv", rows)).tool != "Citizen Space"


# An option may hold one delimiter; rows of hardly anything else tell nobody which one delimits.
WORDS = st.from_regex(r"[a-eX-Zé]{2,8}(?:[,;] ?[()a-eé]{2,6})?", fullmatch=True)
OPTIONS = st.lists(
    WORDS.filter(lambda text: plainly(text) not in {"yes", "no", "x", "y", "n"}),
    min_size=2,
    max_size=5,
    unique_by=str.casefold,
)


def plainly(text: str) -> str:
    return text.casefold().strip()


@given(
    options=OPTIONS,
    chosen=st.lists(st.sets(st.integers(0, 4)), min_size=2, max_size=8),
    encoding=st.sampled_from(["utf-8-sig", "cp1252"]),
    delimiter=st.sampled_from([",", ";"]),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_choices_are_read_back(
    tmp_path: Path, options: list[str], chosen: list[set[int]], encoding: str, delimiter: str
) -> None:
    picks = [sorted(index for index in pick if index < len(options)) for pick in [{0}, *chosen]]
    headings = [f"Which of these matter? - {option}" for option in options]
    cells = [
        [option if index in pick else "" for index, option in enumerate(options)] for pick in picks
    ]
    survey = read(tmp_path, headings, cells, encoding=encoding, delimiter=delimiter)

    expected = [[options[index] for index in pick] or None for pick in picks]
    assert by_label(survey) == {"Which of these matter?": expected}
    assert survey.questions[0].choices == tuple(options)
