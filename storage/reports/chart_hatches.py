"""Patterns of charts, as masks: how much of each dot a pattern covers."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from engage_app.domain.palette import Pattern

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

HIDDEN = "hidden"
"""The hatching of what isn't shown: lines from the lower left. No series has it."""

_APART = {  # points from one line or dot to the next
    HIDDEN: 5.5,
    Pattern.DOTS: 3.4,
    Pattern.FALLING: 6.5,
    Pattern.LEVEL: 3.4,
    Pattern.UPRIGHT: 3.4,
}
_THICK = 0.7  # points
_DOT = 0.6  # points from its middle to its edge
_FINER = 4  # drawn so much larger, and made smaller: edges are smooth
_ACROSS, _DOWN = 256, 64  # masks are made in steps of so many dots, and kept


def hatch(pattern: str, size: tuple[int, int], dots: int) -> Image:
    """The mask of a pattern.

    Args:
        pattern: HIDDEN, or a Pattern that isn't plain.
        size: width and height, in dots.
        dots: to the inch.
    """
    width, height = (-(-side // step) for side, step in zip(size, (_ACROSS, _DOWN), strict=True))
    return _sheet(pattern, width * _ACROSS, height * _DOWN, dots).crop((0, 0, *size))


@lru_cache(maxsize=32)
def _sheet(pattern: str, width: int, height: int, dots: int) -> Image:
    from PIL import Image

    tile = _tile(pattern, dots)
    sheet = Image.new("L", (width, height))
    sheet.paste(tile)
    done = tile.width
    while done < width:  # twice as much each time
        sheet.paste(sheet.crop((0, 0, done, tile.height)), (done, 0))
        done *= 2
    done = tile.height
    while done < height:
        sheet.paste(sheet.crop((0, 0, width, done)), (0, done))
        done *= 2
    return sheet


def _tile(pattern: str, dots: int) -> Image:
    """One square of the pattern, which fits its neighbours on all sides."""
    from PIL import Image, ImageDraw

    point = dots / 72 * _FINER
    side = max(2, round(_APART[Pattern(pattern) if pattern != HIDDEN else HIDDEN] * dots / 72))
    side += pattern == Pattern.DOTS and side % 2  # two rows of dots, one between the other
    tile = Image.new("L", (side * _FINER,) * 2)
    _draw(ImageDraw.Draw(tile), pattern, side * _FINER, point)
    return tile.reduce(_FINER)


def _draw(draw: ImageDraw, pattern: str, side: int, point: float) -> None:
    if pattern == Pattern.DOTS:
        far = _DOT * point
        for x in range(0, 2 * side, side // 2):
            for y in range(0, 2 * side, side // 2):
                if (x + y) // (side // 2) % 2:
                    draw.ellipse((x - far, y - far, x + far, y + far), fill=255)
    elif pattern in {Pattern.LEVEL, Pattern.UPRIGHT}:
        thick = max(_FINER, round(_THICK * point / _FINER) * _FINER)  # whole dots: sharp
        start = (side - thick) // 2 // _FINER * _FINER
        ends = (start, 0, start + thick - 1, side) if pattern == Pattern.UPRIGHT else ()
        draw.rectangle(ends or (0, start, side, start + thick - 1), fill=255)
    else:
        up = pattern == HIDDEN
        far = _THICK * point * 0.7071
        for shift in (-side, 0, side):
            x, y = (shift - side, 2 * side) if up else (shift - side, -side)
            end = (shift + 2 * side, -side) if up else (shift + 2 * side, 2 * side)
            edges = ((x - far, y), (x + far, y), (end[0] + far, end[1]), (end[0] - far, end[1]))
            draw.polygon(edges, fill=255)
