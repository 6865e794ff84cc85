"""Charts for Word: one description of a chart drawn as a picture that survives greyscale.

Everything goes through matplotlib's objects, never pyplot: pyplot keeps its state in one place
for all threads, and reports are written off the window's thread.
"""

from __future__ import annotations

from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING

from engage_app.domain.palette import (
    INK,
    MUTED,
    PAPER,
    RULE,
    contrast,
    heat_colour,
    series_colour,
    text_on,
)
from engage_app.domain.report import SUPPRESSED, Chart, ChartKind, Kind
from storage.reports.cells import is_number, kind_of, one_line, written

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_CATEGORIES = 30
"""More would be too small to read; the table under the chart has them all."""

LARGEST = 200_000  # bytes
_CM = 1 / 2.54  # inches
_TYPE = 9.0  # points
_LINE = 0.165  # inches from one line of text to the next
_LETTER = 0.073  # inches, a letter of average width
_LABEL_LETTERS = 30
_FEW = 14  # categories; more have wider labels, so that each is one line
_HATCH = "////"


def chart_png(
    chart: Chart, *, width: float = 16.6, tallest: float = 20.0, missing: str = SUPPRESSED
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
    figure = _figure(chart, width * _CM, tallest * _CM, missing)
    picture = b""
    for dots in (200, 150, 100):
        picture = _png(figure, dots)
        if len(picture) > LARGEST:
            picture = _with_fewer_colours(picture)
        if len(picture) <= LARGEST:
            break
    return picture


def _png(figure: Figure, dots: int) -> bytes:
    out = BytesIO()
    figure.savefig(out, format="png", dpi=dots, metadata={"Software": None})
    return out.getvalue()


def _with_fewer_colours(picture: bytes) -> bytes:
    """The shades along the edges of letters weigh most, and nobody sees half of them go."""
    from PIL import Image

    out = BytesIO()
    with Image.open(BytesIO(picture)) as image:
        dots = image.info["dpi"]
        image.convert("RGB").quantize(64).save(out, format="PNG", dpi=dots)
    return out.getvalue()


def _figure(chart: Chart, width: float, tallest: float, missing: str) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    shown = chart.categories[:MOST_CATEGORIES]
    categories = [_wrapped(name, _LABEL_LETTERS if len(shown) <= _FEW else 46) for name in shown]
    lines = sum(max(label.count("\n") + 1, 1.2) for label in categories)
    height = 1.0 + lines * _LINE + len(categories) * 0.1
    if chart.kind is ChartKind.HEAT:
        height += _LINE * 4
    figure = Figure(figsize=(width, min(height, tallest)), layout="constrained", facecolor=PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    size = _TYPE * min(1.0, max(tallest / height, 0.6))
    draw = {ChartKind.BARS: _bars, ChartKind.STACKED: _stacked, ChartKind.HEAT: _heat}[chart.kind]
    draw(axes, chart, len(categories), missing, size)
    axes.set_yticks(range(len(categories)), labels=categories, fontsize=size, color=INK)
    axes.set_ylim(len(categories) - 0.5, -0.5)  # the first category on top
    axes.tick_params(axis="both", length=0)
    return figure


def _bars(axes: Axes, chart: Chart, count: int, missing: str, size: float) -> None:
    series = chart.series[0]
    colour = series_colour(0, series.colour)
    edge = MUTED if contrast(colour, PAPER) < 3 else colour
    values = [_number(value) for value in _first(series.values, count)]
    low, high = _ends(values)
    for row, value in enumerate(values):
        if value is None:
            axes.barh(row, high * 0.03, 0.62, color=PAPER, edgecolor=MUTED, hatch=_HATCH, lw=0.6)
        else:
            axes.barh(row, value, 0.62, color=colour, edgecolor=edge, lw=0.6)
        end = high * 0.03 if value is None else max(value, 0)
        label = missing if value is None else _value(value, chart)
        axes.text(end + (high - low) * 0.012, row, label, va="center", fontsize=size, color=INK)
    axes.set_xlim(low, high + (high - low) * 0.1)
    _value_axis(axes, chart, size)


def _stacked(axes: Axes, chart: Chart, count: int, missing: str, size: float) -> None:
    columns = [[_number(value) for value in _first(one.values, count)] for one in chart.series]
    totals = [sum(column[row] or 0 for column in columns) for row in range(count)]
    whole = 1.0 if chart.share else max([*totals, 0]) or 1.0
    at = [0.0] * count
    for index, (series, column) in enumerate(zip(chart.series, columns, strict=True)):
        colour = series_colour(index, series.colour)
        lengths = [value or 0 for value in column]
        name = _wrapped(series.name, _LABEL_LETTERS)
        axes.barh(
            range(count), lengths, 0.72, left=at, color=colour, edgecolor=PAPER, lw=0.8, label=name
        )
        for row, length in enumerate(lengths):
            room = length / whole * _width_of(axes) * 0.6  # the plot beside its labels
            label = _value(length, chart)
            if length > 0 and room > (len(label) + 0.5) * _LETTER * size / _TYPE:
                _write_inside(axes, (at[row] + length / 2, row), label, text_on(colour), size)
            at[row] += length
    for row in range(count):
        if any(column[row] is None for column in columns):
            end = max(whole, at[row]) if chart.share else at[row] + whole * 0.03
            _hidden_part(axes, row, (at[row], end), whole, (missing, size))
        elif at[row]:
            axes.barh(row, at[row], 0.72, color="none", edgecolor=MUTED, lw=0.5)
    axes.set_xlim(0, whole * (1.0 if chart.share else 1.08))
    _value_axis(axes, chart, size)
    _legend(axes, [one.name for one in chart.series], size)


def _write_inside(
    axes: Axes, place: tuple[float, int], label: str, colour: str, size: float
) -> None:
    axes.text(*place, label, ha="center", va="center", fontsize=size * 0.95, color=colour)


def _hidden_part(
    axes: Axes, row: int, ends: tuple[float, float], whole: float, label: tuple[str, float]
) -> None:
    """Hatch what a row doesn't show, as a gap would read as nought; (text, size) says so."""
    start, length = ends[0], ends[1] - ends[0]
    if length > 0:
        axes.barh(row, length, 0.72, left=start, color=PAPER, edgecolor=MUTED, hatch=_HATCH, lw=0.6)
    missing, size = label
    inside = length > whole * 0.06
    text = axes.text(
        start + length / 2 if inside else ends[1] + whole * 0.01,
        row,
        missing,
        ha="center" if inside else "left",
        va="center",
        fontsize=size * 0.95,
        color=INK,
    )
    if inside:
        text.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 1.0})


def _heat(axes: Axes, chart: Chart, count: int, missing: str, size: float) -> None:
    from matplotlib.patches import Rectangle

    columns = [_first(series.values, count) for series in chart.series]
    top = max((value for column in columns for value in map(_number, column) if value), default=1)
    size *= min(1.0, max(12 / len(columns), 0.65))
    for x, column in enumerate(columns):
        for y, value in enumerate(map(_number, column)):
            colour = PAPER if value is None else heat_colour(value / top)
            cell = Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=colour, edgecolor=PAPER, lw=0.8)
            if value is None:
                cell.set(hatch=_HATCH, edgecolor=RULE)
            axes.add_patch(cell)
            axes.text(
                x,
                y,
                missing if value is None else _value(value, chart),
                ha="center",
                va="center",
                fontsize=size,
                color=text_on(colour),
            )
    room = _width_of(axes) * 0.68 / len(columns)
    letters = int(room / (_LETTER * size / _TYPE))
    names = [_words(series.name) for series in chart.series]
    upright = letters < max(len(word) for name in names for word in (*name.split(), ""))
    labels = [_wrapped(name, 24 if upright else letters) for name in names]
    axes.set_xticks(
        range(len(columns)), labels=labels, fontsize=size, color=INK, rotation=90 * upright
    )
    axes.xaxis.tick_top()
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.spines[:].set_visible(False)
    if chart.axis:
        axes.set_xlabel(_words(chart.axis), fontsize=size, color=INK)


def _value_axis(axes: Axes, chart: Chart, size: float) -> None:
    from matplotlib.ticker import MaxNLocator, PercentFormatter

    axes.xaxis.set_major_locator(MaxNLocator(6, integer=kind_of(chart) is Kind.COUNT))
    if chart.share:
        axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.tick_params(axis="x", labelsize=size, labelcolor=INK)
    axes.set_axisbelow(True)
    axes.grid(axis="x", color="#E3E7EA", lw=0.6)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.spines["left"].set_color(RULE)
    if chart.axis:
        axes.set_xlabel(_words(chart.axis), fontsize=size, color=INK)


def _legend(axes: Axes, names: list[str], size: float) -> None:
    """Under the plot, in as many columns as the longest name leaves room for, read along rows."""
    longest = max(min(len(_words(name)), _LABEL_LETTERS) for name in names)
    room = max(1, int(_width_of(axes) / ((longest + 4) * _LETTER)))
    columns = -(-len(names) // -(-len(names) // room))
    handles, labels = axes.get_legend_handles_labels()
    by_column = [at for first in range(columns) for at in range(first, len(labels), columns)]
    axes.figure.legend(
        [handles[at] for at in by_column],
        [labels[at] for at in by_column],
        loc="outside lower center",
        ncols=columns,
        frameon=False,
        fontsize=size,
        labelcolor=INK,
        handlelength=1.2,
        handleheight=1.0,
    )


def _width_of(axes: Axes) -> float:
    """The width of the whole picture, in inches."""
    figure = axes.get_figure(root=True)
    return float(figure.get_figwidth()) if figure is not None else 0.0


def _words(text: str) -> str:
    """The text on one line as matplotlib is to take it.

    Two dollar signs aren't a formula, and what the type has no letter for is left out: drawing
    it would put a box there and a warning in the log; the table has the word in full.
    """
    from matplotlib.font_manager import FontProperties, findfont, get_font

    known = get_font(findfont(FontProperties())).get_charmap()
    kept = "".join(letter for letter in one_line(text) if ord(letter) in known)
    return " ".join(kept.split()).replace("$", r"\$")


def _first(values: tuple[float | None, ...], count: int) -> list[float | None]:
    return [*values[:count], *[None] * (count - len(values))]


def _number(value: float | None) -> float | None:
    return float(value) if value is not None and is_number(value) else None


def _ends(values: list[float | None]) -> tuple[float, float]:
    known = [value for value in values if value is not None]
    low = min([*known, 0.0])
    return low * 1.1, max([*known, 0.0]) or (1.0 if not low else -low * 0.1)


def _value(value: float, chart: Chart) -> str:
    return written(value, kind_of(chart))


def _wrapped(text: str, letters: int) -> str:
    return "\n".join(wrap(_words(text), max(letters, 6))) or " "
