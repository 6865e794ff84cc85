"""The kinds of field a cover is filled in with; each gives and takes plain text."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.cover import NOT_APPLICABLE, TO_BE_CONFIRMED, ForumRecord
from ui.theme import label, theme
from ui.widgets.buttons import button, icon_button

ANSWERS = ("", "Yes", "No", NOT_APPLICABLE)


class Field(Protocol):
    """A field of the cover.

    Attributes:
        widget: what the officer types in; it takes the focus.
    """

    widget: QWidget

    def text(self) -> str:
        """What was entered."""

    def show(self, text: str) -> None:
        """Show this, if it isn't there already: the cursor stays where nothing is new."""

    def hint(self, text: str) -> None:
        """What will be printed where nothing is entered."""


class Line:
    """A line of text."""

    def __init__(self, edited: Callable[[], object]) -> None:
        self._box = QLineEdit()
        self._box.textEdited.connect(lambda _text: edited())
        self.widget: QWidget = self._box

    def text(self) -> str:
        return self._box.text()

    def show(self, text: str) -> None:
        if text != self._box.text():
            self._box.setText(text)
            self._box.setCursorPosition(0)  # a long one is read from its beginning

    def hint(self, text: str) -> None:
        self._box.setPlaceholderText(text)


class Lines:
    """Several lines of text."""

    def __init__(self, edited: Callable[[], object], lines: int = 4) -> None:
        self._box = QPlainTextEdit()
        self._box.setTabChangesFocus(True)
        height = self._box.fontMetrics().lineSpacing() * lines + theme.px(22)
        self._box.setFixedHeight(round(height))
        self._box.textChanged.connect(edited)
        self.widget: QWidget = self._box

    def text(self) -> str:
        return self._box.toPlainText()

    def show(self, text: str) -> None:
        if text != self._box.toPlainText():
            self._box.blockSignals(True)
            self._box.setPlainText(text)
            self._box.blockSignals(False)

    def hint(self, text: str) -> None:
        self._box.setPlaceholderText(text)


class Answer:
    """Yes, No or Not applicable, and room for a comment."""

    def __init__(self, edited: Callable[[], object]) -> None:
        self._box = QComboBox()
        self.line = QLineEdit()
        self._box.setLineEdit(self.line)  # makes it editable
        self.line.setStyleSheet(
            "border: none; padding: 0; min-height: 0; background: transparent;"
        )  # the box around it has them
        self._box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._box.addItems(ANSWERS)
        self._box.setCompleter(None)  # type: ignore[arg-type] # Qt takes None: no completing
        self._box.activated.connect(lambda _place: edited())
        self.line.textEdited.connect(lambda _text: edited())
        self.line.setPlaceholderText("Yes, No or Not applicable; add a comment")
        self.widget: QWidget = self._box

    def text(self) -> str:
        return self._box.currentText()

    def show(self, text: str) -> None:
        if text != self._box.currentText():
            self._box.setEditText(text)
            self.line.setCursorPosition(0)

    def hint(self, text: str) -> None:
        if text:
            self.line.setPlaceholderText(text)


class Choice:
    """No or Yes, once the officer has said which."""

    def __init__(self, edited: Callable[[], object]) -> None:
        self._box = QComboBox()
        for words, text in ((TO_BE_CONFIRMED, ""), ("No", "No"), ("Yes", "Yes")):
            self._box.addItem(words, text)
        self._box.activated.connect(lambda _place: edited())
        self.widget: QWidget = self._box

    def text(self) -> str:
        return str(self._box.currentData())

    def show(self, text: str) -> None:
        if self._box.findData(text) < 0:
            self._box.addItem(text, text)  # of a file written otherwise
        self._box.setCurrentIndex(self._box.findData(text))

    def hint(self, text: str) -> None:
        """Its first choice says what is printed."""


class ForumList(QWidget):
    """Other forums that have discussed the paper, a row for each: meeting, date, outcome.

    Signals:
        edited: something was typed, added or removed.
        left: the cursor has left a field.
    """

    edited = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[_ForumRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(8))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(4))
        layout.addLayout(self._column)
        self.add = button("Add a forum", "quiet", icon="add", on_click=self._add)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def records(self) -> tuple[ForumRecord, ...]:
        """What was entered; rows without a word are none."""
        found = (row.record() for row in self.rows)
        return tuple(each for each in found if each != ForumRecord(""))

    def show_records(self, records: tuple[ForumRecord, ...]) -> None:
        """Show these, if they aren't there already."""
        if records == self.records():
            return
        for row in list(self.rows):
            self._drop(row)
        for record in records:
            self._append(record)

    def _add(self) -> None:
        self._append(ForumRecord("")).meeting.setFocus()

    def _append(self, record: ForumRecord) -> "_ForumRow":
        row = _ForumRow(record, len(self.rows) + 1, self.edited.emit, self.left.emit)
        row.remove.clicked.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def _remove(self, row: "_ForumRow") -> None:
        self._drop(row)
        self.add.setFocus()
        self.edited.emit()
        self.left.emit()

    def _drop(self, row: "_ForumRow") -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()


class _ForumRow(QWidget):
    def __init__(
        self,
        record: ForumRecord,
        number: int,
        edited: Callable[[], object],
        left: Callable[[], object],
    ) -> None:
        super().__init__()
        self._left = left
        self.meeting = QLineEdit(record.meeting)
        self._date = QLineEdit(record.date)
        self._outcomes = QLineEdit(record.outcomes)
        self.remove = icon_button("remove", f"Remove forum {number}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(8))
        named = (("Meeting", self.meeting), ("Date", self._date), ("Outcome", self._outcomes))
        for box, (row, column, across) in zip(
            named, ((0, 0, 1), (0, 1, 1), (1, 0, 2)), strict=True
        ):
            name, line = box
            line.setPlaceholderText(name)
            line.setAccessibleName(f"Forum {number}: {name.lower()}")
            line.textEdited.connect(lambda _text: edited())
            line.installEventFilter(self)
            grid.addWidget(line, row, column, 1, across)
        grid.addWidget(self.remove, 0, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)

    def record(self) -> ForumRecord:
        """What was entered."""
        return ForumRecord(self.meeting.text(), self._date.text(), self._outcomes.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the cursor has left a field."""
        if event.type() == QEvent.Type.FocusOut:
            self._left()
        return super().eventFilter(watched, event)


def named(text: str, widget: QWidget) -> QVBoxLayout:
    """A field under its name, at which a screen reader and an access key find it."""
    name = label(text, "strong", wrap=True)
    name.setBuddy(widget)
    widget.setAccessibleName(text)
    column = QVBoxLayout()
    column.setSpacing(theme.px(4))
    column.addWidget(name)
    column.addWidget(widget)
    return column
