"""A list of what is written for a paper: two lines each, chosen with the arrows, opened with Enter."""

from collections.abc import Hashable, Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Line(Protocol):
    """A row: what it is known by, its first line, and how far it is."""

    @property
    def key(self) -> Hashable: ...
    @property
    def title(self) -> str: ...
    @property
    def standing(self) -> str: ...


L = TypeVar("L", bound=Line)


class TwoLineList(QListWidget, Generic[L]):
    """Rows of two lines.

    Signals:
        chosen: the row under the cursor, or None.
        opened: Enter was pressed.
    """

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.rows: tuple[L, ...] = ()
        self.setAccessibleName(name)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.currentRowChanged.connect(lambda _place: self.chosen.emit(self.current()))

    def show_rows(self, rows: Sequence[L], at: Hashable) -> None:
        """Show these, with the cursor on the one of that key, or where it was."""
        place, scrolled = max(self.currentRow(), 0), self.verticalScrollBar().value()
        self.rows = tuple(rows)
        keys = [row.key for row in rows]
        with QSignalBlocker(self):
            self.clear()
            for row in rows:
                self.addItem(QListWidgetItem(f"{row.title}\n{row.standing}"))
            if rows:
                self.setCurrentRow(keys.index(at) if at in keys else min(place, len(rows) - 1))
        self.verticalScrollBar().setValue(scrolled)
        self.chosen.emit(self.current())

    def current(self) -> L | None:
        """The row under the cursor."""
        place = self.currentRow()
        return self.rows[place] if 0 <= place < len(self.rows) else None

    def choose(self, key: Hashable) -> bool:
        """Go to a row; tells whether there is one of that key."""
        keys = [row.key for row in self.rows]
        if key in keys:
            self.setCurrentRow(keys.index(key))
        return key in keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in _OPENS:
            self.opened.emit()
        else:
            super().keyPressEvent(event)
