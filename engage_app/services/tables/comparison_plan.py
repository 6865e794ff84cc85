"""Where everything stands in a table that sets a finding side by side."""

from dataclasses import dataclass

from engage_app.domain.report import NOT_AVAILABLE, Column, Kind, Table, Value
from engage_app.domain.scope import CROSSED

BESIDE = 3
"""Up to so many figures of a finding stand side by side."""

_WHOLE_ROWS = (
    "reach_",
    "position_",
    "themes",
    "theme_by_",
    "sentiment_",
    "question_",
    "grid_",
    CROSSED,
)
"""The findings in which a row or column is missing only where nobody is in it. In others, which
print what is most frequent, what is missing isn't known."""

Head = tuple[Value, ...]
"""What tells a row: what stands before its figures, and which of those so headed it is."""


@dataclass(frozen=True)
class Side:
    """One of the tables; `rows` and `columns` tell where each of the first stands in it."""

    label: str
    table: Table
    rows: dict[Head, int]
    columns: dict[str, int]

    def place(self, head: Head, column: Column) -> tuple[int, int]:
        """Where a figure stands; (-1, -1) where it doesn't."""
        found = self.rows.get(head, -1), self.columns.get(column.name, -1)
        return found if min(found) >= 0 else (-1, -1)

    def value(self, head: Head, column: Column) -> Value:
        """A figure; nought where nobody among these responses is in it."""
        row, there = self.place(head, column)
        if row >= 0:
            return self.table.rows[row][there]
        whole = self.table.name.startswith(_WHOLE_ROWS)
        return 0 if column.kind is Kind.COUNT and whole else NOT_AVAILABLE


@dataclass(frozen=True)
class Plan:
    """Where everything stands.

    Attributes:
        sides: the tables, that of all responses first.
        heads: its rows.
        before: the columns that say what a row is.
        chosen: the figures that are compared.
    """

    sides: tuple[Side, ...]
    heads: tuple[Head, ...]
    before: tuple[Column, ...]
    chosen: tuple[Column, ...]

    @property
    def beside(self) -> bool:
        """Whether the sets stand beside each other, not under each other."""
        return len(self.chosen) <= BESIDE

    def at(self, row: int, side: int, place: int) -> tuple[int, int]:
        """Where the figure of a row, a set and a chosen column is printed."""
        if self.beside:
            return row, len(self.before) + side * len(self.chosen) + place
        return row * len(self.sides) + side, len(self.before) + place


def heads(table: Table) -> list[Head]:
    """What tells each row of a table from the others."""
    seen: dict[Head, int] = {}
    found, width = [], before(table)
    for row in table.rows:
        seen[row[:width]] = seen.get(row[:width], 0) + 1
        found.append((*row[:width], seen[row[:width]]))
    return found


def before(table: Table) -> int:
    """How many columns stand before the figures."""
    figures = (n for n, column in enumerate(table.columns) if column.kind is not Kind.TEXT)
    return max(next(figures, 1), 1)
