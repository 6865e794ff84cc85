"""A line on a page while records that were changed on two laptops are to be settled."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engage_app.domain.changes import Changes
from engage_app.services import merging
from ui.messages import Message, Tone
from ui.pages.together_words import stand_open
from ui.session import Session
from ui.widgets.banner import Banner

LOOK = "Look at them"


class ConflictsLine(QWidget):
    """Takes no room while there is nothing to settle. The page calls `refresh` when it is shown."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self._asked = 0  # only the answer to the last question asked is shown
        self.banner: Banner | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        session.workspace_changed.connect(self._mark_stale)
        session.changed.connect(self._mark_stale)
        self.hide()

    def refresh(self) -> None:
        """Count, in the background, where anything changed since."""
        session = self._session
        if not self._stale or not session.has_workspace:
            return
        self._stale = False
        self._asked += 1
        asked, workspace = self._asked, session.workspace

        def show(count: int) -> None:
            if asked == self._asked:
                self._show(count)

        session.runner.run(lambda _progress: len(merging.conflicts(workspace)), show)

    def look(self) -> None:
        """Show what is to be settled."""
        from ui.pages.together_settle import open_conflicts

        open_conflicts(self._session, self.window())

    def _show(self, count: int) -> None:
        had_focus = self.banner is not None and self.banner.isAncestorOf(self.focusWidget() or self)
        if self.banner is not None:
            self.banner.hide()
            self.banner.deleteLater()
            self.banner = None
        self.setVisible(bool(count))
        if count:
            message = Message(Tone.WARNING, stand_open(count), "Every version is kept meanwhile.")
            look = LOOK if count > 1 else "Look at it"
            self.banner = Banner(message, action=look, on_action=self.look)
            self.banner.dismiss_button.hide()
            self._column.addWidget(self.banner)
        elif had_focus and (page := self.parentWidget()) is not None:
            page.setFocus()

    def _mark_stale(self, _changes: Changes | None = None) -> None:
        self._stale = True
        self._asked += 1  # an answer under way is about what was
        page = self.parentWidget()
        if page is not None and page.isVisible():
            self.refresh()
