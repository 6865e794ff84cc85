"""The Tagging rules tab: which answer means which stakeholder group or position."""

from PySide6.QtCore import QAbstractItemModel, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engage_app.domain.changes import Changes
from engage_app.domain.questionnaire import ROLE_LABELS, Question, Role
from engage_app.services import planning, tagging
from ui.pages.find_combo import FindCombo, choices_model
from ui.pages.groups_tree import group_choices
from ui.pages.live_tab import LiveTab
from ui.pages.responses_tagging import counted, run_write
from ui.pages.rules_table import RuleRow, RulesTable
from ui.pages.scale_choices import offered_positions
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState

_FIRST = (Role.GROUP, Role.POSITION)  # what rules are mostly for
_NEVER = {Role.EQUALITY, Role.CONSENT, Role.IDENTIFIER, Role.COMMENT}


class RulesEditor(LiveTab):
    """Rules by question. Changing one tags the responses that are in again, at once.

    Signals:
        groups_wanted: the officer wants to add stakeholder groups first.
    """

    shows = frozenset({"tag_rule", "question", "choice", "stakeholder_group", "answer", "exercise"})
    groups_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.questions: dict[int, Question] = {}
        self._names: dict[object, str] = {}
        self._choices: list[tuple[str, object]] = []
        self._model = choices_model(())
        self.question = FindCombo("Question")
        self.sentence = label("", wrap=True)
        self.summary = label("", "hint", wrap=True)
        self.table = RulesTable()
        self.no_groups = QWidget()
        self.empty = EmptyState(
            "tag",
            "No closed questions yet",
            "Rules turn answers into tags: people who ticked “GP” are tagged with general"
            " practice, say. Bring in a survey export to begin.",
            action="Go to Collect",
            on_action=lambda: session.page_wanted.emit("collect"),
        )
        self._stack = self.stack()
        self._build()
        self.question.chosen.connect(lambda _key: self._show_question())
        self.table.ruled.connect(self._rule)
        self.table.currentCellChanged.connect(lambda *_: self._explain())

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        name = QLabel("&Question")
        name.setBuddy(self.question)
        line.addWidget(name)
        line.addWidget(self.question, 1)
        missing = QHBoxLayout(self.no_groups)
        missing.setContentsMargins(0, 0, 0, 0)
        words = "This exercise has no stakeholder groups yet: an answer can mean none."
        missing.addWidget(label(words, "hint", wrap=True), 1)
        missing.addWidget(button("Add groups", "quiet", on_click=self.groups_wanted.emit))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addLayout(line)
        column.addWidget(self.sentence)
        column.addWidget(self.no_groups)
        column.addWidget(self.table, 1)
        column.addWidget(self.summary)
        self._stack.addWidget(content)
        self._stack.addWidget(self.empty)

    def load(self) -> None:
        """Read questions, groups and rules anew, keeping the question chosen."""
        workspace, exercise_id = self.session.workspace, self.session.exercise_id
        listed = planning.questions(workspace, exercise_id)
        closed = [each for each in listed if each.closed and each.role not in _NEVER]
        closed.sort(key=lambda each: each.role not in _FIRST)
        kept = self.question.currentData()
        self.questions = {each.id: each for each in closed}
        self.question.offer((_wording(each), each.id) for each in closed)
        if kept in self.questions:
            self.question.show_value(kept)
        self._stack.setCurrentIndex(0 if closed else 1)
        if closed:
            self._show_question()

    def current_question(self) -> Question:
        """The question whose choices are shown."""
        return self.questions[self.question.currentData()]

    def _means_position(self) -> bool:
        return self.current_question().role is Role.POSITION

    def _show_question(self) -> None:
        session, question = self.session, self.current_question()
        counts = tagging.choice_counts(session.workspace, question.id)
        values = self._values()
        rows = [
            RuleRow(each.id, each.label, counts.get(each.id, 0), values.get(each.id))
            for each in question.choices
        ]
        meaning = "Means position" if self._means_position() else "Means group"
        self.table.show_rules(rows, meaning, self._offers())
        self.no_groups.setVisible(len(self._names) == 1 and not self._means_position())
        self._summarise(rows)
        self._explain()

    def _values(self) -> dict[int, int | str | None]:
        """What each choice means; of several groups, the first."""
        kind = "position" if self._means_position() else "group"
        found: dict[int, int | str | None] = {}
        for rule in tagging.rules(self.session.workspace, self.session.exercise_id):
            if rule.kind == kind:
                value = rule.position if kind == "position" else rule.group_id
                found.setdefault(rule.choice_id, value)
        return found

    def _offers(self) -> QAbstractItemModel:
        choices: list[tuple[str, object]] = [("None", None)]
        if self._means_position():
            choices += offered_positions(self.session)
        else:
            session = self.session
            choices += group_choices(planning.groups(session.workspace, session.exercise_id))
        if choices != self._choices:
            self._choices = choices
            self._model = choices_model(choices)  # the drop-downs share it and don't own it
        self._names = {value: words for words, value in choices}
        return self._model

    def _summarise(self, rows: list[RuleRow]) -> None:
        what = "position" if self._means_position() else "group"
        without = [row for row in rows if row.value is None]
        if not without:
            self.summary.setText(f"Every answer means a {what}.")
            return
        answers = "1 answer means" if len(without) == 1 else f"{len(without)} answers mean"
        given = counted(sum(row.responses for row in without))
        self.summary.setText(f"{answers} no {what} yet, given in {given}.")

    def _explain(self) -> None:
        row = self.table.current_rule()
        if row is None or not self.questions:
            self.sentence.setText("")
            return
        asked = f"People who answered “{row.label}” to “{self.current_question().label}”"
        name = self._names.get(row.value, "")
        if row.value is None:
            means = "are not tagged by a rule"
        elif self._means_position():
            means = f"are recorded with the position “{name}”, unless an officer set another"
        else:
            means = f"are tagged with “{name}”"
        self.sentence.setText(f"{asked} {means}.")

    def _rule(self, choice_id: int, value: int | str | None) -> None:
        row = next(r for r in self.table.listed if r.choice_id == choice_id)
        name = self._names.get(value, "")

        def said(changes: Changes | None) -> None:
            if changes is None:  # what holds is shown again
                self._show_question()
            elif changes:
                means = f"now means “{name}”" if value is not None else "has no rule any more"
                self.session.said.emit(f"“{row.label}” {means}: {counted(row.responses)}.")

        if isinstance(value, str) or (value is None and self._means_position()):
            run_write(
                self.session, row.responses, said, tagging.set_position_rule, choice_id, value
            )
        else:
            run_write(self.session, row.responses, said, tagging.set_group_rule, choice_id, value)


def _wording(question: Question) -> str:
    words = f"{question.grid}: {question.label}" if question.grid else question.label
    role = ROLE_LABELS[question.role]
    return words if question.role is Role.NONE else f"{words} ({role})"
