"""Suggestions in the window: learned and asked for in the background, and let go with the workspace."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
from building import Small
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engage_app.progress import Cancelled
from engage_app.services import worker
from ui.session import Session
from ui.suggesting import Suggesting

LONG = 60_000


@pytest.fixture
def source(session: Session) -> Iterator[Suggesting]:
    yield Suggesting(session)
    worker.stop()


def learned(qtbot: QtBot, source: Suggesting) -> None:
    source.watch()
    qtbot.waitUntil(lambda: source.known is not None and not source.learning, timeout=LONG)


def test_nothing_is_learned_until_somebody_codes(qtbot: QtBot, source: Suggesting) -> None:
    QApplication.processEvents()
    assert source.known is None
    assert not source.learning


def test_a_comment_is_answered_and_the_answer_kept(
    qtbot: QtBot, source: Suggesting, small: Small
) -> None:
    learned(qtbot, source)
    with qtbot.waitSignal(source.suggested, timeout=LONG):
        source.ask([small.comments[0]])
    assert source.of(small.comments[0])[0].theme == small.themes["Parking"]


def test_leaving_a_workspace_in_the_middle_of_a_lesson_leaves_the_next_one_free(
    qtbot: QtBot, source: Suggesting, session: Session, small: Small, tmp_path: Path
) -> None:
    source.watch()
    qtbot.waitUntil(lambda: source.learning, timeout=LONG)
    home = Path(small.workspace.path)
    assert session.create(tmp_path / "other.engage")
    assert not source.learning
    assert session.open(home)
    session.choose_exercise(small.exercise)
    learned(qtbot, source)


def test_whoever_waits_for_a_process_that_is_ended_hears_that_it_is(qtbot: QtBot) -> None:
    heard: list[BaseException] = []

    def wait() -> None:
        try:
            worker.learning(sleep, 60)
        except Cancelled as error:
            heard.append(error)

    thread = Thread(target=wait)
    thread.start()
    qtbot.waitUntil(lambda: bool(getattr(worker._pools.get("learning"), "_processes", None)))
    worker.stop_learning()
    thread.join(timeout=20)
    assert len(heard) == 1
