"""What is done with the finding on screen: its comments are opened, its table is copied."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from engage_app.domain.report import Kind, Table
from engage_app.domain.scope import FindingWanted
from engage_app.services.finding_desk import FindingDesk, Shown
from engage_app.services.saved_findings import SavedFinding
from ui.pages.findings_behind import cell_of_bar, open_comments
from ui.pages.findings_said import copied
from ui.pages.table_copy import as_mime
from ui.session import Session


class Reader(QObject):
    """Opens what is behind figures, and copies tables.

    Args:
        session: whose exercise it is.
        parent: the page.
        tell: tells the officer a sentence.
        fail: tells the officer about an exception.
    """

    def __init__(
        self,
        session: Session,
        parent: QObject,
        tell: Callable[[str], object],
        fail: Callable[[Exception], object],
    ) -> None:
        super().__init__(parent)
        self._session, self._tell, self._fail = session, tell, fail

    def open_cell(self, table: Table, row: int, column: int) -> None:
        """Show the comments behind a cell; a name stands for the first figure beside it."""
        if table.columns[column].kind is Kind.TEXT and not table.responses(row, column):
            beside = (n for n in range(len(table.columns)) if table.responses(row, n))
            column = next(beside, column)
        sentence = open_comments(self._session, table, row, column)
        if sentence:
            self._tell(sentence)

    def open_bar(self, shown: Shown, category: int, series: int) -> None:
        """Show the comments behind a bar."""
        found = cell_of_bar(shown.fellows, shown.table, category, series)
        sentence = (
            open_comments(self._session, *found)
            if found
            else "No responses can be shown behind this bar."
        )
        if sentence:
            self._tell(sentence)

    def copy(self, desk: FindingDesk, wanted: FindingWanted, saved: SavedFinding | None) -> None:
        """Put a table on the clipboard as it may leave Engage."""

        def done(table: Table) -> None:
            QGuiApplication.clipboard().setMimeData(as_mime(table))
            self._session.said.emit(copied(table, desk.rule))

        task = self._session.runner.run(
            lambda progress: desk.published(wanted, saved.name if saved else "", progress),
            done,
            self._fail,
            lane="findings",
        )
        self._session.working.emit(task, "Copying the table")


def titled(table: Table, saved: SavedFinding | None) -> Table:
    """A saved finding bears the name the officer gave it."""
    return replace(table, title=saved.name) if saved else table
