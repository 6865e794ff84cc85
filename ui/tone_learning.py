"""Learns the tone of words from an officer's corrections, in the background, every few of them."""

from PySide6.QtCore import QObject

from engage_app.domain.changes import Changes
from engage_app.services import sentiment, worker
from ui.session import Session

EVERY = 10  # corrections between two lessons


class ToneLearning(QObject):
    """Counts corrections, and has the others scored anew. The window starts it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._since = 0
        session.changed.connect(self._hear)
        session.exercise_changed.connect(self._forget)

    def _hear(self, changes: Changes) -> None:
        if changes.label == sentiment.CORRECTED:
            self._since += 1
        if self._since >= EVERY:
            self._since = 0
            self._learn()

    def _learn(self) -> None:
        session = self._session
        workspace, exercise_id = session.workspace, session.exercise_id

        def done(rescored: Changes) -> None:
            if rescored and session.has_workspace and session.workspace is workspace:
                session.said.emit(
                    f"Sentiment learned from your corrections: {rescored.count:,} scores changed."
                )
                session.changed.emit(rescored)

        task = session.runner.run(
            lambda progress: sentiment.relearn(workspace, exercise_id, progress, run=worker.apart),
            done,
            session.failed.emit,
            writes=True,
        )
        session.working.emit(task, "Learning from your corrections of sentiment")

    def _forget(self) -> None:
        self._since = 0
