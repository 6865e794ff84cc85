"""Themes found by typing: the likeliest first, chosen with the arrows, taken with Enter."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from engage_app.domain.coding import Theme
from engage_app.domain.theme_search import ranked
from ui.models.theme_tree import colour_dot
from ui.theme import theme
from ui.widgets.tips import plain

_Id = Qt.ItemDataRole.UserRole


class FoundThemes(QListWidget):
    """The themes that what is typed may mean. The keyboard stays in the field typed in."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Themes found")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWordWrap(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()

    def look_for(self, typed: str, themes: Iterable[Theme]) -> None:
        """List what is meant; a theme below another one says so. Retired ones aren't offered."""
        offered = [each for each in themes if not each.retired]
        names = {each.id: each.name for each in offered}
        parents = {each.parent_id for each in offered}
        found = [offered[place] for place in ranked(typed, [each.name for each in offered])]
        found.sort(key=lambda each: each.id in parents)  # a branch after what can be said closer
        self.clear()
        for each in found:
            item = QListWidgetItem(each.name)
            above = names.get(each.parent_id or 0, "")
            item.setData(_Id, each.id)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                f"{each.name}, in {above}" if above else each.name,
            )
            item.setToolTip(plain(each.definition or each.name))
            if each.colour:
                item.setIcon(colour_dot(each.colour))
            self.addItem(item)
        self.setSpacing(theme.px(1))
        if self.count():
            self.setCurrentRow(0)
        self.setAccessibleDescription("" if self.count() else "No theme is called so")

    def step(self, by: int) -> None:
        """Choose the next (1) or the last (−1) one, round and round."""
        if self.count():
            self.setCurrentRow((self.currentRow() + by) % self.count())

    def chosen(self) -> int:
        """The id of the theme to take; 0 where nothing was found."""
        item = self.currentItem()
        return int(item.data(_Id)) if item is not None else 0

    def heeds(self, key: int) -> bool:
        """Move with the arrows pressed in the field; tells whether it was one."""
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key), 0)
        if by:
            self.step(by)
        return bool(by)
