"""Choosing in a cell of a table: it opens on Enter, F2, Space or a click, and takes at once."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.icons import icon
from ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
ChoicesRole = Qt.ItemDataRole.UserRole + 7
"""What a cell offers: a sequence of (words, value)."""

_ARROW = 14  # pixels at 100 % text size


class ComboDelegate(QStyledItemDelegate):
    """A drop-down for cells whose model gives `ChoicesRole`; its value is the edit role's."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The drop-down, opened as soon as it is in its place."""
        box = QComboBox(parent)
        choices: Sequence[tuple[str, Any]] = index.data(ChoicesRole) or ()
        for words, value in choices:
            box.addItem(words, value)
        heading = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        box.setAccessibleName(str(heading))
        box.activated.connect(lambda: self._take(box))
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with what is chosen."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(index.data(Qt.ItemDataRole.EditRole)), 0))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Give the model what was chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Words end before the arrow."""
        super().initStyleOption(option, index)
        room = option.rect.width() - theme.px(_ARROW + 24)
        option.text = option.fontMetrics.elidedText(
            option.text, Qt.TextElideMode.ElideRight, max(room, 0)
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The words, and an arrow that says there is a choice."""
        super().paint(painter, option, index)
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return
        side = theme.px(_ARROW)
        rect = option.rect
        place = QRect(rect.right() - side - theme.px(8), rect.center().y() - side // 2, side, side)
        painter.save()
        painter.translate(place.center())
        painter.rotate(90)  # the family's chevron points right
        icon("chevron", "muted").paint(painter, QRect(-side // 2, -side // 2, side, side))
        painter.restore()

    def _take(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)


class ChoosingTable(QTableView):
    """A table whose cells are chosen in. Column widths share the room there is.

    Args:
        name: what a screen reader calls it.
        widths: for each column a least width in pixels at 100 % text size, and its share of what
            is left over.
    """

    def __init__(self, name: str, widths: Sequence[tuple[int, int]]) -> None:
        super().__init__()
        self._widths = widths
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        theme.changed.connect(self._measure)
        self._measure()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model; its columns share the room."""
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._share)
        self._share()

    def choose_in(self, *columns: int) -> None:
        """Let cells of these columns be chosen in."""
        for column in columns:
            self.setItemDelegateForColumn(column, ComboDelegate(self))

    def share_out(self, widths: Sequence[tuple[int, int]]) -> None:
        """Take other widths, for a model with other columns."""
        self._widths = widths

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open a choice too."""
        opens = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        index = self.currentIndex()
        if opens and index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Share the room among the columns whenever it changes."""
        if event.type() == QEvent.Type.Resize:
            self._share()
        return super().viewportEvent(event)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(36))
        self._share()

    def _share(self) -> None:
        if self.model() is None:
            return
        least = [theme.px(width) for width, _ in self._widths]
        spare = max(self.viewport().width() - sum(least), 0)
        parts = sum(part for _, part in self._widths) or 1
        for column, (_, part) in enumerate(self._widths[: self.model().columnCount()]):
            self.setColumnWidth(column, least[column] + spare * part // parts)
