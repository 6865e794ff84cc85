"""The colours of charts: readable, and apart without colour."""

from itertools import pairwise

import pytest

from engage_app.domain.exercise import POSITIONS
from engage_app.domain.palette import (
    MUTED,
    PALETTE,
    PAPER,
    POSITION_COLOURS,
    SENTIMENT_COLOURS,
    contrast,
    heat_colour,
    luminance,
    series_colour,
    text_on,
)

EVERY = (*PALETTE, *POSITION_COLOURS.values(), *SENTIMENT_COLOURS.values())


@pytest.mark.parametrize("colour", EVERY)
def test_text_on_every_colour_is_readable(colour: str) -> None:
    assert contrast(text_on(colour), colour) >= 4.5


def test_text_on_every_shade_of_a_heat_map_is_readable() -> None:
    shades = [heat_colour(step / 200) for step in range(201)]
    assert min(contrast(text_on(shade), shade) for shade in shades) >= 4.5


def test_positions_are_told_apart_in_greyscale() -> None:
    """Lightness, as the eye takes it (CIE L*), differs by 8 or more between any two."""
    lightness = sorted(116 * luminance(c) ** (1 / 3) - 16 for c in POSITION_COLOURS.values())
    assert min(b - a for a, b in pairwise(lightness)) >= 8


def test_every_position_of_the_default_scale_has_its_colour() -> None:
    assert POSITION_COLOURS.keys() == POSITIONS.keys()


def test_secondary_text_is_readable_on_paper() -> None:
    assert contrast(MUTED, PAPER) >= 4.5


def test_contrast_runs_from_1_to_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#005EB8", "#005EB8") == pytest.approx(1)


def test_heat_colours_outside_the_range_are_its_ends() -> None:
    assert heat_colour(-1) == heat_colour(0)
    assert heat_colour(2) == heat_colour(1)


def test_a_series_keeps_its_own_colour_or_takes_the_next() -> None:
    assert series_colour(3, "#123456") == "#123456"
    assert series_colour(len(PALETTE) + 1) == PALETTE[1]


def test_a_colour_by_name_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="blue"):
        luminance("blue")
