"""The table of responses: paged, in order of arrival, many to be selected at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QDate, QItemSelectionModel, QLocale, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from engage_app.domain.response import ResponseRow
from engage_app.services import browsing
from ui.models.paged_rows import PagedTable
from ui.pages.scale_choices import position_names
from ui.session import Session
from ui.theme import theme

_BRITISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
_WIDTHS = (112, 248, 176, 136, 176, 120, 96, 112)


def day(iso: str) -> str:
    """An ISO date or time as "25 May 2022"; what is no date stays as it is."""
    found = QDate.fromString(iso[:10], Qt.DateFormat.ISODate)
    return _BRITISH.toString(found, "d MMM yyyy") if found.isValid() else iso


_COLUMNS: tuple[tuple[str, Callable[[ResponseRow], str]], ...] = (
    ("Reference", lambda row: row.reference),
    ("Stakeholder groups", lambda row: ", ".join(row.groups)),
    ("Organisation", lambda row: row.organisation),
    ("Place", lambda row: row.place),
    ("Activity", lambda row: row.activity),
    ("Position", lambda row: row.position),
    ("Comments", lambda row: str(row.comments or "")),
    ("Date", lambda row: day(row.submitted_at)),
)


class ResponseTable(QTableView):
    """Responses by id.

    Signals:
        response_chosen: the id of the response to open; 0 where there is none.
        selected: how many are selected.
    """

    response_chosen = Signal(int)
    selected = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows = PagedTable(self._fetch, _COLUMNS)
        self.setModel(self.rows)
        self.setAccessibleName("Responses")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)  # Tab goes on to the response
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
        self.selectionModel().currentRowChanged.connect(self._chose)
        self.selectionModel().selectionChanged.connect(
            lambda *_: self.selected.emit(self.selected_count())
        )
        theme.changed.connect(self._fit)
        self._fit()

    def show_ids(self, ids: Sequence[int]) -> None:
        """List these responses, keeping the one that is open where it is among them."""
        kept = self.current_id()
        self.scrollToTop()  # a reset far down asks the header for every row
        self.rows.show(ids)
        if ids:
            self.choose(max(self.rows.pages.place_of(kept), 0))
        else:
            self.response_chosen.emit(0)
        self.selected.emit(self.selected_count())

    def current_id(self) -> int:
        """The id of the response that is open; 0 where there is none."""
        place = self.currentIndex().row()
        return self.rows.pages.ids[place] if place >= 0 else 0

    def selected_ids(self) -> list[int]:
        """The ids of the responses selected, in order of arrival."""
        ids = self.rows.pages.ids
        return [key for top, bottom in self._ranges() for key in ids[top : bottom + 1]]

    def selected_count(self) -> int:
        """How many responses are selected."""
        return sum(bottom - top + 1 for top, bottom in self._ranges())

    def choose(self, place: int) -> None:
        """Open the response at a place, and select it alone."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        index = self.rows.index(place, 0)
        self.selectionModel().setCurrentIndex(index, flags | QItemSelectionModel.SelectionFlag.Rows)
        self.scrollTo(index)

    def _ranges(self) -> list[tuple[int, int]]:
        """(first, last) of the rows selected: a million of them are one range, not a million."""
        chosen = self.selectionModel().selection()
        spans = [chosen.at(number) for number in range(chosen.count())]
        return sorted({(span.top(), span.bottom()) for span in spans})

    def _fetch(self, ids: Sequence[int]) -> list[ResponseRow]:
        names = position_names(self._session)
        rows = browsing.response_rows(self._session.workspace, ids)
        return [replace(row, position=names.get(row.position, row.position)) for row in rows]

    def _chose(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.response_chosen.emit(self.rows.pages.ids[current.row()])

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(36))
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, theme.px(width))
