"""A tab that looks through all comments for something, in the background, when it is asked to."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from engage_app.progress import Progress
from engage_app.services.workspace import Workspace
from ui.pages.live_tab import LiveTab
from ui.session import Session
from ui.suggesting import LEARNING
from ui.theme import theme

Found = TypeVar("Found")


class LookingTab(LiveTab):
    """One search at a time; what is found for an exercise that was left meanwhile is dropped."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._busy = False
        self.asking: tuple[QWidget, ...] = ()
        """What asks for a search, and can't while one is under way."""
        session.leaving.connect(self._over)  # nobody tells how a job ended that was dropped

    def look_by(
        self,
        job: Callable[[Workspace, int, Progress], Found],
        taken: Callable[[Found], object],
        what: str,
    ) -> None:
        """Search, unless that is under way.

        Args:
            job: takes the workspace, the exercise and a Progress.
            taken: takes what was found.
            what: the search in words, for the progress strip.
        """
        session = self.session
        if self._busy or not session.has_exercise:
            return
        home = workspace, exercise_id = session.workspace, session.exercise_id

        def take(found: Found) -> None:
            if session.has_exercise and home == (session.workspace, session.exercise_id):
                taken(found)

        self._set_busy(True)
        task = session.runner.run(
            lambda progress: job(workspace, exercise_id, progress),
            take,
            session.failed.emit,
            lane=LEARNING,
        )
        task.signals.finished.connect(self._over)
        session.working.emit(task, what)

    def _over(self) -> None:
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for each in self.asking:
            each.setEnabled(not busy)


def beside(left: QLayout, right: QLayout, shares: tuple[int, int]) -> QWidget:
    """Two columns of that share of the width."""
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(24))
    for column, share in zip((left, right), shares, strict=True):
        line.addLayout(column, share)
    return both
