"""Working findings out beside the window: the one on screen first, the others while it is read."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from engage_app.domain.report import Table
from engage_app.domain.scope import FindingWanted
from engage_app.errors import NotPossible
from engage_app.progress import Progress
from engage_app.services.finding_desk import SLOW, Choices, FindingDesk, Shown
from engage_app.services.findings import BY_QUESTION, FINDINGS
from engage_app.services.workspace import Workspace
from ui.session import Session
from ui.tasks import Task

LANE = "findings"
_FIRST = "reach_by_group"


@dataclass(frozen=True)
class Opened:
    """An exercise read as far as its first finding; `shown` is None without responses."""

    desk: FindingDesk
    choices: Choices
    shown: Shown | None


class FindingsWorker(QObject):
    """Asks a FindingDesk, one thing at a time; what was asked for before is given up.

    Signals:
        opened: an Opened.
        shown: a Shown.
        listed: tables among all responses that are there now.
        complete: all are there, but those that take long and nobody has asked for.
        failed: an exception.
        stopped: the officer stopped it.
    """

    opened = Signal(object)
    shown = Signal(object)
    listed = Signal(object)
    complete = Signal()
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._task: Task[Opened] | Task[Shown] | None = None
        self._filling: Task[tuple[Table, ...]] | None = None
        self._left: list[str] = []
        self.desk: FindingDesk | None = None

    def open(self, wanted: FindingWanted) -> None:
        """Read the exercise anew, and work out this finding."""
        self.close()
        session = self._session
        workspace, exercise_id = session.workspace, session.exercise_id
        task = session.runner.run(
            lambda progress: _open(workspace, exercise_id, wanted, progress),
            lambda opened: self._take_opened(task, opened),
            lambda error: self._fail(task, error),
            lane=LANE,
        )
        self._follow(task)

    def show(self, wanted: FindingWanted) -> None:
        """Work out this finding."""
        desk = self.desk
        if desk is None:
            self.open(wanted)
            return
        if self._task is not None:
            self._task.cancel()
        task = self._session.runner.run(
            lambda progress: desk.show(wanted, progress),
            lambda shown: self._take_shown(task, shown),
            lambda error: self._fail(task, error),
            lane=LANE,
        )
        self._follow(task)

    def close(self) -> None:
        """Forget what was read, and what is being worked out."""
        for task in (self._task, self._filling):
            if task is not None:
                task.cancel()
        self._task = self._filling = self.desk = None
        self._left = []

    def rest(self) -> None:
        """Nobody looks: leave the findings that nobody asked for until somebody does."""
        if self._filling is not None:
            self._filling.cancel()
            self._filling = None

    def go_on(self) -> None:
        """Somebody looks again."""
        self._fill()

    def _follow(self, task: "Task[Opened] | Task[Shown]") -> None:
        self._task = task
        task.signals.cancelled.connect(lambda: self._stop(task))
        self._session.working.emit(task, "Working out the findings")

    def _take_opened(self, task: Task[Opened], opened: Opened) -> None:
        if task is not self._task:  # overtaken by a later one
            return
        self._task, self.desk = None, opened.desk
        several = set(BY_QUESTION.values())
        done = {opened.shown.table.name} if opened.shown else set()
        self._left = [name for name, _ in FINDINGS if name not in SLOW | done]
        self._left.sort(key=lambda name: name in several)  # what is read for those takes longest
        self.opened.emit(opened)
        if opened.shown is not None:
            self._fill()

    def _take_shown(self, task: Task[Shown], shown: Shown) -> None:
        if task is self._task:
            self._task = None
            self.shown.emit(shown)
            self._fill()

    def _fill(self) -> None:
        """Work out one more finding, as long as nothing else is asked for."""
        desk = self.desk
        if desk is None or self._task is not None or self._filling is not None:
            return
        if not self._left:
            self.complete.emit()
            return
        name = self._left[0]
        task = self._session.runner.run(
            lambda _progress: desk.family(name),
            lambda tables: self._take_family(task, tables),
            lambda error: self._give_up(task, error),
            lane=LANE,
        )
        self._filling = task

    def _take_family(self, task: Task[tuple[Table, ...]], tables: tuple[Table, ...]) -> None:
        if task is self._filling:
            self._filling = None
            self._left.pop(0)
            self.listed.emit(tables)
            self._fill()

    def _give_up(self, task: Task[tuple[Table, ...]], error: Exception) -> None:
        if task is self._filling:
            self._filling = None
            self._left = []
            self.failed.emit(error)

    def _fail(self, task: "Task[Opened] | Task[Shown]", error: Exception) -> None:
        if task is self._task:
            self._task = None
            self.failed.emit(error)
            self._fill()

    def _stop(self, task: "Task[Opened] | Task[Shown]") -> None:
        if task is self._task:
            self._task = None
            self.stopped.emit()


def _open(
    workspace: Workspace, exercise_id: int, wanted: FindingWanted, progress: Progress
) -> Opened:
    """Called in the background."""
    desk = FindingDesk(workspace, exercise_id)
    if desk.empty:
        return Opened(desk, Choices(), None)
    try:
        shown = desk.show(wanted, progress)
    except NotPossible:  # what it asked for went with the change
        shown = desk.show(FindingWanted(_FIRST), progress)
    return Opened(desk, desk.choices, shown)
