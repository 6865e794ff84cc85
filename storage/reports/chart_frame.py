"""What all charts have: categories down the left, each with room for its name, and an axis.

A picture as high as it likes has letters of full size. One that may not be is laid out again with
smaller ones, until all of it has room; only where the smallest don't fit either are words parted.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable

from engage_app.domain.report import MOST_CATEGORIES, NO_FIGURE, Chart
from storage.reports.cells import kind_of
from storage.reports.chart_canvas import Canvas
from storage.reports.chart_inks import Inks
from storage.reports.chart_text import Lettering

_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5)
"""Points, of letters: the first where a picture is as high as it likes."""

_LINES = 12  # of a name, however much room there is
_ROW = 1.95  # lines: a row as high as it likes, and so much for each line more
_GAP = 0.7  # lines, between rows at the least
_CROWDED = ((5.5, 3, 0.4), (5.5, 2, 0.3), (5.5, 1, 0.2), (4.5, 1, 0.1), (3.5, 1, 0.0))
"""Where the smallest letters don't fit: letters, lines that a name may have, and the gap then."""

_SMALLEST = 3.5  # points, of a figure: the table has those that are left out
_FEW = 14  # categories; more have wider names, so that most have one line
_SHARE, _WIDER = 0.34, 0.38  # of the width, for names


class Frame(ABC):
    """A chart as it is laid out at a width; dots are those of the picture."""

    def __init__(self, chart: Chart, width: int, dots: int, missing: str) -> None:
        self.chart = chart
        self.width = width
        self.missing = missing
        self.hides = missing != NO_FIGURE  # else nobody is there to have a figure: no hatching
        self.kind = kind_of(chart)
        self.count = min(len(chart.categories), MOST_CATEGORIES)
        self.dots = dots
        self.margin = self.points(2.5)
        self._is_set: tuple[float, int] | None = None
        self._set(_SIZES[0], _LINES)
        self.rows: list[tuple[float, float]] = []
        """Middle and height of each category's row."""

    def points(self, points: float) -> int:
        """Points in dots, at least one."""
        return max(1, round(points * self.dots / 72))

    def natural_height(self) -> int:
        """How high the picture would be if it could be as high as it likes."""
        self._set(_SIZES[0], _LINES)
        return round(self._around() + sum(self._needs(_ROW - 1)))

    def fit(self, height: int) -> None:
        """Lay it out so high: letters, rows, and what is over and under them."""
        usual = ((size, _LINES, _GAP) for size in _SIZES)
        for size, most, gap in (*usual, *_CROWDED):
            self._set(size, most)
            room = height - self._around()
            needs = self._needs(gap)
            if sum(needs) <= room:
                break
        top = self.margin + self.head()
        for deep in _shared(needs, room):
            self.rows.append((top + deep / 2, deep))
            top += deep

    def figures(self, room: float) -> Lettering | None:
        """Letters for figures that have so much height each; None where nobody could read them."""
        size = min(self.letters.size, room)
        return Lettering(size) if size >= _SMALLEST * self.dots / 72 else None

    @property
    def least(self) -> float:
        """The height of the lowest row: bars are as thick in all of them."""
        return min(deep for _, deep in self.rows)

    @property
    def top(self) -> int:
        """Where the first row begins."""
        return round(self.rows[0][0] - self.rows[0][1] / 2)

    @property
    def bottom(self) -> int:
        """Where the last row ends."""
        return round(self.rows[-1][0] + self.rows[-1][1] / 2)

    def write_names(self, canvas: Canvas) -> None:
        """Write the categories beside their rows."""
        x = self.left - self.points(4)
        for (middle, _), lines in zip(self.rows, self.names, strict=True):
            canvas.write((x, middle), lines, self.letters, side="r")

    def write_axis(self, canvas: Canvas, y: float) -> float:
        """Write what the values are, from `y` down, amid the plot; where that ends."""
        lines = self.axis_lines()
        if lines:
            half = self.letters.widest(lines) / 2 + self.margin
            amid = min((self.left + self.width - self.margin) / 2, self.width - half)
            middle = y + len(lines) * self.letters.line / 2
            canvas.write((max(amid, half), middle), lines, self.letters)
        return y + len(lines) * self.letters.line

    def axis_lines(self) -> tuple[str, ...]:
        """The name of the axis; no line where it has none."""
        room = self.width - 2 * self.margin
        lines = self.letters.wrapped(self.chart.axis, room, min(self.most, 3))
        return lines if any(lines) else ()

    @abstractmethod
    def inks(self) -> Inks:
        """The colours it is drawn in."""

    @abstractmethod
    def head(self) -> float:
        """The height of what stands over the rows."""

    @abstractmethod
    def foot(self) -> float:
        """The height of what stands under them."""

    @abstractmethod
    def draw(self, canvas: Canvas) -> None:
        """Draw it, once it has been laid out."""

    @property
    def deep(self) -> float:
        """Lines of text that a row has room for at the least."""
        return 1.0

    def _set(self, size: float, most: int) -> None:
        if self._is_set == (size, most):
            return
        self._is_set = size, most
        self.letters = Lettering(size * self.dots / 72)
        self.most = most
        room = self.width * (_SHARE if self.count <= _FEW else _WIDER)
        self.names = [
            self.letters.wrapped(name, room, most) for name in self.chart.categories[: self.count]
        ]
        widest = max(self.letters.size * 1.5, *map(self.letters.widest, self.names))
        self.left = self.margin + round(widest) + self.points(4)

    def _around(self) -> float:
        return 2 * self.margin + self.head() + self.foot()

    def _needs(self, gap: float) -> list[float]:
        line = self.letters.line
        return [(max(len(lines), self.deep) + gap) * line for lines in self.names]


def _shared(needs: list[float], room: float) -> Iterable[float]:
    """Heights that fill the room: all alike, but where one needs more, or all less."""
    if sum(needs) > room:
        return [need * max(room, len(needs)) / sum(needs) for need in needs]
    level, left = 0.0, room
    for number, need in enumerate(sorted(needs, reverse=True)):
        level = left / (len(needs) - number)
        if need <= level:
            break
        left -= need
    return [max(need, level) for need in needs]
