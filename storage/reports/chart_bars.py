"""Bars of charts: in rows, in pairs, in stacks that survive greyscale.

Series differ in lightness and in pattern, and where two touch, a light line and a dark one part
them: one of the two stands out against any colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_app.domain.palette import (
    GRID,
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
from storage.reports.cells import kind_of, written
from storage.reports.chart_text import (
    HIDDEN,
    LABEL_LETTERS,
    LETTER,
    TYPE,
    add_box,
    name_axis,
    numbers,
    width_of,
    words,
    wrapped,
    write,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HATCHES = {
    Pattern.PLAIN: "",
    Pattern.DOTS: "....",
    Pattern.FALLING: "\\\\\\",
    Pattern.LEVEL: "---",
    Pattern.UPRIGHT: "|||",
}
_LINE = 0.8  # points


@dataclass(frozen=True)
class _Bar:
    """A bar, or a part of one: its row, where it starts, how long and how thick it is."""

    row: float
    start: float
    length: float
    thick: float


def bars(axes: Axes, chart: Chart, count: int, missing: str, size: float) -> None:
    """Draw a bar for each category, or two of them, one for each series."""
    series = chart.series[:2]
    columns = [numbers(one.values, count) for one in series]
    kind = kind_of(chart)
    low, high = _ends([value for column in columns for value in column])
    thick = 0.62 if len(series) == 1 else 0.38
    for index, (one, column) in enumerate(zip(series, columns, strict=True)):
        colour = series_colour(index, one.colour)
        shift = 0.0 if len(series) == 1 else (index - 0.5) * 0.4
        for row, value in enumerate(column):
            length = high * 0.03 if value is None else value
            bar = _Bar(row + shift, 0.0, length, thick)
            if value is None:
                _draw_hidden(axes, bar)
            else:
                _draw(axes, bar, colour, pattern_of(index))
            label = missing if value is None else written(value, kind)
            end = max(length, 0.0) + (high - low) * 0.012
            write(axes, (end, bar.row), label, size, side="left")
    axes.set_xlim(low, high + (high - low) * 0.1)
    _value_axis(axes, chart, size)
    if len(series) > 1:
        _legend(axes, chart, len(series), size)


def stacked(axes: Axes, chart: Chart, count: int, missing: str, size: float) -> None:
    """Draw the series of each category one after another."""
    columns = [numbers(one.values, count) for one in chart.series]
    totals = [sum(column[row] or 0 for column in columns) for row in range(count)]
    whole = 1.0 if chart.share else max([*totals, 0]) or 1.0
    at, kind = [0.0] * count, kind_of(chart)
    for index, (one, column) in enumerate(zip(chart.series, columns, strict=True)):
        colour = series_colour(index, one.colour)
        for row, value in enumerate(column):
            bar = _Bar(row, at[row], value or 0.0, 0.72)
            if bar.length > 0:
                _draw(axes, bar, colour, pattern_of(index))
                patterned = pattern_of(index) is not Pattern.PLAIN
                label = (written(bar.length, kind), colour, patterned)
                _write_inside(axes, bar, whole, label, size)
            at[row] += bar.length
    for row in range(count):
        if any(column[row] is None for column in columns):
            end = max(whole, at[row]) if chart.share else at[row] + whole * 0.03
            _hidden_part(axes, _Bar(row, at[row], end - at[row], 0.72), whole, missing, size)
    axes.set_xlim(0, whole * (1.0 if chart.share else 1.08))
    _value_axis(axes, chart, size)
    _legend(axes, chart, len(chart.series), size)


def _draw(axes: Axes, bar: _Bar, colour: str, pattern: Pattern) -> None:
    look = {"facecolor": colour, "edgecolor": edge_of(colour), "lw": _LINE}
    hatch = (
        {"hatch": _HATCHES[pattern], "hatchcolor": shade_on(colour)} if _HATCHES[pattern] else {}
    )
    add_box(axes, _corner(bar), (bar.length, bar.thick), **look, **hatch)


def _draw_hidden(axes: Axes, bar: _Bar) -> None:
    look = {"facecolor": PAPER, "edgecolor": MUTED, "hatch": HIDDEN, "lw": 0.6}
    add_box(axes, _corner(bar), (bar.length, bar.thick), **look)


def _corner(bar: _Bar) -> tuple[float, float]:
    return bar.start, bar.row - bar.thick / 2


def _write_inside(
    axes: Axes, bar: _Bar, whole: float, label: tuple[str, str, bool], size: float
) -> None:
    """Write a segment's (value, on its colour, clear of its pattern) where there is room."""
    text, colour, patterned = label
    room = bar.length / whole * width_of(axes) * 0.6  # the plot beside its labels
    if room > (len(text) + 0.5) * LETTER * size / TYPE:
        place = (bar.start + bar.length / 2, bar.row)
        behind = colour if patterned else ""
        write(axes, place, text, size * 0.95, colour=text_on(colour), behind=behind)


def _hidden_part(axes: Axes, bar: _Bar, whole: float, missing: str, size: float) -> None:
    """Hatch what a row doesn't show, as a gap would read as nought, and say so."""
    if bar.length > 0:
        _draw_hidden(axes, bar)
    inside = bar.length > whole * 0.06
    end = bar.start + bar.length
    place = (bar.start + bar.length / 2 if inside else end + whole * 0.01, bar.row)
    side, behind = ("center", PAPER) if inside else ("left", "")
    write(axes, place, missing, size * 0.95, side=side, behind=behind)


def _value_axis(axes: Axes, chart: Chart, size: float) -> None:
    from matplotlib.ticker import MaxNLocator, PercentFormatter

    axes.xaxis.set_major_locator(MaxNLocator(6, integer=kind_of(chart) is Kind.COUNT))
    if chart.share:
        axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.tick_params(axis="x", labelsize=size, labelcolor=INK)
    axes.set_axisbelow(True)
    axes.grid(axis="x", color=GRID, lw=0.6)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.spines["left"].set_color(RULE)
    name_axis(axes, chart, size)


def _legend(axes: Axes, chart: Chart, count: int, size: float) -> None:
    """Under the plot, in as many columns as the longest name leaves room for, read along rows."""
    from matplotlib.patches import Patch

    names = [wrapped(one.name, LABEL_LETTERS) for one in chart.series[:count]]
    longest = max(min(len(words(one.name)), LABEL_LETTERS) for one in chart.series[:count])
    room = max(1, int(width_of(axes) / ((longest + 4) * LETTER)))
    columns = -(-count // -(-count // room))
    colours = [series_colour(at, one.colour) for at, one in enumerate(chart.series[:count])]
    handles = [
        Patch(
            facecolor=colour,
            edgecolor=INK,
            hatchcolor=shade_on(colour),
            hatch=_HATCHES[pattern_of(at)] or None,
            lw=_LINE / 2,
        )
        for at, colour in enumerate(colours)
    ]
    by_column = [at for first in range(columns) for at in range(first, count, columns)]
    axes.figure.legend(
        [handles[at] for at in by_column],
        [names[at] for at in by_column],
        loc="outside lower center",
        ncols=columns,
        frameon=False,
        fontsize=size,
        labelcolor=INK,
        handlelength=1.8,
        handleheight=1.2,
    )


def _ends(values: list[float | None]) -> tuple[float, float]:
    known = [value for value in values if value is not None]
    low = min([*known, 0.0])
    return low * 1.1, max([*known, 0.0]) or (1.0 if not low else -low * 0.1)
