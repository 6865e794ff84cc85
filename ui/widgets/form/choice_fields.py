"""Questions answered by choosing: one of a list, or several."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engage_app.domain.form_logic import exclusive
from engage_app.domain.form_values import Answer
from engage_app.domain.questionnaire import Question, QuestionType
from ui.theme import theme
from ui.widgets.buttons import button
from ui.widgets.form.choice_group import ChoiceGroup
from ui.widgets.form.density import Density
from ui.widgets.form.field import SingleField


class ChoiceField(SingleField):
    """Radio buttons or check boxes under a question; nothing is chosen until somebody does."""

    def __init__(self, question: Question, density: Density) -> None:
        super().__init__(question, density)
        several = question.type is QuestionType.SELECT_MULTIPLE
        self.group = ChoiceGroup(question.choices, density, several=several, parent=self)
        box = QWidget()
        box.setAccessibleName(self.spoken)
        box.setAccessibleDescription(question.hint)
        rows = QVBoxLayout(box)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(self.measures.gap))
        for at, each in enumerate(self.group.buttons):
            last = at == len(self.group.buttons) - 1
            if at and last and exclusive(each.choice):
                rows.addSpacing(theme.px(self.measures.gap + 4))  # it stands apart
            rows.addWidget(each)
        self.column.addWidget(box)
        self.clear_button = button("Clear this answer", "quiet", on_click=self.group.clear)
        self.clear_button.setAccessibleName(f"Clear this answer: {question.label}")
        self.clear_button.hide()
        self.column.addWidget(self.clear_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.close_up()
        self.group.changed.connect(self._changed)
        self.group.moved_on.connect(self.moved_on)

    def value(self) -> Answer:
        return self.group.value()

    def set_value(self, value: Answer) -> None:
        self.group.set_value(value)
        self._offer_clearing()

    def take_focus(self, name: str = "") -> None:
        self.group.take_focus()

    def _changed(self) -> None:
        self._offer_clearing()
        self.changed.emit()

    def _offer_clearing(self) -> None:
        """A radio button can't be unchosen by pressing it again; on paper, Backspace does."""
        one = self.question.type is QuestionType.SELECT_ONE
        wanted = one and self.density is Density.RESPONDENT and self.value() is not None
        if self.clear_button.hasFocus() and not wanted:
            self.group.take_focus()
        self.clear_button.setVisible(wanted)
