"""Parts of an activity's form: heads counted by group, and the agenda."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QTableWidgetItem, QWidget

from engage_app.domain.activity import AgendaItem
from engage_app.domain.stakeholders import StakeholderGroup, in_tree_order
from ui.widgets.entry_grid import EntryGrid
from ui.widgets.tips import plain

_IdRole = Qt.ItemDataRole.UserRole + 1


class HeadGrid(EntryGrid):
    """How many came of each stakeholder group.

    Signals:
        counted: {group: heads}, without the groups that have no number.
    """

    counted = Signal(object)

    def __init__(self) -> None:
        super().__init__("Heads counted by group", ("Stakeholder group", "Heads"), numbers=(1,))
        self.itemChanged.connect(self._changed)

    def show_heads(self, groups: Sequence[StakeholderGroup], heads: Mapping[int, int]) -> None:
        """Show the groups as a tree, with the heads counted."""
        placed = in_tree_order(groups)
        same = [self.group_at(line) for line in range(self.rowCount())] == [
            each.group.id for each in placed
        ]
        with QSignalBlocker(self):
            if not same:
                self.setRowCount(len(placed))
            for line, each in enumerate(placed):
                if not same or self.text(line, 0) != each.group.name:
                    name = self.put(line, 0, "    " * each.depth + each.group.name, editable=False)
                    name.setData(_IdRole, each.group.id)
                    name.setToolTip(plain(" > ".join(each.path)))
                number = heads.get(each.group.id)
                words = "" if number is None else str(number)
                if not same or self.text(line, 1) != words:
                    cell = self.put(line, 1, words)
                    spoken = f"{each.group.name}, {words or 'not counted'}"
                    cell.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        if self.currentRow() < 0:
            self.setCurrentCell(0, 1)
        self.updateGeometry()

    def group_at(self, row: int) -> int:
        """The group of a line."""
        cell = self.item(row, 0)
        return int(cell.data(_IdRole)) if cell else 0

    def heads(self) -> dict[int, int]:
        """What the table says."""
        found = ((self.group_at(row), self.number(row, 1)) for row in range(self.rowCount()))
        return {group: number for group, number in found if number is not None}

    def _changed(self, _cell: QTableWidgetItem) -> None:
        self.counted.emit(self.heads())


class AgendaGrid(EntryGrid):
    """The items of an agenda; a line below them takes the next. Delete removes, Alt+Up moves.

    Signals:
        changed: the AgendaItems in their order.
    """

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__("Agenda", ("Item", "Minutes"), numbers=(1,), lines=12)
        self.setAccessibleDescription(
            "Type in the last line to add an item, Tab to go on to its minutes. Delete removes one,"
            " Alt with the arrows moves it."
        )
        self.itemChanged.connect(self._edited)

    def show_items(self, items: Sequence[AgendaItem]) -> None:
        """Show these, and an empty line below."""
        with QSignalBlocker(self):
            self.setRowCount(len(items) + 1)
            for line, item in enumerate((*items, AgendaItem(0, ""))):
                minutes = "" if item.minutes is None else str(item.minutes)
                for column, words in enumerate((item.title, minutes)):
                    # A cell that says so already stays: it may be the one being typed into.
                    if self.item(line, column) is None or self.text(line, column) != words:
                        self.put(line, column, words)
                if title := self.item(line, 0):
                    title.setData(_IdRole, item.id)
        if self.currentRow() < 0:
            self.setCurrentCell(0, 0)
        self.updateGeometry()

    def agenda(self) -> list[AgendaItem]:
        """What the table says; a line with no title and no minutes is none."""
        found = []
        for row in range(self.rowCount()):
            title, minutes = self.text(row, 0), self.number(row, 1)
            if title or (minutes is not None and row < self.rowCount() - 1):
                found.append(AgendaItem(self._id_at(row), title, minutes))
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes the line, Alt with an arrow moves it."""
        row, last = self.currentRow(), self.rowCount() - 1
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() == Qt.Key.Key_Delete and 0 <= row < last:
            self._say([item for place, item in enumerate(self.agenda()) if place != row], row)
        elif event.key() in steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            to = row + steps[Qt.Key(event.key())]
            if 0 <= row < last and 0 <= to < last:
                items = self.agenda()
                items.insert(to, items.pop(row))
                self._say(items, to)
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Tab, the next cell, which typing fills; after Shift+Tab, the one before."""
        super().closeEditor(editor, hint)
        ends = QAbstractItemDelegate.EndEditHint
        steps = {ends.EditNextItem: 1, ends.EditPreviousItem: -1}
        if hint in steps:
            across = self.columnCount()
            place = self.currentRow() * across + self.currentColumn() + steps[hint]
            if 0 <= place < self.rowCount() * across:
                self.setCurrentCell(*divmod(place, across))

    def _id_at(self, row: int) -> int:
        cell = self.item(row, 0)
        return int(cell.data(_IdRole) or 0) if cell else 0

    def _say(self, items: list[AgendaItem], row: int) -> None:
        self.setCurrentCell(row, self.currentColumn())
        self.changed.emit(items)

    def _edited(self, _cell: QTableWidgetItem) -> None:
        self.changed.emit(self.agenda())
