"""A small table to type into: Enter files the cell and goes on to the next line."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QHideEvent, QIntValidator
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ui.theme import theme

MOST = 9_999_999
_ACROSS = Qt.Orientation.Horizontal


class _Cells(QStyledItemDelegate):
    """Cells to type words into; it knows the line that is being typed into."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.line: QLineEdit | None = None

    def createEditor(
        self,
        parent: QWidget,
        _option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QLineEdit:
        """A line without a frame of its own."""
        self.line = QLineEdit(parent)
        self.line.setFrame(False)
        self.line.setAccessibleName(str(index.model().headerData(index.column(), _ACROSS)))
        return self.line

    def destroyEditor(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Nothing is being typed any more."""
        self.line = None
        super().destroyEditor(editor, index)

    def finish(self) -> None:
        """File what is being typed."""
        if self.line is not None:
            line = self.line
            self.commitData.emit(line)
            self.closeEditor.emit(line, self.EndEditHint.NoHint)


class _Numbers(_Cells):
    """Cells that take whole numbers from 0, or nothing."""

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QLineEdit:
        """A line that takes digits only."""
        line = super().createEditor(parent, option, index)
        line.setValidator(_Whole(0, MOST, line))
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        return line


class _Whole(QIntValidator):
    """An empty cell is an answer: no number."""

    def validate(self, typed: str, at: int) -> object:
        if not typed:
            return self.State.Acceptable, typed, at
        return super().validate(typed, at)


class EntryGrid(QTableWidget):
    """A table as high as its lines; typing begins at once, Tab leaves it.

    Args:
        name: what a screen reader calls it.
        headings: of the columns; the first is the widest.
        numbers: the columns that take whole numbers.
        lines: in sight; with more it scrolls.
    """

    def __init__(
        self, name: str, headings: tuple[str, ...], *, numbers: tuple[int, ...], lines: int = 9
    ) -> None:
        super().__init__(0, len(headings))
        self._lines = lines
        self._cells, self._numbers = _Cells(self), _Numbers(self)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(headings)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            trigger.AnyKeyPressed
            | trigger.DoubleClicked
            | trigger.SelectedClicked
            | trigger.EditKeyPressed
        )
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in numbers:
            self.setItemDelegateForColumn(column, self._numbers)
            heading = QTableWidgetItem(headings[column])
            heading.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(column, heading)
        self.model().rowsInserted.connect(self.updateGeometry)
        self.model().rowsRemoved.connect(self.updateGeometry)

    def put(self, row: int, column: int, text: str, *, editable: bool = True) -> QTableWidgetItem:
        """Put words into a cell."""
        cell = QTableWidgetItem(text)
        if not editable:
            cell.setFlags(Qt.ItemFlag.ItemIsEnabled)
        elif self.itemDelegateForColumn(column) is self._numbers:
            cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setItem(row, column, cell)
        return cell

    def text(self, row: int, column: int) -> str:
        """The words of a cell, without blanks around them."""
        cell = self.item(row, column)
        return cell.text().strip() if cell else ""

    def number(self, row: int, column: int) -> int | None:
        """The number in a cell; None where there is none."""
        words = self.text(row, column)
        return int(words) if words.isdecimal() else None

    def commit(self) -> None:
        """File the cell that is being typed into."""
        self._cells.finish()
        self._numbers.finish()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Enter, the same column of the next line."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            here = self.currentIndex()
            below = here.siblingAtRow(here.row() + 1)
            if below.isValid():
                self.setCurrentIndex(below)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, or the window closes: what was typed is filed first."""
        self.commit()
        super().hideEvent(event)

    def sizeHint(self) -> QSize:
        """As high as the lines, up to those in sight."""
        line = max(self.verticalHeader().defaultSectionSize(), theme.px(32))
        height = self.horizontalHeader().sizeHint().height() + theme.px(4)
        return QSize(theme.px(240), height + line * max(1, min(self.rowCount(), self._lines)))

    def minimumSizeHint(self) -> QSize:
        """The same height: lines must not be squeezed away."""
        return QSize(theme.px(160), self.sizeHint().height())
