"""What suppression has to know of a table: which figures it prints, and how they add up.

A figure has a key that says what it counts, the same in every table that prints it. Tables that
share a figure therefore hide it together, and a sum in one table can't give away a cell of another.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

Key = tuple[Hashable, ...]
"""What a figure counts, e.g. ("respondents", "group", 5)."""

Sum = tuple[Key, tuple[Key, ...]]
"""A total and the figures it is the sum of."""


@dataclass(frozen=True)
class Figure:
    """A count, and the number in it that could make somebody known.

    Attributes:
        value: the count as printed.
        people: respondents behind it where at least one of them is a person; 0 where all are
            organisations, whose counts are not suppressed.
        worth: where another figure must be hidden besides a small one, the figure of least worth
            goes first: subtotals before what they are made of.
    """

    value: int
    people: int
    worth: int = 1


@dataclass(frozen=True)
class Disclosure:
    """The figures of one table.

    Attributes:
        cells: (row, column) to the key of the count printed there.
        figures: every key used here.
        sums: what adds up.
        derived: (row, column) of shares and words to the figures they are worked out from, and of
            counts to the figures they are hidden with.
        chart: for each series and category of the chart, the figures its value is worked out from.
        base: the figures named in the table's base.
    """

    cells: Mapping[tuple[int, int], Key]
    figures: Mapping[Key, Figure]
    sums: tuple[Sum, ...] = ()
    derived: Mapping[tuple[int, int], tuple[Key, ...]] = field(default_factory=dict)
    chart: tuple[tuple[tuple[Key, ...], ...], ...] = ()
    base: tuple[Key, ...] = ()
