"""Findings: tables and charts side by side; a click on any figure lists the comments behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from engage_app.domain.changes import Changes
from engage_app.domain.report import Kind, Table
from engage_app.progress import Progress
from engage_app.services import browsing, covers, findings
from engage_app.services.workspace import Workspace
from ui.messages import Message, Tone
from ui.pages.findings_behind import cell_of_bar, comments_behind
from ui.pages.findings_list import FindingsList
from ui.pages.findings_sentences import BoardSentences
from ui.pages.table_copy import as_mime
from ui.session import Session
from ui.tasks import Task
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.finding_view import FindingView
from ui.widgets.page import Page

NOTE = "Figures here are complete. Small numbers are suppressed in what leaves Engage."
_SHOWN = frozenset(
    [
        "exercise",
        "place",
        "stakeholder_group",
        "activity",
        "question",
        "choice",
        "respondent",
        "response",
        "response_group",
        "answer",
        "equality_answer",
        "comment",
        "theme",
        "coding",
        "report_cover",
    ]
)
_SPOKEN = {"position_by_group", "position_counts"}


@dataclass(frozen=True)
class Worked:
    """What the background has worked out.

    Attributes:
        tables: the findings, complete.
        sentences: the paragraphs on positions, as the board reads them.
        threshold: the smallest count of people that may leave Engage.
    """

    tables: tuple[Table, ...] = ()
    sentences: tuple[str, ...] = ()
    threshold: int = 0


class FindingsPage(Page):
    """The list of findings on the left, the one chosen on the right.

    Signals:
        worked_out: the tables are there, or it is known that there are none.
    """

    key = "findings"
    title = "Findings"
    icon_name = "findings"

    worked_out = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._stale = True
        self._task: Task[Worked] | None = None
        self._worked = Worked()
        self.list = FindingsList()
        self.view = FindingView()
        self.sentences = BoardSentences()
        self.note = label(NOTE, "hint", wrap=True)
        self.copy = button("Copy table", icon="copy", on_click=self.copy_table)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.copy.setToolTip("Copy the table as it may leave Engage: small numbers are hidden")
        self.copy.setEnabled(False)
        self.add_action(self.copy)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.sentences)
        column.addWidget(self.view, 1)
        column.addWidget(self.note)
        self._panels = QSplitter(Qt.Orientation.Horizontal)
        self._panels.setChildrenCollapsible(False)
        for panel, stretch in ((self.list, 0), (right, 1)):
            self._panels.addWidget(panel)
            self._panels.setStretchFactor(self._panels.count() - 1, stretch)
        self._panels.setSizes([theme.px(228), theme.px(900)])
        self._waiting = EmptyState(
            "findings", "Working out the findings", "This takes a moment after a change."
        )
        self.empty = EmptyState(
            "findings",
            "No findings yet",
            "Findings are the tables and charts a board reads. They appear here as soon as there "
            "are responses.",
            action="Collect responses",
            on_action=lambda: self.session.page_wanted.emit("collect"),
        )
        self._stack = QStackedWidget()
        for each in (self._waiting, self.empty, self._panels):
            self._stack.addWidget(each)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.list.finding_chosen.connect(self._show)
        self.view.cell_activated.connect(self.open_cell)
        self.view.bar_clicked.connect(self.open_bar)
        self.session.exercise_changed.connect(self._other_exercise)
        self.session.changed.connect(self._changed)

    def refresh(self) -> None:
        """Work the findings out again, where something has changed since."""
        if not self._stale or not self.session.has_exercise:
            return
        self._stale = False
        if self._task is not None:
            self._task.cancel()
        workspace, exercise_id = self.session.workspace, self.session.exercise_id
        task = self.session.runner.run(
            lambda progress: _work_out(workspace, exercise_id, progress),
            lambda worked: self._take(task, worked),
            self._failed,
        )
        task.signals.cancelled.connect(lambda: self._stopped(task))
        self._task = task
        self.session.working.emit(task, "Working out the findings")

    def copy_table(self) -> None:
        """Put the table on the clipboard as it may leave Engage."""
        tables, name, threshold = self._worked.tables, self.list.chosen(), self._worked.threshold

        def done(published: Sequence[Table]) -> None:
            table = next(each for each in published if each.name == name)
            QGuiApplication.clipboard().setMimeData(as_mime(table))
            below = f", with counts below {threshold} people hidden" if threshold > 1 else ""
            self.session.said.emit(f"“{table.title}” is copied{below}.")

        task = self.session.runner.run(
            lambda _progress: findings.published(tables, threshold), done, self.fail
        )
        self.session.working.emit(task, "Copying the table")

    def open_cell(self, row: int, column: int) -> None:
        """Show the comments behind a cell; a name stands for the first figure beside it."""
        table = self.table(self.list.chosen())
        if table is None:
            return
        if table.columns[column].kind is Kind.TEXT and not table.responses(row, column):
            beside = (n for n in range(len(table.columns)) if table.responses(row, n))
            column = next(beside, column)
        self._open(table, row, column)

    def open_bar(self, category: int, series: int) -> None:
        """Show the comments behind a bar."""
        table = self.table(self.list.chosen())
        found = table and cell_of_bar(self._worked.tables, table, category, series)
        if found:
            self._open(*found)
        else:
            self._tell("No responses can be shown behind this bar.")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self.list.setFocus()

    def _open(self, table: Table, row: int, column: int) -> None:
        self.banners.clear()
        wanted = comments_behind(table, row, column)
        if wanted is None:
            self._tell(_nobody(table, row, column))
            return
        session = self.session
        if browsing.comment_ids(session.workspace, session.exercise_id, wanted):
            session.show_comments(wanted)
            return
        count = len(wanted.response_ids or ())
        self._tell(
            "The response behind this figure holds no comment."
            if count == 1
            else f"The {count:,} responses behind this figure hold no comments."
        )

    def _tell(self, text: str) -> None:
        self.say(Message(Tone.INFO, text))

    def _take(self, task: Task[Worked], worked: Worked) -> None:
        if task is not self._task:  # overtaken by a later one
            return
        self._worked = worked
        self._task = None
        self.copy.setEnabled(bool(worked.tables))
        self._stack.setCurrentWidget(self._panels if worked.tables else self.empty)
        self.list.show_tables(worked.tables, self.list.chosen())
        self.worked_out.emit()

    def _stopped(self, task: Task[Worked]) -> None:
        if task is self._task:
            self._stale = True
            self._tell("Stopped. Come back to this page to work the findings out.")

    def _failed(self, error: Exception) -> None:
        self._stale = True  # the next visit tries again
        self.fail(error)

    def _show(self, name: str) -> None:
        self.banners.clear()
        table = self.table(name)
        if table is not None:
            self.view.show(table)
            self.sentences.say(self._worked.sentences if name in _SPOKEN else ())

    @property
    def tables(self) -> tuple[Table, ...]:
        """The findings as they were worked out last, complete."""
        return self._worked.tables

    def table(self, name: str) -> Table | None:
        """A finding by its name."""
        return next((table for table in self._worked.tables if table.name == name), None)

    def _changed(self, changes: Changes) -> None:
        if changes.tables & _SHOWN:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def _other_exercise(self) -> None:
        self._stale = True
        self._worked = Worked()
        self.copy.setEnabled(False)
        self.banners.clear()
        self._stack.setCurrentWidget(self._waiting)
        if self.isVisible():
            self.refresh()


def _work_out(workspace: Workspace, exercise_id: int, progress: Progress) -> Worked:
    """Called in the background."""
    if not browsing.response_ids(workspace, exercise_id):
        return Worked()
    threshold = covers.threshold_of(covers.plan(workspace, exercise_id))
    tables = findings.findings(workspace, exercise_id)
    progress(1, 2)
    sentences = findings.position_paragraphs(workspace, exercise_id, threshold)
    progress(2, 2)
    return Worked(tables, sentences, threshold)


def _nobody(table: Table, row: int, column: int) -> str:
    if table.name.startswith("equality_"):
        return "Equality answers are kept apart: no figure here leads to a response."
    if table.rows[row][column] == 0:
        return "Nobody is behind this figure: it is nought."
    return "This figure doesn't come from responses, so there are no comments to show."
