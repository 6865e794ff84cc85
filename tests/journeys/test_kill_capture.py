"""Engage is killed amid typing: what was filed is there once, and the words are back."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from building import small_exercise
from PySide6.QtCore import QLockFile
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchmarks.soak_capture import soak
from engage_app.services import drafts, resuming
from engage_app.services import workspace as workspaces
from engage_app.settings import data_folder
from ui.app import Controller, build, controller_of
from ui.pages.capture import SURFACE, CapturePage
from ui.widgets.banner import Banner


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a matter of POSIX")
def test_a_small_soak(tmp_path: Path) -> None:
    """60 contributions typed into a real window that is killed three times: see the benchmark."""
    found = soak(tmp_path, contributions=60, kills=3, seed=22)
    assert found.problems == []
    assert found.kills == 3
    assert found.filed + found.unheard == 60
    assert found.lags
    assert found.restored >= 1


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """A workspace in which somebody was typing when Engage stopped; two exercises in it."""
    made = workspaces.create(tmp_path / "hall.engage", "Officer")
    small_exercise(made, "First")
    second = small_exercise(made, "Second")
    hall = second.activities["workshop"]
    resuming.note(made, second.exercise, "capture", SURFACE, str(hall))
    drafts.save(made, SURFACE, str(hall), {"text": "half a sent", "marks": {"quote": True}})
    made.close()
    return made.path


@pytest.fixture
def windows(qtbot: QtBot, qapp: QApplication) -> Iterator[list[Controller]]:
    """Windows that are closed afterwards."""
    made: list[Controller] = []
    yield made
    for each in made:
        each.window.close()


def start(qtbot: QtBot, windows: list[Controller], workspace: Path | None = None) -> Controller:
    _, window = build(workspace)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    windows.append(controller_of(window))
    QApplication.processEvents()
    return windows[-1]


def test_engage_opens_where_it_was_and_offers_the_draft(
    qtbot: QtBot, windows: list[Controller], left: Path
) -> None:
    engage = start(qtbot, windows)
    page = engage.window.current_page
    assert isinstance(page, CapturePage)
    assert engage.session.workspace.path == left
    assert page.entry.line.words() == "half a sent"
    assert page.entry.pending.quote
    (banner,) = page.banners.findChildren(Banner)
    assert "are back" in banner.message.text


def test_closing_the_window_within_the_second_keeps_the_draft(
    qtbot: QtBot, windows: list[Controller], left: Path
) -> None:
    engage = start(qtbot, windows)
    page = engage.window.current_page
    assert isinstance(page, CapturePage)
    qtbot.keyClicks(page.entry.line, "ence")
    engage.window.close()
    with closing(sqlite3.connect(left)) as connection:
        ((content,),) = connection.execute("SELECT content FROM draft WHERE surface = 'workshop'")
    assert "half a sentence" in content
    assert resuming.last() is not None  # an exit with a draft, as good as a crash


def test_after_a_tidy_end_engage_opens_as_ever(
    qtbot: QtBot, windows: list[Controller], left: Path
) -> None:
    engage = start(qtbot, windows)
    page = engage.window.current_page
    assert isinstance(page, CapturePage)
    page.filing.file()
    engage.window.close()
    assert resuming.last() is None
    assert start(qtbot, windows).window.current_key == "exercises"


def test_a_second_window_does_not_take_the_draft_of_the_first(
    qtbot: QtBot, windows: list[Controller], left: Path
) -> None:
    """What the first one is typing at this moment is not left over from anything."""
    data_folder().mkdir(parents=True, exist_ok=True)
    first = QLockFile(str(data_folder() / "window.lock"))
    assert first.tryLock(0)
    engage = start(qtbot, windows)
    first.unlock()
    assert not engage.session.has_workspace
    assert resuming.last() is not None


def test_another_workspace_asked_for_is_opened_instead(
    qtbot: QtBot, windows: list[Controller], left: Path, tmp_path: Path
) -> None:
    other = workspaces.create(tmp_path / "other.engage")
    other.close()
    engage = start(qtbot, windows, other.path)
    assert engage.session.workspace.path == other.path
    assert resuming.last() is not None


def test_a_workspace_that_is_gone_is_not_looked_for_twice(
    qtbot: QtBot, windows: list[Controller], left: Path
) -> None:
    left.unlink()
    engage = start(qtbot, windows)
    assert engage.window.current_key == "exercises"
    assert resuming.last() is None


def test_no_other_page_works_when_a_contribution_is_filed(
    qtbot: QtBot, windows: list[Controller], left: Path
) -> None:
    """Pages that have been shown mark themselves stale; they read when they are shown again."""
    engage = start(qtbot, windows)
    page = engage.window.current_page
    assert isinstance(page, CapturePage)
    statements: list[str] = []
    engage.session.workspace.connection.set_trace_callback(statements.append)

    def filing() -> int:
        page.entry.line.show_words("The bus is late")
        statements.clear()
        page.filing.file()
        QApplication.processEvents()
        return len(statements)

    filing()
    alone = filing()
    for key in engage.window.rail.offered:
        engage.window.go_to(key)
        qtbot.waitUntil(lambda: not engage.runner.busy)
    engage.window.go_to("capture")
    assert filing() == alone
    engage.session.workspace.connection.set_trace_callback(None)
