"""A part of a page that keeps itself up to date, and reads only while somebody looks at it."""

from typing import ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from engage_app.domain.changes import Changes
from ui.session import Session
from ui.theme import theme


class LiveTab(QWidget):
    """Reads again when what it shows has changed: at once while visible, else when next shown.

    Attributes:
        shows: the tables whose rows it shows.
    """

    shows: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._stale = True
        session.exercise_changed.connect(self._other_exercise)
        session.changed.connect(self._hear)

    def stack(self) -> QStackedLayout:
        """A layout of several contents, one shown at a time, below the tabs."""
        below = QVBoxLayout(self)
        below.setContentsMargins(0, theme.px(16), 0, 0)
        stack = QStackedLayout()
        below.addLayout(stack)
        return stack

    def load(self) -> None:
        """Read everything anew: another exercise, or the first time it is shown."""

    def update_from(self, _changes: Changes) -> None:
        """Read anew what an action touched. Called only where it touched something shown."""
        self.load()

    def catch_up(self) -> None:
        """Read what was missed while hidden."""
        if self._stale and self.session.has_exercise:
            self._stale = False
            self.load()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.catch_up()

    def _other_exercise(self) -> None:
        self._stale = True
        if self.isVisible():
            self.catch_up()

    def _hear(self, changes: Changes) -> None:
        if not changes.tables & self.shows or not self.session.has_exercise:
            return
        if self.isVisible() and not self._stale:
            self.update_from(changes)
        else:
            self._stale = True
