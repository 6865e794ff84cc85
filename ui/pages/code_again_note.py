"""Above a comment: why it is to be looked at again, and a button to say that it was."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from engage_app.services import recoding
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.layouts import clear


class LookAgainNote(QFrame):
    """Hidden where there is nothing to say."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.setAccessibleName("To look at again")
        self._session = session
        self._comment_id = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(side) for side in (12, 8, 12, 8)))
        column.setSpacing(theme.px(4))
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(theme.px(4))
        column.addLayout(self._reasons)
        self.done_button = button("Looked at", "quiet", on_click=self.done)
        self.done_button.setToolTip("Take this comment off the list of those to look at again")
        column.addWidget(self.done_button)
        self.hide()

    def show_comment(self, comment_id: int) -> None:
        """Say why a comment is to be looked at again; 0 is no comment."""
        self._comment_id = comment_id
        session = self._session
        found = recoding.reasons(session.workspace, comment_id) if comment_id else []
        clear(self._reasons)
        for each in found:
            self._reasons.addWidget(label(each.reason, "hint", wrap=True))
        self.setAccessibleDescription(" ".join(each.reason for each in found))
        self.setVisible(bool(found))

    def done(self) -> None:
        """The comment was looked at. Undoable."""
        if self._comment_id and self._session.act(recoding.done, [self._comment_id]):
            self.show_comment(self._comment_id)
