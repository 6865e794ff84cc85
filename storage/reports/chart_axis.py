"""Values to dots, round figures along an axis, and the key to the parts of bars."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage.reports.chart_text import Lettering

_MOST_STEPS = 6
_ROUND = (1, 2, 5, 10)


@dataclass(frozen=True)
class Reach:
    """What has to have room along an axis: a value, and dots beyond it (a figure at its end)."""

    value: float
    beyond: float


@dataclass(frozen=True)
class Scale:
    """Values to dots: `low` lies at `left`, and a unit is `unit` dots long."""

    low: float
    left: float
    unit: float

    def at(self, value: float) -> float:
        """Where a value lies."""
        return self.left + (value - self.low) * self.unit

    def value_at(self, x: float) -> float:
        """What lies there."""
        return self.low + (x - self.left) / self.unit


def scale(low: float, left: float, right: float, reaches: Iterable[Reach]) -> Scale:
    """The scale from `low` at which everything ends at `right` or before it."""
    room = right - left
    units = [
        max(room - one.beyond, room * 0.1) / (one.value - low) for one in reaches if one.value > low
    ]
    return Scale(low, left, min(units, default=room))


def round_figures(low: float, high: float, *, whole: bool, most: int = _MOST_STEPS) -> list[float]:
    """Round figures from `low` to `high`, at most so many steps; `whole`: only whole numbers."""
    span = (high - low) / max(most, 1)
    if span <= 0 or not math.isfinite(span):
        return [low]
    size = 10.0 ** math.floor(math.log10(span))
    step = next(size * each for each in _ROUND if size * each >= span * (1 - 1e-9))
    if whole:
        step = max(1.0, step)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [number * step for number in range(first, last + 1)]


@dataclass(frozen=True)
class Key:
    """The key to the parts of bars: names in columns, read along rows.

    Attributes:
        names: the lines of each.
        columns: how many stand in a row.
        widths: of the columns, in dots, with their swatches and gaps.
        rows: the heights of the rows.
        swatch: width of a swatch.
        gap: between a swatch and its name.
    """

    names: tuple[tuple[str, ...], ...]
    columns: int
    widths: tuple[float, ...]
    rows: tuple[float, ...]
    swatch: float
    gap: float

    def places(self, left: float, top: float) -> Iterable[tuple[float, float]]:
        """For each name, where its swatch begins and the middle of its row."""
        for number in range(len(self.names)):
            row, column = divmod(number, self.columns)
            x = left + sum(self.widths[:column])
            yield x, top + sum(self.rows[:row]) + self.rows[row] / 2


def key_of(names: Sequence[str], letters: Lettering, room: float, most: int) -> Key:
    """The names in as many columns as there is room for."""
    swatch, gap, between = letters.size * 2, letters.size * 0.7, letters.size * 2
    extra = swatch + gap + between
    lines = tuple(letters.wrapped(one, min(letters.size * 20, room - extra), most) for one in names)
    wide = [letters.widest(one) + extra for one in lines]
    for columns in range(len(wide), 0, -1):
        even = -(-len(wide) // -(-len(wide) // columns))  # rows about as long as one another
        widths = [max(wide[at::even]) for at in range(even)]
        if sum(widths) <= room + between or columns == 1:
            break
    rows = [
        (max(map(len, lines[at : at + even])) + 0.25) * letters.line
        for at in range(0, len(wide), even)
    ]
    return Key(lines, even, (*widths[:-1], widths[-1] - between), tuple(rows), swatch, gap)
