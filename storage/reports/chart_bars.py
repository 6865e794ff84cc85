"""Bars of charts: in rows, in pairs, in stacks, with what is hidden of them."""

from __future__ import annotations

from collections.abc import Iterable

from engage_app.domain.palette import Pattern, pattern_of, text_on
from engage_app.domain.stacks import hidden_of, shown_of
from storage.reports.cells import written
from storage.reports.chart_axis import Reach, Scale
from storage.reports.chart_canvas import Box, Canvas
from storage.reports.chart_rows import EDGE, Rows

_STUB = 10.0  # points: of a hidden part whose length would tell something, or is not known
_ROOMY = 0.12  # of a whole bar: the mark has room inside, and needs none at its end


class Bars(Rows):
    """A bar for each category, or two of them, one for each series."""

    most_series = 2

    @property
    def deep(self) -> float:
        """Two bars need room for a figure each."""
        return 2.0 if len(self.series) > 1 else 1.0

    def reaches(self) -> Iterable[Reach]:
        """Each bar and the figure at its end."""
        stub = self.points(_STUB)
        for column in self.columns:
            for value in column[: self.count]:
                beyond = self.room_for(self._label(value)) + (stub if value is None else 0)
                yield Reach(max(value or 0.0, 0.0), beyond)

    def draw_row(self, canvas: Canvas, row: int, along: Scale) -> None:
        """Draw one bar, or two."""
        several = len(self.series) > 1
        thick = self.thickness(0.4 if several else 0.66)
        zero = round(along.at(0.0))
        for at, column in enumerate(self.columns):
            value = column[row]
            middle = self.rows[row][0] + ((at - 0.5) * thick * 1.06 if several else 0.0)
            ends = sorted((zero, round(along.at(value or 0.0))))
            top = round(middle - thick / 2)
            box = Box(ends[0], top, ends[1], top + round(thick))
            if value is None:
                box = Box(zero, top, zero + self.points(_STUB), top + round(thick))
                box = box if self.hides else Box(zero, top, zero, box.bottom)
                if self.hides:
                    self.hidden(canvas, box)
            elif value:
                box = Box(box.left, top, max(box.right, box.left + self.points(EDGE)), box.bottom)
                self.part(canvas, box, at)
            self.beside(canvas, max(box.right, zero), box.middle[1], self._label(value))

    def _label(self, value: float | None) -> str:
        return self.missing if value is None else written(value, self.kind)


class Stacks(Rows):
    """The series of each category one after another, and in one box what isn't shown of it."""

    def reaches(self) -> Iterable[Reach]:
        """Each stack, with what is hidden of it; a share is of all, however little is shown."""
        if self.chart.share:
            yield Reach(1.0, self.letters.width(written(1.0, self.kind)) / 2)
        stub, label = self.points(_STUB), self.room_for(self.missing)
        for row in range(self.count):
            shown, rest = shown_of(self.chart, row), hidden_of(self.chart, row)
            beyond = 0.0 if rest is None else label if rest else stub + label
            if rest and self.chart.share and rest > _ROOMY:
                beyond = 0.0
            yield Reach(shown + (rest or 0.0), beyond)

    def draw_row(self, canvas: Canvas, row: int, along: Scale) -> None:
        """Draw the parts that are shown, then the others as one."""
        thick = self.thickness(0.72)
        top = round(self.rows[row][0] - thick / 2)
        at, before = 0.0, None
        for number, column in enumerate(self.columns):
            value = max(column[row] or 0.0, 0.0)
            if value:
                left, right = round(along.at(at)), round(along.at(at + value))
                box = Box(left, top, max(right, left + self.points(EDGE)), top + round(thick))
                self.part(canvas, box, number, before)
                before = number
                self._write_inside(canvas, box, number, written(value, self.kind))
            at += value
        rest = hidden_of(self.chart, row)
        if rest is not None:
            left, end = round(along.at(at)), round(along.at(at + rest))
            box = Box(left, top, end if rest else left + self.points(_STUB), top + round(thick))
            self._draw_rest(canvas, box)

    def _write_inside(self, canvas: Canvas, box: Box, at: int, text: str) -> None:
        """Write a part's figure on it, clear of its pattern, where there is room."""
        letters, plain = self.figures(box.height), pattern_of(at) is Pattern.PLAIN
        beside = self.points(0.7 if plain else 1.7)
        if letters is None or letters.width(text) + 2 * beside > box.width:
            return
        ground, ink = canvas.inks.on(self.colours[at], text_on(self.colours[at]))
        behind = None if plain else ground
        canvas.write(box.middle, (text,), letters, ink=ink, ground=behind)

    def _draw_rest(self, canvas: Canvas, box: Box) -> None:
        """Hatch what a row doesn't show, as a gap would read as nought, and say so."""
        if not self.hides:  # nobody is there to have a part
            self.beside(canvas, box.left, box.middle[1], self.missing)
            return
        self.hidden(canvas, box)
        letters = self.figures(box.height)
        if letters is None or letters.width(self.missing) + 2 * self.points(4) > box.width:
            self.beside(canvas, box.right, box.middle[1], self.missing)
        else:
            ground = canvas.inks.paper
            canvas.write(box.middle, (self.missing,), letters, ground=ground)
