"""A list of ids whose rows are read when they come into sight.

A million ids are a few megabytes; a million rows are not. A page is read around the row asked
for, and only the pages seen lately are kept.
"""

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from ui.widgets.tips import plain

Index = QModelIndex | QPersistentModelIndex
PAGE = 60
KEPT = 40  # pages
RowRole = Qt.ItemDataRole.UserRole + 1


class HasId(Protocol):
    """A row that knows its id."""

    @property
    def id(self) -> int:
        """The id of the record it shows."""


Row = TypeVar("Row", bound=HasId)


class Pages(Generic[Row]):
    """Rows by position, read in pages."""

    def __init__(self, fetch: Callable[[Sequence[int]], list[Row]]) -> None:
        self._fetch = fetch
        self.ids: Sequence[int] = ()
        self._places: dict[int, int] | None = None
        self._ascending = False
        self._pages: OrderedDict[int, dict[int, Row]] = OrderedDict()

    def show(self, ids: Sequence[int], *, ascending: bool = False) -> None:
        """Hold these ids from now on.

        Args:
            ascending: they are in the order of numbers, so that none has to be looked for.
        """
        self.ids = ids
        self._places = None
        self._ascending = ascending
        self._pages.clear()

    def extend(self, ids: "array[int]") -> None:
        """Hold these besides, after the ones held.

        Raises:
            TypeError: those held are no array.
        """
        if not isinstance(self.ids, array):
            raise TypeError("only an array of ids is extended")
        self._pages.pop(len(self.ids) // PAGE, None)  # it wasn't full
        self.ids.extend(ids)
        self._places = None

    def row(self, place: int) -> Row | None:
        """The row at a place; None where its record is gone."""
        number = place // PAGE
        if number not in self._pages:
            some = self.ids[number * PAGE : (number + 1) * PAGE]
            self._pages[number] = {row.id: row for row in self._fetch(some)}
            if len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number].get(self.ids[place])

    def place_of(self, key: int) -> int:
        """Where an id stands; −1 where it doesn't."""
        if self._ascending:
            place = bisect_left(self.ids, key)
            return place if place < len(self.ids) and self.ids[place] == key else -1
        if self._places is None:
            self._places = {each: place for place, each in enumerate(self.ids)}
        return self._places.get(key, -1)

    def forget(self, keys: Iterable[int] | None = None) -> None:
        """Read these rows (None: all) again when they are next asked for."""
        if keys is None:
            self._pages.clear()
            return
        for key in keys:
            self._pages.pop(self.place_of(key) // PAGE, None)

    def reread(self, place: int) -> None:
        """Read one row again, and not the page around it."""
        page = self._pages.get(place // PAGE)
        if page is not None:
            page.update((row.id, row) for row in self._fetch([self.ids[place]]))


class PagedList(QAbstractListModel):
    """Pages as a Qt list; `RowRole` gives the row, and a delegate paints it."""

    def __init__(
        self, fetch: Callable[[Sequence[int]], list[Any]], words: Callable[[Any], str]
    ) -> None:
        super().__init__()
        self.pages: Pages[Any] = Pages(fetch)
        self._words = words  # for screen readers

    def show(self, ids: Sequence[int], *, ascending: bool = False) -> None:
        """Show the records of these ids."""
        self.beginResetModel()
        self.pages.show(ids, ascending=ascending)
        self.endResetModel()

    def extend(self, ids: "array[int]") -> None:
        """Show the records of these ids besides, after the others."""
        if ids:
            before = len(self.pages.ids)
            self.beginInsertRows(QModelIndex(), before, before + len(ids) - 1)
            self.pages.extend(ids)
            self.endInsertRows()

    def reread(self) -> None:
        """Rows may have changed; their number and order have not."""
        self.pages.forget()
        if self.pages.ids:
            self.dataChanged.emit(self.index(0), self.index(len(self.pages.ids) - 1))

    def reread_row(self, place: int) -> None:
        """One row may have changed."""
        self.pages.reread(place)
        self.dataChanged.emit(self.index(place), self.index(place))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.pages.ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == RowRole:
            return self.pages.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.pages.row(index.row())
            return self._words(row) if row else ""
        return None


class PagedTable(QAbstractTableModel):
    """Pages as a Qt table, one column for each (heading, how to word it)."""

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], list[Any]],
        columns: Sequence[tuple[str, Callable[[Any], str]]],
    ) -> None:
        super().__init__()
        self.pages: Pages[Any] = Pages(fetch)
        self._columns = columns

    def show(self, ids: Sequence[int]) -> None:
        """Show the records of these ids."""
        self.beginResetModel()
        self.pages.show(ids)
        self.endResetModel()

    def reread(self) -> None:
        """Rows may have changed; their number and order have not."""
        self.pages.forget()
        if self.pages.ids:
            last = self.index(len(self.pages.ids) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.pages.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section][0]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if role != RowRole and role not in shown:
            return None
        row = self.pages.row(index.row())
        if role == RowRole or row is None:
            return row
        words = self._columns[index.column()][1](row)
        return plain(words) if role == Qt.ItemDataRole.ToolTipRole else words
