"""Questions answered by typing: numbers, dates, text."""

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from engage_app.domain.form_values import (
    Answer,
    decimal_number,
    typed_date,
    whole_number,
    worded,
)
from engage_app.domain.questionnaire import Question, QuestionType
from ui.theme import set_property, theme
from ui.widgets.form.density import Density
from ui.widgets.form.field import SingleField

DATE_HINT = "Day/month/year, for example 31/12/2026"
_BREAKS = re.compile("[\u2028\u2029]")  # how Qt keeps ends of lines
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTHS = {QuestionType.INTEGER: 160, QuestionType.DECIMAL: 160, QuestionType.DATE: 220}


class LineField(SingleField):
    """A number or a date, typed. What can't be read as one is kept as it was typed."""

    def __init__(self, question: Question, density: Density) -> None:
        super().__init__(question, density)
        if question.type is QuestionType.DATE:
            self.hint.setText(". ".join(part for part in (self.hint.text(), DATE_HINT) if part))
            self.hint.show()
        self.line = QLineEdit()
        self.line.setAccessibleName(self.spoken)
        self.line.setAccessibleDescription(self.hint.text())
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        self._fit()
        theme.changed.connect(self._fit)
        self.column.addWidget(self.line)
        self.close_up()
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self._tidy)
        self.line.returnPressed.connect(self.moved_on)

    def value(self) -> Answer:
        text = self.line.text()
        if not text.strip():
            return None
        match self.question.type:
            case QuestionType.INTEGER:
                read: Answer = whole_number(text)
            case QuestionType.DECIMAL:
                read = decimal_number(text)
            case _:
                day = typed_date(text)
                read = day.isoformat() if day else None
        return text if read is None else read

    def set_value(self, value: Answer) -> None:
        if isinstance(value, int | float):
            self.line.setText(worded(value))
            return
        text = value if isinstance(value, str) else ""
        day = typed_date(text) if self.question.type is QuestionType.DATE else None
        self.line.setText(f"{day:%d/%m/%Y}" if day else text)

    def take_focus(self, name: str = "") -> None:
        self.line.setFocus(Qt.FocusReason.TabFocusReason)

    def problem(self, text: str) -> None:
        super().problem(text)
        set_property(self.line, "invalid", "true" if text else "false")
        self.line.setAccessibleDescription(text or self.hint.text())

    def _tidy(self) -> None:
        """Show a date as it was understood."""
        if self.question.type is QuestionType.DATE:
            self.set_value(self.value())

    def _fit(self) -> None:
        self.line.setFont(theme.font(self.measures.step))
        self.line.setMinimumHeight(theme.px(self.measures.target))
        wider = 1.5 if self.density is Density.RESPONDENT else 1
        self.line.setMaximumWidth(theme.px(_WIDTHS[self.question.type] * wider))


class TextField(SingleField):
    """A comment or any other text, as long as it may be; the field grows with it.

    For entry Enter moves on and Shift+Enter begins a line; for a respondent Enter begins a line.
    """

    def __init__(self, question: Question, density: Density) -> None:
        super().__init__(question, density)
        self.box = QPlainTextEdit()
        self.box.setAccessibleName(self.spoken)
        self.box.setAccessibleDescription(self.hint.text())
        self.box.setTabChangesFocus(True)
        self.box.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        self.box.installEventFilter(self)
        if density is Density.ENTRY:
            self.box.setToolTip("Enter moves on, Shift+Enter begins a new line")
        self.column.addWidget(self.box)
        self.close_up()
        self._setting = False
        self.box.textChanged.connect(self._changed)
        layout = self.box.document().documentLayout()
        layout.documentSizeChanged.connect(lambda _size: self._grow())
        theme.changed.connect(self._fit)
        self._fit()

    def value(self) -> Answer:
        # Not toPlainText(), which makes spaces of no-break spaces.
        text = _BREAKS.sub("\n", self.box.document().toRawText())
        return text if text.strip() else None

    def set_value(self, value: Answer) -> None:
        self._setting = True
        self.box.setPlainText(value if isinstance(value, str) else "")
        self.box.moveCursor(QTextCursor.MoveOperation.End)  # where typing goes on
        self._setting = False

    def take_focus(self, name: str = "") -> None:
        self.box.setFocus(Qt.FocusReason.TabFocusReason)

    def problem(self, text: str) -> None:
        super().problem(text)
        set_property(self.box, "invalid", "true" if text else "false")
        self.box.setAccessibleDescription(text or self.hint.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter moves on: at once for entry, with Ctrl for a respondent."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            entry = self.density is Density.ENTRY
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if event.key() in _ENTER and (control or (entry and not shifted)):
                self.moved_on.emit()
                return True
        return super().eventFilter(watched, event)

    def _changed(self) -> None:
        if not self._setting:
            self.changed.emit()

    def _fit(self) -> None:
        self.box.setFont(theme.font(self.measures.step))
        self._grow()

    def _grow(self) -> None:
        """As high as its lines, between the least and the most."""
        least, most = self.measures.lines
        lines = max(least, min(most, round(self.box.document().size().height())))
        around = 2 * round(self.box.document().documentMargin()) + theme.px(16)
        height = max(
            self.box.fontMetrics().lineSpacing() * lines + around, theme.px(self.measures.target)
        )
        if height != self.box.height():
            self.box.setFixedHeight(height)
