"""The codebook as a Qt tree: each theme with its key, its colour and its counts."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QStandardItem, QStandardItemModel

from engage_app.domain.coding import Theme
from ui.theme import theme as palette
from ui.widgets.tips import plain

ThemeRole = Qt.ItemDataRole.UserRole + 1
_NONE = (0, 0)


class ThemeTree(QStandardItemModel):
    """Themes under their branches: name, key, comments coded and, after a +, to review."""

    HEADINGS = ("Theme", "", "")

    def show(self, themes: Sequence[Theme], counts: Mapping[int, tuple[int, int]]) -> None:
        """Show these themes, brothers in the order given."""
        self.clear()
        self.setHorizontalHeaderLabels(self.HEADINGS)
        rows: dict[int, QStandardItem] = {}
        waiting = list(themes)
        while waiting:
            left = [theme for theme in waiting if not self._place(theme, counts, rows)]
            if len(left) == len(waiting):  # a parent that isn't there: shown at the top
                for theme in left:
                    self._append(self.invisibleRootItem(), theme, counts, rows)
                left = []
            waiting = left

    def item_of(self, theme_id: int) -> QStandardItem | None:
        """The item of a theme."""
        found = self.match(
            self.index(0, 0),
            ThemeRole,
            theme_id,
            1,
            Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive,
        )
        return self.itemFromIndex(found[0]) if found else None

    def _place(
        self,
        theme: Theme,
        counts: Mapping[int, tuple[int, int]],
        rows: dict[int, QStandardItem],
    ) -> bool:
        if theme.parent_id is not None and theme.parent_id not in rows:
            return False
        above = self.invisibleRootItem() if theme.parent_id is None else rows[theme.parent_id]
        self._append(above, theme, counts, rows)
        return True

    def _append(
        self,
        above: QStandardItem,
        theme: Theme,
        counts: Mapping[int, tuple[int, int]],
        rows: dict[int, QStandardItem],
    ) -> None:
        coded, review = counts.get(theme.id, _NONE)
        cells = [
            QStandardItem(text) for text in (theme.name, theme.shortcut, _counted(coded, review))
        ]
        for cell in cells:
            cell.setEditable(False)
            cell.setData(theme.id, ThemeRole)
            cell.setToolTip(plain(theme.definition or theme.name))
        if theme.shortcut:
            cells[1].setToolTip(f"The key {theme.shortcut} puts this theme on the comment")
        cells[2].setToolTip(f"Coded: {coded} comments. Proposals to review: {review}.")
        for cell in cells[1:]:
            cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        spoken = f"{theme.name}, {coded} coded, {review} to review"
        if theme.shortcut:
            spoken += f", key {theme.shortcut}"
        cells[0].setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
        if theme.colour:
            cells[0].setIcon(colour_dot(theme.colour))
        above.appendRow(cells)
        rows[theme.id] = cells[0]


class ThemeFinder(QSortFilterProxyModel):
    """The themes whose name holds what is typed, with the branches above them."""

    def __init__(self, source: ThemeTree) -> None:
        super().__init__()
        self.setSourceModel(source)
        self.setRecursiveFilteringEnabled(True)
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterKeyColumn(0)


def _counted(coded: int, review: int) -> str:
    return f"{coded or ''}{f' +{review}' if review else ''}".strip()


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


def theme_id_at(index: Any) -> int | None:
    """The id of the theme at a model index; None where there is none."""
    found = index.data(ThemeRole) if index.isValid() else None
    return int(found) if found is not None else None
