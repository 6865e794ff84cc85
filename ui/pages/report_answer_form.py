"""One answer to a theme: what was said, what comes of it, who sees to it, and when."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.answers import STATUS_LABELS, AnswerStatus, ThemeAnswer
from ui.pages.report_fields import named
from ui.pages.report_typing import Texts
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.layouts import fill, scrolled

_SAID = "Leave empty, and Engage writes it from the figures"


class AnswerForm(QWidget):
    """The fields of a ThemeAnswer.

    Signals:
        status_chosen: another status.
        next_wanted: on to the next theme without an answer.
    """

    status_chosen = Signal()
    next_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = label("", "heading", wrap=True)
        self.said = _Lines(3, _SAID)
        self.status = ChoiceBox("What comes of it")
        for status, words in STATUS_LABELS.items():
            self.status.addItem(words, status)
        self.answer = _Lines(4, "What will be, was or could not be done, and why")
        self.owner = QLineEdit()
        self.due_on = QLineEdit()
        self.due_on.setPlaceholderText("For example Autumn 2026")
        self.next = button("Next theme", on_click=self.next_wanted.emit)
        self.more = button("Add another answer", "quiet", icon="add")
        self.up = button("Move up", "quiet")
        self.down = button("Move down", "quiet")
        self.remove = button("Remove", "quiet")
        self._build()

    @property
    def fields(self) -> tuple[QPlainTextEdit | QLineEdit, ...]:
        """What is typed in."""
        return (self.said, self.answer, self.owner, self.due_on)

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, theme.px(8), theme.px(14), theme.px(8))
        column.setSpacing(theme.px(10))
        column.addWidget(self.name)
        column.addLayout(named("You said", self.said))
        column.addLayout(named("What comes of it", self.status))
        column.addLayout(named("Our answer", self.answer))
        pair = QGridLayout()
        pair.setSpacing(theme.px(8))
        pair.addLayout(named("Owner", self.owner), 0, 0)
        pair.addLayout(named("By when", self.due_on), 0, 1)
        column.addLayout(pair)
        line = QWidget()
        commands = FlowLayout(line, gap=theme.px(4))
        for each in (self.next, self.more, self.up, self.down, self.remove):
            commands.addWidget(each)
        column.addWidget(line)
        column.addStretch(1)
        self.status.activated.connect(lambda _place: self.status_chosen.emit())
        keys = QKeySequence("Ctrl+Return")
        shortcut = QShortcut(keys, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.next_wanted)
        native = keys.toString(QKeySequence.SequenceFormat.NativeText)
        self.next.setToolTip(f"On to the next theme without an answer ({native})")
        fill(self, scrolled(inside))

    def show_answer(self, name: str, answer: ThemeAnswer | None, drafted: str) -> None:
        """Show an answer, or room for one; what is written already keeps the cursor."""
        self.name.setText(name)
        shown = answer or ThemeAnswer(0, "", 0)
        self.status.setCurrentIndex(self.status.findData(shown.status))
        self.put({each: getattr(shown, each) for each in ("said", "answer", "owner", "due_on")})
        self.said.setPlaceholderText(drafted or _SAID)
        for each in (self.more, self.up, self.down, self.remove):
            each.setEnabled(answer is not None)

    def texts(self) -> Texts:
        """What was entered."""
        return {
            "said": self.said.toPlainText(),
            "answer": self.answer.toPlainText(),
            "owner": self.owner.text(),
            "due_on": self.due_on.text(),
        }

    def put(self, texts: Texts) -> None:
        """Show these texts, without telling."""
        for name, field in zip(("said", "answer", "owner", "due_on"), self.fields, strict=True):
            text = texts.get(name, "")
            if isinstance(field, QLineEdit):
                if text != field.text():
                    field.setText(text)
            elif text != field.toPlainText():
                field.blockSignals(True)
                field.setPlainText(text)
                field.blockSignals(False)

    def chosen_status(self) -> AnswerStatus:
        """The status shown."""
        return AnswerStatus(self.status.currentData())


class _Lines(QPlainTextEdit):
    """Room for so many lines, at any size of text."""

    def __init__(self, lines: int, placeholder: str) -> None:
        super().__init__()
        self._count = lines
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        line = QFontMetricsF(theme.font()).lineSpacing()
        self.setFixedHeight(round(line * self._count) + theme.px(22))
