"""A later export finds its activity by itself, also where its questions or its rows changed."""

import json
from pathlib import Path

import pytest
from clinic_survey import HEADINGS, ROWS, column, counts, write

from engage_app import cli
from engage_app.services import importing, planning
from engage_app.services.importing import ImportResult
from engage_app.services.workspace import Workspace

ADDED = "Would you come by bus?"


@pytest.fixture
def exercise_id(workspace: Workspace) -> int:
    """An exercise without anything in it."""
    created = planning.add_exercise(workspace, "Moving the clinic").created
    assert created
    return created


def bring(
    workspace: Workspace, exercise_id: int, path: Path, *, update: bool = False
) -> ImportResult:
    survey = importing.inspect(path)
    return importing.run_import(workspace, exercise_id, survey, update=update)


def with_question(path: Path, *, submitted_later: bool = False) -> Path:
    """The clinic's survey with its questions in another order and one more, and a sixth person."""
    order = [0, 1, 11, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    rows = [[row[i] for i in order] + ["Yes"] for row in [*ROWS, ["06", *ROWS[3][1:]]]]
    if submitted_later:
        for row in rows:
            row[1] = "2023" + row[1][4:]
    return write_rows(path, [[HEADINGS[i] for i in order] + [ADDED], *rows])


def write_rows(path: Path, rows: list[list[str]]) -> Path:
    write(path, rows[1:])
    lines = path.read_text(encoding="utf-8").split("\n", 1)[1]
    path.write_text(",".join(f'"{each}"' for each in rows[0]) + "\n" + lines, encoding="utf-8")
    return path


def test_an_added_question_doesnt_make_it_another_survey(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    first = bring(workspace, exercise_id, write(tmp_path / "s.csv"))
    survey = importing.inspect(with_question(tmp_path / "later.csv"))

    mapping = importing.plan(workspace, exercise_id, survey)
    result = importing.run_import(workspace, exercise_id, survey, mapping, update=True)

    assert mapping.activity_id == first.activity_id == result.activity_id
    assert not mapping.remembered  # the new question is to be looked at
    assert mapping.looks_like.startswith(
        "This looks like a later export of “Survey: s”: 10 of its 11"
    )
    assert (result.added, result.updated) == (1, 5)
    assert importing.updated_by(workspace, result.import_id) == 5
    assert importing.updated_by(workspace, first.import_id) == 0


def test_taking_it_out_takes_answers_to_the_added_question_out(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    bring(workspace, exercise_id, write(tmp_path / "s.csv"))
    before = counts(workspace)
    result = bring(workspace, exercise_id, with_question(tmp_path / "later.csv"), update=True)

    importing.undo_import(workspace, result.import_id)

    after = counts(workspace)
    assert (after["answer"], after["response"]) == (before["answer"], before["response"])


def test_the_same_questions_sent_at_other_times_are_another_survey(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """Two forms that both number their responses from 1."""
    first = bring(workspace, exercise_id, write(tmp_path / "s.csv"))
    later = with_question(tmp_path / "staff.csv", submitted_later=True)

    result = bring(workspace, exercise_id, later)

    assert result.activity_id != first.activity_id
    assert result.added == 6


def test_a_survey_with_some_standard_questions_in_common_is_another(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    bring(workspace, exercise_id, write(tmp_path / "s.csv"))
    path = tmp_path / "other.csv"
    path.write_text("ID,Age group,Where do you live?,Why?\n1,16-24,North,Because\n", "utf-8")

    assert importing.plan(workspace, exercise_id, importing.inspect(path)).activity_id is None


def test_the_command_line_says_what_it_took_the_file_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = str(tmp_path / "w.engage")
    assert cli.main(["new", workspace]) == 0
    assert cli.main(["import", workspace, str(write(tmp_path / "s.csv"))]) == 0
    capsys.readouterr()

    later = str(with_question(tmp_path / "later.csv"))
    assert cli.main(["import", workspace, later, "--dry-run", "--json"]) == 0
    tried = json.loads(capsys.readouterr().out)
    assert (tried["would_add"], tried["changed"]) == (1, 5)
    assert cli.main(["import", workspace, later, "--json"]) == 0

    (note,) = json.loads(capsys.readouterr().out)["notes"]
    assert "later export of “Survey: s”" in note


def anonymous(path: Path, people: list[tuple[str, str, str]], *, times: bool) -> Path:
    """A table without ids; (moment, choice, words), with the moment only where wanted."""
    heading = "Timestamp,Which apply?,Do you drive?,Why do you say that?"
    lines = [",".join((at, what, "Yes", f'"{why}"')) for at, what, why in people]
    if not times:
        heading, lines = heading.partition(",")[2], [line.partition(",")[2] for line in lines]
    path.write_text("\n".join([heading, *lines, ""]), encoding="utf-8")
    return path


PEOPLE = [
    (f"2025/03/0{day} 9:30:0{day} AM GMT", what, f"These are the words of number {day}")
    for day, what in enumerate(("Bus", "Bus", "Walk", "Car", "Walk"), 1)
]
CHANGED = (PEOPLE[2][0], "Walk", "Quite other words than before")
NEW = ("2025/03/09 9:30:00 AM GMT", "Walk", "A new voice, heard for the first time")


@pytest.mark.parametrize("times", [True, False])
@pytest.mark.parametrize("newest_first", [True, False])
def test_without_ids_a_changed_row_is_not_counted_twice(
    workspace: Workspace, exercise_id: int, tmp_path: Path, times: bool, newest_first: bool
) -> None:
    """By its moment; or, without one, by its place and most of its answers, which is said."""
    before = PEOPLE[::-1] if newest_first else PEOPLE
    after = [*PEOPLE[:2], CHANGED, *PEOPLE[3:], NEW]
    after = after[::-1] if newest_first else after
    bring(workspace, exercise_id, anonymous(tmp_path / "a.csv", before, times=times))
    survey = importing.inspect(anonymous(tmp_path / "b.csv", after, times=times))

    found = importing.compare(workspace, exercise_id, survey)
    result = importing.run_import(workspace, exercise_id, survey, update=True)

    assert found.summary == "1 new, 4 as before, 1 changed"
    (changed,) = found.changed
    assert changed.row == (5 if newest_first else 4)
    assert changed.answers[0].after == CHANGED[2]
    assert changed.perhaps_new is not times
    asked = [each for each in result.problems if "is it new?" in each.what]
    assert [each.row for each in asked] == ([] if times else [changed.row])
    assert (result.added, result.updated) == (1, 1)
    assert column(workspace, "SELECT count(*) FROM response") == [6]


@pytest.mark.parametrize("times", [True, False])
def test_without_ids_the_same_again_changes_nothing(
    workspace: Workspace, exercise_id: int, tmp_path: Path, times: bool
) -> None:
    """The same file, and the later one a second time."""
    first = anonymous(tmp_path / "a.csv", PEOPLE, times=times)
    bring(workspace, exercise_id, first)
    assert not bring(workspace, exercise_id, first).changes
    later = anonymous(tmp_path / "b.csv", [*PEOPLE[:2], CHANGED, *PEOPLE[3:], NEW], times=times)
    bring(workspace, exercise_id, later, update=True)
    before = counts(workspace)

    again = bring(workspace, exercise_id, later, update=True)

    assert not again.changes
    assert again.unchanged == 6
    assert counts(workspace) == before


def test_without_ids_a_row_unlike_the_one_that_is_gone_is_new(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    bring(workspace, exercise_id, anonymous(tmp_path / "a.csv", PEOPLE, times=False))
    other = ("", "Helicopter", "Nothing of this was ever said before")
    later = anonymous(tmp_path / "b.csv", [*PEOPLE[:2], other, *PEOPLE[3:]], times=False)
    later.write_text(later.read_text("utf-8").replace("Helicopter,Yes", "Helicopter,No"), "utf-8")

    assert bring(workspace, exercise_id, later).added == 1


def test_a_questionnaire_alone_brings_its_questions_in(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """Questions, types and choices; undo takes them out again."""
    path = tmp_path / "dictionary.csv"
    path.write_text(
        "Variable / Field Name,Form Name,Section Header,Field Type,Field Label,"
        '"Choices, Calculations, OR Slider Labels",Field Note\n'
        'record_id,a,,text,Record,,\nbus,a,,radio,Do you come by bus?,"1, Yes | 2, No",\n'
        "why,a,,notes,Why is that?,,\n",
        encoding="utf-8",
    )
    survey = importing.inspect(path)
    assert survey.questionnaire
    assert [each.what for each in survey.problems][-1].startswith("The file is a questionnaire")

    result = importing.run_import(workspace, exercise_id, survey)

    assert result.summary == f"{len(survey.questions)} questions brought in, without responses."
    assert column(workspace, "SELECT type FROM question WHERE name = 'bus'") == ["select_one"]
    assert column(workspace, "SELECT label FROM choice ORDER BY id") == ["Yes", "No"]
    assert not importing.run_import(workspace, exercise_id, survey).changes
