"""One question that two entries of a form answer differently: 1 and 2 choose, 3 types another."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from engage_app.domain.form_logic import chosen
from engage_app.domain.form_values import Answer, blank, typed_date, worded
from engage_app.domain.paper_forms import Difference, unlike_words
from engage_app.domain.questionnaire import Choice, Question, QuestionType
from ui.pages.exercise_dates import in_words
from ui.theme import label, theme
from ui.widgets.form.blocks import fields_for
from ui.widgets.form.choice_group import ChoiceGroup
from ui.widgets.form.density import Density

FIRST, SECOND, OTHER = "first", "second", "other"
_SHORT = 40  # letters of a text whose difference is seen at a glance
_BESIDE = 520  # pixels at 100 % text size that three choices need


def answer_in_words(question: Question, answer: Answer) -> str:
    """An answer as it is read: the labels of choices, a date in words."""
    if blank(answer):
        return "Blank"
    if question.closed:
        labels = {choice.value: choice.label for choice in question.choices}
        return "; ".join(labels.get(each, each) for each in chosen(answer))
    if isinstance(answer, int | float):
        return worded(answer)
    text = answer if isinstance(answer, str) else "; ".join(answer or ())
    dated = question.type is QuestionType.DATE and typed_date(text)
    return in_words(text) if dated else text


class DifferenceRow(QFrame):
    """The question over what each entry says.

    Signals:
        decided: another choice was made, or another answer typed.
        moved_on: Enter: to the next one.
        moved: −1 or 1: to the row above or below.
    """

    decided = Signal()
    moved_on = Signal()
    moved = Signal(int)

    def __init__(self, difference: Difference) -> None:
        super().__init__()
        self.difference = difference
        question = difference.question
        self.setProperty("surface", "card")
        said = [answer_in_words(question, each) for each in (difference.first, difference.second)]
        self.group = ChoiceGroup(
            (Choice(1, said[0], FIRST), Choice(2, said[1], SECOND), Choice(3, "Another…", OTHER)),
            Density.ENTRY,
            name=question.label,
            parent=self,
        )
        (self.field,) = fields_for([question], Density.ENTRY)
        self.field.heading.hide()  # it stands over the choices already
        self.field.hide()
        self._build(question, said)
        self.group.changed.connect(self._choose)
        self.group.moved_on.connect(self._go_on)
        self.field.changed.connect(self.decided)
        self.field.moved_on.connect(self.moved_on)

    @property
    def made(self) -> str:
        """Which answer was chosen: FIRST, SECOND or OTHER; "" while none is."""
        return str(self.group.value() or "")

    @property
    def name(self) -> str:
        """The question's name."""
        return self.difference.question.name

    def answer(self) -> Answer:
        """The answer chosen."""
        if self.made == OTHER:
            return self.field.answers()[self.name]
        return self.difference.second if self.made == SECOND else self.difference.first

    def state(self) -> list[Any]:
        """What a draft keeps of it."""
        return [self.made, self.field.answers()[self.name]]

    def restore(self, made: str, other: Answer) -> None:
        """Show what a draft kept."""
        self.group.set_value(made or None)
        self.field.set_answers({self.name: other})
        self.field.setVisible(made == OTHER)

    def say(self, problem: str) -> None:
        """Say what is wrong with the answer typed."""
        self.field.set_problems({self.name: problem} if problem else {})

    def take_focus(self) -> None:
        """Give it the keyboard."""
        self.group.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other, or under each other where there isn't the room."""
        super().resizeEvent(event)
        beside = event.size().width() >= theme.px(_BESIDE)
        way = QBoxLayout.Direction
        self._cells.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def _build(self, question: Question, said: list[str]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(side) for side in (16, 12, 16, 12)))
        column.setSpacing(theme.px(8))
        if question.grid:
            column.addWidget(label(question.grid, "hint", wrap=True))
        column.addWidget(label(question.label, "strong", wrap=True))
        self._cells = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cells.setSpacing(theme.px(16))
        heads = ("First entry", "Second entry", "Neither")
        for place, (head, each) in enumerate(zip(heads, self.group.buttons, strict=True)):
            cell = QWidget()
            inner = QVBoxLayout(cell)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(theme.px(2))
            inner.addWidget(label(head, "hint"))
            inner.addWidget(each)
            inner.addStretch(1)
            self._cells.addWidget(cell, 1 if place == 2 else 3)
        column.addLayout(self._cells)
        if parts := _parts(question, said):
            column.addWidget(label(parts, "hint", wrap=True))
        column.addWidget(self.field)

    def _choose(self) -> None:
        other = self.made == OTHER
        self.field.setVisible(other)
        if other:
            if self.field.answers()[self.name] is None and not self.difference.question.closed:
                self.field.set_answers({self.name: self.difference.first})
            self.field.take_focus()
        self.decided.emit()

    def _go_on(self) -> None:
        if self.made == OTHER:
            self.field.take_focus()
        elif self.made:
            self.moved_on.emit()


def _parts(question: Question, said: list[str]) -> str:
    """Where two longer texts part."""
    if question.type is not QuestionType.TEXT or max(map(len, said)) <= _SHORT:
        return ""
    unlike = unlike_words(*said)[:4]
    pairs = [f"“{one or '–'}” / “{other or '–'}”" for one, other in unlike]
    return f"They differ in {', '.join(pairs)}." if pairs else "They differ in their blanks."
