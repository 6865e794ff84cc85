"""Charts for Word: one description of a chart drawn as a picture that survives greyscale.

Everything goes through matplotlib's objects, never pyplot: pyplot keeps its state in one place
for all threads, and reports are written off the window's thread.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from engage_app.domain.palette import INK, PAPER, RULE, heat_colour, text_on
from engage_app.domain.report import SUPPRESSED, Chart, ChartKind
from engage_app.progress import heed
from storage.reports.cells import kind_of, written
from storage.reports.chart_bars import bars, stacked
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
    from matplotlib.figure import Figure

MOST_CATEGORIES = 30
"""More would be too small to read; the table under the chart has them all."""

LARGEST = 200_000  # bytes
WIDTH, TALLEST = 16.6, 18.469
"""Cm; as on an upright page of ours, so that the files of one report share their pictures."""

_DRAWN = 48
"""So many pictures are kept: those of a report, until it is written in every format."""

_CM = 1 / 2.54  # inches
_TALL = 4.0  # inches: of these there are many dots, and drawing them takes time
_LINE = 0.165  # inches from one line of text to the next
_FEW = 14  # categories; more have wider labels, so that each is one line


def chart_png(
    chart: Chart, *, width: float = WIDTH, tallest: float = TALLEST, missing: str = SUPPRESSED
) -> bytes:
    """Draw a chart; the title stays out, as the caption over the picture has it.

    Args:
        chart: has at least one category and one series.
        width: of the picture, in cm.
        tallest: the picture grows with its categories, up to this many cm.
        missing: what stands where a value is None.

    Returns:
        a PNG of fewer than 200,000 bytes, the same for the same chart.

    Raises:
        ValueError: there is nothing to draw.
    """
    if not chart.categories or not chart.series:
        raise ValueError(f"chart {chart.title!r} has nothing to draw")
    values = (numbers(one.values, len(chart.categories)) for one in chart.series)
    gaps = any(value is None for column in values for value in column)
    height = min(round(tallest, 3) * _CM, _height(chart))
    return _drawn(chart, round(width, 3) * _CM, height, missing if gaps else "")


@lru_cache(maxsize=_DRAWN)
def _drawn(chart: Chart, width: float, height: float, missing: str) -> bytes:
    heed()
    figure = _figure(chart, width, height, missing)
    picture = b""
    for dots in (150, 100) if height > _TALL else (200, 150, 100):
        picture = _png(figure, dots)
        if len(picture) > LARGEST:
            picture = _with_fewer_colours(picture)
        if len(picture) <= LARGEST:
            break
    return picture


def _png(figure: Figure, dots: int) -> bytes:
    """Draw it once; `Figure.savefig` draws twice, the first time to measure."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    out = BytesIO()
    figure.set_dpi(dots)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.print_png(out, metadata={"Software": None})
    return out.getvalue()


def _with_fewer_colours(picture: bytes) -> bytes:
    """The shades along the edges of letters weigh most, and nobody sees half of them go."""
    from PIL import Image

    out = BytesIO()
    with Image.open(BytesIO(picture)) as image:
        dots = image.info["dpi"]
        image.convert("RGB").quantize(64).save(out, format="PNG", dpi=dots)
    return out.getvalue()


def _labels(chart: Chart) -> list[str]:
    shown = chart.categories[:MOST_CATEGORIES]
    return [wrapped(name, LABEL_LETTERS if len(shown) <= _FEW else 46) for name in shown]


def _height(chart: Chart) -> float:
    """How high the picture would be, in inches, if it could be as high as it likes."""
    categories = _labels(chart)
    lines = sum(max(label.count("\n") + 1, 1.2) for label in categories)
    height = 1.0 + lines * _LINE + len(categories) * 0.1
    if chart.kind is ChartKind.HEAT:
        height += _LINE * 4
    if chart.kind is ChartKind.BARS and len(chart.series) > 1:
        height += len(categories) * _LINE
    return height


def _figure(chart: Chart, width: float, height: float, missing: str) -> Figure:
    from matplotlib.figure import Figure

    categories = _labels(chart)
    figure = Figure(figsize=(width, height), layout="constrained", facecolor=PAPER)
    axes = figure.add_subplot()
    size = TYPE * min(1.0, max(height / _height(chart), 0.6))
    draw = {ChartKind.BARS: bars, ChartKind.STACKED: stacked, ChartKind.HEAT: _heat}[chart.kind]
    draw(axes, chart, len(categories), missing, size)
    axes.set_yticks(range(len(categories)), labels=categories, fontsize=size, color=INK)
    axes.set_ylim(len(categories) - 0.5, -0.5)  # the first category on top
    axes.tick_params(axis="both", length=0)
    return figure


def _heat(axes: Axes, chart: Chart, count: int, missing: str, size: float) -> None:
    columns = [numbers(series.values, count) for series in chart.series]
    top = max((value for column in columns for value in column if value), default=1)
    kind = kind_of(chart)
    size *= min(1.0, max(12 / len(columns), 0.65))
    for x, column in enumerate(columns):
        for y, value in enumerate(column):
            colour = PAPER if value is None else heat_colour(value / top)
            hidden = {"hatch": HIDDEN[:2], "hatchcolor": RULE} if value is None else {}
            look = {"facecolor": colour, "edgecolor": RULE, "lw": 0.5}
            add_box(axes, (x - 0.5, y - 0.5), (1, 1), **look, **hidden)
            label = missing if value is None else written(value, kind)
            write(axes, (x, y), label, size, colour=text_on(colour))
    room = width_of(axes) * 0.68 / len(columns)
    letters = int(room / (LETTER * size / TYPE))
    names = [words(series.name) for series in chart.series]
    upright = letters < max(len(word) for name in names for word in (*name.split(), ""))
    labels = [wrapped(name, 24 if upright else letters) for name in names]
    axes.set_xticks(
        range(len(columns)), labels=labels, fontsize=size, color=INK, rotation=90 * upright
    )
    axes.xaxis.tick_top()
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.spines[:].set_visible(False)
    name_axis(axes, chart, size)
