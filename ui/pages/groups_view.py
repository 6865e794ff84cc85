"""The tree of stakeholder groups on screen: it keeps what is open and chosen, and takes drops."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from engage_app.domain.stakeholders import StakeholderGroup
from ui.pages.groups_tree import GroupTree, group_id_at


class GroupsView(QTreeView):
    """Groups with what was heard of them.

    Signals:
        group_chosen: the id of a group; 0 where there is none.
        dropped: as GroupTree's, once Qt is done with the drop.
    """

    group_chosen = Signal(int)
    dropped = Signal(int, object, int)

    def __init__(self) -> None:
        super().__init__()
        self.groups = GroupTree()
        self._listed: list[int] = []
        self.setModel(self.groups)
        self.setAccessibleName("Stakeholder groups")
        self.setUniformRowHeights(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        # Queued: the tree must not be read again while Qt is still dropping into it.
        self.groups.dropped.connect(self.dropped, Qt.ConnectionType.QueuedConnection)
        self.selectionModel().currentRowChanged.connect(
            lambda *_: self.group_chosen.emit(self.chosen())
        )

    def show_groups(
        self, groups: Sequence[StakeholderGroup], heard: Mapping[int, tuple[int, int]]
    ) -> None:
        """Show these groups; see GroupTree.show."""
        kept, scrolled = self.chosen(), self.verticalScrollBar().value()
        closed = [key for key in self._listed if self._closed(key)]
        self._listed = [group.id for group in groups]
        with QSignalBlocker(self):  # nobody chose anything
            self.groups.show(groups, heard)
        self.expandAll()
        for key in closed:
            self.collapse(self.groups.index_of(key))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.verticalScrollBar().setValue(scrolled)
        self.choose(kept if kept in self._listed else next(iter(self._listed), 0))

    def chosen(self) -> int:
        """The id of the group chosen; 0 where there is none."""
        return group_id_at(self.currentIndex().siblingAtColumn(0)) or 0

    def choose(self, group_id: int) -> None:
        """Choose a group and bring it into sight."""
        index = self.groups.index_of(group_id)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.group_chosen.emit(self.chosen())

    def add_command(self, words: str, keys: str, call: Callable[[], None]) -> str:
        """Offer something in the menu and by keys; returns the keys as this system writes them."""
        action = QAction(words, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False: call())
        self.addAction(action)
        return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def _closed(self, group_id: int) -> bool:
        index = self.groups.index_of(group_id)
        return self.groups.hasChildren(index) and index.isValid() and not self.isExpanded(index)
