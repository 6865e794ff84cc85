"""Comments as rows of a table, what is known of them beside the words."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal

from engage_app.domain.response import CommentRow
from engage_app.services import browsing
from ui.pages.scale_choices import position_names
from ui.session import Session
from ui.widgets.row_table import RowTable


def _tone(row: CommentRow) -> str:
    return row.sentiment.value.capitalize() if row.sentiment else ""


COLUMNS: tuple[tuple[str, str, int, Callable[[CommentRow], str]], ...] = (
    ("flagged", "Flag", 56, lambda row: "⚑" if row.flagged else ""),
    ("comment", "Comment", 448, lambda row: " ".join(row.text.split())),
    ("themes", "Themes", 208, lambda row: ", ".join(row.themes)),
    ("groups", "Stakeholder groups", 184, lambda row: ", ".join(row.groups)),
    ("position", "Position", 120, lambda row: row.position),
    ("sentiment", "Sentiment", 112, _tone),
    ("place", "Place", 128, lambda row: row.place),
    ("activity", "Activity", 152, lambda row: row.activity),
    ("question", "Question", 240, lambda row: row.question),
)
"""Order, heading, width in pixels at 100 % text, and how a cell is worded."""
COMMENT = 1


class GridTable(RowTable):
    """Comments by id, sorted by a click on a heading.

    Signals:
        sorted: (order, descending), as `queueing.in_order` takes them; no order: as they came in.
    """

    sorted = Signal(str, bool)
    row_height = 56
    first = COMMENT

    def __init__(self, session: Session) -> None:
        self._session = session
        self.order, self.descending = "", False
        super().__init__("Comments in a grid", self._fetch, [each[1:] for each in COLUMNS])
        self.setWordWrap(True)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setSortIndicatorShown(False)
        header.sectionClicked.connect(lambda column: self.sort_by(COLUMNS[column][0]))

    def sort_by(self, order: str) -> None:
        """Sort so; the same once more turns the order round, and then back to how they came in."""
        if order != self.order:
            self.order, self.descending = order, False
        elif not self.descending:
            self.descending = True
        else:
            self.order, self.descending = "", False
        self.show_order()
        self.sorted.emit(self.order, self.descending)

    def show_order(self) -> None:
        """Point to the column that is sorted by."""
        header = self.horizontalHeader()
        columns = [name for name, *_ in COLUMNS]
        header.setSortIndicatorShown(bool(self.order))
        if self.order in columns:
            way = Qt.SortOrder.DescendingOrder if self.descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(columns.index(self.order), way)

    def _fetch(self, ids: Sequence[int]) -> list[CommentRow]:
        names = position_names(self._session)
        rows = browsing.comment_rows(self._session.workspace, ids)
        return [replace(row, position=names.get(row.position, row.position)) for row in rows]
