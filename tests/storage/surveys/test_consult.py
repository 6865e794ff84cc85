"""i.AI Consult: one heading row, a blank row below it, two rows, and its workbook."""

from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from parity import real_file
from survey_makers import write_csv, write_xlsx

from engage_app.domain.questionnaire import QuestionType, Role
from engage_app.services import importing
from storage.surveys.reader import read_survey
from storage.surveys.values import values_of

TWO_ROWS = [
    ["Response ID", "Ident 2", "Q1"],
    [
        "What is the id of this response, please?",
        "Are you responding as an individual or an organisation?",
        "We usually publish a summary - would you be happy for yours to be published in full?",
    ],
]
ASKED = TWO_ROWS[1]


def test_the_real_file_with_titles() -> None:
    survey = read_survey(real_file("responses_lgr_format.csv"))
    labels = [question.label for question in survey.questions]

    assert (survey.tool, survey.responses) == ("i.AI Consult", 5)
    assert labels[:3] == ["Respondent type", "Location - address", "Organisation type"]
    assert labels[3] == "Prop 1 Q1 - Do you agree or disagree with the proposal?"
    assert survey.questions[5].role is Role.COMMENT
    assert values_of(survey, survey.questions[3])[2] == "Neither agree nor disagree"


def test_two_rows_short_ids_and_questions(tmp_path: Path) -> None:
    """The ids are names, the questions labels; a dash is no answer."""
    rows = [*TWO_ROWS, ["7", "Individual", "Yes"], ["8", "-", "No"], ["9", "Organisation", ""]]
    survey = importing.inspect(write_csv(tmp_path / "r.csv", rows))

    assert (survey.tool, survey.header_rows, survey.responses) == ("i.AI Consult", 2, 3)
    assert [question.name for question in survey.questions][-2:] == ["Ident 2", "Q1"]
    assert [question.label for question in survey.questions][-2:] == ASKED[1:]
    assert values_of(survey, survey.questions[-2]) == ["Individual", None, "Organisation"]


def test_a_first_answer_that_is_long_is_no_heading(tmp_path: Path) -> None:
    """The tool's own rule alone would take it for the questions."""
    rows = [
        ["Comment A", "Comment B"],
        ["The bus is too far from the clinic for me.", "Parking is dear and hard to find there."],
        ["Nothing.", "Fine."],
    ]
    survey = importing.inspect(write_csv(tmp_path / "r.csv", rows))

    assert (survey.tool, survey.responses) == ("CSV", 2)


def test_a_blank_row_below_the_headings(tmp_path: Path) -> None:
    rows = [["Responding as", "What role would you play in this?"], ["", ""], ["Company", "A role"]]
    survey = importing.inspect(write_csv(tmp_path / "r.csv", rows))

    assert (survey.tool, survey.responses, survey.row_numbers) == ("i.AI Consult", 1, [3])


def test_escaped_returns_and_text_suffixes_go(tmp_path: Path) -> None:
    rows = [
        ["themefinder_id", "Why do you say that? - Text", "Role"],
        ["1", "It is near._x000D_\nVery near.", "Other (please say) - Text"],
        ["2", "Far_x000D_", "Nurse"],
    ]
    survey = importing.inspect(write_csv(tmp_path / "r.csv", rows))
    why, role = survey.questions

    assert (survey.tool, survey.source_ids) == ("i.AI Consult", ("1", "2"))
    assert why.label == "Why do you say that?"
    assert values_of(survey, why) == ["It is near.\nVery near.", "Far"]
    assert values_of(survey, role) == ["Other (please say)", "Nurse"]


def test_the_workbook_says_what_its_columns_are(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "w.xlsx",
        [["Response ID", "Region", "c1", "c2", "c3"],
         ["A1", "North", "Yes", "it is near", "so so"], ["A2", "South", "No", "", "well well"]],
    )  # fmt: skip
    book = openpyxl.load_workbook(path)
    book["Sheet1"].title = "Responses"
    for title, rows in {
        "Demographics": [["Column", "Label"], ["B", "Where do you live?"]],
        "Open Questions": [["Column", "Number", "Text"], ["E", "2", "Anything else?"]],
        "Hybrid Questions": [["Column", "Number", "Text", "Closed"], ["D", "1", "Agree?", "C"]],
    }.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)

    survey = importing.inspect(path)

    assert (survey.tool, survey.source_ids) == ("i.AI Consult", ("A1", "A2"))
    assert [(question.name, question.label) for question in survey.questions] == [
        ("where_do_you_live", "Where do you live?"),
        ("Q1", "Agree?"),
        ("Q1_text", "Agree?"),
        ("Q2", "Anything else?"),
    ]
    assert survey.questions[2].type is QuestionType.TEXT
    assert survey.problems == ()


@pytest.mark.parametrize(
    "rows",
    [
        [["Id", "Why?"], ["1", "so"]],
        [["A - b", "C"], ["1", "so"]],
        [["Name", "Town"], ["", ""], ["Ann", "Ryde"]],
    ],
)
def test_plain_tables_stay_plain(tmp_path: Path, rows: list[list[str]]) -> None:
    assert importing.inspect(write_csv(tmp_path / "t.csv", rows)).tool == "CSV"


@given(
    answers=st.lists(
        st.tuples(
            st.sampled_from(["Individual", "Organisation, or group", ""]),
            st.text("abcé;,\"' \n", max_size=30).map(str.strip).filter(lambda t: t != "-"),
        ),
        min_size=1,
        max_size=6,
    ),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_two_rows_are_read_back(tmp_path: Path, answers: list[tuple[str, str]]) -> None:
    rows = [["Ident 1", *TWO_ROWS[0][1:]], ASKED]
    rows += [[f"p{number}", *given_cells] for number, given_cells in enumerate(answers)]
    survey = importing.inspect(write_csv(tmp_path / "r.csv", rows))
    _, kind, why = survey.questions

    assert survey.header_rows == 2
    found = [values_of(survey, question) for question in (kind, why)]
    texts = [["" if value is None else str(value) for value in column] for column in found]
    if why.type is QuestionType.TEXT:
        assert texts[1] == [text for _, text in answers]
    if kind.type in (QuestionType.TEXT, QuestionType.SELECT_ONE):
        assert texts[0] == [text for text, _ in answers]
