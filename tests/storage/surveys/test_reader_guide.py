"""The worked example of docs/import-formats.md does what the guide says."""

import re
from pathlib import Path

import pytest
from survey_makers import write_csv

from engage_app.domain.questionnaire import QuestionType
from engage_app.services import importing
from engage_app.services.workspace import Workspace
from storage.surveys import recognition, source
from storage.surveys.bindings import NOT_SHOWN
from storage.surveys.readers import Reader
from storage.surveys.registry import readers
from storage.surveys.survey_file import FlaggedRow, SurveyFile
from storage.surveys.values import values_of

GUIDE = Path(__file__).parents[3] / "docs" / "import-formats.md"
ROWS = [
    ["Poll ID", "Sent", "How do you travel?", "", "<b>Why?</b>", "State"],
    ["", "", "Bus", "Car, shared", "", ""],
    ["007", "16/05/2022 09:03", "Y", "Y", "because it is near", "done"],
    ["008", "17/05/2022 09:03", "", "", "", "done"],
    ["009", "18/05/2022 09:03", "-", "-", "-", "open"],
    ["010", "19/05/2022 09:03", "", "Y", "so that it works", "trial"],
]


@pytest.fixture
def survey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SurveyFile:
    """A file of the guide's invented tool, read by the guide's reader."""
    found = re.search(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    names: dict[str, Reader] = {}
    exec(found[1], names)  # noqa: S102 - our own guide
    for module in (recognition, source):
        monkeypatch.setattr(module, "readers", lambda: (names["READER"], *readers()))
    return importing.inspect(write_csv(tmp_path / "polls.csv", ROWS))


def test_the_reader_lays_out_the_questions(survey: SurveyFile) -> None:
    travel, why = survey.questions

    assert (survey.tool, survey.header_rows) == ("Example Polls", 2)
    assert survey.source_ids == ("007", "008", "009", "010")
    assert survey.submitted_at[0] == "2022-05-16T09:03:00"
    assert (travel.type, travel.choices) == (QuestionType.SELECT_MULTIPLE, ("Bus", "Car, shared"))
    assert why.label == "Why?"
    assert values_of(survey, travel) == [["Bus", "Car, shared"], None, NOT_SHOWN, ["Car, shared"]]


def test_tests_and_unfinished_responses_are_flagged_but_kept(survey: SurveyFile) -> None:
    assert survey.responses == 4
    assert survey.flagged == (
        FlaggedRow(5, "partial", "It was not finished."),
        FlaggedRow(6, "test", "Its state is “trial”."),
    )
    assert survey.complete == (True, True, False, True)
    assert [problem.row for problem in survey.problems] == [5, 6]


def test_three_states_in_the_json(survey: SurveyFile) -> None:
    answers = [response["answers"] for response in importing.as_json(survey)["responses"]]

    assert answers[1] == {"how_do_you_travel": None, "why": None}
    assert answers[2] == {}


def test_three_states_in_the_workspace(
    survey: SurveyFile, workspace: Workspace, exercise_id: int
) -> None:
    """Not shown leaves no answer, skipped leaves a row of nulls; what is left out stays out."""
    mapping = importing.leave_out(importing.plan(workspace, exercise_id, survey), [6])

    result = importing.run_import(workspace, exercise_id, survey, mapping)

    found = workspace.connection.execute(
        """SELECT source_id, choice.label FROM response
        LEFT JOIN answer ON answer.response_id = response.id
        LEFT JOIN choice ON choice.id = choice_id ORDER BY source_id, choice.sort"""
    ).fetchall()
    answered = workspace.connection.execute(
        "SELECT count(*) FROM answer JOIN response ON response.id = response_id"
        " WHERE source_id = '009'"
    ).fetchone()[0]
    assert [tuple(row) for row in found] == [
        ("007", "Bus"), ("007", "Car, shared"), ("008", None), ("009", None)
    ]  # fmt: skip
    assert answered == 0
    assert (result.added, result.left_out) == (3, 1)
    assert result.summary == "3 responses imported; 1 left out."


@pytest.fixture
def exercise_id(workspace: Workspace) -> int:
    from engage_app.services import planning

    return planning.add_exercise(workspace, "Clinic").created or 0
