"""Charts in black and white, and as the colour-blind see them.

Two series side by side differ in lightness by LIGHTER or in pattern, and a line that stands out
3:1 parts them.
"""

from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image
from report_sample import position_table

from engage_app.domain.palette import (
    AGREEMENT_COLOURS,
    DISTINCT,
    INK,
    PALETTE,
    PAPER,
    POSITION_COLOURS,
    READABLE,
    SENTIMENT_COLOURS,
    Pattern,
    contrast,
    edge_of,
    heat_colour,
    luminance,
    pattern_of,
    text_on,
)
from engage_app.domain.report import Chart, ChartKind, Series
from storage.reports.chart_hatches import HIDDEN, hatch
from storage.reports.charts import chart_png

LIGHTER = 1.25
"""The least ratio of brightness between neighbours, whatever their patterns."""

AGREEMENT = tuple(
    colour for side in ("agree", "neither", "disagree") for colour in AGREEMENT_COLOURS[side]
)
DEFAULT_ORDER = ("welcomed", "opportunity", "mixed", "some concern", "concern", "no view")
SETS = {
    "positions": tuple(POSITION_COLOURS.values()),
    "positions as the default scale has them": tuple(POSITION_COLOURS[p] for p in DEFAULT_ORDER),
    "sentiments": tuple(SENTIMENT_COLOURS.values()),
    "agreement": AGREEMENT,
    "palette": PALETTE,
}


def seen(colour: str, blindness: str) -> str:
    """A colour as somebody with two kinds of cones sees it.

    Source: Viénot, Brettel, Mollon, Color Res. Appl. 24 (1999) 243–252, in linear light.
    """
    rows = {
        "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
        "deuteranopia": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
        "protanopia": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    }[blindness]
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    mixed = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in rows]
    back = [12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in mixed]
    return "#" + "".join(f"{round(min(max(c, 0.0), 1.0) * 255):02X}" for c in back)


@pytest.mark.parametrize("blindness", ["none", "deuteranopia", "protanopia"])
@pytest.mark.parametrize("name", SETS)
def test_neighbours_differ_in_lightness(name: str, blindness: str) -> None:
    for one, other in pairwise(SETS[name]):
        assert contrast(seen(one, blindness), seen(other, blindness)) >= LIGHTER, (one, other)


@pytest.mark.parametrize("name", SETS)
def test_any_two_of_a_set_differ_in_lightness_or_pattern(name: str) -> None:
    """Not only neighbours: the legend is read in black and white, too."""
    colours = SETS[name]
    for at, one in enumerate(colours):
        for to, other in enumerate(colours[:at]):
            alike = contrast(one, other) < LIGHTER and pattern_of(at) is pattern_of(to)
            assert not alike, (one, other)


@pytest.mark.parametrize("name", SETS)
def test_a_line_parts_whatever_touches(name: str) -> None:
    for colour in (*SETS[name], PAPER):
        assert contrast(edge_of(colour), colour) >= DISTINCT
        assert edge_of(colour) in (INK, PAPER)


@pytest.mark.parametrize("name", SETS)
def test_words_on_a_colour_can_be_read(name: str) -> None:
    shades = [heat_colour(step / 20) for step in range(21)]
    for colour in (*SETS[name], *shades):
        assert contrast(text_on(colour), colour) >= READABLE


def test_shades_of_a_heat_map_get_darker_all_the_way() -> None:
    lights = [luminance(heat_colour(step / 20)) for step in range(21)]
    assert lights == sorted(lights, reverse=True)
    assert contrast(heat_colour(0), heat_colour(1)) >= READABLE


def test_neighbouring_series_never_share_a_pattern_that_is_one() -> None:
    """Nor is any of them the hatching of what is hidden."""
    patterns = [pattern_of(at) for at in range(20)]
    for one, other in pairwise(patterns):
        assert one is not other or one is Pattern.PLAIN
    masks = [hatch(each, (60, 60), 150).tobytes() for each in Pattern if each != Pattern.PLAIN]
    assert hatch(HIDDEN, (60, 60), 150).tobytes() not in masks
    assert len(set(masks)) == len(masks)


def test_lines_of_what_is_hidden_rise_and_no_series_has_such() -> None:
    """A line that rises covers the dot to the right of the one below, and not to the left."""

    def along(pattern: str, step: int) -> float:
        mask = hatch(pattern, (60, 60), 150)
        one = mask.crop((1, 0, 59, 59)).tobytes()
        other = mask.crop((1 + step, 1, 59 + step, 60)).tobytes()
        return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)

    assert along(HIDDEN, -1) < 10 < along(HIDDEN, 1)
    for pattern in set(Pattern) - {Pattern.PLAIN}:
        assert along(pattern, -1) > 10 or along(pattern, 1) < 10


@pytest.mark.parametrize("dots", [100, 150, 200])
def test_a_pattern_covers_a_part_of_a_box_evenly(dots: int) -> None:
    for pattern in {HIDDEN, *Pattern} - {Pattern.PLAIN}:
        mask = hatch(pattern, (600, 90), dots)
        halves = [mask.crop((at, 0, at + 300, 90)).histogram() for at in (0, 300)]
        covered = [sum(n * shade for shade, n in enumerate(half)) / 27_000 for half in halves]
        assert all(0.07 * 255 < each < 0.45 * 255 for each in covered), (pattern, covered)
        assert abs(covered[0] - covered[1]) < 0.03 * 255


def test_a_drawn_chart_keeps_its_series_apart_in_grey() -> None:
    """The picture itself turned grey: a plain and a patterned segment, and a line between them."""
    pair = (Series("a", (0.5,), "#777777"), Series("b", (0.5,), "#777777"))
    chart = Chart(ChartKind.STACKED, "", ("one",), pair, "", share=True)
    grey = Image.open(BytesIO(chart_png(chart))).convert("L")
    counts = grey.histogram()
    assert counts[0x77] > 1000
    dots = sum(counts[0x48:0x6B]) + sum(counts[0x90:])
    assert dots > 500
    assert position_table().chart is not None
