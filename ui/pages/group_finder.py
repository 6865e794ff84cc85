"""Choosing a stakeholder group, or a place, by typing a part of its name."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QTreeView, QVBoxLayout, QWidget

from engage_app.domain.tree import Node
from ui.models.node_tree import NodeFilter, NodeTree, node_id_at
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.search_box import SearchBox


class GroupFinder(QDialog):
    """Asks for a group; open it with `open()`.

    Args:
        title: what is done with the group, e.g. "Add group".
        sentence: to what, e.g. "3 responses".
        groups: to choose from.
        top: words for an entry that stands for no group (its id is AT_TOP), or empty.
        one: what is chosen from, in words.

    Signals:
        chosen: the id of the group.
    """

    chosen = Signal(int)

    def __init__(
        self,
        parent: QWidget,
        title: str,
        sentence: str,
        groups: Sequence[Node],
        top: str = "",
        *,
        one: str = "stakeholder group",
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.search = SearchBox(f"Find a {one}")
        self.model = NodeTree()
        self.model.show_names(groups, top)
        self._filter = NodeFilter(self.model)
        self.tree = QTreeView()
        self.tree.setAccessibleName(f"{one.capitalize()}s")
        self.take_button = button(title, "primary", on_click=self._take_current)
        self._build(sentence)
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        self.tree.activated.connect(self._take)
        self._narrow("")

    def _build(self, sentence: str) -> None:
        self.tree.setModel(self._filter)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setExpandsOnDoubleClick(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button("Cancel", on_click=self.reject))
        buttons.addWidget(self.take_button)
        layout = QVBoxLayout(self)
        margin = theme.px(24)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(theme.px(12))
        layout.addWidget(label(sentence, "strong", wrap=True))
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        layout.addLayout(buttons)
        self.resize(theme.px(480), theme.px(480))

    def choose_nothing(self) -> None:
        """Let nothing be taken until something is typed or pointed at."""
        self.tree.setCurrentIndex(QModelIndex())
        self.take_button.setEnabled(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While typing, the arrows move in the tree and Enter takes the group there."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                QApplication.sendEvent(self.tree, event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take_current()
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, typed: str) -> None:
        self._filter.setFilterFixedString(typed.strip())
        self.tree.expandAll()
        first = self._first_with(typed.strip().casefold())
        self.tree.setCurrentIndex(first)
        self.take_button.setEnabled(first.isValid())

    def _first_with(self, typed: str) -> QModelIndex:
        """The first group whose own name holds what is typed: better where a word begins so."""
        found = QModelIndex()
        index = self._filter.index(0, 0)
        while index.isValid():
            name = str(index.data()).casefold()
            if name.startswith(typed) or f" {typed}" in name or f"({typed}" in name:
                return index
            if typed in name and not found.isValid():
                found = index
            index = self.tree.indexBelow(index)
        return found

    def _take_current(self) -> None:
        self._take(self.tree.currentIndex())

    def _take(self, index: QModelIndex) -> None:
        group_id = node_id_at(index)
        if group_id is not None:
            self.accept()
            self.chosen.emit(group_id)
