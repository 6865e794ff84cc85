"""The contributions so far, the newest next to the line."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from engage_app.domain.contribution import Contribution
from ui.models.paged_rows import Index, RowRole
from ui.pages.capture_delegate import ContributionDelegate
from ui.pages.capture_keys import types_a_word
from ui.pages.capture_names import Names
from ui.theme import theme

AT_ONCE = 40  # read at a time
MOST = 80  # kept while typing; scrolling up reads more


class ContributionList(QAbstractListModel):
    """The last contributions of an activity; earlier ones are read when they are scrolled to."""

    def __init__(self, words: Callable[[Contribution], str]) -> None:
        super().__init__()
        self.rows: list[Contribution] = []
        self._words = words  # for screen readers

    def show(self, rows: Sequence[Contribution]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def append(self, row: Contribution) -> None:
        """One more; of many the earliest go out of sight, so that this always takes as long."""
        if len(self.rows) >= MOST:
            over = len(self.rows) - AT_ONCE
            self.beginRemoveRows(QModelIndex(), 0, over - 1)
            del self.rows[:over]
            self.endRemoveRows()
        place = len(self.rows)
        self.beginInsertRows(QModelIndex(), place, place)
        self.rows.append(row)
        self.endInsertRows()

    def prepend(self, rows: Sequence[Contribution]) -> None:
        """Earlier ones."""
        if rows:
            self.beginInsertRows(QModelIndex(), 0, len(rows) - 1)
            self.rows[:0] = rows
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == RowRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row)
        return None


class ContributionView(QListView):
    """The running list.

    Signals:
        earlier_wanted: the officer has scrolled up to the first one.
        correct_wanted: Enter or a double click on one: its id.
        remove_wanted: Delete on one: its id.
        left: Escape.
    """

    earlier_wanted = Signal()
    correct_wanted = Signal(int)
    remove_wanted = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.names = Names()
        self.rows = ContributionList(self._spoken)
        self.delegate = ContributionDelegate(self)
        self.setModel(self.rows)
        self.setItemDelegate(self.delegate)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("Contributions so far")
        edge = theme.px(6)  # rows are square: they would cover the round corners of the border
        self.setViewportMargins(0, edge, 0, edge)
        self.doubleClicked.connect(lambda index: self._emit(self.correct_wanted, index))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def offer_names(self, names: Names) -> None:
        """What groups, positions and themes are called."""
        self.names = names
        self.delegate.names = names
        self.viewport().update()

    def show_rows(self, rows: Sequence[Contribution]) -> None:
        """Show these, the last one in sight."""
        self.rows.show(rows)
        self.scrollToBottom()

    def append(self, row: Contribution) -> None:
        """One more, in sight."""
        self.rows.append(row)
        self.scrollToBottom()

    def prepend(self, rows: Sequence[Contribution]) -> None:
        """Earlier ones; what was in sight stays there."""
        bar = self.verticalScrollBar()
        from_end = bar.maximum() - bar.value()
        self.rows.prepend(rows)
        self.doItemsLayout()
        bar.setValue(bar.maximum() - from_end)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The last one stays in sight when the line grows."""
        bar = self.verticalScrollBar()
        at_the_end = bar.value() == bar.maximum()
        super().resizeEvent(event)
        if at_the_end:
            self.scrollToBottom()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._emit(self.correct_wanted, index)
        elif key == Qt.Key.Key_Delete:
            self._emit(self.remove_wanted, index)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif types_a_word(event):
            event.ignore()  # for the line: nothing is searched here
        else:
            super().keyPressEvent(event)

    def _emit(self, signal: Any, index: QModelIndex) -> None:
        if index.isValid():
            signal.emit(self.rows.rows[index.row()].id)

    def _scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value == bar.minimum() < bar.maximum() and self.rows.rows:
            self.earlier_wanted.emit()

    def _spoken(self, row: Contribution) -> str:
        facts = ", ".join(fact.words for fact in self.delegate.facts(row))
        return f"{row.text} ({facts})"
