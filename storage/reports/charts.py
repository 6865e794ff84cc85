"""Charts for Word, HTML and PDF: one description of a chart as a picture that survives greyscale.

Drawn with Pillow and our own type, so that the picture is the same on every computer.
"""

from __future__ import annotations

from functools import lru_cache

from engage_app.domain.report import MOST_CATEGORIES, SUPPRESSED, Chart, ChartKind
from engage_app.progress import heed
from storage.reports.chart_bars import Bars, Stacks
from storage.reports.chart_canvas import Canvas
from storage.reports.chart_frame import Frame
from storage.reports.chart_heat import Heat
from storage.reports.chart_text import numbers

__all__ = ["LARGEST", "MOST_CATEGORIES", "TALLEST", "WIDTH", "chart_png"]

LARGEST = 200_000  # bytes
WIDTH, TALLEST = 16.6, 18.469
"""Cm; as on an upright page of ours, so that the files of one report share their pictures."""

_DRAWN = 48
"""So many pictures are kept: those of a report, until it is written in every format."""

_INCH = 2.54  # cm
_TALL = 4.0  # inches: of these there are many dots, and drawing them takes time
_FINE, _COARSE, _COARSER = 200, 150, 100  # dots to the inch
_FRAMES: dict[ChartKind, type[Frame]] = {
    ChartKind.BARS: Bars,
    ChartKind.STACKED: Stacks,
    ChartKind.HEAT: Heat,
}


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
    wide = round(width, 3) / _INCH
    height = min(round(tallest, 3) / _INCH, _height(chart, wide))
    return _drawn(chart, wide, height, missing if gaps else "")


@lru_cache(maxsize=_DRAWN)
def _height(chart: Chart, width: float) -> float:
    """How high the picture would be, in inches, if it could be as high as it likes."""
    return _frame(chart, width, _COARSE, "").natural_height() / _COARSE


@lru_cache(maxsize=_DRAWN)
def _drawn(chart: Chart, width: float, height: float, missing: str) -> bytes:
    heed()
    picture = b""
    for dots in (_COARSE, _COARSER) if height > _TALL else (_FINE, _COARSE, _COARSER):
        frame = _frame(chart, width, dots, missing)
        high = round(height * dots)
        frame.fit(high)
        canvas = Canvas(frame.width, high, dots, frame.inks())
        frame.draw(canvas)
        picture = canvas.png()
        if len(picture) <= LARGEST:
            break
    return picture


def _frame(chart: Chart, width: float, dots: int, missing: str) -> Frame:
    return _FRAMES[chart.kind](chart, round(width * dots), dots, missing)
