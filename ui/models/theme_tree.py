"""The codebook as a Qt tree: each theme with its key, its colour and its counts."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QStandardItem

from engage_app.domain.coding import Theme
from ui.models.node_tree import NodeRole, NodeTree, cells_of, node_id_at
from ui.theme import theme as palette
from ui.widgets.tips import plain

__all__ = [
    "CodebookTree",
    "ThemeFinder",
    "ThemeRole",
    "ThemeTree",
    "colour_dot",
    "place_of_all",
    "theme_id_at",
]

ThemeRole = NodeRole
theme_id_at = node_id_at
_NONE = (0, 0)
_SPOKEN_COUNT = re.compile(r", \d+ coded, \d+ to review")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ThemeTree(NodeTree):
    """Themes under their branches: name, key, comments coded and, after a +, to review."""

    HEADINGS: ClassVar[tuple[str, ...]] = ("Theme", "", "")
    mime: ClassVar[str] = "application/x-engage-theme"

    def show(self, themes: Sequence[Theme], counts: Mapping[int, tuple[int, int]]) -> None:
        """Show these themes, brothers in the order given; those retired are grey."""
        self.clear()
        self.head(self.HEADINGS, figures=range(1, len(self.HEADINGS)))
        self.lay_out(themes, lambda theme: self._cells(theme, *counts.get(theme.id, _NONE)))

    def show_counts(self, counts: Mapping[int, tuple[int, int]]) -> None:
        """Show other counts, and touch only the lines whose count is another."""
        waiting = [self.invisibleRootItem()]
        while waiting:
            above = waiting.pop()
            for row in range(above.rowCount()):
                first = above.child(row, 0)
                waiting.append(first)
                self._recount(above, row, *counts.get(int(first.data(ThemeRole)), _NONE))

    def _recount(self, above: QStandardItem, row: int, coded: int, review: int) -> None:
        for column, words in enumerate(self._numbers(coded, review), 2):
            cell = above.child(row, column)
            if cell.text() != words:
                cell.setText(words)
                cell.setToolTip(_told(coded, review))
                spoken = str(above.child(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
                above.child(row, 0).setData(
                    _SPOKEN_COUNT.sub(f", {coded} coded, {review} to review", spoken, count=1),
                    Qt.ItemDataRole.AccessibleTextRole,
                )

    def item_of(self, theme_id: int) -> QStandardItem | None:
        """The item of a theme."""
        index = self.index_of(theme_id)
        return self.itemFromIndex(index) if index.isValid() else None

    def _numbers(self, coded: int, review: int) -> tuple[str, ...]:
        return (f"{coded or ''}{f' +{review}' if review else ''}".strip(),)

    def _cells(self, theme: Theme, coded: int, review: int) -> list[QStandardItem]:
        spoken = f"{theme.name}, {coded} coded, {review} to review"
        if theme.shortcut:
            spoken += f", key {theme.shortcut}"
        if theme.retired:
            spoken += ", retired"
        cells = cells_of(theme, theme.shortcut, *self._numbers(coded, review), spoken=spoken)
        for cell in cells:
            cell.setToolTip(plain(theme.definition or theme.name))
            if theme.retired:
                cell.setForeground(palette.colour("muted"))
        if theme.shortcut:
            cells[1].setToolTip(f"The key {theme.shortcut} puts this theme on the comment")
        for cell in cells[2:]:
            cell.setToolTip(_told(coded, review))
        for cell in cells[1:]:
            cell.setTextAlignment(_RIGHT)
        if theme.retired:
            cells[0].setText(f"{theme.name} (retired)")
            font = cells[0].font()
            font.setItalic(True)
            cells[0].setFont(font)
        elif theme.colour:
            cells[0].setIcon(colour_dot(theme.colour))
        return cells


class CodebookTree(ThemeTree):
    """The same with headings, and a column for what is to be reviewed."""

    HEADINGS: ClassVar[tuple[str, ...]] = ("Theme", "Key", "Coded", "To review")

    def _numbers(self, coded: int, review: int) -> tuple[str, ...]:
        return tuple(f"{number:,}" if number else "" for number in (coded, review))


class ThemeFinder(QSortFilterProxyModel):
    """The themes whose name holds what is typed, with the branches above them."""

    def __init__(self, source: ThemeTree) -> None:
        super().__init__()
        self.setSourceModel(source)
        self.setRecursiveFilteringEnabled(True)
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterKeyColumn(0)


def _told(coded: int, review: int) -> str:
    return f"Coded: {coded} comments. Proposals to review: {review}."


def place_of_all(
    themes: Iterable[Theme], shown: Collection[int], moved: int, parent_id: int | None, place: int
) -> int:
    """A place among the brothers that are shown, as one among all of them; −1 is last."""
    others = [each.id for each in themes if each.parent_id == parent_id and each.id != moved]
    in_sight = [key for key in others if key in shown]
    return others.index(in_sight[place]) if 0 <= place < len(in_sight) else -1


def colour_dot(colour: str, size: int = 24) -> QIcon:
    """A round spot of one colour."""
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(palette.colour("edge"), 1.5))  # a dark spot shows on a dark ground too
    painter.setBrush(QColor(colour))
    margin = size // 5
    painter.drawEllipse(margin, margin, size - 2 * margin, size - 2 * margin)
    painter.end()
    return QIcon(pixmap)
