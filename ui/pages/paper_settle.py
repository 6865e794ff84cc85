"""Settling a form that two people keyed in differently: every difference, side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from engage_app.domain.form_logic import checks, settled, shown
from engage_app.domain.form_values import Answer, Answers
from engage_app.domain.paper_forms import Difference, Entry
from engage_app.domain.questionnaire import Question
from ui.pages.paper_difference import DifferenceRow
from ui.pages.paper_form import FilingBar, NumberLine
from ui.theme import label, theme
from ui.widgets.form.density import this_day
from ui.widgets.layouts import clear

HOW = "1 takes the first, 2 the second, 3 types another. Enter goes on; after the last it files."
AGREE = "Both entries say the same. Enter files the form."


class SettlePanel(QWidget):
    """The differences of one form.

    Signals:
        changed: a choice was made: a draft is due.
        submitted: (answers to file, the questions kept as on the paper), by name and in words.
        skipped: another form instead.
        left: Escape.
    """

    changed = Signal()
    submitted = Signal(object, str)
    skipped = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = NumberLine()
        self.who = label("", "hint", wrap=True)
        self.how = label("", wrap=True)
        self.rows: list[DifferenceRow] = []
        self._questions: Sequence[Question] = ()
        self._first: Answers = {}
        self._told: dict[str, str] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(8))
        self.bar = FilingBar(self, "File form", self.file, self.file_as_it_is)
        self.skip_button = self.bar.add(
            "Settle another first", "It stays to be settled", self.skipped.emit
        )
        self._build()
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def _build(self) -> None:
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.px(12), 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.who)
        column.addWidget(self.how)
        column.addLayout(self._list)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(12))
        outer.addWidget(self.line)
        outer.addWidget(self.area, 1)
        outer.addWidget(self.bar)

    def show_form(
        self,
        questions: Sequence[Question],
        entries: Sequence[Entry],
        differences: Sequence[Difference],
        *,
        several: bool,
    ) -> None:
        """Show what two entries of a form differ in."""
        self._questions = questions
        self._first = entries[0].answers
        who = [entry.entered_by or "somebody" for entry in entries]
        self.who.setText(f"First keyed in by {who[0]}, then by {' and '.join(who[1:])}")
        self.how.setText(HOW if differences else AGREE)
        clear(self._list)
        self.rows = [DifferenceRow(each) for each in differences]
        for place, row in enumerate(self.rows):
            row.decided.connect(self._decided)
            row.moved_on.connect(lambda place=place: self._go_on(place))
            self._list.addWidget(row)
        self.skip_button.setVisible(several)
        self._tell({})
        self._count()

    def begin(self) -> None:
        """The keyboard goes to the first question that is undecided."""
        undecided = [row for row in self.rows if not row.made]
        if undecided:
            self._focus(undecided[0])
        else:
            self.bar.done_button.setFocus()

    def chosen(self) -> dict[str, Any]:
        """What a draft keeps: by question, the choice and the answer typed."""
        return {row.name: row.state() for row in self.rows if row.made}

    def restore(self, chosen: Mapping[str, Sequence[Any]]) -> None:
        """Show what a draft kept."""
        for row in self.rows:
            if row.name in chosen:
                row.restore(*chosen[row.name])
        self._decided()

    def answers(self) -> dict[str, Answer]:
        """The answers to file, as far as they are decided."""
        both = dict(self._first) | {row.name: row.answer() for row in self.rows}
        return settled(self._questions, both, today=this_day())

    def file(self) -> None:
        """Hand the form over, or go to what is undecided or wrong first."""
        undecided = self._undecided()
        if undecided:
            self._focus(undecided[0])
            return
        problems = {name: said for name, said in self._problems().items() if self._is_new(name)}
        self._tell(problems)
        if not problems:
            self._submit()
        for row in [each for each in self.rows if each.name in problems][:1]:
            self._focus(row)

    def file_as_it_is(self) -> None:
        """Hand it over although something is wrong, once that has been said."""
        if self._undecided() or not self._told:
            self.file()
        else:
            self._submit()

    def _submit(self) -> None:
        problems = self._problems()
        labels = [each.label for each in self._questions if each.name in problems]
        self.submitted.emit(self.answers(), "; ".join(labels))

    def _is_new(self, name: str) -> bool:
        """Whether it is for this officer to say that the paper has it so: both entries didn't."""
        return name not in self._first or any(row.name == name for row in self.rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _asked(self) -> set[str]:
        """The questions that are asked, as the choices stand, whichever way the others go."""
        names: set[str] = set()
        for which in ("first", "second"):
            both = dict(self._first)
            for row in self.rows:
                both[row.name] = row.answer() if row.made else getattr(row.difference, which)
            names |= set(shown(self._questions, both, today=this_day()))
        return names

    def _undecided(self) -> list[DifferenceRow]:
        """What is still to be decided: what isn't asked any more needs no decision."""
        return [row for row in self.rows if not row.made and not row.isHidden()]

    def _problems(self) -> dict[str, str]:
        """What a check objects to in the form as it would be filed."""
        answers = self.answers()
        found = {}
        for question in self._questions:
            if question.name in answers:
                said = checks(question, answers[question.name], today=this_day(), answers=answers)
                if said:
                    found[question.name] = " ".join(said)
        return found

    def _decided(self) -> None:
        if self._told:
            now = self._problems()
            self._tell({name: said for name, said in now.items() if name in self._told})
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        """Show what is asked, as the choices stand, and say how much is undecided."""
        asked = self._asked()
        for row in self.rows:
            row.setVisible(row.name in asked)
        undecided = len(self._undecided())
        self.line.of.setText(f"{undecided} to decide" if undecided else "all decided")

    def _go_on(self, place: int) -> None:
        """To the next question that is undecided; after the last one the form is filed."""
        undecided = self._undecided()
        later = [row for row in undecided if self.rows.index(row) > place]
        if later or undecided:
            self._focus((later or undecided)[0])
        else:
            self.file()

    def _focus(self, row: DifferenceRow) -> None:
        row.take_focus()

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.area.isAncestorOf(now):
            # later: what came into sight with it has no place yet
            QTimer.singleShot(0, self, self._bring_into_view)

    def _bring_into_view(self) -> None:
        now = QApplication.focusWidget()
        for row in self.rows:
            if now is not None and row.isAncestorOf(now):
                self.area.ensureWidgetVisible(row, 0, theme.px(16))
                self.area.ensureWidgetVisible(now, 0, theme.px(16))

    def _tell(self, problems: dict[str, str]) -> None:
        self._told = dict(problems)
        for row in self.rows:
            row.say(problems.get(row.name, ""))
        if not problems:
            self.bar.say("")
            return
        first = next(each for each in self._questions if each.name in problems)
        more = f" And {len(problems) - 1} more." if len(problems) > 1 else ""
        self.bar.say(f"“{first.label}”: {problems[first.name]}{more}")
