"""What charts of bars share: the axis they stand on, their key, and how a bar is filled.

Series differ in lightness and in pattern, and where two touch, a line parts them: a dark one around
a part that it stands out against, a light one before any other.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import replace

from engage_app.domain.palette import (
    INK,
    MUTED,
    PAPER,
    RULE,
    Pattern,
    edge_of,
    pattern_of,
    series_colour,
    shade_on,
    text_on,
)
from engage_app.domain.report import Chart, Kind
from storage.reports.cells import written
from storage.reports.chart_axis import Key, Reach, Scale, key_of, round_figures, scale
from storage.reports.chart_canvas import Box, Canvas
from storage.reports.chart_frame import Frame
from storage.reports.chart_hatches import HIDDEN
from storage.reports.chart_inks import Inks
from storage.reports.chart_text import numbers

EDGE = 0.8
"""Points: how thick the line around a bar is."""

_THICKEST = 30.0  # points
_BESIDE = 4.0  # points from a bar's end to its figure


class Rows(Frame):
    """A chart of bars; what stands in a row is for each kind to say.

    Attributes:
        most_series: how many it draws; 0: all.
    """

    most_series = 0

    def __init__(self, chart: Chart, width: int, dots: int, missing: str) -> None:
        self.series = chart.series[: self.most_series or None]
        self.colours = [series_colour(at, one.colour) for at, one in enumerate(self.series)]
        count = len(chart.categories)
        self.columns = [numbers(one.values, count) for one in self.series]
        super().__init__(chart, width, dots, missing)

    def inks(self) -> Inks:
        """A ramp for each colour's pattern and for the words on it, and for what is hidden."""
        pairs = [(PAPER, MUTED), (PAPER, RULE)]
        for at, colour in enumerate(self.colours):
            pairs.append((colour, text_on(colour)))
            if pattern_of(at) is not Pattern.PLAIN:
                pairs.append((colour, shade_on(colour)))
        return Inks(pairs)

    def head(self) -> float:
        """Nothing stands over bars."""
        return 0.0

    def foot(self) -> float:
        """Figures along the axis, its name, the key."""
        lines = 1.3 + len(self.axis_lines())
        return lines * self.letters.line + self._key_height()

    @abstractmethod
    def reaches(self) -> Iterable[Reach]:
        """The end of each row."""

    @abstractmethod
    def draw_row(self, canvas: Canvas, row: int, along: Scale) -> None:
        """Draw what stands in a row."""

    def draw(self, canvas: Canvas) -> None:
        """Draw grid, bars, the line they begin at, names, axis and key."""
        along = self._scale()
        y = self._grid(canvas, along)
        for row in range(self.count):
            self.draw_row(canvas, row, along)
        zero, half = round(along.at(0.0)), self.points(0.5)
        rule = canvas.inks.on(PAPER, RULE)[1]
        canvas.fill(Box(zero - half, self.top, zero, self.bottom), rule)
        self.write_names(canvas)
        y = self.write_axis(canvas, y)
        if len(self.series) > 1:
            self._draw_key(canvas, y + self.letters.line * 0.4)

    def part(self, canvas: Canvas, box: Box, at: int, before: int | None = None) -> None:
        """Draw a bar of the series `at`, or a part of one that touches another `before` it."""
        colour, inks = self.colours[at], canvas.inks
        pattern = pattern_of(at)
        if pattern is Pattern.PLAIN:
            canvas.fill(box, inks.on(colour, text_on(colour))[0])
        else:
            canvas.pattern(box, pattern, inks.on(colour, shade_on(colour)))
        thick, edge = self.points(EDGE), edge_of(colour)
        if edge == INK and box.width > 2 * thick:
            shared = before is not None and edge_of(self.colours[before]) == INK
            canvas.outline(replace(box, left=box.left - thick * shared), inks.ink, thick)
        elif edge == PAPER and before is not None:
            canvas.fill(replace(box, right=box.left + thick), inks.paper)

    def hidden(self, canvas: Canvas, box: Box) -> None:
        """Hatch what isn't shown."""
        colours = canvas.inks.on(PAPER, MUTED)
        canvas.pattern(box, HIDDEN, colours)
        canvas.outline(box, colours[1], self.points(EDGE / 2))

    def beside(self, canvas: Canvas, x: float, y: float, text: str) -> None:
        """Write a figure at the end of a bar, if it has room between its neighbours."""
        letters = self.figures(self.least / self.deep)
        if letters is not None:
            canvas.write((x + self.points(_BESIDE), y), (text,), letters, side="l")

    def room_for(self, text: str) -> float:
        """The dots that a figure at the end of a bar takes."""
        return self.points(_BESIDE) + self.letters.width(text)

    def thickness(self, share: float) -> float:
        """How thick bars are that fill such a share of a row."""
        return min(self.least * share, self.points(_THICKEST))

    def _scale(self) -> Scale:
        low = min([0.0, *(value or 0.0 for column in self.columns for value in column)]) * 1.1
        right = self.width - self.margin
        return scale(low, self.left, right, self.reaches())

    def _grid(self, canvas: Canvas, along: Scale) -> float:
        """Draw lines at round figures, and write these; where they end."""
        right = self.width - self.margin
        whole = self.kind is Kind.COUNT
        high = along.value_at(right)
        y = self.bottom + self.letters.line * 0.65
        for most in (6, 5, 4, 3, 2, 1):
            figures = round_figures(along.low, high, whole=whole, most=most)
            texts = [written(round(each, 6) or 0.0, self.kind) for each in figures]
            if self.letters.widest(texts) * 1.4 < (right - self.left) / (len(figures) + 1):
                break
        for value, text in zip(figures, texts, strict=True):
            x = round(along.at(value))
            half = self.letters.width(text) / 2
            if half <= x <= self.width - half:
                canvas.fill(Box(x, self.top, x + self.points(0.6), self.bottom), canvas.inks.grid)
                canvas.write((x, y), (text,), self.letters)
        return self.bottom + self.letters.line * 1.3

    def _key(self) -> Key:
        room = self.width - 2 * self.margin
        return key_of([one.name for one in self.series], self.letters, room, self.most)

    def _key_height(self) -> float:
        if len(self.series) < 2:
            return 0.0
        return sum(self._key().rows) + self.letters.line * 0.4

    def _draw_key(self, canvas: Canvas, top: float) -> None:
        key = self._key()
        high = self.letters.size * 0.55
        left = max(self.margin, (self.width - sum(key.widths)) / 2)
        for at, (x, y) in enumerate(key.places(left, top)):
            edges = (x, y - high, x + key.swatch, y + high)
            box = Box(*(round(edge) for edge in edges))
            self.part(canvas, box, at)
            canvas.outline(box, canvas.inks.ink, self.points(EDGE / 2))
            canvas.write((x + key.swatch + key.gap, y), key.names[at], self.letters, side="l")
