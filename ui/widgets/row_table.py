"""A table of records by id: paged, many to be selected at once, quick at a million rows."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.models.paged_rows import PagedTable
from ui.theme import theme


class RowTable(QTableView):
    """Records whose rows are read when they come into sight.

    Attributes:
        row_height: in pixels at 100 % text.
        first: the column that the cursor stands in.

    Signals:
        selected: how many rows are selected.
    """

    selected = Signal(int)
    row_height: ClassVar[int] = 36
    first: ClassVar[int] = 0

    def __init__(
        self,
        name: str,
        fetch: Callable[[Sequence[int]], list[Any]],
        columns: Sequence[tuple[str, int, Callable[[Any], str]]],
    ) -> None:
        """Takes a name for screen readers, how to read rows, and of each column its heading, its
        width in pixels at 100 % text, and how a cell is worded."""
        super().__init__()
        self.rows = PagedTable(fetch, [(heading, words) for heading, _, words in columns])
        self._widths = [width for _, width, _ in columns]
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)  # Tab goes on to what is beside the table
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        # A header asks whether each of its columns is selected, row by row: one of its own says no.
        header.setSelectionModel(QItemSelectionModel(self.rows, header))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().selectionChanged.connect(
            lambda *_: self.selected.emit(self.selected_count())
        )
        theme.changed.connect(self._fit)
        self._fit()

    def show_ids(self, ids: Sequence[int]) -> None:
        """List these records, keeping the one under the cursor where it is among them."""
        kept = self.current_id()
        self.scrollToTop()  # a reset far down asks the header for every row
        self.rows.show(ids)
        if ids:
            self.choose(max(self.rows.pages.place_of(kept) if kept else 0, 0))
        self.selected.emit(self.selected_count())

    def current_id(self) -> int:
        """The id of the record under the cursor; 0 where there is none."""
        place = self.currentIndex().row()
        return self.rows.pages.ids[place] if 0 <= place < len(self.rows.pages.ids) else 0

    def selected_ids(self) -> list[int]:
        """The ids of the records selected, in the order shown."""
        ids = self.rows.pages.ids
        return [key for top, bottom in self._ranges() for key in ids[top : bottom + 1]]

    def selected_count(self) -> int:
        """How many records are selected."""
        return sum(bottom - top + 1 for top, bottom in self._ranges())

    def choose(self, place: int) -> None:
        """Go to the record at a place, and select it alone."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        index = self.rows.index(place, self.first)
        self.selectionModel().setCurrentIndex(index, flags | QItemSelectionModel.SelectionFlag.Rows)
        self.scrollTo(index)

    def _ranges(self) -> list[tuple[int, int]]:
        """(first, last) of the rows selected: a million of them are one range, not a million."""
        chosen = self.selectionModel().selection()
        spans = [chosen.at(number) for number in range(chosen.count())]
        return sorted({(span.top(), span.bottom()) for span in spans})

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(self.row_height))
        for column, width in enumerate(self._widths):
            self.setColumnWidth(column, theme.px(width))
