"""Below the keywords of a theme's form: what they find in the comments, while they are typed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engage_app.domain.changes import Changes
from ui.session import Session
from ui.theme import theme
from ui.widgets.buttons import button
from ui.widgets.keyword_field import KeywordField
from ui.widgets.keyword_preview import KeywordPreviewPanel

_SHOW, _HIDE = "Show these comments", "Hide these comments"


class KeywordTrial(QWidget):
    """How many comments the keywords find; the comments themselves are folded away until somebody
    types keywords or asks for them. What was read of the comments is let go when out of sight."""

    def __init__(self, session: Session, field: KeywordField) -> None:
        super().__init__()
        self._session, self._field = session, field
        self._theme_id = 0
        self.preview = KeywordPreviewPanel()
        self.fold = button(_SHOW, "quiet", on_click=lambda: self.show_comments(self._folded))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.preview)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_comments(False)
        self.fold.hide()
        self.preview.has_details.connect(self.fold.setVisible)
        field.typed.connect(self._look)
        session.changed.connect(self._changed)
        session.leaving.connect(self.preview.stop)

    @property
    def _folded(self) -> bool:
        return self.preview.details.isHidden()

    def show_comments(self, shown: bool) -> None:
        """Show the comments that are found, and the count of each keyword; or only the sum."""
        self.preview.details.setVisible(shown)
        self.fold.setText(_HIDE if shown else _SHOW)

    def try_theme(self, theme_id: int) -> None:
        """Try the keywords in the field, which are this theme's; 0 for none."""
        self._theme_id = theme_id
        self.setVisible(bool(theme_id))
        self._try()

    def showEvent(self, event: QShowEvent) -> None:
        """Find out now."""
        super().showEvent(event)
        self._try()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the comments."""
        self.preview.stop()
        super().hideEvent(event)

    def _try(self) -> None:
        if self._theme_id and self.isVisible() and self._session.has_exercise:
            self.preview.try_on(self._session, self._theme_id)
            self.preview.look(self._field.edit.toPlainText())

    def _look(self, typed: str) -> None:
        if self._field.edit.hasFocus() and self._folded:
            self.show_comments(True)
        self.preview.look(typed)

    def _changed(self, changes: Changes) -> None:
        if "comment" in changes.tables:
            self.preview.stop()  # what was read is no longer what there is
            self._try()
