"""Rows of a survey file that may be no responses: the officer says which come in."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engage_app.services.importing import FlaggedRow
from ui.pages.collect_combo import ChoosingTable
from ui.pages.collect_models import Grid, Index
from ui.theme import label, theme
from ui.widgets.buttons import button

_KINDS = {"test": "Test or preview", "partial": "Not finished", "total": "Total"}
_WIDTHS = ((120, 0), (160, 0), (360, 1))


class FlaggedTable(Grid):
    """The flagged rows; a tick says that a row comes in.

    Args:
        change: called when a tick was set or taken away.
    """

    def __init__(self, change: Callable[[], None]) -> None:
        super().__init__(("Import row", "It may be", "Why"))
        self._change = change
        self.flagged: Sequence[FlaggedRow] = ()
        self.left_out: frozenset[int] = frozenset()

    def show(self, flagged: Sequence[FlaggedRow], left_out: frozenset[int]) -> None:
        """Show these."""
        self.beginResetModel()
        self.flagged, self.left_out = flagged, left_out
        self.endResetModel()

    def leave_out(self, rows: frozenset[int]) -> None:
        """Leave these rows out, and no others."""
        self.left_out = rows
        if self.flagged:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.flagged) - 1, 0))
        self._change()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.flagged)

    def texts(self, row: int) -> Sequence[str]:
        """The cells of a row."""
        each = self.flagged[row]
        return f"{each.row:,}", _KINDS[each.kind], each.why

    def flags(self, index: Index) -> Qt.ItemFlag:
        ticked = Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else Qt.ItemFlag(0)
        return super().flags(index) | ticked

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and index.column() == 0 and role == Qt.ItemDataRole.CheckStateRole:
            out = self.flagged[index.row()].row in self.left_out
            return Qt.CheckState.Unchecked if out else Qt.CheckState.Checked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        row = frozenset({self.flagged[index.row()].row})
        comes_in = Qt.CheckState(value) == Qt.CheckState.Checked
        self.leave_out(self.left_out - row if comes_in else self.left_out | row)
        return True


class FlaggedPart(QWidget):
    """The flagged rows of a file, each with its reason and a tick.

    Signals:
        changed: another choice of rows is left out.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model = FlaggedTable(self.changed.emit)
        self.table = ChoosingTable("Rows that may be no responses", _WIDTHS)
        self.table.setModel(self.model)
        self.table.setMinimumHeight(theme.px(160))
        self.all_out = button("Leave them all out", "quiet", on_click=self._none)
        self.all_in = button("Import them all", "quiet", on_click=self._all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(label("Rows that may be no responses", "heading", wrap=True))
        layout.addWidget(
            label(
                "Ticked rows come in. Nothing is left out unless it says so here.",
                "hint",
                wrap=True,
            )
        )
        layout.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.all_out)
        buttons.addWidget(self.all_in)
        buttons.addStretch(1)
        layout.addLayout(buttons)

    @property
    def left_out(self) -> frozenset[int]:
        """The rows that are not to come in."""
        return self.model.left_out

    def show_rows(self, flagged: Sequence[FlaggedRow], left_out: frozenset[int]) -> None:
        """Show the rows; nothing at all where there are none."""
        self.model.show(flagged, left_out)
        self.setVisible(bool(flagged))

    def _none(self) -> None:
        self.model.leave_out(frozenset(each.row for each in self.model.flagged))

    def _all(self) -> None:
        self.model.leave_out(frozenset())
