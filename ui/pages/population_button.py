"""The button of an equality table that compares it with a population."""

from PySide6.QtWidgets import QPushButton

from engage_app.domain.questionnaire import Question
from engage_app.domain.report import Table
from engage_app.services import populations
from ui.icons import set_icon
from ui.pages.population_dialog import PopulationDialog
from ui.session import Session

_COMPARE, _CHANGE = "Compare with the population…", "Change the population…"


class PopulationButton(QPushButton):
    """Shown beside a table that can be compared; asks, and saves what is answered."""

    def __init__(self, session: Session) -> None:
        super().__init__(_COMPARE)
        self._session = session
        self._question: Question | None = None
        self.setProperty("kind", "secondary")
        self.setAutoDefault(False)
        set_icon(self, "groups", "text", gap=True)
        self.setToolTip("Set the answers beside the shares of the people who live here")
        self.clicked.connect(self.ask)
        self.hide()

    def show_table(self, table: Table | None) -> None:
        """Another finding is shown: be there where it is the table of a comparable question."""
        session = self._session
        self._question = None
        if table is not None and table.name.startswith(populations.TABLES) and session.has_exercise:
            self._question = populations.question_of(
                session.workspace, session.exercise_id, table.name
            )
        if self._question is not None:
            known = populations.populations(session.workspace, session.exercise_id)
            self.setText(_CHANGE if self._question.id in known else _COMPARE)
        self.setVisible(self._question is not None)

    def ask(self) -> None:
        """Ask for the population of the question shown. Undoable."""
        question, session = self._question, self._session
        if question is None:
            return
        exercise_id = session.exercise_id
        known = populations.populations(session.workspace, exercise_id).get(question.id)
        asking = PopulationDialog(self, session, question, known)

        def take() -> None:
            changes = session.act(
                populations.compare_with,
                exercise_id,
                question.id,
                asking.people,
                source=asking.source.text(),
                counted_on=asking.counted_on.text(),
            )
            if changes:
                session.said.emit(f"“{question.label}” is compared with the population.")

        def remove() -> None:
            if session.act(populations.remove, exercise_id, question.id):
                session.said.emit(f"“{question.label}” is compared with nothing any more.")

        asking.accepted.connect(take)
        asking.removal_asked.connect(remove)
        asking.open()
