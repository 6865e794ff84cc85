"""The officer's own notes on a comment: a flag, and a memo that is kept while it is typed."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from engage_app.services import notes
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import icon_button
from ui.widgets.draft_keeper import DraftKeeper

SURFACE = "memo"
_LINES = 3


class NoteButtons(QWidget):
    """Flag and memo, as two buttons in the corner of the comment.

    Signals:
        flag_wanted: whether it is to be flagged.
        memo_wanted: the memo is to be written.
    """

    flag_wanted = Signal(bool)
    memo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.flag = icon_button("flag", "Flag this comment (F)")
        self.flag.setCheckable(True)
        self.flag.clicked.connect(self.flag_wanted)
        self.memo = icon_button("edit", "Write a memo (M)", on_click=self.memo_wanted.emit)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(4))
        line.addWidget(self.flag)
        line.addWidget(self.memo)

    def show_flag(self, *, flagged: bool) -> None:
        """Say whether the comment is flagged."""
        if self.flag.isChecked() != flagged:
            self.flag.setChecked(flagged)


class MemoField(QPlainTextEdit):
    """What is typed as a memo. Enter is done, Shift+Enter a new line, Escape as it was.

    Signals:
        begun, left: the keyboard came, and went.
        done, given_up: by Enter, by Escape.
    """

    begun = Signal()
    left = Signal()
    done = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Memo")
        self.setPlaceholderText("A memo for yourself. It is in no report.")
        self.setTabChangesFocus(True)
        theme.changed.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        newline = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not newline:
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.begun.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _fit(self) -> None:
        self.setFixedHeight(round(self.fontMetrics().lineSpacing() * _LINES + theme.px(20)))


class Memo(QWidget):
    """The memo of the comment shown; out of sight while there is none.

    Signals:
        finished: the officer goes back to the comments.
    """

    finished = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._comment_id = 0
        self._memo = ""
        self.field = MemoField()
        self.keeper = DraftKeeper(session, SURFACE, "", self._typed, page="code", parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(4))
        layout.addWidget(label("Memo", "strong"))
        layout.addWidget(self.field)
        self.field.textChanged.connect(self.keeper.typed)
        self.field.begun.connect(self._begin)
        self.field.left.connect(self._file)
        self.field.done.connect(self.finished)
        self.field.given_up.connect(self._give_up)
        self.hide()

    def show_memo(self, comment_id: int, memo: str) -> None:
        """Show the memo of a comment; what is being typed on it stays."""
        if comment_id == self._comment_id and self.field.hasFocus():
            return
        self._comment_id, self._memo = comment_id, memo
        if self.field.toPlainText() != memo:
            self.field.setPlainText(memo)
        self.setVisible(bool(memo))

    def open(self) -> None:
        """Let the officer write."""
        if self._comment_id:
            self.show()
            self.field.setFocus()

    def _begin(self) -> None:
        draft = self.keeper.use(str(self._comment_id))
        if draft is not None:
            self.field.setPlainText(str(draft.content.get("memo", "")))
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)

    def _typed(self) -> dict[str, Any]:
        words = self.field.toPlainText()
        return {"memo": words} if words.strip() != self._memo else {}

    def _file(self) -> None:
        """On disk before the cursor leaves it."""
        if not self.keeper.at_work:
            return
        words = self.field.toPlainText()
        if not self._typed():
            self.keeper.end()
            self.setVisible(bool(self._memo))
            return
        before, self._memo = self._memo, words.strip()
        draft = self.keeper.draft
        if self._session.act(notes.set_memo, self._comment_id, words, draft=draft):
            self.keeper.filed()
        else:
            self._memo = before  # the words stay, as a draft too
            self.keeper.save_now()
        self.keeper.end()
        self.setVisible(bool(words.strip()))

    def _give_up(self) -> None:
        self.field.setPlainText(self._memo)
        self.keeper.discard()
        self.finished.emit()
