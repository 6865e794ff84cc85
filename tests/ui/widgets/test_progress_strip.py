from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engage_app.progress import Progress
from ui.tasks import TaskRunner
from ui.widgets.progress_strip import APPEARS_AFTER, ProgressStrip


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.close()


@pytest.fixture
def strip(dressed: QApplication, qtbot: QtBot) -> ProgressStrip:
    made = ProgressStrip(appears_after=0)
    qtbot.addWidget(made)
    return made


class Halting:
    """A job that reports 40 of 100 and goes on when it is let, or cancelled."""

    def __init__(self) -> None:
        self.go_on = Event()

    def __call__(self, progress: Progress) -> None:
        progress(40, 100)
        while not self.go_on.wait(0.001):
            progress(40, 100)


def test_quick_work_is_not_announced(
    dressed: QApplication, runner: TaskRunner, qtbot: QtBot
) -> None:
    """A strip that flashes by is worse than none."""
    strip = ProgressStrip(appears_after=60_000)
    qtbot.addWidget(strip)
    task = runner.run(lambda progress: None)
    strip.watch(task, "Opening")
    qtbot.waitUntil(lambda: task.signals.over)

    assert APPEARS_AFTER == 300
    assert not strip.isVisible()


def test_long_work_shows_what_and_how_far(
    strip: ProgressStrip, runner: TaskRunner, qtbot: QtBot
) -> None:
    job = Halting()
    task = runner.run(job)
    strip.watch(task, "Importing responses")
    qtbot.waitUntil(strip.isVisible)
    qtbot.waitUntil(lambda: strip.bar.value() == 40)

    assert strip.label.text() == "Importing responses…"
    assert strip.per_cent.text() == "40%"
    assert strip.bar.accessibleName() == "Importing responses"

    job.go_on.set()
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_cancel_stops_the_work(strip: ProgressStrip, runner: TaskRunner, qtbot: QtBot) -> None:
    task = runner.run(Halting())
    strip.watch(task, "Importing responses")
    qtbot.waitUntil(strip.isVisible)
    with qtbot.waitSignal(task.signals.cancelled):
        qtbot.mouseClick(strip.cancel_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: not strip.isVisible())


def test_the_next_work_is_shown_when_the_first_is_over(
    strip: ProgressStrip, runner: TaskRunner, qtbot: QtBot
) -> None:
    first, second = Halting(), Halting()
    strip.watch(runner.run(first), "Importing")
    strip.watch(runner.run(second, writes=True), "Copying")
    qtbot.waitUntil(strip.isVisible)
    assert strip.label.text() == "Importing…"

    first.go_on.set()
    qtbot.waitUntil(lambda: strip.label.text() == "Copying…")
    assert strip.isVisible()

    second.go_on.set()
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_work_already_over_is_not_shown(
    strip: ProgressStrip, runner: TaskRunner, qtbot: QtBot
) -> None:
    task = runner.run(lambda progress: None)
    qtbot.waitUntil(lambda: task.signals.over)
    strip.watch(task, "Opening")

    QApplication.processEvents()
    assert not strip.isVisible()
