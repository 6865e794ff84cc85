"""The button that lets the keyword rules propose themes for every comment."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from engage_app.domain.changes import Changes
from engage_app.services import coding
from ui.session import Session


class RulesButton(QPushButton):
    """Applies the rules of the codebook in the background, once at a time.

    Signals:
        applied: they are; what they changed has been told to the session.
    """

    applied = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("Apply keyword rules")
        self._session = session
        self.setToolTip("Let the keywords of the codebook propose themes for every comment")
        self.clicked.connect(self.apply)

    def apply(self) -> None:
        """Let the keyword rules propose codings."""
        session = self._session
        workspace, exercise_id = session.workspace, session.exercise_id
        self.setEnabled(False)
        task = session.runner.run(
            lambda progress: coding.apply_rules(workspace, exercise_id, progress),
            self._done,
            self._failed,
            writes=True,
        )
        task.signals.cancelled.connect(lambda: self.setEnabled(True))
        session.working.emit(task, "Applying keyword rules")

    def _done(self, changes: Changes) -> None:
        self.setEnabled(True)
        self.applied.emit()
        count = changes.count
        self._session.said.emit(
            f"Keyword rules changed {count:,} proposals." if count else "Nothing new to propose."
        )
        if changes:
            self._session.changed.emit(changes)

    def _failed(self, error: Exception) -> None:
        self.setEnabled(True)
        self._session.failed.emit(error)
