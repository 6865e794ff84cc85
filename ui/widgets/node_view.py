"""A tree of named records on screen: it keeps what is open and chosen, and takes drops."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from ui.models.node_tree import NodeTree, node_id_at


class NodeView(QTreeView):
    """Records in a tree; the first column is the widest.

    Args:
        nodes: the model.
        name: what a screen reader calls it.

    Signals:
        node_chosen: the id of a record; 0 where there is none.
        dropped: as NodeTree's, once Qt is done with the drop.
    """

    node_chosen = Signal(int)
    dropped = Signal(int, object, int)

    def __init__(self, nodes: NodeTree, name: str) -> None:
        super().__init__()
        self.nodes = nodes
        self._listed: list[int] = []
        self.setModel(nodes)
        self.setAccessibleName(name)
        self.setUniformRowHeights(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        # Queued: the tree must not be read again while Qt is still dropping into it.
        nodes.dropped.connect(self.dropped, Qt.ConnectionType.QueuedConnection)
        self.selectionModel().currentRowChanged.connect(
            lambda *_: self.node_chosen.emit(self.chosen())
        )

    def show_anew(self, ids: Iterable[int], fill: Callable[[], None]) -> None:
        """Let `fill` put records of these ids into the model; what was closed stays closed."""
        kept, scrolled = self.chosen(), self.verticalScrollBar().value()
        closed = [key for key in self._listed if self._closed(key)]
        self._listed = list(ids)
        with QSignalBlocker(self):  # nobody chose anything
            fill()
        self.expandAll()
        for key in closed:
            self.collapse(self.nodes.index_of(key))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, self.nodes.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.verticalScrollBar().setValue(scrolled)
        self.choose(kept if kept in self._listed else next(iter(self._listed), 0))

    def chosen(self) -> int:
        """The id of the record chosen; 0 where there is none."""
        return node_id_at(self.currentIndex().siblingAtColumn(0)) or 0

    def choose(self, node_id: int) -> None:
        """Choose a record and bring it into sight."""
        index = self.nodes.index_of(node_id)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.node_chosen.emit(self.chosen())

    def add_command(self, words: str, keys: str, call: Callable[[], None]) -> str:
        """Offer something in the menu and by keys; returns the keys as this system writes them."""
        action = QAction(words, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False: call())
        self.addAction(action)
        return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def _closed(self, node_id: int) -> bool:
        index = self.nodes.index_of(node_id)
        return self.nodes.hasChildren(index) and index.isValid() and not self.isExpanded(index)
