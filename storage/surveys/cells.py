"""Columns of cells that are turned, trimmed and counted once, for everyone who asks.

A large export has 100,000 rows and few different values: whatever is worked out for each different
value, rather than for each cell, costs next to nothing.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import zip_longest
from operator import is_
from typing import Any, TypeVar, cast, overload

_CHUNK = 500  # rows turned at a time, which stay close at hand for the processor
Found = TypeVar("Found")
Value = TypeVar("Value")


class Cells(list[str]):
    """A column about which things are worked out once. It is never changed after it was made."""

    __slots__ = ("_found",)

    def __init__(self, cells: Iterable[str] = ()) -> None:
        super().__init__(cells)
        self._found: dict[Callable[[Cells], Any], Any] = {}

    def once(self, work: Callable[["Cells"], Found]) -> Found:
        """What a function finds in the column, which is not to be changed."""
        if work not in self._found:
            self._found[work] = work(self)
        found: Found = self._found[work]
        return found

    @property
    def counts(self) -> Counter[str]:
        """How often each value occurs, blanks included; not to be changed."""
        return self.once(Counter)

    @property
    def trimmed(self) -> "Cells":
        """The cells without outer white space; this very column where there is none."""
        return self.once(_trimmed)

    @property
    def cleaned(self) -> "Cells":
        """The trimmed cells with each line break a line feed."""
        return self.trimmed.once(_cleaned)

    def mapped(self, change: Callable[[str], str]) -> "Cells":
        """Each value changed; this very column where none of them is."""
        changed = {value: new for value in self.counts if (new := change(value)) != value}
        return Cells(map(changed.get, self, self)) if changed else self


def _trimmed(cells: Cells) -> Cells:
    values = cells.counts
    same = all(map(is_, map(str.strip, values), values))  # stripping in vain gives the very string
    return cells if same else Cells(map(str.strip, cells))


def _cleaned(cells: Cells) -> Cells:
    if "\r" not in "".join(cells.counts):
        return cells
    return cells.mapped(lambda cell: cell.replace("\r\n", "\n").replace("\r", "\n"))


def as_cells(column: Iterable[str]) -> Cells:
    """The column as one that counts its values once."""
    return column if isinstance(column, Cells) else Cells(column)


def counted(cells: Iterable[str]) -> Counter[str]:
    """How often each value occurs, blanks included; not to be changed."""
    return cells.counts if isinstance(cells, Cells) else Counter(cells)


def different(cells: Iterable[Value]) -> Collection[Value]:
    """The different values, each once."""
    return cast(Collection[Value], cells.counts.keys()) if isinstance(cells, Cells) else set(cells)


class RowsOfColumns(Sequence[list[str]]):
    """Rows of one length, each made when it is asked for: most never are.

    Args:
        returns: whether a cell may hold a carriage return.
    """

    def __init__(self, columns: Sequence[Sequence[str]], *, returns: bool = True) -> None:
        self.columns = columns
        self.returns = returns

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[list[str]]:
        return map(list, zip(*self.columns, strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    @overload
    def __getitem__(self, place: int) -> list[str]: ...

    @overload
    def __getitem__(self, place: slice) -> list[list[str]]: ...

    def __getitem__(self, place: int | slice) -> list[str] | list[list[str]]:
        if isinstance(place, slice):
            return list(map(list, zip(*(column[place] for column in self.columns), strict=True)))
        return [column[place] for column in self.columns]


class Turned:
    """The rows of a table on their side, turned when they are first asked for.

    Attributes:
        rows: of the table, headings included; they may differ in length.
    """

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self.rows = rows
        self._below: dict[int, list[Cells]] = {}

    def below(self, first: int, width: int) -> list[Cells]:
        """The cells from a row on, column by column, not trimmed.

        Short rows are filled up; what stands beyond `width` is left out.
        """
        known = self._below.setdefault(first, [])
        if len(known) < width and isinstance(self.rows, RowsOfColumns):
            blank = [""] * max(len(self.rows) - first, 0)
            whole = self.rows.columns[len(known) : width]
            known += (Cells(column[first:]) for column in whole)
            known += (Cells(blank) for _ in range(width - len(known)))
        elif len(known) < width:
            rows = self.rows[first:]
            known += map(Cells, turned(rows, width)[len(known) :])
        return known[:width]

    def trimmed(self, first: int, width: int) -> list[Cells]:
        """The same, trimmed."""
        return [column.trimmed for column in self.below(first, width)]

    def cleaned(self, first: int, width: int) -> list[Cells]:
        """The same, trimmed, each line break a line feed."""
        if isinstance(self.rows, RowsOfColumns) and not self.rows.returns:
            return self.trimmed(first, width)
        return [column.cleaned for column in self.below(first, width)]


def turned(rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    """The cells column by column; short rows are filled up, what is beyond is left out."""
    columns: list[list[str]] = [[] for _ in range(width)]
    for start in range(0, len(rows), _CHUNK):
        chunk = rows[start : start + _CHUNK]
        if max(map(len, chunk)) > width:
            chunk = [row[:width] for row in chunk]
        parts = list(zip_longest(*chunk, fillvalue=""))
        parts += [("",) * len(chunk)] * (width - len(parts))
        for column, part in zip(columns, parts, strict=True):
            column.extend(part)
    return columns
