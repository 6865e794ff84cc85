"""The only place with threads. A job is an ordinary function; its news arrive in the window's thread.

One worker writes and one reads, so that a long import doesn't hold up a list. A job opens its own
connection, and never touches a widget.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QGuiApplication

from engage_app.progress import Cancelled, Progress, heeding
from ui.shared_python import SharedPython

READS, WRITES = "reads", "writes"
T = TypeVar("T")
Job = Callable[[Progress], T]


class TaskSignals(QObject):
    """What a task says; always emitted in the thread it was made in: the window's.

    Signals:
        progressed: (done, total), once per whole per cent.
        succeeded: the job's result.
        failed: the exception: see ui.messages for what to say.
        cancelled: the job stopped because it was asked to.
        finished: after any of the last three.
    """

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.over = False


@dataclass(frozen=True)
class _Outcome:
    """How a job ended, on its way from the worker to the window."""

    result: Any = None
    error: Exception | None = None
    cancelled: bool = False


class _Courier(QObject):
    """Carries news from the worker's thread to the window's, in order."""

    _moved = Signal(int, int)
    _ended = Signal(object)

    def __init__(self, signals: TaskSignals) -> None:
        super().__init__()
        self._signals = signals
        queued = Qt.ConnectionType.QueuedConnection
        self._moved.connect(self._tell_progress, queued)
        self._ended.connect(self._tell_outcome, queued)

    def move(self, done: int, total: int) -> None:
        """Called in the worker's thread."""
        self._moved.emit(done, total)

    def end(self, outcome: _Outcome) -> None:
        """Called in the worker's thread."""
        self._ended.emit(outcome)

    @Slot(int, int)
    def _tell_progress(self, done: int, total: int) -> None:
        self._signals.progressed.emit(done, total)

    @Slot(object)
    def _tell_outcome(self, outcome: _Outcome) -> None:
        self._signals.over = True
        try:
            if outcome.cancelled:
                self._signals.cancelled.emit()
            elif outcome.error is not None:
                self._signals.failed.emit(outcome.error)
            else:
                self._signals.succeeded.emit(outcome.result)
        finally:
            self._signals.finished.emit()


class Task(Generic[T]):
    """A job under way.

    Not a QRunnable: PySide keeps every one it was ever given, with all that the job holds.
    """

    def __init__(self, job: Job[T], lane: str = READS) -> None:
        self.signals = TaskSignals()
        self.lane = lane
        self.writes = lane == WRITES
        self._courier = _Courier(self.signals)
        self._job = job
        self._stop = Event()
        self._per_cent = -1

    def cancel(self) -> None:
        """Ask the job to stop at its next progress report. Safe from any thread."""
        self._stop.set()

    def run(self) -> None:
        """Do the job. Called in the worker's thread."""
        try:
            if self._stop.is_set():
                raise Cancelled
            with heeding(self._report) as told:
                outcome = _Outcome(result=self._job(told))
        except Cancelled:
            outcome = _Outcome(cancelled=True)
        except Exception as error:  # the window decides what to say: see ui.messages
            outcome = _Outcome(error=error)
        self._courier.end(outcome)

    def _report(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        per_cent = done * 100 // total if total > 0 else 0
        if per_cent != self._per_cent:  # a million reports must not become a million events
            self._per_cent = per_cent
            self._courier.move(done, total)


_python = SharedPython()


class TaskRunner(QObject):
    """Runs jobs off the window's thread and hands their results back to it.

    Signals:
        started: a Task, when it is queued.
        failed: an exception that no `on_failure` took.
    """

    started = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pools: dict[str, QThreadPool] = {}
        self._under_way: list[Task[Any]] = []
        self._last: dict[str, Task[Any]] = {}
        self._closed = False
        application = QCoreApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._look_away)

    @property
    def busy(self) -> bool:
        """Whether a job is queued or running."""
        return any(not task.signals.over for task in self._under_way)

    def run(
        self,
        job: Job[T],
        on_success: Callable[[T], object] | None = None,
        on_failure: Callable[[Exception], object] | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        *,
        writes: bool = False,
        lane: str = READS,
    ) -> Task[T]:
        """Queue a job; call from the window's thread, where the callbacks are called too.

        Args:
            job: takes a Progress, which raises Cancelled once the task is cancelled.
            on_success: takes the result.
            on_failure: takes the exception; without it, `failed` is emitted.
            on_progress: takes (done, total).
            writes: whether it changes the workspace; such jobs come one after another.
            lane: jobs of one lane wait for each other; a name of its own is for what may take half
                a minute, and must not hold up a list.

        Raises:
            RuntimeError: the window is closing.
        """
        if self._closed:
            raise RuntimeError("the window is closing: no new jobs")
        task = Task(job, WRITES if writes else lane)
        if on_success is not None:
            task.signals.succeeded.connect(on_success)
        task.signals.failed.connect(on_failure if on_failure is not None else self.failed)
        if on_progress is not None:
            task.signals.progressed.connect(on_progress)
        self._under_way.append(task)
        _python.share(id(self))
        task.signals.finished.connect(self._sweep, Qt.ConnectionType.QueuedConnection)
        self.started.emit(task)
        self._pool(task.lane).start(task.run)
        return task

    def _pool(self, lane: str) -> QThreadPool:
        """The one thread of a lane."""
        if lane not in self._pools:
            self._pools[lane] = QThreadPool()
            self._pools[lane].setMaxThreadCount(1)
        return self._pools[lane]

    @property
    def writing(self) -> bool:
        """Whether a job that changes the workspace is queued or running."""
        return any(task.writes and not task.signals.over for task in self._under_way)

    def drop_readers(self) -> None:
        """Stop the jobs that read, and tell nobody of them: what they read from is about to close."""
        for task in self._under_way:
            if not task.writes:
                task.signals.blockSignals(True)
                task.signals.over = True
                task.cancel()
        for lane, pool in self._pools.items():
            if lane != WRITES:
                pool.waitForDone()

    def close(self) -> None:
        """Take no more jobs, stop those that read, wait for those that write.

        What a job that was writing has done is on disk; nobody is told of it any more.
        """
        self._closed = True
        for task in self._under_way:
            task.signals.blockSignals(True)
            if not task.writes:
                task.cancel()
        for pool in self._pools.values():
            pool.waitForDone()
        self._under_way.clear()
        self._last.clear()
        _python.leave(id(self))

    @Slot(Qt.ApplicationState)
    def _look_away(self, state: Qt.ApplicationState) -> None:
        """Another program is in front."""
        if state != Qt.ApplicationState.ApplicationActive:
            _python.tidy()

    @Slot()
    def _sweep(self) -> None:
        """Let go of what is over, but for the last of each worker.

        Its thread may still be on the way out of `run`, and would take the task's QObjects with
        it; once the next job of that worker is over, it has left.
        """
        for task in self._under_way:
            if task.signals.over:
                self._last[task.lane] = task
        self._under_way = [task for task in self._under_way if not task.signals.over]
        if not self._under_way:
            _python.end(id(self))
