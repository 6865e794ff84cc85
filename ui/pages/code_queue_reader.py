"""Fills the queue: its beginning at once, the rest in the background, piece by piece."""

from array import array
from collections.abc import Collection
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from engage_app.domain.filters import CommentFilter
from engage_app.services import queueing
from ui.models.paged_rows import PagedList
from ui.session import Session
from ui.tasks import Task

LANE = "queue"  # of jobs: an officer doesn't wait for what other pages count
_PAUSE = 150  # milliseconds after a key before the rest is read: another key may follow
_PIECE = 40_000  # rows: a table takes a few milliseconds to take in so many
_NEAR = 4_000  # comments that are looked through for an uncoded one while the officer waits


class QueueReader(QObject):
    """Reads which comments pass a filter.

    Signals:
        counted: (how many are known, whether these are all).
        complete: every row is in the list.
        found: the place of the next uncoded comment; −1 where there is none.
    """

    counted = Signal(int, bool)
    complete = Signal()
    found = Signal(int)

    def __init__(self, session: Session, model: PagedList) -> None:
        super().__init__()
        self._session = session
        self._model = model
        self._wanted = CommentFilter()
        self._waiting: array[int] | None = None  # every id, while they go into the list
        self._asked = 0  # what came later than was asked for is not taken
        self._tasks: list[Task[Any]] = []
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._read_rest)
        self._feeder = QTimer(self, interval=0)
        self._feeder.timeout.connect(self._feed)
        session.leaving.connect(self.stop)

    @property
    def reading(self) -> bool:
        """Whether there may be more than the list shows."""
        return self._later.isActive() or self._feeder.isActive() or self._under_way()

    def read(self, wanted: CommentFilter, *, typing: bool = False) -> None:
        """Show what passes: as much as fills the list now, the rest when it is read."""
        self._read(wanted, _PAUSE if typing else 0, keep=False)

    def read_again(self, wanted: CommentFilter) -> None:
        """As `read`, but a long list stays as it is until what changed is known."""
        self._read(wanted, 0, keep=wanted == self._wanted)

    def _read(self, wanted: CommentFilter, pause: int, *, keep: bool) -> None:
        self.stop()
        self._wanted = wanted
        session = self._session
        first = queueing.beginning(session.workspace, session.exercise_id, wanted)
        if keep and not first.whole and len(self._model.pages.ids) > len(first.ids):
            self._model.reread()
        else:
            self._model.show(first.ids, ascending=True)
            self.counted.emit(len(first.ids), first.whole)
        if not first.whole:
            self._later.start(pause)

    def stop(self) -> None:
        """Nothing that was asked for is wanted any more."""
        self._asked += 1
        self._later.stop()
        self._feeder.stop()
        self._waiting = None
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()

    def reach(self, place: int) -> None:
        """Bring rows into the list up to a place and a piece beyond."""
        while self._waiting is not None and place >= len(self._model.pages.ids):
            self._feed()

    def find_uncoded(self, start: int, stop: int, but: Collection[int]) -> None:
        """Look for a comment without a theme, and not one of `but`, among the rows from `start` up
        to `stop`: `found` tells, at once where there is one near."""
        session, ids = self._session, self._model.pages.ids
        near = min(start + _NEAR, stop)
        place = queueing.uncoded_place(session.workspace, ids, start, near, but=but)
        if place is not None or near >= stop:
            self.found.emit(-1 if place is None else place)
            return
        workspace, asked = session.workspace, self._asked
        self._run(
            lambda progress: queueing.uncoded_place(
                workspace, ids, near, stop, but=but, progress=progress
            ),
            lambda place: self._tell_found(asked, place),
        )

    def _tell_found(self, asked: int, place: int | None) -> None:
        if asked == self._asked:
            self.found.emit(-1 if place is None else place)

    def _read_rest(self) -> None:
        session, wanted = self._session, self._wanted
        workspace, exercise_id = session.workspace, session.exercise_id
        self._run(
            lambda progress: queueing.every(workspace, exercise_id, wanted, progress),
            partial(self._take, self._asked),
        )

    def _run(self, job: Any, taken: Any) -> None:
        runner = self._session.runner
        self._tasks.append(runner.run(job, taken, self._session.failed.emit, lane=LANE))

    def _under_way(self) -> bool:
        return any(not task.signals.over for task in self._tasks)

    def _take(self, asked: int, ids: "array[int]") -> None:
        if asked != self._asked:
            return
        shown = self._model.pages.ids
        if ids[: len(shown)] != shown:
            self._model.show(ids[:_PIECE], ascending=True)
        self._waiting = ids
        self.counted.emit(len(ids), True)
        self._feed()
        if self._waiting is not None:
            self._feeder.start()

    def _feed(self) -> None:
        if self._waiting is None:
            return
        shown = len(self._model.pages.ids)
        self._model.extend(self._waiting[shown : shown + _PIECE])
        if len(self._model.pages.ids) >= len(self._waiting):
            self._waiting = None
            self._feeder.stop()
            self.complete.emit()
