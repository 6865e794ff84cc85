"""Comments as rows of a table, what is known of them beside the words."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from engage_app.domain.response import CommentRow
from engage_app.services import browsing
from ui.models.paged_rows import PagedTable
from ui.pages.scale_choices import position_names
from ui.session import Session
from ui.theme import theme


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


class GridTable(QTableView):
    """Comments by id, many to be selected at once, sorted by a click on a heading.

    Signals:
        sorted: (order, descending), as `queueing.in_order` takes them; no order: as they came in.
        selected: how many rows are selected.
    """

    sorted = Signal(str, bool)
    selected = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows = PagedTable(self._fetch, [(heading, words) for _, heading, _, words in COLUMNS])
        self.order, self.descending = "", False
        self.setModel(self.rows)
        self.setAccessibleName("Comments in a grid")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._dress_header()
        self.selectionModel().selectionChanged.connect(
            lambda *_: self.selected.emit(self.selected_count())
        )
        theme.changed.connect(self._fit)
        self._fit()

    def _dress_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setSortIndicatorShown(False)
        # A header asks whether each of its columns is selected, row by row: one of its own says no.
        header.setSelectionModel(QItemSelectionModel(self.rows, header))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionClicked.connect(lambda column: self.sort_by(COLUMNS[column][0]))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

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

    def show_ids(self, ids: Sequence[int]) -> None:
        """List these comments, keeping the row that is current where it is among them."""
        kept = self.current_id()
        self.scrollToTop()  # a reset far down asks the header for every row
        self.rows.show(ids)
        if ids:
            self.choose(max(self.rows.pages.place_of(kept) if kept else 0, 0))
        self.selected.emit(self.selected_count())

    def current_id(self) -> int:
        """The id of the comment under the cursor; 0 where there is none."""
        place = self.currentIndex().row()
        return self.rows.pages.ids[place] if 0 <= place < len(self.rows.pages.ids) else 0

    def selected_ids(self) -> list[int]:
        """The ids of the comments selected, in the order shown."""
        ids = self.rows.pages.ids
        return [key for top, bottom in self._ranges() for key in ids[top : bottom + 1]]

    def selected_count(self) -> int:
        """How many comments are selected."""
        return sum(bottom - top + 1 for top, bottom in self._ranges())

    def choose(self, place: int) -> None:
        """Go to the comment at a place, and select it alone."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        index = self.rows.index(place, COMMENT)
        self.selectionModel().setCurrentIndex(index, flags | QItemSelectionModel.SelectionFlag.Rows)
        self.scrollTo(index)

    def _ranges(self) -> list[tuple[int, int]]:
        """(first, last) of the rows selected: a million of them are one range, not a million."""
        chosen = self.selectionModel().selection()
        spans = [chosen.at(number) for number in range(chosen.count())]
        return sorted({(span.top(), span.bottom()) for span in spans})

    def _fetch(self, ids: Sequence[int]) -> list[CommentRow]:
        names = position_names(self._session)
        rows = browsing.comment_rows(self._session.workspace, ids)
        return [replace(row, position=names.get(row.position, row.position)) for row in rows]

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(56))
        for column, (_, _, width, _) in enumerate(COLUMNS):
            self.setColumnWidth(column, theme.px(width))
