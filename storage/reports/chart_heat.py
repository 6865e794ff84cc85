"""Heat maps: categories down, series across, the darker the more."""

from __future__ import annotations

from functools import lru_cache

from engage_app.domain.palette import PAPER, RULE, heat_colour, text_on
from engage_app.domain.report import Chart
from storage.reports.cells import written
from storage.reports.chart_canvas import Box, Canvas
from storage.reports.chart_frame import Frame
from storage.reports.chart_hatches import HIDDEN
from storage.reports.chart_inks import Inks
from storage.reports.chart_text import Lettering, numbers

_SHADES = 20  # more can't be told apart
_LONGEST = 0.28  # of the picture's width: an upright name
_MOST_LINES = 4  # of a name over its column


class Heat(Frame):
    """A cell for each category and series."""

    def __init__(self, chart: Chart, width: int, dots: int, missing: str) -> None:
        count = len(chart.categories)
        self.columns = [numbers(one.values, count) for one in chart.series]
        top = max((value for column in self.columns for value in column if value), default=1.0)
        self.shades = [[_shade(value, top) for value in column] for column in self.columns]
        super().__init__(chart, width, dots, missing)
        self.texts = [
            [missing if each is None else written(each, self.kind) for each in column]
            for column in self.columns
        ]

    def inks(self) -> Inks:
        """A ramp for each shade and the figures on it."""
        shades = sorted({shade for column in self.shades for shade in column if shade})
        return Inks([(PAPER, RULE), *((shade, text_on(shade)) for shade in shades)])

    def head(self) -> float:
        """The names of the columns, and a gap under them."""
        upright, names = self._headings()
        if upright:
            return max(self.letters.widest(lines) for lines in names) + self.points(5)
        return max(map(len, names)) * self.letters.line + self.points(3)

    def foot(self) -> float:
        """The name of the axis."""
        lines = len(self.axis_lines())
        return lines * self.letters.line + (self.points(4) if lines else 0)

    def draw(self, canvas: Canvas) -> None:
        """Draw cells, the lines between them, names and axis."""
        figures = self._figures()
        for column in range(len(self.columns)):
            for row in range(self.count):
                self._cell(canvas, column, row, figures)
        self._lines(canvas)
        self._write_headings(canvas)
        self.write_names(canvas)
        self.write_axis(canvas, self.bottom + self.points(4))

    @property
    def _room(self) -> float:
        return (self.width - self.margin - self.left) / len(self.columns)

    def _edges(self, column: int) -> tuple[int, int]:
        return tuple(round(self.left + self._room * at) for at in (column, column + 1))  # type: ignore[return-value]

    def _headings(self) -> tuple[bool, list[tuple[str, ...]]]:
        """Whether the columns' names stand upright, and their lines."""
        room = self._room - self.points(4)
        names = tuple(one.name for one in self.chart.series)
        return _headings(names, self.letters, room, self.width * _LONGEST, self.most)

    def _write_headings(self, canvas: Canvas) -> None:
        upright, names = self._headings()
        for column, lines in enumerate(names):
            left, right = self._edges(column)
            if upright:
                place = ((left + right) / 2, self.top - self.points(3))
                canvas.write_upright(place, lines, self.letters)
            else:
                y = self.top - self.points(2) - len(lines) * self.letters.line / 2
                canvas.write(((left + right) / 2, y), lines, self.letters)

    def _figures(self) -> Lettering | None:
        """The letters of the figures, of one size in all cells; None where they have no room."""
        texts = sorted({text for column in self.texts for text in column[: self.count]})
        room, letters = self._room - self.points(2.5), self.figures(self.least)
        while letters is not None and letters.widest(texts) > room:
            letters = self.figures(letters.size - self.dots / 72 / 2)
        return letters

    def _cell(self, canvas: Canvas, column: int, row: int, figures: Lettering | None) -> None:
        left, right = self._edges(column)
        middle, deep = self.rows[row]
        box = Box(left, round(middle - deep / 2), right, round(middle + deep / 2))
        shade, inks = self.shades[column][row], canvas.inks
        if shade is None:
            if self.hides:
                canvas.pattern(box, HIDDEN, inks.on(PAPER, RULE))
            ground, ink = inks.paper, inks.ink
        else:
            ground, ink = inks.on(shade, text_on(shade))
            canvas.fill(box, ground)
        if figures is not None:
            behind = ground if shade is None else None
            text = self.texts[column][row]
            canvas.write(box.middle, (text,), figures, ink=ink, ground=behind)

    def _lines(self, canvas: Canvas) -> None:
        rule, thick = canvas.inks.on(PAPER, RULE)[1], self.points(0.5)
        right = self._edges(len(self.columns) - 1)[1]
        for middle, deep in self.rows:
            y = round(middle - deep / 2)
            canvas.fill(Box(self.left, y, right, y + thick), rule)
        canvas.fill(Box(self.left, self.bottom, right + thick, self.bottom + thick), rule)
        for column in range(len(self.columns)):
            x = self._edges(column)[0]
            canvas.fill(Box(x, self.top, x + thick, self.bottom), rule)
        canvas.fill(Box(right, self.top, right + thick, self.bottom), rule)


def _shade(value: float | None, top: float) -> str | None:
    return None if value is None else heat_colour(round(value / top * _SHADES) / _SHADES)


@lru_cache(maxsize=8)
def _headings(
    names: tuple[str, ...], letters: Lettering, room: float, longest: float, most: int
) -> tuple[bool, list[tuple[str, ...]]]:
    """Level where every word has room in its column and no name too many lines, else upright."""
    level = [letters.wrapped(name, max(room, letters.size), most) for name in names]
    widest = max((letters.width(word) for name in names for word in name.split()), default=0.0)
    if widest <= room and max(map(len, level)) <= _MOST_LINES:
        return False, level
    lines = min(max(1, int(room / letters.line)), most)
    high = min(widest, longest)
    upright = [letters.wrapped(name, high) for name in names]
    while max(map(len, upright)) > lines and high < longest:  # as low as its longest name allows
        high = min(high + letters.size, longest)
        upright = [letters.wrapped(name, high) for name in names]
    return True, [letters.wrapped(name, high, lines) for name in names]
