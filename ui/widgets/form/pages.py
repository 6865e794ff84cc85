"""A questionnaire one question a page, back and forward: what a respondent fills in."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.form_logic import checks, settled, shown
from engage_app.domain.form_values import Answer, Answers
from engage_app.domain.questionnaire import Question
from ui.theme import label, theme
from ui.widgets.buttons import Weight, button
from ui.widgets.form.blocks import fields_for
from ui.widgets.form.density import Density, this_day
from ui.widgets.form.field import FormField

WIDEST = 760  # pixels at 100 % text size: a line the eye can follow


class FormPages(QWidget):
    """One question at a time in large type; a grid is one page.

    Signals:
        changed: an answer, or the page, is another; carries every answer given, by name.
        finished: the last page is done and all is well; carries the answers to file.
        left: Back was pressed on the first page.
    """

    changed = Signal(object)
    finished = Signal(object)
    left = Signal()

    def __init__(
        self, questions: Sequence[Question], *, today: Callable[[], date] = this_day
    ) -> None:
        super().__init__()
        self.questions = tuple(questions)
        self._today = today
        self.fields = fields_for(self.questions, Density.RESPONDENT)
        self._stack = QStackedWidget()
        for field in self.fields:
            self._stack.addWidget(scrolled(field))
            field.changed.connect(self._changed)
            field.moved_on.connect(self.go_on)
        if not self.fields:
            self._stack.addWidget(label("There are no questions yet.", "lead", wrap=True))
        self.progress = label("", "lead")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("How far you are")
        self.back_button = large_button("&Back", "secondary", self.go_back)
        self.next_button = large_button("&Next", "primary", self.go_on)
        self._build()
        self._refresh()

    def _build(self) -> None:
        column = readable_column(self)
        column.setSpacing(theme.px(8))
        column.addWidget(self.progress)
        column.addWidget(self._bar)
        column.addSpacing(theme.px(16))
        column.addWidget(self._stack, 1)
        row = QHBoxLayout()
        row.addWidget(self.back_button)
        row.addStretch(1)
        row.addWidget(self.next_button)
        column.addLayout(row)

    def answers(self) -> dict[str, Answer]:
        """Everything that was answered, also what isn't asked any more."""
        return {name: answer for field in self.fields for name, answer in field.answers().items()}

    def set_answers(self, answers: Answers) -> None:
        """Show these answers; `changed` is not emitted."""
        for field in self.fields:
            field.set_answers(answers)
            field.set_problems({})
        self._refresh()

    @property
    def at(self) -> str:
        """The name of the first question on the page that is shown."""
        return self.fields[self._stack.currentIndex()].names[0] if self.fields else ""

    def start(self, at: str = "") -> None:
        """Go to the page that asks a question, or to the first, and put the keyboard there."""
        asked = self._asked()
        named = [field for field in asked if at in field.names]
        for field in (named or asked)[:1]:
            self._show(field)

    def rewind(self) -> None:
        """Show the first page again, without taking the keyboard."""
        self._stack.setCurrentIndex(0)
        self._refresh()

    def go_back(self) -> None:
        """To the page before; from the first, out."""
        asked = self._asked()
        place = self._place(asked)
        if place > 0:
            self._show(asked[place - 1])
        else:
            self.left.emit()

    def go_on(self) -> None:
        """To the next page, or to the end, if this one is answered as it should be."""
        asked = self._asked()
        if self._stop_at_problem(self._now()):
            return
        after = self._place(asked) + 1
        if after < len(asked):
            self._show(asked[after])
        elif not any(self._stop_at_problem(field) for field in asked):
            self.finished.emit(settled(self.questions, self.answers(), today=self._today()))

    def _stop_at_problem(self, field: FormField | None) -> bool:
        if field is None:
            return False
        problems = self._problems(field)
        field.set_problems(problems)
        if not problems:
            return False
        if field is not self._now():
            self._show(field)
        field.take_focus(next(iter(problems)))
        return True

    def _problems(self, field: FormField) -> dict[str, str]:
        answers, today = self.answers(), self._today()
        names = shown(self.questions, answers, today=today)
        found = {}
        for question in field.questions:
            if question.name in names:
                said = checks(question, answers[question.name], today=today, answers=answers)
                if said:
                    found[question.name] = " ".join(said)
        return found

    def _now(self) -> FormField | None:
        return self.fields[self._stack.currentIndex()] if self.fields else None

    def _asked(self) -> list[FormField]:
        names = set(shown(self.questions, self.answers(), today=self._today()))
        return [field for field in self.fields if not names.isdisjoint(field.names)]

    def _place(self, asked: list[FormField]) -> int:
        now = self._now()
        return asked.index(now) if now in asked else -1

    def _show(self, field: FormField) -> None:
        self._stack.setCurrentIndex(self.fields.index(field))
        self._refresh()
        field.take_focus()
        self.changed.emit(self.answers())

    def _changed(self) -> None:
        now = self._now()
        if now is not None:
            now.set_problems({})
        self._refresh()
        self.changed.emit(self.answers())

    def _refresh(self) -> None:
        names = set(shown(self.questions, self.answers(), today=self._today()))
        asked = self._asked()
        now = self._now()
        if now is not None:
            now.show_only(names if now in asked else set(now.names))
        place = max(self._place(asked), 0)
        self.progress.setText(f"Question {place + 1} of {len(asked)}" if asked else "")
        self._bar.setRange(0, max(len(asked), 1))
        self._bar.setValue(place)
        last = place == len(asked) - 1
        self.next_button.setText("&Finish" if last or not asked else "&Next")


def large_button(text: str, kind: Weight, on_click: Callable[[], object]) -> QPushButton:
    """A button for a respondent: large type, at least 44 pixels high."""
    made = button(text, kind, on_click=on_click)
    made.setProperty("scale", "large")
    return made


def readable_column(holder: QWidget) -> QVBoxLayout:
    """A column in the middle of a widget, no wider than a line the eye can follow."""
    inner = QWidget()
    inner.setMaximumWidth(theme.px(WIDEST))
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(inner, 1000)
    row.addStretch(1)
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    return column


def scrolled(inner: QWidget) -> QScrollArea:
    """Something that scrolls where the window is too low for it."""
    holder = QWidget()
    holder.setObjectName("scrolled")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, theme.px(4), theme.px(8))
    column.addWidget(inner)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(holder)
    return area
