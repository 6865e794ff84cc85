"""A grid: several questions that share one scale, a row each."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from engage_app.domain.form_values import Answer, Answers
from engage_app.domain.questionnaire import Question
from ui.theme import label, theme
from ui.widgets.form.choice_group import ChoiceGroup, keys_of
from ui.widgets.form.density import Density
from ui.widgets.form.field import REQUIRED, FormField, Problem

_COLUMN = {Density.ENTRY: 84, Density.RESPONDENT: 104}  # the least width, pixels at 100 %
_WORDS = {Density.ENTRY: 200, Density.RESPONDENT: 200}


class _Row:
    """One question of a grid: its words, its radio buttons, room for a problem."""

    def __init__(self, question: Question, field: FormField) -> None:
        self.question = question
        required = f" ({REQUIRED})" if question.required else ""
        large = field.density is Density.RESPONDENT
        self.words = label(question.label + required, "lead" if large else "body", wrap=True)
        name = f"{question.label}, {REQUIRED}" if question.required else question.label
        self.group = ChoiceGroup(
            question.choices, field.density, across=True, name=name, parent=field
        )
        self.problem = Problem(field.density)

    @property
    def widgets(self) -> list[QWidget]:
        return [self.words, self.problem, *self.group.buttons]


class GridField(FormField):
    """Rows of radio buttons under a shared scale; under each other where there isn't the room.

    Left and right choose, up and down go to other rows; for entry, the key over a column picks it
    and Enter goes to the next row.
    """

    def __init__(self, questions: Sequence[Question], density: Density) -> None:
        super().__init__(questions, density)
        first = self.questions[0]
        self.words(first.grid, first.hint)
        self._rows = [_Row(question, self) for question in self.questions]
        choices = first.choices
        entry = density is Density.ENTRY
        self._heads = [
            _head(f"{key}\n{choice.label}" if entry else choice.label, density)
            for key, choice in zip(keys_of(choices), choices, strict=True)
        ]
        self._table = QWidget()
        self._table.setAccessibleName(first.grid)
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(4))
        self._grid.setVerticalSpacing(theme.px(2))
        self.column.addWidget(self._table)
        self._stacked: bool | None = None
        self._wire()
        self._fit()
        theme.changed.connect(self._fit)

    def _wire(self) -> None:
        for at, row in enumerate(self._rows):
            row.group.changed.connect(self.changed)
            row.group.moved_on.connect(lambda at=at: self._go(at, 1, leave=True))
            row.group.row_wanted.connect(lambda by, at=at: self._go(at, by, leave=False))

    def answers(self) -> dict[str, Answer]:
        return {row.question.name: row.group.value() for row in self._rows}

    def set_answers(self, answers: Answers) -> None:
        for row in self._rows:
            row.group.set_value(answers.get(row.question.name))
        self._fit()

    def take_focus(self, name: str = "") -> None:
        asked = [row for row in self._rows if not row.words.isHidden()]
        named = [row for row in asked if row.question.name == name]
        for row in (named or asked)[:1]:
            row.group.take_focus()

    def set_problems(self, problems: Mapping[str, str]) -> None:
        for row in self._rows:
            row.problem.say(problems.get(row.question.name, ""))

    def show_only(self, names: set[str]) -> None:
        super().show_only(names)
        for row in self._rows:
            asked = row.question.name in names
            row.words.setVisible(asked)
            row.problem.setVisible(asked and bool(row.problem.text))
            for button in row.group.buttons:
                taken = button.isChecked()
                button.setVisible(asked and (taken or not button.choice.retired))
        self._show_heads()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the arrangement for the width there is."""
        super().resizeEvent(event)
        self._fit()

    def _go(self, at: int, by: int, *, leave: bool) -> None:
        """To another row; Enter on the last leaves the grid."""
        asked = [row for row in self._rows if not row.words.isHidden()]
        place = asked.index(self._rows[at]) + by
        if 0 <= place < len(asked):
            asked[place].group.take_focus()
        elif leave:
            self.moved_on.emit()

    def _fit(self) -> None:
        columns = len(self._heads)
        widest = max((_longest_word(head) for head in self._heads), default=0)
        column = max(theme.px(_COLUMN[self.density]), widest + theme.px(8))
        needed = theme.px(_WORDS[self.density]) + columns * column
        stacked = self.width() < needed
        if stacked != self._stacked:
            self._stacked = stacked
            self._arrange()
        for at in range(columns):
            self._grid.setColumnMinimumWidth(at + 1, 0 if stacked else column)
        self._show_heads()

    def _arrange(self) -> None:
        """Put everything in its place: a table, or a list of questions with their choices."""
        grid, stacked = self._grid, bool(self._stacked)
        columns = len(self._heads)
        for widget in (*self._heads, *(part for row in self._rows for part in row.widgets)):
            grid.removeWidget(widget)
        for at, head in enumerate(self._heads):
            grid.addWidget(head, 0, at + 1, Qt.AlignmentFlag.AlignBottom)
        line = 1
        for row in self._rows:
            row.words.setContentsMargins(0, theme.px(12) if stacked else 0, 0, 0)
            grid.addWidget(row.words, line, 0, 1, columns + 1 if stacked else 1)
            for at, button in enumerate(row.group.buttons):
                button.set_bare(not stacked)
                if stacked:
                    grid.addWidget(button, line + 1 + at, 0, 1, columns + 1)
                else:
                    grid.addWidget(button, line, at + 1)
            line += 2 + (columns if stacked else 0)
            grid.addWidget(row.problem, line - 1, 0, 1, columns + 1)
        grid.setColumnStretch(0, 2)
        for at in range(columns):
            grid.setColumnStretch(at + 1, 0 if stacked else 1)

    def _show_heads(self) -> None:
        for at, head in enumerate(self._heads):
            retired = self.questions[0].choices[at].retired
            taken = any(row.group.buttons[at].isChecked() for row in self._rows)
            head.setVisible(not self._stacked and (taken or not retired))


def _head(text: str, density: Density) -> QLabel:
    made = label(text, "hint" if density is Density.ENTRY else "body", wrap=True)
    made.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
    return made


def _longest_word(head: QLabel) -> int:
    words = head.text().split() or [""]
    return max(head.fontMetrics().horizontalAdvance(word) for word in words)
