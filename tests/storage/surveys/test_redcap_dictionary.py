"""REDCap's data dictionary: types, choices, grids, what was shown when."""

from pathlib import Path

import pytest
from redcap_makers import HEADINGS, dictionary
from survey_makers import write_csv

from engage_app.domain.questionnaire import QuestionType
from engage_app.progress import no_progress
from engage_app.services import importing
from storage.surveys.definition import DefinedQuestion, Definition
from storage.surveys.recognition import read_definition
from storage.surveys.tools.redcap_dictionary import choices_in


def told(folder: Path, *fields: dict[str, str]) -> Definition:
    return read_definition(dictionary(folder, fields), no_progress)


def one(folder: Path, **cells: str) -> DefinedQuestion:
    names = {"kind": "Field Type", "choices": "Choices", "validation": "Text Validation Type"}
    field = {"Variable": "q", "Field Label": "Q", **{names[key]: cells[key] for key in cells}}
    return told(folder, field).questions[0]


@pytest.mark.parametrize(
    ("kind", "validation", "expected"),
    [
        ("text", "", QuestionType.TEXT),
        ("notes", "", QuestionType.TEXT),
        ("text", "integer", QuestionType.INTEGER),
        ("text", "number_2dp", QuestionType.DECIMAL),
        ("text", "number_1dp_comma_decimal", None),
        ("text", "date_dmy", QuestionType.DATE),
        ("text", "datetime_seconds_ymd", QuestionType.DATE),
        ("text", "time", QuestionType.TEXT),
        ("text", "email", QuestionType.TEXT),
        ("radio", "", QuestionType.SELECT_ONE),
        ("dropdown", "", QuestionType.SELECT_ONE),
        ("yesno", "", QuestionType.SELECT_ONE),
        ("truefalse", "", QuestionType.SELECT_ONE),
        ("checkbox", "", QuestionType.SELECT_MULTIPLE),
        ("slider", "number", QuestionType.INTEGER),
        ("calc", "", QuestionType.DECIMAL),
        ("sql", "", None),
    ],
)
def test_types(tmp_path: Path, kind: str, validation: str, expected: QuestionType | None) -> None:
    assert one(tmp_path, kind=kind, validation=validation).type == expected


def test_choices_hold_commas_and_may_be_close_together() -> None:
    assert choices_in("1, one|2, two, or more | -9,<b>None</b> |x") == (
        ("1", "one"), ("2", "two, or more"), ("-9", "None"), ("x", "x"),
    )  # fmt: skip
    assert choices_in("1, one \\n 2, two") == (("1", "one"), ("2", "two"))


def test_yes_and_no_have_their_codes(tmp_path: Path) -> None:
    assert one(tmp_path, kind="yesno").choices == (("1", "Yes"), ("0", "No"))
    assert one(tmp_path, kind="truefalse").choices == (("1", "True"), ("0", "False"))


def test_headings_over_a_matrix_and_over_a_section(tmp_path: Path) -> None:
    """A matrix without a heading goes by its name; text that asks nothing is no question."""
    row = {"Field Type": "radio", "Choices": "1, Low|2, High"}
    found = told(
        tmp_path,
        {"Variable": "hello", "Field Type": "descriptive", "Field Label": "Welcome"},
        {"Variable": "a", "Field Label": "A", "Section": "Trust <i>in us</i>", "Matrix": "m1", **row},
        {"Variable": "b", "Field Label": "B", "Matrix": "m1", **row},
        {"Variable": "c", "Field Label": "C", "Matrix": "pace_of_change", **row},
        {"Variable": "d", "Field Label": "D", "Section": "About you", "Required": "y", **row},
        {"Variable": "e", "Field Label": "E", "Branching": "[d] = '1' and [a] > 1",
         "Field Note": "In years", **row},
    )  # fmt: skip

    assert [question.name for question in found.questions] == ["a", "b", "c", "d", "e"]
    assert [question.grid for question in found.questions] == [
        "Trust in us", "Trust in us", "pace of change", "", "",
    ]  # fmt: skip
    last = found.questions[-1]
    assert (last.group, last.hint, last.relevant) == (
        "About you",
        "In years",
        "[d] = '1' and [a] > 1",
    )
    assert found.questions[3].required
    assert not found.problems


def test_words_belong_to_the_choice_they_are_shown_for(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        {"Variable": "role", "Field Type": "radio", "Field Label": "R", "Choices": "1, Nurse|9, Other role"},
        {"Variable": "which", "Field Type": "text", "Field Label": "W", "Branching": "[role] = '9'"},
        {"Variable": "ward", "Field Type": "text", "Field Label": "Ward?", "Branching": "[role] = '1'"},
    )  # fmt: skip

    assert found.questions[0].other == "Other role"
    assert found.questions[1].details["other_of"] == "role"
    assert "other_of" not in found.questions[2].details


def test_the_headings_of_the_interface_for_programs(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "d.csv",
        [
            [
                "field_name",
                "form_name",
                "field_type",
                "field_label",
                "select_choices_or_calculations",
            ],
            ["record_id", "f", "text", "Record", ""],
            ["sex", "f", "radio", "Sex", "1, Female | 2, Male"],
        ],
    )

    (question,) = read_definition(path, no_progress).questions

    assert question.codes == {"1": "Female", "2": "Male"}


def test_an_unknown_type_is_said(tmp_path: Path) -> None:
    found = told(tmp_path, {"Variable": "x", "Field Type": "hologram", "Field Label": "X"})

    assert "hologram" in found.problems[0].what


def test_a_dictionary_alone_has_no_responses(tmp_path: Path) -> None:
    path = dictionary(tmp_path, [{"Variable": "x", "Field Type": "notes", "Field Label": "Why?"}])

    survey = importing.inspect(path)

    assert (survey.tool, survey.responses) == ("REDCap", 0)
    assert [question.label for question in survey.questions] == ["Why?"]


def test_a_dictionary_without_fields_is_empty(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "d.csv", [HEADINGS, [""] * 18])

    assert read_definition(path, no_progress).questions == ()
