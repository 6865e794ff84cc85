"""Short texts in an order: typed and added with Enter, pasted as a list, renamed, moved, retired."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.ordered_list import ListRow, OrderedList

MOST_ROWS = 9  # seen at once; more scroll


class AddField(QLineEdit):
    """A field for one line after the other; a list of lines can be pasted into it.

    Signals:
        added: the lines, when Enter is pressed or several are pasted.
    """

    added = Signal(list)

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.returnPressed.connect(self.take)

    def take(self) -> None:
        """Add what was typed, and be ready for the next."""
        words = self.text().strip()
        if words:
            self.clear()
            self.added.emit([words])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pasting several lines adds each of them."""
        if event.matches(QKeySequence.StandardKey.Paste) and self.paste_lines():
            return
        super().keyPressEvent(event)

    def paste_lines(self) -> bool:
        """Add the lines on the clipboard, where there are several."""
        text = QGuiApplication.clipboard().text()
        lines = [line.strip(" \t•·-–") for line in text.splitlines()]
        lines = [line for line in lines if line]
        if len(lines) < 2:
            return False
        self.added.emit(lines)
        return True


class LineList(QWidget):
    """A list with a field below it. It changes nothing by itself: who listens writes.

    Signals:
        added: the texts typed or pasted.
        renamed: (key, text).
        moved: (key, place among the others).
        removed: the key of a row to take away, or to retire.
        restored: the key of a retired row to bring back.
    """

    added = Signal(list)
    renamed = Signal(object, str)
    moved = Signal(object, int)
    removed = Signal(object)
    restored = Signal(object)

    def __init__(self, what: str, name: str) -> None:
        """`what` is one of them, e.g. "choice"; `name` is all of them, e.g. "Choices"."""
        super().__init__()
        self.list = OrderedList(name)
        self.field = AddField(f"Add a {what}", f"Type a {what}, press Enter; or paste a list")
        self.buttons: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.list)
        column.addWidget(self.field)
        column.addWidget(self._commands())
        self.setFocusProxy(self.field)
        self.field.added.connect(self.added)
        self.list.renamed.connect(self.renamed)
        self.list.moved.connect(self.moved)
        self.list.chosen.connect(lambda _key: self._offer())
        self.list.add_command("Remove", "Del", self._remove)
        theme.changed.connect(self._fit)
        self.show_rows(())

    def _commands(self) -> QWidget:
        line = QWidget()
        self.commands = FlowLayout(line, gap=theme.px(4))
        for words, keys, slot in (
            ("Rename", "F2", self.list.rename),
            ("Move up", "Alt+Up", lambda: self.list.move_by(-1)),
            ("Move down", "Alt+Down", lambda: self.list.move_by(1)),
            ("Remove", "Del", self._remove),
        ):
            self.buttons[words] = button(words, "quiet", on_click=slot)
            native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            self.buttons[words].setToolTip(f"{words} ({native})")
            self.commands.addWidget(self.buttons[words])
        return line

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show these."""
        self.list.show_rows(rows)
        self._fit()
        self._offer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up from the field goes into the list."""
        if event.key() == Qt.Key.Key_Up and self.field.hasFocus() and self.list.rows:
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def _remove(self) -> None:
        row = self.list.current_row()
        if row is not None:
            (self.restored if row.retired else self.removed).emit(row.key)

    def _offer(self) -> None:
        row = self.list.current_row()
        for each in self.buttons.values():
            each.setEnabled(row is not None)
        retired = row is not None and row.retired
        self.buttons["Remove"].setText("Bring back" if retired else "Remove")

    def _fit(self) -> None:
        """As high as its rows."""
        shown = min(max(len(self.list.rows), 2), MOST_ROWS)
        row = max(self.list.sizeHintForRow(0), theme.px(30))
        self.list.setFixedHeight(shown * row + theme.px(6))
