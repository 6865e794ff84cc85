"""The colours of charts and published documents, one set for the window, Excel and Word.

Chosen so that neighbours differ in lightness as well as in hue: a board paper is often printed
in black and white, and one man in twelve tells red from green badly. Blue is the NHS identity's.
"""

from enum import StrEnum
from functools import lru_cache

NHS_BLUE = "#005EB8"
NHS_DARK_BLUE = "#003087"
INK = "#212B32"  # text
MUTED = "#4C6272"  # secondary text; 6.4:1 on white
RULE = "#AEB7BD"  # thin lines
PALE = "#F0F4F5"  # backgrounds
PAPER = "#FFFFFF"

PALETTE: tuple[str, ...] = (
    "#005EB8",
    "#FFB81C",
    "#330072",
    "#41B6E6",
    "#8A1538",
    "#78BE20",
    "#5B6770",
    "#D0B8E0",
)
"""Colours for series that bring none; used again from the start when they run out."""

POSITION_COLOURS: dict[str, str] = {
    "welcomed": "#005EB8",
    "opportunity": "#6CB4E8",
    "mixed": "#8A80A8",
    "some concern": "#FFB84D",
    "concern": "#822B00",
    "no view": "#DDE3E6",
}
"""By the code of a position on the default scale, in the order a stacked bar takes them."""

SENTIMENT_COLOURS: dict[str, str] = {
    "positive": "#00A499",
    "neutral": "#DDE3E6",
    "negative": "#7C2855",
}
"""Other hues than the positions': tone is not position."""

MIXED_TONE = "#C08FB0"
"""Of respondents who spoke in a positive and a negative tone; between neutral and negative."""

AGREEMENT_COLOURS: dict[str, tuple[str, ...]] = {
    "agree": ("#003087", "#005EB8", "#6CB4E8"),
    "neither": ("#DDE3E6",),
    "disagree": ("#FFB84D", "#C8630A", "#822B00"),
}
"""The two sides of a scale of agreement, from the first step to the last, and what lies between."""

GRID = "#E3E7EA"
"""Thin lines behind bars: a help to the eye that says nothing by itself."""


class Pattern(StrEnum):
    """How a series is filled, so that no colour alone tells which it is."""

    PLAIN = "plain"
    DOTS = "dots"
    FALLING = "falling"  # lines from the upper left
    LEVEL = "level"
    UPRIGHT = "upright"


PATTERNS = (
    Pattern.PLAIN,
    Pattern.DOTS,
    Pattern.FALLING,
    Pattern.PLAIN,
    Pattern.LEVEL,
    Pattern.UPRIGHT,
    Pattern.DOTS,
)
"""By the place of a series, used again from the start. Lines from the lower left are not among
them: they stand for what is hidden."""

HEAT_LOW = "#FFFFFF"
HEAT_HIGH = "#005EB8"

DISTINCT = 3.0
"""The least contrast of a part of a chart with what it must be told from (WCAG 2.2, 1.4.11)."""

READABLE = 4.5
"""The least contrast of text with what is behind it (WCAG 2.2, 1.4.3)."""


def series_colour(index: int, given: str = "") -> str:
    """The colour of the series at `index` (from 0): its own, or the next of the palette."""
    return given or PALETTE[index % len(PALETTE)]


def pattern_of(index: int) -> Pattern:
    """The filling of the series at `index`, from 0."""
    return PATTERNS[index % len(PATTERNS)]


def edge_of(colour: str) -> str:
    """The outline of a part of a chart: white or dark, whichever stands out against it.

    Where two parts touch, both outlines do, so the border is seen whatever the colours are.
    """
    return INK if contrast(INK, colour) >= DISTINCT else PAPER


def shade_on(colour: str) -> str:
    """The colour of the pattern on a part of a chart: seen, and quieter than words."""
    other = INK if edge_of(colour) == INK else PAPER
    return mixed(colour, other, 0.45)


def text_on(colour: str) -> str:
    """White or dark text for a background, whichever reads better: always 4.5:1 or more."""
    best = max((PAPER, INK), key=lambda text: contrast(text, colour))
    return best if contrast(best, colour) >= READABLE else "#000000"


def heat_colour(fraction: float) -> str:
    """The colour of a heat map's cell; 0 is the palest, 1 the darkest, the rest in between."""
    return mixed(HEAT_LOW, HEAT_HIGH, min(max(fraction, 0.0), 1.0))


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, 1 to 21.

    Source: WCAG 2.2, contrast ratio.
    """
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=4096)
def luminance(colour: str) -> float:
    """How bright a colour is, 0 (black) to 1 (white).

    Source: WCAG 2.2, relative luminance.
    """
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(low: str, high: str, fraction: float) -> str:
    """The colour so far on the way from one to the other; 0 is the first, 1 the last."""
    pairs = zip(_channels(low), _channels(high), strict=True)
    mixed = (round(a + (b - a) * fraction) for a, b in pairs)
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def _channels(colour: str) -> tuple[int, int, int]:
    digits = colour.removeprefix("#")
    if len(digits) != 6:
        raise ValueError(f"not a colour like #005EB8: {colour!r}")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
