"""The list of findings, under headings in the order an officer asks for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from engage_app.domain.report import Table
from engage_app.domain.scope import CROSSED
from engage_app.services.finding_desk import SLOW
from engage_app.services.findings import FINDINGS
from engage_app.services.saved_findings import SavedFinding
from ui.theme import label, theme
from ui.widgets.search_box import SearchBox
from ui.widgets.tips import plain

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Who was heard",
        ("reach_by_group", "reach_by_method", "reach_by_activity", "sessions", "not_heard"),
    ),
    ("Positions", ("position_by_group", "position_counts", "matrix")),
    ("Themes", ("themes", "theme_by_", "theme_pairs", "reasons_", "theme_summary", "change_")),
    ("Sentiment", ("sentiment_",)),
    ("Closed questions", ("question_", "grid_", "numbers")),
    ("Equality", ("equality_", "population")),
    ("Words", ("quotes", "campaigns")),
    ("How it was done", ("codings", "quantifier_key")),
    ("Your own", (CROSSED, "saved_")),
)
"""(heading, names of tables in order); a name that ends in _ stands for all that begin so."""

_OTHERS = 7  # the section of what none of them claims
_TITLES = dict(FINDINGS)
_NameRole = Qt.ItemDataRole.UserRole + 1
_FoundRole = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True)
class Entry:
    """A finding in the list; `tip` says more of it."""

    name: str
    title: str
    tip: str = ""


def sections(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """The findings under their headings, those of one rank in the order given."""
    found: list[tuple[str, list[Entry]]] = [(heading, []) for heading, _ in SECTIONS]
    for entry in entries:
        homes = (n for n, (_, names) in enumerate(SECTIONS) if _holds(names, entry.name))
        found[next(homes, _OTHERS)][1].append(entry)
    for (_, names), (_, held) in zip(SECTIONS, found, strict=True):
        held.sort(key=lambda entry: _rank(names, entry.name))
    return [(heading, held) for heading, held in found if held]


def entry_of(table: Table) -> Entry:
    """A table in the list."""
    return Entry(table.name, _TITLES.get(table.name, table.title), table.title)


def entries(tables: Sequence[Table], saved: Sequence[SavedFinding]) -> list[Entry]:
    """What is listed: the tables that are there, those that wait until somebody asks for them,
    and the officer's own."""
    order = {name: n for n, (name, _) in enumerate(FINDINGS)}
    there = [entry_of(table) for table in tables]
    named = {entry.name for entry in there}
    there += [Entry(name, _TITLES[name]) for name in SLOW if name not in named]
    there.sort(key=lambda entry: order.get(entry.name, len(order)))
    own = [Entry(CROSSED, "Anything by anything", "Cross any two things of your choice")]
    return there + own + [Entry(one.table, one.name, one.said or one.name) for one in saved]


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
        self._entries: tuple[Entry, ...] = ()
        self._words: tuple[str, ...] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """List these findings; the one chosen stays chosen, and nobody is told of it."""
        if tuple(entries) == self._entries:
            return
        chosen, top = self.chosen(), self.verticalScrollBar().value()
        self.blockSignals(True)
        self._entries = tuple(entries)
        self.clear()
        for heading, held in sections(entries):
            _dress(QListWidgetItem(heading, self))
            for entry in held:
                item = QListWidgetItem(entry.title, self)
                item.setData(_NameRole, entry.name)
                item.setToolTip(plain(entry.tip or entry.title))
        self.choose(chosen)
        self._find()
        self.verticalScrollBar().setValue(top)
        self.blockSignals(False)
        self.scheduleDelayedItemsLayout()

    def search(self, words: str) -> None:
        """List only findings whose titles, or headings, hold these words."""
        self._words = tuple(words.casefold().split())
        self._find()

    def choose(self, name: str) -> bool:
        """Choose a finding; tells whether it is there."""
        for item in self._items():
            if name and item.data(_NameRole) == name:
                self.setCurrentItem(item)
                return True
        return False

    def choose_found(self) -> bool:
        """Choose the first finding that is listed; tells whether there is one."""
        item = next(self._found(), None)
        if item is not None:
            self.setCurrentItem(item)
            self._find()
        return item is not None

    @property
    def any_found(self) -> bool:
        """Whether the search has found any."""
        return next(self._found(), None) is not None

    def _found(self) -> Iterator[QListWidgetItem]:
        named = (item for item in self._items() if item.data(_NameRole))
        return (item for item in named if item.data(_FoundRole))

    def chosen(self) -> str:
        """The name of the table chosen; empty where there is none."""
        item = self.currentItem()
        return str(item.data(_NameRole) or "") if item else ""

    def title(self, name: str) -> str:
        """What a finding is called here."""
        return next((entry.title for entry in self._entries if entry.name == name), "")

    def changeEvent(self, event: QEvent) -> None:
        """Headings keep to the colours and sizes of the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            for item in self._items():
                if not item.data(_NameRole):
                    _dress(item)

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(place) for place in range(self.count())]

    def _find(self) -> None:
        """Hide what the search doesn't want, and headings with nothing under them."""
        heading: QListWidgetItem | None = None
        for place, item in enumerate(self._items()):
            if not item.data(_NameRole):
                heading = item
                item.setHidden(bool(self._words))
                continue
            over = heading.text() if heading else ""
            text = f"{over} {item.text()}".casefold()
            found = all(word in text for word in self._words)
            item.setData(_FoundRole, found)
            item.setHidden(not found and place != self.currentRow())  # it is still shown
            if heading is not None and not item.isHidden():
                heading.setHidden(False)

    def _tell(self, current: QListWidgetItem | None) -> None:
        name = current.data(_NameRole) if current else None
        if name:
            self.finding_chosen.emit(name)


class FindingsPanel(QWidget):
    """The list with a field that searches its titles."""

    def __init__(self) -> None:
        super().__init__()
        self.list = FindingsList()
        self.search = SearchBox("Search the findings", waits=0)
        self.nothing = label("No finding is called that.", "hint", wrap=True)
        self.nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for each in (self.search, self.nothing, self.list):
            column.addWidget(each)
        column.setStretchFactor(self.list, 1)
        self.search.searched.connect(self._search)
        self.search.returnPressed.connect(self._take)
        self.setFocusProxy(self.list)

    def _search(self, words: str) -> None:
        self.list.search(words)
        self.nothing.setVisible(not self.list.any_found)

    def _take(self) -> None:
        """Enter goes to the first that was found."""
        if self.search.text().strip() and self.list.choose_found():
            self.list.setFocus()


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
