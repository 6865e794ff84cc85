"""The codebook as a second coder is given it: names, definitions and keys, and no counts."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QVBoxLayout, QWidget

from engage_app.domain.coding import Theme
from ui.models.theme_tree import ThemeFinder, ThemeTree, theme_id_at
from ui.theme import label, theme
from ui.widgets.search_box import SearchBox
from ui.widgets.tips import plain

_COUNTS = 2  # column of the model: how often others used a theme is not for her to see


class BlindThemes(QWidget):
    """Type to find a theme; Enter takes it.

    Signals:
        theme_chosen: a theme to put on the comment, or to take off.
        left: back to the comment.
    """

    theme_chosen = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.themes: dict[int, Theme] = {}
        self.search = SearchBox("Find a theme")
        self._compact = False
        self._model = ThemeTree()
        self._finder = ThemeFinder(self._model)
        self.tree = QTreeView()
        self.tree.setModel(self._finder)
        self.tree.setAccessibleName("Codebook")
        self.tree.setHeaderHidden(True)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setIndentation(theme.px(12))
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.meaning = label("", "hint", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        column.addWidget(self.meaning)
        self.search.textChanged.connect(self._find)
        self.tree.activated.connect(self._take)
        self.tree.selectionModel().currentChanged.connect(lambda *_: self._explain())

    def show_themes(self, themes: Sequence[Theme]) -> None:
        """Offer these, but the retired ones."""
        offered = [each for each in themes if not each.retired]
        self.themes = {each.id: each for each in offered}
        self._model.show(offered, {})
        for each in offered:
            self._say_no_counts(each)
        self.tree.setColumnHidden(_COUNTS, True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(theme.px(16))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.expandAll()
        self._explain()

    def set_compact(self, compact: bool) -> None:
        """Leave the room to the comment: the tree comes with what is typed."""
        self._compact = compact
        self._unfold()

    def theme_of_key(self, key: str) -> int:
        """The theme a digit key stands for; 0 where there is none."""
        return next((each.id for each in self.themes.values() if each.shortcut == key), 0)

    def start_finding(self) -> None:
        """Let her type a theme's name."""
        self.search.setFocus()
        self.search.selectAll()

    def take_found(self) -> None:
        """Take the theme found by what is typed; back to the comment."""
        found = self._found()
        if found is not None and self.search.text().strip():
            self._take(found)
        self.search.clear()
        self.left.emit()

    def _say_no_counts(self, given: Theme) -> None:
        item = self._model.item_of(given.id)
        if item is not None:
            spoken = f"{given.name}, key {given.shortcut}" if given.shortcut else given.name
            item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
            item.setToolTip(plain(given.definition or given.name))

    def _unfold(self) -> None:
        folded = self._compact and not self.search.text()
        self.tree.setVisible(not folded)
        self.meaning.setVisible(bool(self.meaning.text()) and not self._compact)

    def _explain(self) -> None:
        """What the theme chosen means, in the codebook's words."""
        given = self.themes.get(theme_id_at(self.tree.currentIndex()) or 0)
        parts = []
        if given is not None:
            parts = [
                given.definition,
                f"Use when: {given.use_when}" if given.use_when else "",
                f"Don't use when: {given.avoid_when}" if given.avoid_when else "",
            ]
        self.meaning.setText("\n".join(filter(None, parts)))
        self._unfold()

    def _find(self, typed: str) -> None:
        self._unfold()
        self._finder.setFilterFixedString(typed)
        self.tree.expandAll()
        found = self._found()
        if found is not None:
            self.tree.setCurrentIndex(found)

    def _found(self) -> QModelIndex | None:
        """The first theme whose own name holds what is typed: a theme before a branch."""
        typed = self.search.text().strip().casefold()
        shown: list[QModelIndex] = []
        index = self._finder.index(0, 0)
        while index.isValid():
            if typed in str(index.data()).casefold():
                shown.append(index)
            index = self.tree.indexBelow(index)
        leaves = [each for each in shown if not self._finder.hasChildren(each)]
        return next(iter([*leaves, *shown]), None)

    def _take(self, index: QModelIndex) -> None:
        if key := theme_id_at(index):
            self.theme_chosen.emit(key)
