"""What is open in the window, and that it is never pulled away from under a job."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engage_app.errors import NotPossible, WorkspaceError
from engage_app.progress import Progress
from engage_app.services import planning
from ui.session import Session
from ui.tasks import TaskRunner


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
