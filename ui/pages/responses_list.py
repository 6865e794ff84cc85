"""The table of responses: paged, in order of arrival, many to be selected at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QDate, QLocale, QModelIndex, Qt, Signal

from engage_app.domain.response import ResponseRow
from engage_app.services import browsing
from ui.pages.scale_choices import position_names
from ui.session import Session
from ui.widgets.row_table import RowTable

_BRITISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


def day(iso: str) -> str:
    """An ISO date or time as "25 May 2022"; what is no date stays as it is."""
    found = QDate.fromString(iso[:10], Qt.DateFormat.ISODate)
    return _BRITISH.toString(found, "d MMM yyyy") if found.isValid() else iso


_COLUMNS: tuple[tuple[str, int, Callable[[ResponseRow], str]], ...] = (
    ("Reference", 112, lambda row: row.reference),
    ("Stakeholder groups", 248, lambda row: ", ".join(row.groups)),
    ("Organisation", 176, lambda row: row.organisation),
    ("Place", 136, lambda row: row.place),
    ("Activity", 176, lambda row: row.activity),
    ("Position", 120, lambda row: row.position),
    ("Comments", 96, lambda row: str(row.comments or "")),
    ("Date", 112, lambda row: day(row.submitted_at)),
)


class ResponseTable(RowTable):
    """Responses by id.

    Signals:
        response_chosen: the id of the response to open; 0 where there is none.
    """

    response_chosen = Signal(int)

    def __init__(self, session: Session) -> None:
        self._session = session
        super().__init__("Responses", self._fetch, _COLUMNS)
        self.selectionModel().currentRowChanged.connect(self._chose)

    def show_ids(self, ids: Sequence[int]) -> None:
        """List these responses, keeping the one that is open where it is among them."""
        super().show_ids(ids)
        if not ids:
            self.response_chosen.emit(0)

    def _fetch(self, ids: Sequence[int]) -> list[ResponseRow]:
        names = position_names(self._session)
        rows = browsing.response_rows(self._session.workspace, ids)
        return [replace(row, position=names.get(row.position, row.position)) for row in rows]

    def _chose(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.response_chosen.emit(self.rows.pages.ids[current.row()])
