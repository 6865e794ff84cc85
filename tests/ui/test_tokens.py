"""The colours can be read and told apart: WCAG 2.2, 1.4.3 and 1.4.11."""

import re

import pytest
from PySide6.QtGui import QColor, QPalette

from engage_app.domain.palette import PALETTE, POSITION_COLOURS, contrast
from ui.tokens import (
    DARK,
    LIGHT,
    SHAPE_ON_GROUND,
    TEXT_ON_GROUND,
    Tokens,
    blend,
    high_contrast,
)

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def contrast_theme(ground: str, text: str, selected: str, on_selected: str) -> Tokens:
    palette = QPalette()
    role = QPalette.ColorRole
    for part, colour in (
        (role.Window, ground),
        (role.WindowText, text),
        (role.Highlight, selected),
        (role.HighlightedText, on_selected),
    ):
        palette.setColor(part, QColor(colour))
    return high_contrast(palette)


@BOTH
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_reads_on_its_ground(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize(("shape", "ground"), SHAPE_ON_GROUND)
def test_outlines_and_focus_rings_show_on_their_ground(
    tokens: Tokens, shape: str, ground: str
) -> None:
    assert contrast(getattr(tokens, shape), getattr(tokens, ground)) >= 3


@pytest.mark.parametrize(
    "colours",
    [
        ("#000000", "#FFFF00", "#00FFFF", "#000000"),
        ("#FFFFFF", "#000000", "#37006E", "#FFFFFF"),
    ],
)
def test_high_contrast_colours_stay_as_far_apart_as_the_system_has_them(
    colours: tuple[str, str, str, str],
) -> None:
    tokens = contrast_theme(*colours)
    pairs = [*TEXT_ON_GROUND, *SHAPE_ON_GROUND]

    assert min(contrast(getattr(tokens, a), getattr(tokens, b)) for a, b in pairs) >= 7


@BOTH
@pytest.mark.parametrize("colour", [*PALETTE, *POSITION_COLOURS.values()])
def test_words_read_on_the_tint_of_every_theme_colour(tokens: Tokens, colour: str) -> None:
    share = {"light": 0.20, "dark": 0.32}[tokens.name]

    assert contrast(tokens.text, blend(colour, tokens.surface, share)) >= 4.5


@BOTH
def test_every_colour_is_six_digits(tokens: Tokens) -> None:
    colours = [value for name, value in tokens.as_dict().items() if name not in ("name", "mark")]

    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in colours)


def test_blending_takes_the_share_of_the_colour_on_top() -> None:
    assert blend("#000000", "#FFFFFF", 0.2) == "#CCCCCC"
    assert blend("#005EB8", "#FFFFFF", 1.0) == "#005EB8"
