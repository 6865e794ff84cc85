"""What the parts of a chart have in common: boxes, words, numbers, sizes, as matplotlib has them."""

from __future__ import annotations

from functools import cache
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from engage_app.domain.palette import INK
from engage_app.domain.report import Chart
from storage.reports.cells import is_number, one_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LETTER = 0.073  # inches, a letter of average width
LABEL_LETTERS = 30
TYPE = 9.0  # points
HIDDEN = "////"
"""The hatching of what isn't shown; no series has it."""


def width_of(axes: Axes) -> float:
    """The width of the whole picture, in inches."""
    figure = axes.get_figure(root=True)
    return float(figure.get_figwidth()) if figure is not None else 0.0


def words(text: str) -> str:
    """The text on one line as matplotlib is to take it.

    Two dollar signs aren't a formula, and what the type has no letter for is left out: drawing
    it would put a box there and a warning in the log; the table has the word in full.
    """
    known = _letters()
    kept = "".join(letter for letter in one_line(text) if ord(letter) in known)
    return " ".join(kept.split()).replace("$", r"\$")


@cache
def _letters() -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    return frozenset(get_font(findfont(FontProperties())).get_charmap())


def wrapped(text: str, letters: int) -> str:
    """The same in lines of so many letters."""
    return "\n".join(wrap(words(text), max(letters, 6))) or " "


def numbers(values: tuple[float | None, ...], count: int) -> list[float | None]:
    """The first `count` values, None where one is missing or no number."""
    known = [float(each) if each is not None and is_number(each) else None for each in values]
    return [*known[:count], *[None] * (count - len(known))]


def name_axis(axes: Axes, chart: Chart, size: float) -> None:
    """Write what the values are under them, or over a heat map."""
    if chart.axis:
        axes.set_xlabel(words(chart.axis), fontsize=size, color=INK)


def add_box(
    axes: Axes, corner: tuple[float, float], sides: tuple[float, float], **look: Any
) -> None:
    """Draw a box inside the plot, whose limits are set by hand: the layout needn't measure it."""
    from matplotlib.patches import Rectangle

    box = Rectangle(corner, *sides, **look)
    box.set_in_layout(False)
    axes.add_artist(box)  # `add_patch` would work out limits that are set by hand


def write(
    axes: Axes,
    place: tuple[float, float],
    text: str,
    size: float,
    *,
    colour: str = INK,
    side: str = "center",
    behind: str = "",
) -> None:
    """Write a value inside the plot; the layout needn't measure it.

    Args:
        axes: the plot.
        place: x and y, in the plot's units.
        text: the value.
        size: in points.
        colour: of the letters.
        side: of the text that stands at x.
        behind: the colour of a box behind the letters, which keeps them clear of a pattern.
    """
    box = {"facecolor": behind, "edgecolor": "none", "pad": 1.2} if behind else None
    made = axes.text(
        *place, text, ha=side, va="center", fontsize=size, color=colour, bbox=box, clip_on=False
    )
    made.set_in_layout(False)
