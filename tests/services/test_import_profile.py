"""Import settings in a file: written on one laptop, used on another, and by the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from clinic_survey import HEADINGS, ROWS, column, write

from engage_app import cli
from engage_app.domain.questionnaire import QuestionType, Role
from engage_app.errors import SurveyFileError
from engage_app.services import importing, planning
from engage_app.services import workspace as workspaces
from engage_app.services.importing import Tag
from engage_app.services.workspace import Workspace

SCORE, WHY, GROUP = "score", "please_tell_us_why", "which_stakeholder_group_do_you_represent"


@pytest.fixture
def exercise_id(workspace: Workspace) -> int:
    """An exercise without anything in it."""
    created = planning.add_exercise(workspace, "Moving the clinic").created
    assert created
    return created


def saved(workspace: Workspace, exercise_id: int, tmp_path: Path) -> Path:
    """Settings that differ from what Engage suggests in type, role, tag and what is left out."""
    survey = importing.inspect(write(tmp_path / "s.csv"))
    mapping = importing.plan(workspace, exercise_id, survey)
    mapping = importing.change(survey, mapping, SCORE, question_type=QuestionType.TEXT)
    mapping = importing.change(survey, mapping, "age_group", included=False)
    mapping = importing.change(
        survey, mapping, GROUP, tags=[Tag("Hospices", "group", "End of life care")]
    )
    return importing.save_profile(tmp_path / "settings.json", survey, mapping)


def test_settings_come_back_in_another_workspace(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """Types, roles, tags and what is left out; the file says nothing of any respondent."""
    path = saved(workspace, exercise_id, tmp_path)
    survey = importing.inspect(write(tmp_path / "later.csv", ROWS[:2]))

    mapping = importing.plan(workspace, exercise_id, survey, importing.read_profile(path))

    assert mapping.remembered
    assert mapping.notes == ()
    assert mapping.question(SCORE).type is QuestionType.TEXT
    assert not mapping.question("age_group").included
    assert Tag("Hospices", "group", "End of life care") in mapping.question(GROUP).tags
    assert "example.org" not in path.read_text(encoding="utf-8")


def test_settings_written_by_hand_need_little(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """A question is found by its name or by its words; what isn't said stays as suggested."""
    path = tmp_path / "by hand.json"
    told = [
        {"name": SCORE, "label": "How many stars?", "role": "none"},
        {"label": "Which matter to you?", "included": False},
        {"label": "Not in the file"},
    ]
    path.write_text(json.dumps({"questions": told}), encoding="utf-8")
    survey = importing.inspect(write(tmp_path / "s.csv"))

    mapping = importing.plan(workspace, exercise_id, survey, importing.read_profile(path))

    assert mapping.question(SCORE).label == "How many stars?"
    assert mapping.question(SCORE).type is QuestionType.INTEGER
    assert not mapping.question("which_matter_to_you").included
    assert mapping.question(WHY).role is Role.COMMENT
    assert "“Not in the file”" in mapping.notes[0]
    assert "“Please tell us why”" in mapping.notes[1] or "more" in mapping.notes[1]


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        "[]",
        '{"questions": [{"label": ""}]}',
        '{"questions": [{"name": "a", "type": "stars"}]}',
        '{"questions": [{"name": "a", "role": "boss"}]}',
        '{"questions": [{"name": "a", "tags": [{"choice": "x"}]}]}',
        '{"questions": [{"name": "a", "tags": [{"choice": "x", "kind": "y", "target": "z"}]}]}',
        '{"engage_profile": 2, "questions": []}',
    ],
)
def test_what_are_no_settings_gets_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "s.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SurveyFileError, match=r"“s\.json” holds no import settings"):
        importing.read_profile(path)


def test_settings_that_are_not_there_get_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SurveyFileError, match=r"no file “gone\.json”"):
        importing.read_profile(tmp_path / "gone.json")


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_the_command_line_writes_settings_and_imports_with_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    survey, settings = write(tmp_path / "s.csv"), tmp_path / "p.json"
    workspace = tmp_path / "w.engage"
    assert cli.main(["inspect", str(survey), "--profile-out", str(settings)]) == 0
    told = json.loads(settings.read_text(encoding="utf-8"))
    (why,) = (each for each in told["questions"] if each["name"] == WHY)
    assert (why["label"], why["role"], why["type"]) == (HEADINGS[-1], "comment", "text")
    why["role"] = "none"
    settings.write_text(json.dumps(told), encoding="utf-8")
    assert cli.main(["new", str(workspace)]) == 0
    capsys.readouterr()

    assert cli.main(
        ["import", str(workspace), str(survey), "--profile", str(settings), "--json"]
    ) == 0  # fmt: skip

    result = printed(capsys)
    assert result["added"] == len(ROWS)
    assert {each["name"]: each["role"] for each in result["assumed"]}[WHY] == "none"
    opened = workspaces.open_workspace(workspace)
    assert column(opened, "SELECT count(*) FROM comment") == [0]
    opened.close()


def test_bad_settings_end_the_command_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    survey, workspace = write(tmp_path / "s.csv"), tmp_path / "w.engage"
    assert cli.main(["new", str(workspace)]) == 0

    assert cli.main(["import", str(workspace), str(survey), "--profile", str(survey)]) == 1
    assert "no import settings" in capsys.readouterr().err
