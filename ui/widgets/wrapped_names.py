"""The first column of a tree with its words on as many lines as they need."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from ui.theme import theme


class WrappedNames(QStyledItemDelegate):
    """Names of themes on as many lines as they need in the width there is."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = super().sizeHint(option, index)
        if index.column():
            return size
        depth = 1 + index.parent().isValid()
        width = self._tree.columnWidth(0) - depth * self._tree.indentation() - theme.px(40)
        words = self._tree.fontMetrics().boundingRect(
            QRect(0, 0, max(width, 60), 2000), Qt.TextFlag.TextWordWrap, str(index.data())
        )
        return QSize(size.width(), max(size.height(), words.height() + theme.px(12)))
