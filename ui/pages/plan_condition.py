"""When a question is shown: conditions built from lists, or an XLSForm expression as text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engage_app.domain.form_conditions import (
    Comparison,
    SimpleCondition,
    comparisons_for,
    condition_text,
    simple_conditions,
)
from engage_app.domain.questionnaire import Question
from ui.theme import label, theme
from ui.widgets.buttons import button, icon_button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.layouts import clear

ALWAYS, ALL, ANY, TEXT = "always", "all", "any", "text"
_MODES = (
    (ALWAYS, "Always"),
    (ALL, "When all of these hold"),
    (ANY, "When any of these holds"),
    (TEXT, "As an XLSForm expression says"),
)
_NO_VALUE = (Comparison.ANSWERED, Comparison.BLANK)
_TEXT_HELP = "For example ${age} >= 18 and selected(${roles}, 'carer')"


class ConditionRow(QWidget):
    """One comparison: question, how, value.

    Signals:
        changed: the officer chose or typed something.
        removed: it is to go.
    """

    changed = Signal()
    removed = Signal()

    def __init__(self, questions: Sequence[Question], given: SimpleCondition | None) -> None:
        super().__init__()
        self._questions = {question.name: question for question in questions}
        self.question = ChoiceBox("Question that decides")
        self.comparison = ChoiceBox("How it is compared")
        self.choice = ChoiceBox("Answer it is compared with")
        self.value = QLineEdit()
        self.value.setAccessibleName("Value it is compared with")
        self.value.setMinimumWidth(theme.px(80))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.question)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        for part, stretch in ((self.comparison, 2), (self.choice, 3), (self.value, 3)):
            line.addWidget(part, stretch)
        line.addWidget(icon_button("close", "Remove this condition", on_click=self.removed.emit))
        column.addLayout(line)
        for question in questions:
            self.question.addItem(question.label, question.name)
        first = given or SimpleCondition(questions[0].name, comparisons_for(questions[0])[0])
        self.question.setCurrentIndex(self.question.findData(first.question))
        self._offer(first.operator, first.value)
        self.question.activated.connect(lambda _at: self._other_question())
        self.comparison.activated.connect(lambda _at: self._other_comparison())
        self.choice.activated.connect(lambda _at: self.changed.emit())
        self.value.editingFinished.connect(self.changed)

    def condition(self) -> SimpleCondition | None:
        """What it says; None while a value is missing."""
        how = Comparison(self.comparison.currentData())
        name = str(self.question.currentData())
        if how in _NO_VALUE:
            return SimpleCondition(name, how)
        asked = self._questions[name]
        value = str(self.choice.currentData() or "") if asked.closed else self.value.text().strip()
        return SimpleCondition(name, how, value) if value else None

    def _other_question(self) -> None:
        asked = self._questions[str(self.question.currentData())]
        self._offer(comparisons_for(asked)[0], "")
        self.changed.emit()

    def _other_comparison(self) -> None:
        self._show_value()
        self.changed.emit()

    def _offer(self, how: Comparison, value: str) -> None:
        asked = self._questions[str(self.question.currentData())]
        self.comparison.clear()
        offered = comparisons_for(asked)
        for each in offered if how in offered else (*offered, how):
            self.comparison.addItem(each.value, each.value)
        self.comparison.setCurrentIndex(self.comparison.findData(how.value))
        self.choice.clear()
        if not value:
            self.choice.addItem("Choose…", "")
        for choice in asked.choices:
            if not choice.retired or choice.value == value:
                self.choice.addItem(choice.label, choice.value)
        at = self.choice.findData(value)
        if value and at < 0:
            self.choice.addItem(value, value)
            at = self.choice.count() - 1
        self.choice.setCurrentIndex(at)
        self.value.setText("" if asked.closed else value)
        self._show_value()

    def _show_value(self) -> None:
        asked = self._questions[str(self.question.currentData())]
        needed = Comparison(self.comparison.currentData()) not in _NO_VALUE
        self.choice.setVisible(needed and asked.closed)
        self.value.setVisible(needed and not asked.closed)


class ConditionEditor(QWidget):
    """The condition under which a question is shown.

    Signals:
        edited: its XLSForm text, where it is another than shown.
    """

    edited = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._questions: tuple[Question, ...] = ()
        self._saved = ""
        self.rows: list[ConditionRow] = []
        self.mode = ChoiceBox("When the question is shown")
        for key, words in _MODES:
            self.mode.addItem(words, key)
        self.text = QLineEdit()
        self.text.setAccessibleName("XLSForm expression")
        self.text.setPlaceholderText(_TEXT_HELP)
        self.hint = label("", "hint", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(8))
        self.add = button("Add condition", "quiet", icon="add", on_click=self._add_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for part in (self.mode, self.text):
            column.addWidget(part)
        column.addLayout(self._list)
        column.addWidget(self.hint)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.mode)
        self.mode.activated.connect(lambda _at: self._other_mode())
        self.text.editingFinished.connect(self.commit)
        self._show_parts()

    def show_condition(self, text: str, questions: Sequence[Question]) -> None:
        """Show a condition.

        Args:
            text: the XLSForm expression.
            questions: those it may ask about: the ones before.
        """
        offered = tuple(questions)
        if (text, offered) == (self._saved, self._questions):
            return  # rows that aren't complete yet stay
        self._saved, self._questions = text, offered
        simple = simple_conditions(text)
        names = {question.name for question in offered}
        plain = simple is not None and {each.question for each in simple[0]} <= names
        conditions, every = simple if simple is not None and plain else ((), True)
        mode = ALWAYS if not text else TEXT if not plain else ALL if every else ANY
        self.mode.setCurrentIndex(self.mode.findData(mode))
        self.text.setText(text)
        self._clear()
        for condition in conditions:
            self._put(condition)
        self._show_parts()

    def commit(self) -> None:
        """Say what the condition is by now, where it is another than shown and complete."""
        typed = self._typed()
        if typed is not None and typed != self._saved:
            self._saved = typed
            self.edited.emit(typed)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed is saved first."""
        self.commit()
        super().hideEvent(event)

    def _typed(self) -> str | None:
        mode = self.mode.currentData()
        if mode == ALWAYS:
            return ""
        if mode == TEXT:
            return self.text.text().strip()
        found = [row.condition() for row in self.rows]
        whole = [condition for condition in found if condition is not None]
        if len(whole) < len(found) or not whole:
            return None  # not complete: what is saved stays
        return condition_text(whole, every=mode == ALL)

    def _other_mode(self) -> None:
        mode = self.mode.currentData()
        if mode in (ALL, ANY) and not self.rows:
            self._add_row()
        if mode == TEXT:
            self.text.setText(self._saved)
        self._show_parts()
        self.commit()

    def _add_row(self) -> None:
        if self._questions:
            row = self._put(None)
            row.question.setFocus()
        self._show_parts()

    def _put(self, condition: SimpleCondition | None) -> ConditionRow:
        row = ConditionRow(self._questions, condition)
        row.changed.connect(self._changed)
        row.removed.connect(lambda: self._drop(row))
        self.rows.append(row)
        self._list.addWidget(row)
        return row

    def _drop(self, row: ConditionRow) -> None:
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        if not self.rows:
            self.mode.setCurrentIndex(self.mode.findData(ALWAYS))
        self.mode.setFocus()
        self._changed()

    def _changed(self) -> None:
        self._show_parts()
        self.commit()

    def _clear(self) -> None:
        self.rows.clear()
        clear(self._list)

    def _show_parts(self) -> None:
        mode = self.mode.currentData()
        built = mode in (ALL, ANY)
        self.text.setVisible(mode == TEXT)
        self.add.setVisible(built and bool(self._questions))
        for row in self.rows:
            row.setVisible(built)
        words = ""
        if built and not self._questions:
            words = "There is no question before this one that could decide."
        elif built and self._typed() is None:
            words = "It is saved once every condition has its answer."
        elif mode == TEXT:
            words = "More than the lists can show: written as XLSForm has it."
        self.hint.setText(words)
        self.hint.setVisible(bool(words))
