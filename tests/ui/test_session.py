"""What is open in the window, and that it is never pulled away from under a job."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import perf_counter

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engage_app.errors import NotPossible, WorkspaceBusy, WorkspaceError
from engage_app.progress import Progress
from engage_app.services import planning
from engage_app.services import workspace as workspaces
from storage.database import PATIENCE
from ui.session import Session
from ui.tasks import Task, TaskRunner


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Session:
    opened = Session(TaskRunner())
    assert opened.create(tmp_path / "first.engage")
    return opened


def test_a_file_that_cannot_be_opened_leaves_the_open_one(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    with qtbot.waitSignal(session.failed) as said:
        assert not session.open(tmp_path / "gone.engage")

    assert isinstance(said.args[0], WorkspaceError)
    assert session.workspace.path.name == "first.engage"


def test_another_workspace_waits_for_a_job_that_writes(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    go_on = Event()

    def job(_progress: Progress) -> bool:
        return go_on.wait(10)

    task = session.runner.run(job, writes=True)
    with qtbot.waitSignal(session.failed) as said:
        assert not session.create(tmp_path / "second.engage")
    assert isinstance(said.args[0], NotPossible)

    with qtbot.waitSignal(task.signals.finished):
        go_on.set()
    assert session.create(tmp_path / "second.engage")
    assert session.workspace.path.name == "second.engage"


def test_closing_drops_jobs_that_read_and_nobody_hears_of_them(
    qtbot: QtBot, session: Session
) -> None:
    started = Event()
    workspace = session.workspace

    def job(_progress: Progress) -> int:
        started.set()
        return len(planning.exercises(workspace))

    task = session.runner.run(job)
    with qtbot.assertNotEmitted(task.signals.finished):
        started.wait(10)
        session.close()

    assert not session.has_workspace
    assert not session.runner.busy


def hold_the_lock(session: Session, go_on: Event) -> Task[None]:
    """A job in the middle of writing; it is when this returns."""
    holding = Event()
    workspace = session.workspace

    def job(_progress: Progress) -> None:
        with workspace.acting("import"):
            holding.set()
            go_on.wait(10)

    task = session.runner.run(job, writes=True)
    assert holding.wait(10)
    return task


def test_what_a_job_holds_up_is_refused_in_words_before_the_window_stands_still(
    qtbot: QtBot, session: Session
) -> None:
    go_on = Event()
    assert session.act(planning.add_exercise, "Clinic move")
    task = hold_the_lock(session, go_on)

    writes: tuple[Callable[[], object], ...] = (
        lambda: session.act(planning.add_exercise, "Another"),
        session.undo,
    )
    for write in writes:
        began = perf_counter()
        with qtbot.waitSignal(session.failed) as said:
            assert write() is None
        assert perf_counter() - began < 1  # ten seconds is what a job itself would wait
        assert isinstance(said.args[0], NotPossible)
        assert "still at work" in said.args[0].message

    with qtbot.waitSignal(task.signals.finished):
        go_on.set()
    assert [each.exercise.title for each in planning.exercises(session.workspace)] == [
        "Clinic move"
    ]
    assert session.act(planning.add_exercise, "Another")


def test_officers_go_on_while_a_writing_job_only_computes(qtbot: QtBot, session: Session) -> None:
    go_on = Event()

    def job(_progress: Progress) -> bool:
        return go_on.wait(10)

    task = session.runner.run(job, writes=True)
    with qtbot.assertNotEmitted(session.failed):
        assert session.act(planning.add_exercise, "Clinic move")
        session.undo()
    with qtbot.waitSignal(task.signals.finished):
        go_on.set()


def test_another_program_at_the_file_is_not_taken_for_a_job(qtbot: QtBot, session: Session) -> None:
    other = workspaces.open_workspace(session.workspace.path)
    with other.acting("elsewhere"), qtbot.waitSignal(session.failed) as said:
        assert session.act(planning.add_exercise, "Clinic move") is None
    other.close()

    assert isinstance(said.args[0], WorkspaceBusy)
    assert "Another program" in said.args[0].message


def test_jobs_go_on_waiting_for_each_other_after_a_hurried_write(session: Session) -> None:
    assert session.act(planning.add_exercise, "Clinic move")
    (waits,) = session.workspace.connection.execute("PRAGMA busy_timeout").fetchone()
    assert waits == PATIENCE


def test_undoing_many_rows_leaves_the_window_alone(qtbot: QtBot, session: Session) -> None:
    """It is a job like an import; meanwhile nothing else is undone."""
    with session.workspace.acting("bring in many") as action:
        action.insert_many("exercise", ("uid", "title"), [(f"{n}", "many") for n in range(5_000)])
    told: list[str] = []
    session.said.connect(told.append)
    with qtbot.waitSignal(session.changed), qtbot.waitSignal(session.working):
        session.undo()
        assert told == []
        with qtbot.waitSignal(session.failed):
            session.undo()
    assert told == ["Undone: bring in many."]
    assert planning.exercises(session.workspace) == []
    with qtbot.waitSignal(session.changed):
        session.redo()
    assert len(planning.exercises(session.workspace)) == 5_000
    session.runner.close()
