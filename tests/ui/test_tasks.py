import gc
import weakref
from collections.abc import Iterator
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from engage_app.errors import NotPossible
from engage_app.progress import Progress
from ui import tasks
from ui.shared_python import SharedPython
from ui.tasks import Task, TaskRunner


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.close()


def endless(progress: Progress) -> None:
    """Works until it is cancelled."""
    done = 0
    while True:
        progress(done, 0)
        done += 1


def test_a_result_comes_back_in_the_windows_thread(runner: TaskRunner, qtbot: QtBot) -> None:
    """The job runs elsewhere; plain functions are called where widgets may be touched."""
    worked_in, heard_in = [], []

    def job(progress: Progress) -> int:
        worked_in.append(current_thread())
        return 42

    def hear(result: int) -> None:
        heard_in.append((result, current_thread()))

    task = runner.run(job, hear)
    qtbot.waitUntil(lambda: task.signals.over)

    assert heard_in == [(42, main_thread())]
    assert worked_in[0] is not main_thread()


def test_progress_is_told_once_a_whole_per_cent(runner: TaskRunner, qtbot: QtBot) -> None:
    heard: list[tuple[int, int]] = []

    def job(progress: Progress) -> None:
        for done in range(100_001):
            progress(done, 100_000)

    task = runner.run(job, on_progress=lambda done, total: heard.append((done, total)))
    qtbot.waitUntil(lambda: task.signals.over)

    assert heard == [(per_cent * 1000, 100_000) for per_cent in range(101)]


@pytest.mark.parametrize("total", [0, -1])
def test_progress_without_a_known_end_is_told_once(
    runner: TaskRunner, qtbot: QtBot, total: int
) -> None:
    heard: list[tuple[int, int]] = []

    def job(progress: Progress) -> None:
        for done in range(1000):
            progress(done, total)

    task = runner.run(job, on_progress=lambda *news: heard.append(news))
    qtbot.waitUntil(lambda: task.signals.over)

    assert heard == [(0, total)]


def test_a_failure_reaches_who_asked(runner: TaskRunner, qtbot: QtBot) -> None:
    wrong = NotPossible("No exercise is chosen.")
    heard: list[Exception] = []

    def job(progress: Progress) -> None:
        raise wrong

    with qtbot.assertNotEmitted(runner.failed):
        task = runner.run(job, on_failure=heard.append)
        qtbot.waitUntil(lambda: task.signals.over)

    assert heard == [wrong]


def test_a_failure_nobody_takes_is_the_runners(runner: TaskRunner, qtbot: QtBot) -> None:
    def job(progress: Progress) -> None:
        raise ValueError("ours")

    with qtbot.waitSignal(runner.failed) as failed:
        runner.run(job)

    assert isinstance(failed.args[0], ValueError)


def test_a_cancelled_task_says_so_and_nothing_else(runner: TaskRunner, qtbot: QtBot) -> None:
    task = runner.run(endless)
    with (
        qtbot.assertNotEmitted(task.signals.succeeded),
        qtbot.assertNotEmitted(task.signals.failed),
        qtbot.waitSignals([task.signals.cancelled, task.signals.finished]),
    ):
        task.cancel()


def test_a_task_can_be_cancelled_from_another_thread(runner: TaskRunner, qtbot: QtBot) -> None:
    task = runner.run(endless)
    with qtbot.waitSignal(task.signals.cancelled):
        QThreadPool.globalInstance().start(task.cancel)


def test_a_task_cancelled_before_its_turn_never_starts(runner: TaskRunner, qtbot: QtBot) -> None:
    started: list[str] = []
    first = runner.run(endless)
    second = runner.run(lambda progress: started.append("second"))
    second.cancel()
    with qtbot.waitSignal(second.signals.cancelled):
        first.cancel()

    assert started == []


def test_writing_does_not_wait_for_reading(runner: TaskRunner, qtbot: QtBot) -> None:
    """A long search doesn't hold up an import."""
    reading = runner.run(endless)
    writing = runner.run(lambda progress: "written", writes=True)
    qtbot.waitUntil(lambda: writing.signals.over)

    assert not reading.signals.over
    reading.cancel()


def test_writers_come_one_after_another(runner: TaskRunner, qtbot: QtBot) -> None:
    order: list[str] = []
    go_on = Event()

    def slow(progress: Progress) -> None:
        order.append("first begins")
        go_on.wait(5)
        order.append("first ends")

    runner.run(slow, writes=True)
    second = runner.run(lambda progress: order.append("second"), writes=True)
    go_on.set()
    qtbot.waitUntil(lambda: second.signals.over)

    assert order == ["first begins", "first ends", "second"]


def test_closing_waits_for_writers_and_stops_readers(qtbot: QtBot) -> None:
    """Nothing is lost: what was being written is whole when the window is gone."""
    runner = TaskRunner()
    done: list[str] = []
    begun = Event()

    def write(progress: Progress) -> None:
        begun.set()
        for step in range(100):
            progress(step, 100)
        done.append("written")

    runner.run(endless)
    task = runner.run(write, writes=True)
    begun.wait(5)
    with qtbot.assertNotEmitted(task.signals.succeeded):
        runner.close()

    assert done == ["written"]
    assert not runner.busy


def test_a_closing_window_takes_no_new_jobs(qtbot: QtBot) -> None:
    runner = TaskRunner()
    runner.close()

    with pytest.raises(RuntimeError, match="closing"):
        runner.run(endless)


def test_finished_tasks_are_let_go(runner: TaskRunner, qtbot: QtBot) -> None:
    """Days of coding must not fill the memory with what is done."""
    kept: list[weakref.ref[Task[object]]] = []
    for _ in range(5):
        task = runner.run(lambda progress: object())
        kept.append(weakref.ref(task))
        del task
        qtbot.waitUntil(lambda: not runner.busy)

    def alive() -> int:
        gc.collect()
        return sum(ref() is not None for ref in kept)

    qtbot.waitUntil(lambda: alive() <= 1)
    assert not runner.busy


def test_the_garbage_collector_rests_while_a_job_is_under_way(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a worker's thread it would take apart widgets that only the window's thread may touch."""
    monkeypatch.setattr(tasks, "_python", SharedPython())  # other tests' runners apart
    runner = TaskRunner()
    seen: list[bool] = []

    task = runner.run(lambda _progress: seen.append(gc.isenabled()))
    with qtbot.waitSignal(task.signals.finished):
        pass
    qtbot.waitUntil(gc.isenabled)
    runner.close()

    assert seen == [False]


def test_what_a_job_leaves_is_looked_through_while_another_program_is_in_front(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Going through a hundred thousand objects would hold the window up in the middle of a word."""
    monkeypatch.setattr(tasks, "_python", SharedPython())
    runner = TaskRunner()

    class Ring:
        """Refers to itself."""

    def ringed(_progress: Progress) -> tuple[weakref.ref[Ring], list[list[int]]]:
        ring = Ring()
        ring.itself = ring  # type: ignore[attr-defined]
        return weakref.ref(ring), [[] for _ in range(100_000)]

    left: list[tuple[weakref.ref[Ring], list[list[int]]]] = []
    with qtbot.waitSignal(runner.run(ringed, left.append).signals.finished):
        pass
    qtbot.waitUntil(gc.isenabled)
    gc.collect()
    ring = left[0][0]
    assert ring() is not None

    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert ring() is None
    runner.close()
    assert not gc.get_freeze_count()
