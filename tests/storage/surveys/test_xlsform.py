"""XLSForms as definitions: every spelling of types and columns, languages, groups, grids."""

from pathlib import Path

import openpyxl
import pytest
from parity import real_file
from survey_makers import write_csv

from engage_app.domain.questionnaire import QuestionType
from engage_app.progress import no_progress
from engage_app.services import importing
from storage.surveys.definition import DefinedQuestion
from storage.surveys.recognition import read_definition
from storage.surveys.tools.xlsform_definition import XlsForm
from storage.surveys.tools.xlsform_types import FormType, form_type

ONE, SEVERAL = QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE


def form(path: Path) -> XlsForm:
    found = read_definition(path, no_progress)
    assert isinstance(found, XlsForm)
    return found


def workbook(path: Path, **sheets: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("cell", "type_", "choices", "or_other"),
    [
        ("select_one yes_no", ONE, "yes_no", False),
        ("select one from sexes or specify other", ONE, "sexes", True),
        ("select_one colours or_other", ONE, "colours", True),
        ("select1 list", ONE, "list", False),
        ("select all that apply from list", SEVERAL, "list", False),
        ("select_multiple  list or other", SEVERAL, "list", True),
        ("add select one prompt using list", ONE, "list", False),
        ("select_one_from_file towns.csv", ONE, "towns.csv", False),
        ("rank priorities", SEVERAL, "priorities", False),
    ],
)
def test_types_of_choice(cell: str, type_: QuestionType, choices: str, or_other: bool) -> None:
    found = form_type(cell)

    assert (found.kind, found.type, found.choices, found.or_other) == (
        "question", type_, choices, or_other
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("begin_group", "begin"), ("begin repeat", "begin"), ("begin_kobomatrix", "begin"),
        ("end group", "end"), ("end_repeat", "end"), ("note", "unasked"),
        ("calculate", "unasked"), ("start", "unasked"), ("deviceid", "unasked"),
        ("phonenumber", "unasked"), ("hidden", "unasked"), ("background-audio", "unasked"),
        ("image", "media"), ("text", "question"), ("phone number", "question"),
    ],
)  # fmt: skip
def test_rows_that_are_questions_and_rows_that_are_not(cell: str, kind: str) -> None:
    assert form_type(cell).kind == kind


def test_other_types() -> None:
    assert form_type("int") == FormType("question", type=QuestionType.INTEGER)
    assert form_type("q decimal").type is QuestionType.DECIMAL
    assert form_type("add date prompt").type is QuestionType.DATE
    assert form_type("geopoint") == FormType("question", given="geopoint")


def test_a_workbook_with_languages_groups_grids_and_conditions(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "f.xlsx",
        survey=[
            ["type", "name", "label::Français (fr)", "label::English (en)", "hint", "required",
             "relevant", "appearance", "engage_role"],
            ["begin_group", "about", "Vous", "About you", "", "", "${x} = 1", "", ""],
            ["select_one who", "who", "Qui ?", "Who are <b>you</b>?", "One only", "yes", "", "", "group"],
            ["begin_group", "likert", "Accord", "How much do you agree?", "", "", "", "table-list", ""],
            ["select_one who", "l1", "Un", "I understand it", "", "", "", "", ""],
            ["end_group", "", "", "", "", "", "", "", ""],
            ["begin_repeat", "visits", "", "Visits", "", "", "", "", ""],
            ["text", "said", "Dit", "What was said", "", "true()", "${who} = 'gp'", "", "comment"],
            ["end_repeat", "", "", "", "", "", "", "", ""],
            ["end_group", "", "", "", "", "", "", "", ""],
        ],
        choices=[
            ["list name", "name", "label::English (en)"],
            ["who", "gp", "General practice"], ["who", "1", ""],
        ],
        settings=[["form_title", "default_language"], ["Clinic", "English (en)"]],
    )  # fmt: skip

    found = form(path)

    choices = (("gp", "General practice"), ("1", "1"))
    assert (found.tool, found.title) == ("XLSForm", "Clinic")
    assert found.questions == (
        DefinedQuestion(
            "who", "Who are you?", ONE, choices, hint="One only", relevant="${x} = 1",
            required=True, group="About you", details={"role": "group"},
        ),
        DefinedQuestion(
            "l1", "I understand it", ONE, choices, "How much do you agree?",
            relevant="${x} = 1", group="About you",
        ),
        DefinedQuestion(
            "said", "What was said", QuestionType.TEXT, relevant="(${x} = 1) and (${who} = 'gp')",
            required=True, group="Visits", details={"repeat": "visits", "role": "comment"},
        ),
    )  # fmt: skip
    assert found.paths["said"] == "about/visits/said"
    assert set(found.wordings["who"]) == {"Who are you?", "Qui ?"}


def test_kobos_rating_and_matrix_are_grids(tmp_path: Path) -> None:
    rows = [
        ["survey", "", "", "", "", ""],
        ["", "type", "name", "label", "kobo--score-choices", "kobo--matrix_list"],
        ["", "begin_score", "rate", "Rate these", "scale", ""],
        ["", "score__row", "r1", "Parking", "", ""],
        ["", "end_score", "", "", "", ""],
        ["", "begin_kobomatrix", "M1", "Items", "", "assets"],
        ["", "integer", "Q2", "Number", "", ""],
        ["", "end_kobomatrix", "", "", "", ""],
        ["choices", "", "", "", "", ""],
        ["", "list_name", "name", "label", "", ""],
        ["", "scale", "1", "Bad", "", ""],
        ["", "assets", "car", "Car", "", ""],
        ["", "assets", "tv", "TV", "", ""],
    ]

    found = form(write_csv(tmp_path / "f.csv", rows))

    assert [(q.name, q.label, q.grid) for q in found.questions] == [
        ("r1", "Parking", "Rate these"),
        ("M1_car_Q2", "Car: Number", "Items"),
        ("M1_tv_Q2", "TV: Number", "Items"),
    ]
    assert found.questions[0].choices == (("1", "Bad"),)
    assert found.paths["M1_tv_Q2"] == "M1/M1_tv/M1_tv_Q2"


def test_a_form_alone_is_questions_without_responses(tmp_path: Path) -> None:
    rows = [["survey", "", ""], ["", "type", "name"], ["", "text", "why"]]

    survey = importing.inspect(write_csv(tmp_path / "f.csv", rows))

    assert (survey.tool, survey.responses) == ("XLSForm", 0)
    assert [question.name for question in survey.questions] == ["why"]


def test_a_list_that_is_missing_is_said(tmp_path: Path) -> None:
    rows = [["survey", "", ""], ["", "type", "name"], ["", "select_one gone", "q"]]

    found = form(write_csv(tmp_path / "f.csv", rows))

    assert "“gone”" in found.problems[0].what


def test_the_real_forms() -> None:
    """Files of pyxform's own tests: old spellings, two languages, a CSV form."""
    widgets = form(real_file("widgets.csv"))
    group = form(real_file("group.csv"))
    specify = form(real_file("specify_other.csv")).questions[0]
    colour, pastel = form(real_file("or_other.xlsx")).questions
    spec = form(real_file("xlsform_spec_test.xlsx"))

    assert [q.type for q in widgets.questions[:4]] == [
        QuestionType.TEXT, QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.DATE
    ]  # fmt: skip
    assert widgets.question("my_select1").choices[0] == ("1", "option 1")  # type: ignore[union-attr]
    assert widgets.questions[0].hint == "can be short or very long"
    assert [(q.name, q.group) for q in group.questions] == [
        ("family_name", ""), ("phone_number", "Father"), ("age", "Father")
    ]  # fmt: skip
    assert specify.choices == (("male", "Male"), ("female", "Female"), ("other", "Other"))
    assert (specify.other, colour.other, pastel.other) == ("Other", "Other", "")
    assert spec.title == "Spec test"
    assert spec.question("list-nolabel-test").grid == "label-test"  # type: ignore[union-attr]
    assert {"calculate_test", "note_test", "label-test", "start"} <= spec.unasked
    assert not {question.name for question in spec.questions} & spec.unasked
