"""The list of findings, under headings in the order an officer asks for them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from engage_app.domain.report import Table
from engage_app.services.findings import FINDINGS
from ui.theme import theme
from ui.widgets.tips import plain

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Who took part", ("reach_by_group", "reach_by_activity", "equality_")),
    ("Positions", ("position_by_group", "position_counts")),
    ("Themes", ("themes", "theme_by_position", "theme_by_group", "theme_by_subgroup")),
    ("Closed questions", ("question_", "grid_")),
    ("Quotes", ("quotes", "campaigns")),
    ("Method", ("codings",)),
)
"""(heading, names of tables in order); a name that ends in _ stands for all that begin so."""

_TITLES = dict(FINDINGS)
_NameRole = Qt.ItemDataRole.UserRole + 1


def sections(tables: Sequence[Table]) -> list[tuple[str, list[Table]]]:
    """The tables under their headings; one that no heading claims comes under the last."""
    found: list[tuple[str, list[Table]]] = [(heading, []) for heading, _ in SECTIONS]
    for table in tables:
        home = next((n for n, (_, names) in enumerate(SECTIONS) if _holds(names, table.name)), -1)
        found[home][1].append(table)
    for (_, names), (_, held) in zip(SECTIONS, found, strict=True):
        held.sort(key=lambda table: _rank(names, table.name))
    return [(heading, held) for heading, held in found if held]


def short_title(table: Table) -> str:
    """What the list calls a table."""
    return _TITLES.get(table.name, table.title)


class FindingsList(QListWidget):
    """Headings with findings under them; only findings can be chosen.

    Signals:
        finding_chosen: the name of a table.
    """

    finding_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Findings")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.currentItemChanged.connect(self._tell)

    def show_tables(self, tables: Sequence[Table], chosen: str = "") -> None:
        """List these tables and choose one: `chosen`, or where that is gone the first."""
        self.blockSignals(True)
        self.clear()
        for heading, held in sections(tables):
            _dress(QListWidgetItem(heading, self))
            for table in held:
                item = QListWidgetItem(short_title(table), self)
                item.setData(_NameRole, table.name)
                item.setToolTip(plain(table.title))
        self.blockSignals(False)
        if not self.choose(chosen):
            self.choose("")

    def choose(self, name: str) -> bool:
        """Choose a finding, or the first for ""; tells whether it is there."""
        for item in (self.item(place) for place in range(self.count())):
            found = item.data(_NameRole)
            if found and found == (name or found):
                self.setCurrentItem(item)
                return True
        return False

    def chosen(self) -> str:
        """The name of the table chosen; empty where there is none."""
        item = self.currentItem()
        return str(item.data(_NameRole) or "") if item else ""

    def changeEvent(self, event: QEvent) -> None:
        """Headings keep to the colours and sizes of the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            for item in (self.item(place) for place in range(self.count())):
                if not item.data(_NameRole):
                    _dress(item)

    def _tell(self, current: QListWidgetItem | None) -> None:
        name = current.data(_NameRole) if current else None
        if name:
            self.finding_chosen.emit(name)


def _dress(heading: QListWidgetItem) -> None:
    heading.setFlags(Qt.ItemFlag.NoItemFlags)  # the arrow keys pass over it
    heading.setFont(theme.font("small", bold=True))
    heading.setForeground(QBrush(theme.colour("muted")))
    heading.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
    heading.setSizeHint(QSize(0, theme.px(38)))


def _holds(names: tuple[str, ...], name: str) -> bool:
    return any(name == each or (each.endswith("_") and name.startswith(each)) for each in names)


def _rank(names: tuple[str, ...], name: str) -> int:
    return next((n for n, each in enumerate(names) if _holds((each,), name)), len(names))
