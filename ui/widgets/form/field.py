"""What every question of a form has: its words, room for a problem, an answer."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engage_app.domain.form_values import Answer, Answers
from engage_app.domain.questionnaire import Question
from ui.icons import Picture
from ui.theme import label, theme
from ui.widgets.form.density import MEASURES, Density

REQUIRED = "needs an answer"


class Problem(QWidget):
    """A sentence about what is wrong, with a sign: never by colour alone."""

    def __init__(self, density: Density) -> None:
        super().__init__()
        large = density is Density.RESPONDENT
        self._words = label("", "lead_error" if large else "error", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(
            Picture("warning", "error", 20 if large else 16), 0, Qt.AlignmentFlag.AlignTop
        )
        row.addWidget(self._words, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while nothing is wrong."""
        return self._words.text()

    def say(self, text: str) -> None:
        """Say it, also to screen readers; nothing takes it away."""
        if text and text != self.text:
            spoken = QAccessibleAnnouncementEvent(self, text)
            QAccessible.updateAccessibility(spoken)
        self._words.setText(text)
        self.setVisible(bool(text))


class FormField(QWidget):
    """One question of a form, or the rows of a grid.

    Signals:
        changed: the answer is another.
        moved_on: Enter says that the next question may come.
    """

    changed = Signal()
    moved_on = Signal()

    def __init__(self, questions: Sequence[Question], density: Density) -> None:
        super().__init__()
        self.questions = tuple(questions)
        self.density = density
        self.measures = MEASURES[density]
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(self.measures.gap + 2))

    @property
    def names(self) -> tuple[str, ...]:
        """The questions it asks, by name."""
        return tuple(question.name for question in self.questions)

    @abstractmethod
    def answers(self) -> dict[str, Answer]:
        """The answers as they are, by question name; None for a blank."""

    @abstractmethod
    def set_answers(self, answers: Answers) -> None:
        """Show these answers; a name that isn't there is a blank. `changed` is not emitted."""

    @abstractmethod
    def take_focus(self, name: str = "") -> None:
        """Give it the keyboard, to one question of it or the first."""

    @abstractmethod
    def set_problems(self, problems: Mapping[str, str]) -> None:
        """Say what is wrong, by question name; what isn't named is well."""

    def show_only(self, names: set[str]) -> None:
        """Show those of its questions that are asked now."""
        self.setVisible(not names.isdisjoint(self.names))

    def words(self, text: str, hint: str, *, required: bool = False) -> None:
        """Put the question, what helps to answer it, and whether it has to be answered, on top."""
        self.heading = label(text, self.measures.question, wrap=True)
        self.column.addWidget(self.heading)
        needed = REQUIRED.capitalize() if required else ""
        self.hint = label(
            ". ".join(part for part in (needed, hint) if part), self.measures.hint, wrap=True
        )
        self.column.addWidget(self.hint)  # first: shown without a parent it would be a window
        self.hint.setVisible(bool(self.hint.text()))


class SingleField(FormField):
    """A question by itself."""

    def __init__(self, question: Question, density: Density) -> None:
        super().__init__((question,), density)
        self.question = question
        if question.grid:
            self.column.addWidget(label(question.grid, self.measures.hint, wrap=True))
        self.words(question.label, question.hint, required=question.required)
        self._problem = Problem(density)

    @abstractmethod
    def value(self) -> Answer:
        """The answer as `engage_app.domain.form_values` has it."""

    @abstractmethod
    def set_value(self, value: Answer) -> None:
        """Show an answer; `changed` is not emitted."""

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        heard = f"{self.question.grid}: {self.question.label}".removeprefix(": ")
        return f"{heard}, {REQUIRED}" if self.question.required else heard

    def problem(self, text: str) -> None:
        """Say beneath it what is wrong; empty: nothing is."""
        self._problem.say(text)

    @property
    def problem_text(self) -> str:
        """What is said to be wrong."""
        return self._problem.text

    def answers(self) -> dict[str, Answer]:
        return {self.question.name: self.value()}

    def set_answers(self, answers: Answers) -> None:
        self.set_value(answers.get(self.question.name))

    def set_problems(self, problems: Mapping[str, str]) -> None:
        self.problem(problems.get(self.question.name, ""))

    def close_up(self) -> None:
        """Put the problem beneath what was added."""
        self.column.addWidget(self._problem)
