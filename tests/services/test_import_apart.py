"""A large survey is imported by the process that holds it: the same rows, or none at all."""

import csv
import multiprocessing
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engage_app.domain.questionnaire import QuestionType
from engage_app.errors import NotPossible, SurveyFileError
from engage_app.progress import Cancelled
from engage_app.services import import_apart, importing, planning, survey_process
from engage_app.services import workspace as workspaces
from engage_app.services.importing import SurveyFile
from engage_app.services.workspace import Workspace

ROWS = 12_000
SAME = {
    "response": "source_id, submitted_at, place_id, consent, position, position_origin",
    "respondent": "kind, organisation",
    "answer": "response_id, question_id, choice_id, number, text",
    "comment": "response_id, question_id, sort, text",
    "question": "name, label, type, role",
    "action": "who, label, state",
    "action_change": "table_name, kind, first_id, last_id",
}


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An export that counts as large."""
    monkeypatch.setattr(survey_process, "LARGE", 1)
    return written(tmp_path / "large.csv")


@pytest.fixture
def exercise_id(workspace: Workspace) -> int:
    created = planning.add_exercise(workspace, "Ward move").created
    assert created
    return created


@pytest.fixture
def survey(path: Path) -> Iterator[SurveyFile]:
    """The export, read by a process that is still there."""
    made = importing.inspect_apart(path)
    yield made
    importing.let_go(made)


def written(path: Path, later: str = "") -> Path:
    """An export; `later` words end every tenth comment."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("ID", "Submitted", "Do you agree?", "How many visits?", "Why?"))
        for number in range(ROWS):
            words = f"Because of “reason” {number} 😀{later if number % 10 == 0 else ''}"
            visits = "a few" if number == 7 else number % 9
            agree = ("Yes", "No", "")[number % 3]
            at = f"2026-03-01 10:{number % 60:02}"
            writer.writerow((number, at, agree, visits, words if number % 4 else ""))
    return path


def dump(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """What an import writes, but for what is made at random or tells the time."""
    return {
        table: workspace.connection.execute(f"SELECT {columns} FROM {table} ORDER BY id").fetchall()
        for table, columns in SAME.items()
    }


def test_what_is_planned_and_imported_is_the_same(
    workspace: Workspace, exercise_id: int, survey: SurveyFile, path: Path, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    mapping = import_apart.plan(workspace, exercise_id, survey)
    visits, number = mapping.questions[1].name, QuestionType.INTEGER
    mapping = import_apart.change(survey, mapping, visits, question_type=number)
    apart = import_apart.run_import(
        workspace, exercise_id, survey, mapping, progress=lambda *now: told.append(now)
    )
    other = workspaces.create(tmp_path / "here.engage", officer="Test Officer")
    exercise = planning.add_exercise(other, "Ward move").created or 0
    read = importing.inspect(path)
    planned = importing.plan(other, exercise, read)
    assert importing.change(read, planned, visits, question_type=number) == mapping
    here = importing.run_import(other, exercise, read, mapping)
    assert dump(workspace) == dump(other)
    assert apart == here
    assert apart.changes.tables == here.changes.tables
    assert apart.added == ROWS
    assert len(apart.problems) == 1  # the visits that are no number
    assert told[-1][0] == told[-1][1] > 0
    assert not workspaces.check(workspace)
    other.close()


def test_it_is_undone_and_done_again(
    workspace: Workspace, exercise_id: int, survey: SurveyFile
) -> None:
    empty = dump(workspace)["response"]
    mapping = import_apart.plan(workspace, exercise_id, survey)
    made = import_apart.run_import(workspace, exercise_id, survey, mapping)
    assert workspaces.undo_label(workspace) == made.changes.label
    full = dump(workspace)["response"]
    assert workspaces.undo(workspace).tables >= {"response", "comment", "answer"}
    assert dump(workspace)["response"] == empty
    workspaces.redo(workspace)
    assert dump(workspace)["response"] == full


def test_a_later_export_updates_what_changed(
    workspace: Workspace, exercise_id: int, survey: SurveyFile, tmp_path: Path
) -> None:
    mapping = import_apart.plan(workspace, exercise_id, survey)
    import_apart.run_import(workspace, exercise_id, survey, mapping)
    later = importing.inspect_apart(written(tmp_path / "later.csv", later=" and more"))
    mapping = import_apart.plan(workspace, exercise_id, later)
    assert mapping.remembered
    found = importing.compare(workspace, exercise_id, later, mapping)
    assert (found.new, len(found.changed)) == (0, ROWS // 20)  # half of the tenths said nothing
    made = import_apart.run_import(workspace, exercise_id, later, mapping, update=True)
    assert made.updated == ROWS // 20
    importing.let_go(later)


def test_a_question_is_changed_and_previewed_alike(
    workspace: Workspace, exercise_id: int, survey: SurveyFile, path: Path
) -> None:
    mapping = import_apart.plan(workspace, exercise_id, survey)
    name = mapping.questions[1].name
    other: dict[str, Any] = {"question_type": QuestionType.SELECT_ONE}
    apart = import_apart.change(survey, mapping, name, **other)
    here = importing.inspect(path)
    assert apart == importing.change(here, mapping, name, **other)
    assert importing.preview(survey, apart) == importing.preview(here, apart)
    some = replace(apart, left_out=frozenset(range(3, ROWS, 2)))
    assert importing.preview(survey, some) == importing.preview(here, some)


def test_a_refusal_comes_over(workspace: Workspace, exercise_id: int, survey: SurveyFile) -> None:
    """And the process is there for another try."""
    mapping = import_apart.plan(workspace, exercise_id, survey)
    import_apart.run_import(workspace, exercise_id, survey, mapping)
    with pytest.raises(NotPossible, match="This file was imported already, into “Survey: large”"):
        import_apart.run_import(workspace, exercise_id, survey, mapping)
    mapping = import_apart.plan(workspace, exercise_id, survey)
    assert import_apart.run_import(workspace, exercise_id, survey, mapping).unchanged == ROWS


def test_cancelling_leaves_nothing_and_the_import_can_be_tried_again(
    workspace: Workspace, exercise_id: int, survey: SurveyFile
) -> None:
    before = dump(workspace)

    def cancel(done: int, total: int) -> None:
        if total and done * 100 // total > 20:
            raise Cancelled

    mapping = import_apart.plan(workspace, exercise_id, survey)
    with pytest.raises(Cancelled):
        import_apart.run_import(workspace, exercise_id, survey, mapping, progress=cancel)
    assert dump(workspace) == before
    assert not workspaces.check(workspace)
    assert import_apart.run_import(workspace, exercise_id, survey, mapping).added == ROWS


def test_a_process_that_is_killed_leaves_the_workspace_as_it_was(
    workspace: Workspace, exercise_id: int, survey: SurveyFile
) -> None:
    before = dump(workspace)

    def kill(done: int, total: int) -> None:
        if total and done * 100 // total > 20:
            for child in multiprocessing.active_children():
                child.kill()

    mapping = import_apart.plan(workspace, exercise_id, survey)
    with pytest.raises(
        SurveyFileError, match=r"import of “large\.csv” was ended from outside"
    ) as e:
        import_apart.run_import(workspace, exercise_id, survey, mapping, progress=kill)
    assert "Nothing was saved" in e.value.action
    assert dump(workspace) == before
    assert not workspaces.check(workspace)
    planning.edit_exercise(workspace, exercise_id, purpose="It can be written to")
    with pytest.raises(SurveyFileError):
        importing.preview(survey, mapping)


def test_killed_after_its_last_write_it_has_come_in(
    workspace: Workspace, exercise_id: int, survey: SurveyFile
) -> None:
    def kill(done: int, total: int) -> None:
        if not total or done < total:
            return
        query = "SELECT count(*) FROM survey_import"
        while not workspace.connection.execute(query).fetchone()[0]:
            continue  # it is about to
        for child in multiprocessing.active_children():
            child.kill()
            child.join()

    mapping = import_apart.plan(workspace, exercise_id, survey)
    made = import_apart.run_import(workspace, exercise_id, survey, mapping, progress=kill)
    assert made.added == ROWS
    assert made.changes.action_id
    assert made.changes.tables >= {"response", "comment", "answer", "survey_import"}
    assert made.import_id == importing.imports(workspace, exercise_id)[0].id


def test_an_import_under_way_is_not_let_go_of(
    workspace: Workspace, exercise_id: int, survey: SurveyFile
) -> None:
    """As when another exercise is chosen meanwhile; the process ends once it has answered."""
    (child,) = multiprocessing.active_children()

    def leave(done: int, total: int) -> None:
        if total:
            importing.let_go(survey)

    mapping = import_apart.plan(workspace, exercise_id, survey)
    made = import_apart.run_import(workspace, exercise_id, survey, mapping, progress=leave)
    assert made.added == ROWS
    child.join(20)
    assert not child.is_alive()


def test_letting_go_ends_the_process(survey: SurveyFile) -> None:
    children = multiprocessing.active_children()
    assert len(children) == 1
    importing.let_go(survey)
    children[0].join(20)
    assert multiprocessing.active_children() == []


def test_without_anybody_who_has_the_survey_the_process_ends(path: Path) -> None:
    survey = importing.inspect_apart(path)
    children = multiprocessing.active_children()
    del survey
    children[0].join(20)
    assert multiprocessing.active_children() == []
