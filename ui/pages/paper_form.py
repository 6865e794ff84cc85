"""One paper form being keyed in or corrected: its number, the questions, and what is wrong with it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from engage_app.domain.form_values import Answers, same
from engage_app.domain.questionnaire import Question
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.form import FormView
from ui.widgets.form.density import Density
from ui.widgets.form.field import Problem

FILE_KEYS = ("Ctrl+Return", "Ctrl+Enter")
AS_IT_IS_KEYS = ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")
AS_IT_IS = "If the paper says so, file it as on the paper: Ctrl+Shift+Enter."


def on_keys(where: QWidget, keys: Sequence[str], slot: Callable[[], object]) -> None:
    """Let any of these keys do this, wherever in the widget the keyboard is."""
    for each in keys:
        shortcut = QShortcut(QKeySequence(each), where)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)


class NumberLine(QWidget):
    """The number of a form in large type, and how far its pile is."""

    def __init__(self) -> None:
        super().__init__()
        self.number = label("", "number")
        self.of = label("", "heading")
        self.of.setContentsMargins(0, 0, 0, theme.px(3))  # the two stand on one line
        self.standing = label("", "hint", wrap=True)
        self.standing.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(self.number)
        line.addWidget(self.of, 0, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(self.standing, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(line)
        column.addWidget(self.bar)

    def show_number(self, number: int, of: str) -> None:
        """Say which form this is, e.g. "Form 6", "of 9"."""
        self.number.setText(f"Form {number:,}")
        self.of.setText(of)

    def show_standing(self, words: str, done: int, whole: int | None) -> None:
        """Say how far the pile is."""
        self.standing.setText(words)
        self.bar.setVisible(bool(whole))
        self.bar.setRange(0, max(whole or 0, 1))
        self.bar.setValue(min(done, whole or 0))
        self.bar.setAccessibleName(words)


class FilingBar(QWidget):
    """What is wrong, and the buttons that file; their keys work everywhere in the panel.

    Args:
        panel: where the keys work.
        done: what filing is called.
        file: asked to file.
        file_as_it_is: asked to file although something is wrong.
    """

    def __init__(
        self,
        panel: QWidget,
        done: str,
        file: Callable[[], object],
        file_as_it_is: Callable[[], object],
    ) -> None:
        super().__init__()
        self.problem = Problem(Density.ENTRY)
        self.done_button = button(done, "primary", on_click=file)
        self.done_button.setToolTip(f"{done} (Ctrl+Enter)")
        self.as_it_is_button = button("As on the paper", on_click=file_as_it_is)
        self.as_it_is_button.setToolTip("File it as it is on the paper (Ctrl+Shift+Enter)")
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, gap=theme.px(8))
        self._flow.addWidget(self.done_button)
        self._flow.addWidget(self.as_it_is_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.problem)
        column.addWidget(self._buttons)
        on_keys(panel, FILE_KEYS, file)
        on_keys(panel, AS_IT_IS_KEYS, file_as_it_is)
        self.say("")

    def add(self, words: str, tip: str, on_click: Callable[[], object]) -> QWidget:
        """A quiet button beside them."""
        made = button(words, "quiet", on_click=on_click)
        made.setToolTip(tip)
        self._flow.addWidget(made)
        return made

    def say(self, problem: str) -> None:
        """Name what is wrong, and offer to file it all the same; empty: nothing is."""
        self.problem.say(f"{problem} {AS_IT_IS}" if problem else "")
        self.as_it_is_button.setVisible(bool(problem))


class FormPanel(QWidget):
    """The form of one paper, filed with Enter on its last question or Ctrl+Enter.

    Signals:
        changed: an answer is another: a draft is due.
        submitted: (answers to file, the questions kept as on the paper), by name and in words.
        skipped: the next form instead.
        left: Escape.
    """

    changed = Signal()
    submitted = Signal(object, str)
    skipped = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = NumberLine()
        self.form = FormView(())
        self._before: Answers = {}
        self._told: dict[str, str] = {}
        self.bar = FilingBar(self, "File form", self.file, self.file_as_it_is)
        self.skip_button = self.bar.add(
            "Skip this form", "It stays to be keyed in (Alt+Right)", self.skipped.emit
        )
        on_keys(self, ("Alt+Right",), self._skip)
        self.back_button = self.bar.add("Back to the list", "Escape", self.left.emit)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(12))
        self._column.addWidget(self.line)
        self._column.addWidget(self.form, 1)
        self._column.addWidget(self.bar)

    def ask(self, questions: Sequence[Question]) -> None:
        """Show this questionnaire; what was keyed in so far stays."""
        kept = self.form.answers()
        self._column.removeWidget(self.form)
        self.form.hide()
        self.form.deleteLater()
        self.form = FormView(questions)
        self.form.set_answers(kept)
        self.form.setMinimumHeight(theme.px(72))
        self.form.changed.connect(self._edited)
        self.form.finished.connect(self.file)
        self._column.insertWidget(1, self.form, 1)
        self._tell({})

    def show_form(self, answers: Answers, *, correcting: bool) -> None:
        """Show a form as it was keyed in before; blank for a new one."""
        self._before = dict(answers)
        self.form.set_answers(answers)
        self.form.verticalScrollBar().setValue(0)
        self.bar.done_button.setText("Save correction" if correcting else "File form")
        self.skip_button.setVisible(not correcting)
        self.back_button.setVisible(correcting)
        self._tell({})

    def put_back(self, answers: Answers) -> None:
        """Show what a draft kept."""
        self.form.set_answers(answers)

    def answers(self) -> dict[str, object]:
        """What a draft keeps; nothing where all is as it was shown."""
        now = self.form.answers()
        names = now.keys() | self._before.keys()
        changed = any(not same(now.get(name), self._before.get(name)) for name in names)
        return dict(now) if changed else {}

    def begin(self) -> None:
        """The keyboard goes to the first question."""
        self.form.focus_first()

    def file(self) -> None:
        """Hand the form over, or go to what is wrong with it first."""
        problems = self.form.problems()
        self._tell(problems)
        if problems:
            self.form.focus_first_problem()
        else:
            self.submitted.emit(self.form.settled(), "")

    def file_as_it_is(self) -> None:
        """Hand it over although something is wrong, once that has been said."""
        problems = self.form.problems()
        if not problems or problems != self._told:
            self.file()
            return
        labels = [each.label for each in self.form.questions if each.name in problems]
        self.submitted.emit(self.form.settled(), "; ".join(labels))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _skip(self) -> None:
        if not self.skip_button.isHidden():
            self.skipped.emit()

    def _edited(self) -> None:
        if self._told:
            self._tell(self.form.stated)
        self.changed.emit()

    def _tell(self, problems: dict[str, str]) -> None:
        """Name the first problem, and say how many there are."""
        self._told = dict(problems)
        if not problems:
            self.bar.say("")
            return
        first = next(each for each in self.form.questions if each.name in problems)
        words = f"“{first.label}”: {problems[first.name]}"
        if len(problems) > 1:
            words += f" And {len(problems) - 1} more."
        self.bar.say(words)
