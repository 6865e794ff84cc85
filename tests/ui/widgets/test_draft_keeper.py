"""What is being typed is on disk within a second, and nothing else is."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from engage_app.services import drafts, planning, resuming
from engage_app.services import workspace as workspaces
from ui.session import Session
from ui.tasks import TaskRunner
from ui.widgets.draft_keeper import DraftKeeper, at_what_time


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    """A workspace with one exercise, chosen."""
    runner = TaskRunner()
    made = Session(runner)
    assert made.create(tmp_path / "hall.engage")
    exercise = planning.add_exercise(made.workspace, "Evening clinics").created
    made.choose_exercise(exercise)
    yield made
    runner.close()
    made.close()


class Surface:
    """A line to type on, and its keeper."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.line = QLineEdit()
        qtbot.addWidget(self.line)
        self.keeper = DraftKeeper(
            session, "document", "7", self.content, page="collect", parent=self.line
        )
        self.line.textChanged.connect(self.keeper.typed)

    def content(self) -> dict[str, str]:
        return {"text": self.line.text()} if self.line.text() else {}


@pytest.fixture
def surface(session: Session, qtbot: QtBot) -> Surface:
    made = Surface(session, qtbot)
    assert made.keeper.begin() is None
    return made


def on_disk(path: Path) -> list[str]:
    """The drafts as another process would find them."""
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT content FROM draft")]


def test_typing_on_does_not_put_the_saving_off(
    session: Session, surface: Surface, qtbot: QtBot
) -> None:
    """Whoever types without a pause has what was typed a second ago on disk."""
    path, begun = session.workspace.path, monotonic()
    while not on_disk(path):
        qtbot.keyClicks(surface.line, "a")
        qtbot.wait(20)
        assert monotonic() - begun < 5
    assert len(surface.line.text()) > 5
    assert monotonic() - begun < 1.0 + 0.5  # half a second for a busy machine


def test_a_draft_comes_back_as_it_was_typed(
    session: Session, surface: Surface, qtbot: QtBot
) -> None:
    surface.line.setText("  “Quotes” and   spaces ")
    assert surface.keeper.save_now()
    again = Surface(session, qtbot).keeper.begin()
    assert again is not None
    assert again.content == {"text": "  “Quotes” and   spaces "}
    assert ":" in at_what_time(again)


def test_an_empty_field_leaves_no_draft(session: Session, surface: Surface) -> None:
    surface.line.setText("never mind")
    surface.keeper.save_now()
    surface.line.clear()
    surface.keeper.discard()
    assert drafts.kept(session.workspace) == []


def test_leaving_saves_what_the_timer_had_not(session: Session, surface: Surface) -> None:
    """Closing the workspace within the second loses nothing, and the place is remembered."""
    path = session.workspace.path
    surface.line.setText("half a sent")
    session.close()
    assert on_disk(path) == ['{"text": "half a sent"}']
    place = resuming.last()
    assert place is not None
    assert (place.workspace, place.page) == (str(path.absolute()), "collect")
    assert (place.surface, place.key) == ("document", "7")


def test_leaving_with_nothing_unfinished_forgets_the_place(surface: Surface) -> None:
    assert resuming.last() is not None
    surface.keeper.end()
    assert resuming.last() is None


def test_a_draft_waits_for_another_writer(session: Session, surface: Surface, qtbot: QtBot) -> None:
    """The window doesn't stand still, nobody is troubled, and the draft is saved afterwards."""
    failures: list[object] = []
    session.failed.connect(failures.append)
    with closing(sqlite3.connect(session.workspace.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        surface.line.setText("written while an import runs")
        assert not surface.keeper.save_now()
        other.execute("ROLLBACK")
    with qtbot.waitSignal(surface.keeper.saved):
        pass
    assert len(on_disk(session.workspace.path)) == 1
    assert failures == []


def test_a_full_disk_is_said_once(
    session: Session, surface: Surface, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures: list[object] = []
    session.failed.connect(failures.append)
    session.workspace.connection.execute("PRAGMA query_only = ON")
    for text in ("one", "one two"):
        surface.line.setText(text)
        assert not surface.keeper.save_now()
    assert len(failures) == 1
    session.workspace.connection.execute("PRAGMA query_only = OFF")
    assert surface.keeper.save_now()


def test_another_key_has_a_draft_of_its_own(session: Session, surface: Surface) -> None:
    surface.line.setText("table one")
    surface.keeper.end()
    surface.line.clear()
    assert surface.keeper.use("8") is None
    surface.line.setText("table two")
    surface.keeper.end()
    surface.line.clear()
    found = surface.keeper.use("7")
    assert found is not None
    assert found.content == {"text": "table one"}


def test_a_place_is_found_again_by_the_exercise_uid(session: Session, surface: Surface) -> None:
    place = resuming.last()
    assert place is not None
    path = session.workspace.path
    session.close()
    opened = workspaces.open_workspace(path)
    assert resuming.exercise_of(opened, place) == planning.exercises(opened)[0].exercise.id
    opened.close()


def test_a_damaged_record_of_the_last_place_is_none(tmp_path: Path, surface: Surface) -> None:
    (tmp_path / "engage-data" / "last-place.json").write_text('["odd"]')
    assert resuming.last() is None
