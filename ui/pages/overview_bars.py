"""A compact table with a bar at the end of each row. A row leads to the comments behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.theme import theme
from ui.widgets.tips import plain

Index = QModelIndex | QPersistentModelIndex
_BAR_WIDTH = 128  # pixels at 100 % text size
_BAR_HEIGHT = 10


@dataclass(frozen=True)
class BarRow:
    """A row of the table.

    Attributes:
        figures: as text, one for each heading after the first.
        share: the length of the bar, 0–1; None draws none.
        colour: a token or "#RRGGBB".
    """

    name: str
    figures: tuple[str, ...]
    share: float | None
    colour: str = "primary"


class BarModel(QAbstractTableModel):
    """Rows with their figures; the last column is the bar."""

    def __init__(self, headings: Sequence[str]) -> None:
        super().__init__()
        self._headings = (*headings, "")
        self.rows: Sequence[BarRow] = ()

    def show(self, rows: Sequence[BarRow]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if section == 0 else _RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        texts = (row.name, *row.figures, "")
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(texts[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:  # a screen reader hears the whole row
            return f"{row.name}: {', '.join(filter(None, row.figures))}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if index.column() == 0 else _RIGHT
        return None


class _BarDelegate(QStyledItemDelegate):
    """Paints the share of a row."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        model = index.model()
        if not isinstance(model, BarModel):
            return
        row = model.rows[index.row()]
        if row.share is None:
            return
        rect = QRectF(option.rect)
        side, height = theme.px(8), theme.px(_BAR_HEIGHT)
        track = QRectF(
            rect.left() + side, rect.center().y() - height / 2, rect.width() - 2 * side, height
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(track, height / 2, height / 2)
        if row.share > 0:
            painter.setBrush(theme.colour(row.colour))
            painter.setPen(theme.colour("edge"))
            track.setWidth(max(track.width() * min(row.share, 1.0), height))
            painter.drawRoundedRect(track, height / 2, height / 2)
        painter.restore()


class BarTable(QTableView):
    """The table.

    Args:
        name: what a screen reader calls it.
        headings: of the name and the figures.
        fits: whether it is as high as its rows; else it scrolls.

    Signals:
        row_chosen: the place of a row that was clicked, or Enter pressed on.
    """

    row_chosen = Signal(int)

    def __init__(self, name: str, headings: Sequence[str], *, fits: bool) -> None:
        super().__init__()
        self._fits = fits
        self._figures = len(headings) - 1
        self.model_ = BarModel(headings)
        self.setModel(self.model_)
        self.setItemDelegateForColumn(len(headings), _BarDelegate(self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.clicked.connect(lambda index: self.row_chosen.emit(index.row()))
        self.activated.connect(self._activated)
        theme.changed.connect(self._measure)
        self._measure()

    def show_rows(self, rows: Sequence[BarRow]) -> None:
        """Show these."""
        self.model_.show(rows)
        self.updateGeometry()
        if self._fits:
            self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """As high as its rows, where it is to fit them."""
        rows = len(self.model_.rows) if self._fits else 8
        header = self.horizontalHeader().sizeHint().height()
        return QSize(theme.px(320), header + rows * theme.px(32) + theme.px(4))

    def minimumSizeHint(self) -> QSize:
        """Room for a few rows."""
        return QSize(theme.px(240), self.sizeHint().height())

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(32))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, self._figures + 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(self._figures + 1, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(self._figures + 1, theme.px(_BAR_WIDTH))

    def _activated(self, index: QModelIndex) -> None:
        """Enter; a click has been told already where the desktop activates on one."""
        if self.style().styleHint(self.style().StyleHint.SH_ItemView_ActivateItemOnSingleClick):
            return
        self.row_chosen.emit(index.row())


_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
