"""A large file through the Collect page: another process reads and imports it."""

import csv
import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engage_app.domain.questionnaire import Role
from engage_app.services import importing, planning, survey_process, worker
from engage_app.services.workspace import Workspace
from ui.pages.collect import CollectPage
from ui.pages.collect_questions import ROLE
from ui.session import Session
from ui.tasks import TaskRunner
from ui.widgets.banner import Banner

ROWS = 6_000


@pytest.fixture
def session(
    qapp: QApplication, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Session]:
    monkeypatch.setattr(survey_process, "LARGE", 1)
    exercise_id = planning.add_exercise(workspace, "Ward move").created
    made = Session(TaskRunner())
    assert made.open(workspace.path)
    made.choose_exercise(exercise_id)
    yield made
    made.runner.close()
    made.close()
    worker.stop()


@pytest.fixture
def page(qtbot: QtBot, session: Session, tmp_path: Path) -> CollectPage:
    """The page with a file that was read."""
    path = tmp_path / "ward.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("ID", "Do you agree?", "How many years?", "What worries you?"))
        for number in range(ROWS):
            agree = ("Yes", "No")[number % 2]
            writer.writerow((number, agree, number % 9, f"Words of number {number}"))
    made = CollectPage(session)
    qtbot.addWidget(made)
    made.show()
    made.take_file(path)
    idle(qtbot, session)
    assert made.wizard.isVisible()
    return made


def idle(qtbot: QtBot, session: Session) -> None:
    """Wait until every job is over."""
    qtbot.waitUntil(lambda: not session.runner.busy, timeout=60_000)


def holders() -> int:
    """How many processes hold a survey; the one that scores sentiment is another's."""
    return sum(each.name.startswith("survey ") for each in multiprocessing.active_children())


def responses(session: Session) -> int:
    return planning.exercises(session.workspace)[0].responses


def test_from_the_file_to_the_responses_and_back(
    qtbot: QtBot, page: CollectPage, session: Session
) -> None:
    """Confirmed as another role, previewed, imported, undone; then the process is gone."""
    page.wizard.go_on()
    model = page.wizard.questions.model
    years = next(i for i, each in enumerate(model.questions) if each.label == "How many years?")
    model.setData(model.index(years, ROLE), Role.EQUALITY)
    page.wizard.go_on()
    assert page.wizard.preview.preview.rowCount() == 20
    assert "6,000" in page.wizard.next.text()
    page.wizard.go_on()
    qtbot.waitUntil(page.result.isVisible, timeout=60_000)
    assert "6,000 responses imported" in page.result.summary.text()
    assert responses(session) == ROWS
    idle(qtbot, session)
    connection = session.workspace.connection
    assert connection.execute("SELECT count(*) FROM equality_answer").fetchone() == (ROWS,)
    query = "SELECT who FROM action WHERE label = 'import survey'"
    assert connection.execute(query).fetchone() == (session.workspace.officer,)
    qtbot.waitUntil(lambda: not holders(), timeout=20_000)
    page.result.undo.click()
    idle(qtbot, session)
    assert responses(session) == 0


def test_leaving_the_wizard_ends_the_process(
    qtbot: QtBot, page: CollectPage, session: Session
) -> None:
    assert holders() == 1
    page.wizard.leave.click()
    qtbot.waitUntil(lambda: not holders(), timeout=20_000)
    assert responses(session) == 0


def test_stopping_the_import_leaves_nothing(
    qtbot: QtBot, page: CollectPage, session: Session
) -> None:
    page.wizard.go_on()
    page.wizard.go_on()
    page.wizard.go_on()
    page.strip.cancel_button.click()
    idle(qtbot, session)
    assert responses(session) == 0
    assert importing.imports(session.workspace, session.exercise_id) == []
    assert page.wizard.isVisible()  # and could be confirmed again


def test_a_process_that_is_ended_is_told_in_plain_words(
    qtbot: QtBot, page: CollectPage, session: Session
) -> None:
    page.wizard.go_on()
    page.wizard.go_on()
    for child in multiprocessing.active_children():
        assert child.name == "survey ward.csv"
        child.kill()
        child.join()
    page.wizard.go_on()
    idle(qtbot, session)
    (banner,) = page.banners.findChildren(Banner)
    said = " ".join(each.text() for each in banner.findChildren(QLabel))
    assert "was ended from outside" in said
    assert "Nothing was saved" in said
    assert responses(session) == 0
