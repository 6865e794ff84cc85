"""A questionnaire as one form that scrolls: what a paper form is typed into."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from engage_app.domain.form_logic import NEEDED, checks, settled, shown
from engage_app.domain.form_values import Answer, Answers
from engage_app.domain.questionnaire import Question
from ui.theme import theme
from ui.widgets.form.blocks import fields_for
from ui.widgets.form.density import Density, this_day
from ui.widgets.form.field import FormField


class FormView(QScrollArea):
    """The questions in their order, those that aren't asked hidden as the answers go.

    Args:
        questions: the questionnaire.
        today: tells the day, for conditions that ask for it.

    Signals:
        changed: an answer is another.
        finished: Enter was pressed on the last question.
    """

    changed = Signal()
    finished = Signal()

    def __init__(
        self,
        questions: Sequence[Question],
        density: Density = Density.ENTRY,
        *,
        today: Callable[[], date] = this_day,
    ) -> None:
        super().__init__()
        self.questions = tuple(questions)
        self._today = today
        self._stated: dict[str, str] = {}
        self.fields = fields_for(self.questions, density)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Questionnaire")
        self.setWidget(self._inner())
        for field in self.fields:
            field.changed.connect(lambda field=field: self._changed(field))
            field.moved_on.connect(lambda field=field: self._move_on(field))
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self._show_asked()

    def answers(self) -> dict[str, Answer]:
        """Everything that was answered, also what isn't asked any more: what a draft keeps."""
        return {name: answer for field in self.fields for name, answer in field.answers().items()}

    def settled(self) -> dict[str, Answer]:
        """The answers to file: see `form_logic.settled`."""
        return settled(self.questions, self.answers(), today=self._today())

    def set_answers(self, answers: Answers) -> None:
        """Show these answers in place of those there are; `changed` is not emitted."""
        for field in self.fields:
            field.set_answers(answers)
        self.state({})
        self._show_asked()

    def clear(self) -> None:
        """Empty every field, and go to the top."""
        self.set_answers({})
        self.verticalScrollBar().setValue(0)

    def asked(self) -> list[str]:
        """The names of the questions that are asked, as the answers stand."""
        return shown(self.questions, self.answers(), today=self._today())

    def problems(self) -> dict[str, str]:
        """Check every question that is asked, say beneath each what is wrong, and return that."""
        found = self._found(self.asked())
        self.state(found)
        return found

    @property
    def stated(self) -> dict[str, str]:
        """The problems said of questions that are asked; one that is mended isn't among them."""
        asked = set(self.asked())
        return {name: said for name, said in self._stated.items() if name in asked}

    def state(self, problems: Mapping[str, str]) -> None:
        """Say these problems, by question name, and no others: also what a second entry differs in."""
        self._stated = dict(problems)
        for field in self.fields:
            field.set_problems(self._stated)

    def focus_first_problem(self) -> bool:
        """Give the keyboard to the first question a problem is said of; False where all is well."""
        for field in self.fields:
            named = [name for name in field.names if name in self._stated]
            if named and not field.isHidden():
                self._focus(field, named[0])
                return True
        return False

    def focus_first(self) -> None:
        """Give the keyboard to the first question."""
        for field in self._asked_fields()[:1]:
            self._focus(field)

    def focus_on(self, name: str) -> None:
        """Give the keyboard to a question."""
        for field in self._asked_fields():
            if name in field.names:
                self._focus(field, name)

    def _inner(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(4), theme.px(4), theme.px(16), theme.px(16))
        column.setSpacing(theme.px(20))
        for field in self.fields:
            column.addWidget(field)
        column.addStretch(1)
        return inner

    def _found(self, names: Sequence[str]) -> dict[str, str]:
        answers, today = self.answers(), self._today()
        problems = {}
        for question in self.questions:
            if question.name in names:
                said = checks(question, answers.get(question.name), today=today, answers=answers)
                if said:
                    problems[question.name] = " ".join(said)
        return problems

    def _changed(self, field: FormField) -> None:
        self._show_asked()
        stated = [name for name in field.names if name in self._stated]
        if stated:  # said already: take it back as soon as it is mended
            self._state_of(field, self._found(stated))
        self.changed.emit()

    def _state_of(self, field: FormField, problems: Mapping[str, str]) -> None:
        for name in field.names:
            self._stated.pop(name, None)
        self._stated |= problems
        field.set_problems(problems)

    def _show_asked(self) -> None:
        names = set(self.asked())
        for field in self.fields:
            field.show_only(names)

    def _asked_fields(self) -> list[FormField]:
        return [field for field in self.fields if not field.isHidden()]

    def _move_on(self, field: FormField) -> None:
        asked = self._asked_fields()
        after = asked.index(field) + 1
        if after < len(asked):
            self._focus(asked[after])
        else:
            self._check_left(field)
            self.finished.emit()

    def _focus(self, field: FormField, name: str = "") -> None:
        field.take_focus(name)
        self._bring_into_view(field)

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        left, entered = self._field_of(before), self._field_of(now)
        if left is not None and left is not entered and now is not None:
            self._check_left(left)
        if entered is not None and entered is not left:
            # later: a question that came to be asked has no place yet
            QTimer.singleShot(0, self, lambda: self._bring_into_view(entered))

    def _check_left(self, field: FormField) -> None:
        """What is wrong with an answer is said when it is left; what is missing, at the end."""
        if not field.isHidden():
            found = self._found(field.names)
            named = {name: said for name, said in found.items() if said != NEEDED}
            kept = {name: said for name, said in found.items() if name in self._stated}
            self._state_of(field, named | kept)

    def _bring_into_view(self, field: FormField) -> None:
        focused = QApplication.focusWidget()
        self.ensureWidgetVisible(field, 0, theme.px(24))
        if focused is not None and field.isAncestorOf(focused):
            self.ensureWidgetVisible(focused, 0, theme.px(24))

    def _field_of(self, widget: QWidget | None) -> FormField | None:
        return next(
            (field for field in self.fields if widget is not None and field.isAncestorOf(widget)),
            None,
        )
