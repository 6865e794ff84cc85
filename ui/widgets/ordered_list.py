"""A list that is put in order by dragging or with Alt and the arrows, and renamed in place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QBrush, QDropEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from ui.icons import icon
from ui.theme import theme
from ui.widgets.tips import plain

_Key = Qt.ItemDataRole.UserRole


NOTES_FROM = 230  # pixels of width at 100 % text size


@dataclass(frozen=True)
class ListRow:
    """A row: what it is known by, what it says, and whether it is out of use.

    Attributes:
        text: what is renamed.
        note: beside it, in grey.
        shown: what is shown instead of `text`, e.g. with a number; "" shows the text.
        fixed: it can't be renamed in place.
    """

    key: object
    text: str
    note: str = ""
    retired: bool = False
    icon: str = ""
    shown: str = ""
    fixed: bool = False


class OrderedList(QTreeWidget):
    """Rows in an order. It changes nothing by itself: who listens writes and shows the rows anew.

    Signals:
        chosen: the key of another row that is current now; None where there is none.
        moved: (key, place among the other rows).
        renamed: (key, text).
    """

    chosen = Signal(object)
    moved = Signal(object, int)
    renamed = Signal(object, str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.rows: tuple[ListRow, ...] = ()
        self._later = _Later()
        self.setAccessibleName(name)
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(lambda *_: self.chosen.emit(self.current()))
        # Queued: the rows must not be shown anew while Qt is still dropping or editing.
        queued = Qt.ConnectionType.QueuedConnection
        self._later.moved.connect(self.moved, queued)
        self._later.renamed.connect(self.renamed, queued)
        self.itemChanged.connect(self._typed)
        self.add_command("Move up", "Alt+Up", lambda: self.move_by(-1))
        self.add_command("Move down", "Alt+Down", lambda: self.move_by(1))

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show these, keeping what is chosen, or the row at its place."""
        listed = tuple(rows)
        kept, at = self.current(), self.place_of(self.current())
        if listed == self.rows:
            return
        scrolled = self.verticalScrollBar().value()
        with QSignalBlocker(self):
            self.rows = listed
            self.clear()
            self.addTopLevelItems([self._item(row) for row in listed])
            if listed:
                keys = [row.key for row in listed]
                place = keys.index(kept) if kept in keys else min(max(at, 0), len(keys) - 1)
                self._go_to(place)
        self.verticalScrollBar().setValue(scrolled)
        if self.current() != kept:
            self.chosen.emit(self.current())

    def current(self) -> object:
        """The key of the row chosen, or None."""
        item = self.currentItem()
        return item.data(0, _Key) if item is not None else None

    def current_row(self) -> ListRow | None:
        """The row chosen."""
        return next((row for row in self.rows if row.key == self.current()), None)

    def choose(self, key: object) -> None:
        """Choose a row and bring it into sight."""
        self._go_to(self.place_of(key))

    def place_of(self, key: object) -> int:
        """Where a row stands; −1 where it doesn't."""
        return next((n for n, row in enumerate(self.rows) if row.key == key), -1)

    def move_by(self, by: int) -> None:
        """Ask for the row chosen to be moved up (−1) or down (1)."""
        place = self.place_of(self.current()) + by
        if self.current() is not None and 0 <= place < len(self.rows):
            self.moved.emit(self.current(), place)

    def rename(self) -> None:
        """Let the officer type other words for the row chosen."""
        item = self.currentItem()
        if item is not None:
            self.editItem(item, 0)

    def add_command(self, words: str, keys: str, call: Callable[[], None]) -> QAction:
        """Offer something in the menu and by keys."""
        action = QAction(words, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False: call())
        self.addAction(action)
        return action

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the words come before the notes."""
        super().resizeEvent(event)
        self.setColumnHidden(1, event.size().width() < theme.px(NOTES_FROM))

    def dropEvent(self, event: QDropEvent) -> None:
        """Say where a row was dropped; Qt must not move anything by itself."""
        target = self.indexAt(event.position().toPoint())
        key = self.current()
        at = self._place_under(target)
        if key is not None:
            own = self.place_of(key)
            self._later.moved.emit(key, at - 1 if at > own else at)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()

    def _place_under(self, target: QModelIndex) -> int:
        if not target.isValid():
            return len(self.rows)
        below = QAbstractItemView.DropIndicatorPosition.BelowItem
        return target.row() + (self.dropIndicatorPosition() == below)

    def _go_to(self, place: int) -> None:
        item = self.topLevelItem(place)
        if item is not None:
            self.setCurrentItem(item)
            self.scrollToItem(item)

    def _item(self, row: ListRow) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        flags |= Qt.ItemFlag.ItemIsDragEnabled
        if not row.fixed:
            flags |= Qt.ItemFlag.ItemIsEditable
        item.setFlags(flags)
        item.setText(0, row.shown or row.text)
        item.setText(1, "retired" if row.retired and not row.note else row.note)
        item.setData(0, _Key, row.key)
        item.setToolTip(0, plain(row.text))
        if row.icon:
            item.setIcon(0, icon(row.icon, "muted"))
        muted = QBrush(theme.colour("muted"))
        item.setForeground(1, muted)
        if row.retired:
            font = self.font()
            font.setItalic(True)
            item.setFont(0, font)
            item.setForeground(0, muted)
        spoken = ", ".join(part for part in (row.text, item.text(1)) if part)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
        return item

    def _typed(self, item: QTreeWidgetItem, column: int) -> None:
        row = next((each for each in self.rows if each.key == item.data(0, _Key)), None)
        if column or row is None or item.text(0) == (row.shown or row.text):
            return
        words = item.text(0).strip()
        with QSignalBlocker(self):  # until it is saved, what is saved is shown
            item.setText(0, row.shown or row.text)
        self._later.renamed.emit(row.key, words)


class _Later(QObject):
    """Passes signals on once Qt is done with what it is at."""

    moved = Signal(object, int)
    renamed = Signal(object, str)
