"""A finding as a Qt table."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from engage_app.domain.report import MARKERS, Kind, Table
from ui.models.formats import written
from ui.widgets.tips import plain

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_EMPTY = Table("", "", "", "", (), ())
_WORDS = {Kind.COUNT: "Number of {}", Kind.SHARE: "Share of {}", Kind.SCORE: "Score of {}"}


class FindingTable(QAbstractTableModel):
    """The cells of a `Table`, written as the board will read them."""

    def __init__(self) -> None:
        super().__init__()
        self.table = _EMPTY

    def show(self, table: Table) -> None:
        """Show this table."""
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.table.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell: its text, its side, what a marker means, and its whole for screen readers."""
        if not index.isValid():
            return None
        column = self.table.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if column.kind is Kind.TEXT else _RIGHT
        text = written(self.table.rows[index.row()][index.column()], column.kind)
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return MARKERS[text].capitalize() if text in MARKERS else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.name}: {MARKERS.get(text, text)}"
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """A heading, and in its tooltip what the column counts."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.table.columns):
            return None
        column = self.table.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.name
        if role == Qt.ItemDataRole.ToolTipRole:
            counts = column.counts and _WORDS.get(column.kind, "{}").format(column.counts)
            return plain(f"{column.name}\n{counts}" if counts else column.name)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if column.kind is Kind.TEXT else _SIDE
            return int(side | Qt.AlignmentFlag.AlignBottom) | int(Qt.TextFlag.TextWordWrap)
        return None


_SIDE = Qt.AlignmentFlag.AlignRight
