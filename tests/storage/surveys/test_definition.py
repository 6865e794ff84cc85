"""A questionnaire that comes with an export: put to it by name, and read where it comes alone."""

from pathlib import Path

import pytest
from survey_makers import write_csv

from engage_app.domain.questionnaire import QuestionType
from engage_app.errors import SurveyFileError
from engage_app.services import importing
from storage.surveys import recognition, source
from storage.surveys.bindings import OneHot, Option, Single
from storage.surveys.definition import DefinedQuestion, Definition, merged
from storage.surveys.layout import QuestionSpec
from storage.surveys.raw_table import RawTable
from storage.surveys.readers import Reader
from storage.surveys.registry import readers
from storage.surveys.survey_file import SurveyFile
from storage.surveys.values import values_of

SCALE = (("1", "Disagree"), ("2", "Agree"))
TOLD = Definition(
    "Codebook",
    "Clinic",
    (
        DefinedQuestion("l1", "I understand it", QuestionType.SELECT_ONE, SCALE, grid="How much?"),
        DefinedQuestion("multi", "Which?", QuestionType.SELECT_MULTIPLE, (("a", "Apples, red"),)),
        DefinedQuestion("age", "Your age", QuestionType.INTEGER, hint="In years"),
    ),
)


def test_codes_become_labels_in_the_order_of_the_definition() -> None:
    specs = (
        QuestionSpec("L1", "l1", Single(0)),
        QuestionSpec("multi", "multi", OneHot((Option("a", "a", 1),))),
        QuestionSpec("new", "new", Single(2)),
    )

    one, several, unknown = merged(specs, TOLD)

    assert (one.label, one.grid, one.choices) == (
        "I understand it",
        "How much?",
        ("Disagree", "Agree"),
    )
    assert one.binding == Single(0, codes={"1": "Disagree", "2": "Agree"})
    assert isinstance(several.binding, OneHot)
    assert several.binding.labels == ("Apples, red",)
    assert unknown == specs[2]


def test_what_the_reader_has_settled_stays() -> None:
    spec = QuestionSpec("l1", "l1", Single(0), type=QuestionType.TEXT, grid="", choices=("x",))

    (found,) = merged((spec,), TOLD)

    assert (found.type, found.grid, found.choices) == (QuestionType.TEXT, "", ("x",))


def test_a_definition_labels_a_table_of_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A heading of a table that no reader knows may be the name of a question."""
    survey = read(tmp_path, monkeypatch, [["id", "l1", "age"], ["7", "2", "40"], ["8", "", "41"]])
    one, age = survey.questions

    assert (one.label, one.grid, one.type) == (
        "I understand it",
        "How much?",
        QuestionType.SELECT_ONE,
    )
    assert one.choices == ("Disagree", "Agree")
    assert values_of(survey, one) == ["Agree", None]
    assert (age.label, age.hint, values_of(survey, age)) == ("Your age", "In years", [40, 41])
    assert not survey.problems


def test_the_definition_of_another_survey_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = read(tmp_path, monkeypatch, [["id", "Why?"], ["7", "because"]])

    assert "names none of the questions" in survey.problems[0].what


def test_a_definition_alone_is_questions_without_responses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    know_codebooks(monkeypatch)

    survey = importing.inspect(write_csv(tmp_path / "d.csv", [["codebook"], ["x"]]))
    asked = importing.as_json(survey)["questions"]

    assert (survey.tool, survey.responses) == ("Codebook", 0)
    assert [question["name"] for question in asked] == ["l1", "multi", "age"]
    assert [question["type"] for question in asked] == ["select_one", "select_multiple", "integer"]
    assert asked[1]["choices"] == ["Apples, red"]


def test_a_file_that_is_no_definition_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "s.csv", [["ID", "Why?"], ["1", "because"]])

    with pytest.raises(SurveyFileError, match="no questionnaire that Engage knows"):
        importing.inspect(path, definition=path)


def know_codebooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add a reader for which a table headed "codebook" is the definition above."""

    def define(raw: RawTable) -> Definition | None:
        return TOLD if raw.rows[0] == ["codebook"] else None

    reader = Reader("Codebook", 20, define_table=define)
    for module in (recognition, source):
        monkeypatch.setattr(module, "readers", lambda: (*readers(), reader))


def read(folder: Path, monkeypatch: pytest.MonkeyPatch, rows: list[list[str]]) -> SurveyFile:
    know_codebooks(monkeypatch)
    definition = write_csv(folder / "d.csv", [["codebook"], ["x"]])
    return importing.inspect(write_csv(folder / "s.csv", rows), definition=definition)
