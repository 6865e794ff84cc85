"""The line a workshop is typed on: grows with the words, and never touches them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.pages.capture_popup import NamePopup
from ui.pages.capture_signs import SignReader
from ui.theme import theme
from ui.words_typed import letters_before, raw_words

MOST_LINES = 6  # then it scrolls
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_REAL = _CTRL | _SHIFT | _ALT


class CaptureLine(QPlainTextEdit):
    """Enter files; what other keys mean is said by signals.

    Signals:
        submitted: Enter.
        split_wanted: Ctrl+Enter.
        merge_wanted: Ctrl+Backspace before the first letter.
        recall_wanted: −1 for the contribution before, 1 for the one after.
        chip_back: Backspace before the first letter.
        group_key: Alt and a digit, from 1.
        position_key: F2 as 1, and so on.
        undo_wanted: Ctrl+Z with nothing typed to take back; redo_wanted likewise.
        cancelled: Escape.
    """

    submitted = Signal()
    split_wanted = Signal()
    merge_wanted = Signal()
    recall_wanted = Signal(int)
    chip_back = Signal()
    group_key = Signal(int)
    position_key = Signal(int)
    undo_wanted = Signal()
    redo_wanted = Signal()
    cancelled = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__()
        self.popup = NamePopup(over)
        self.reader = SignReader(self, self.popup)
        self.setAccessibleName("What is said")
        self.setPlaceholderText("Type what is said, then Enter")
        self.setTabChangesFocus(True)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.cursorPositionChanged.connect(self._moved)
        theme.changed.connect(self._grow)
        self._recalling = False
        self._typing = False  # the cursor moves with a letter before the letter is read
        self._grow()

    def words(self) -> str:
        """What stands on the line, as it was typed."""
        return raw_words(self)

    def show_words(self, text: str, *, recalled: bool = False) -> None:
        """Put these words on the line, the cursor after them.

        Args:
            recalled: whether the arrows go on to other contributions until something is typed.
        """
        self.reader.forget()
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._recalling = recalled

    def cursor_place(self) -> int:
        """How many letters (code points) stand before the cursor."""
        return letters_before(self, self.textCursor().position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.reader.handle(event) or self._special(event):
            event.accept()
            return
        before = self.document().revision()
        self._typing = True
        super().keyPressEvent(event)
        self._typing = False
        if self.document().revision() != before:
            self._recalling = False
            self._typed(event.text())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes a name before it goes on to the next field."""
        return (forward and self.reader.take_chosen()) or super().focusNextPrevChild(forward)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._typing = True
        super().inputMethodEvent(event)
        self._typing = False
        if event.commitString():
            self._recalling = False
            self._typed(event.commitString())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The names stay over the sign."""
        super().resizeEvent(event)
        self._moved()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.reader.forget()

    def _moved(self) -> None:
        if not self._typing:
            self.reader.follow()

    def _typed(self, letters: str) -> None:
        if len(letters) == 1 and letters.isprintable():
            self.reader.typed(letters)
        else:
            self.reader.follow()

    def _special(self, event: QKeyEvent) -> bool:
        """Do what a key of ours means; tells whether it was one."""
        held = event.modifiers() & _REAL
        key = event.key()
        if key in _ENTER:
            self._enter(held)
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not held:
            return self._recall(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Backspace and self._at_the_beginning():
            (self.merge_wanted if held & _CTRL else self.chip_back).emit()
        elif held == _ALT and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.group_key.emit(key - Qt.Key.Key_0)
        elif not held and Qt.Key.Key_F2 <= key <= Qt.Key.Key_F8:
            self.position_key.emit(key - Qt.Key.Key_F1)
        elif event.matches(QKeySequence.StandardKey.Undo) and self._nothing_typed():
            self.undo_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Redo) and self._nothing_typed():
            self.redo_wanted.emit()
        else:
            return False
        return True

    def _enter(self, held: Qt.KeyboardModifier) -> None:
        if held & _CTRL:
            self.split_wanted.emit()
        elif held & _SHIFT:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        else:
            self.submitted.emit()

    def _recall(self, by: int) -> bool:
        if not self._recalling and not self.document().isEmpty():
            return False
        self.recall_wanted.emit(by)
        return True

    def _at_the_beginning(self) -> bool:
        cursor = self.textCursor()
        return cursor.position() == 0 and not cursor.hasSelection()

    def _nothing_typed(self) -> bool:
        return self.document().isEmpty() or self._recalling

    def _grow(self) -> None:
        lines = min(max(round(self.document().size().height()), 1), MOST_LINES)
        around = self.height() - self.viewport().height() if self.isVisible() else theme.px(16)
        margins = 2 * self.document().documentMargin()
        wanted = round(lines * self.fontMetrics().lineSpacing() + margins + around + 2)
        if wanted != self.height() or wanted != self.maximumHeight():
            self.setFixedHeight(wanted)
