"""What charts are drawn on: boxes, patterns and words on whole dots, and the picture of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from storage.reports.chart_hatches import hatch
from storage.reports.chart_inks import Inks, Ramp
from storage.reports.chart_text import Lettering


@dataclass(frozen=True)
class Box:
    """A box, in dots from the upper left; `right` and `bottom` are the first dots outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def within(self, by: int) -> Box:
        """The box so much smaller on each side."""
        return Box(self.left + by, self.top + by, self.right - by, self.bottom - by)

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """Its first and last dots."""
        return self.left, self.top, self.right - 1, self.bottom - 1


class Canvas:
    """A picture under way; colours are numbers of `inks`."""

    def __init__(self, width: int, height: int, dots: int, inks: Inks) -> None:
        from PIL import Image, ImageDraw

        self.inks = inks
        self._dots = dots
        self._image = Image.new("L", (width, height), inks.paper)
        self._draw = ImageDraw.Draw(self._image)

    def points(self, points: float) -> int:
        """Points in dots, at least one."""
        return max(1, round(points * self._dots / 72))

    def fill(self, box: Box, ink: int) -> None:
        """Fill a box, if there is anything to it."""
        if box.width > 0 and box.height > 0:
            self._draw.rectangle(box.corners, fill=ink)

    def outline(self, box: Box, ink: int, thick: int) -> None:
        """Draw the edge of a box, inside it."""
        if box.width > 0 and box.height > 0:
            self._draw.rectangle(box.corners, outline=ink, width=thick)

    def pattern(self, box: Box, pattern: str, colours: Ramp) -> None:
        """Fill a box with a ground and a pattern on it."""
        self.fill(box, colours[0])
        if box.width > 0 and box.height > 0:
            mask = hatch(pattern, (box.width, box.height), self._dots)
            self._image.paste(colours[1], (box.left, box.top), mask)

    def write(
        self,
        place: tuple[float, float],
        lines: Sequence[str],
        letters: Lettering,
        *,
        side: str = "m",
        ink: int | None = None,
        ground: int | None = None,
    ) -> None:
        """Write lines around a place.

        Args:
            place: x, and y of the middle of the lines.
            lines: of text, at least one.
            letters: their size.
            side: what of each line stands at x: "l" its left end, "m" its middle, "r" its right.
            ink: their colour; without one, the ink on paper.
            ground: the colour of a box behind the letters, which keeps them clear of a pattern.
        """
        x, y = round(place[0]), place[1] + letters.capital / 2
        y -= (len(lines) - 1) * letters.line / 2
        if ground is not None:
            far, high = letters.widest(lines) / 2 + self.points(1.5), letters.capital * 0.85
            self.fill(
                Box(*(round(at) for at in (x - far, place[1] - high, x + far, place[1] + high))),
                ground,
            )
        colour = self.inks.ink if ink is None else ink
        for number, line in enumerate(lines):
            at = (x, round(y + number * letters.line))
            self._draw.text(at, line, colour, letters.font, anchor=f"{side}s")

    def write_upright(
        self, place: tuple[float, float], lines: Sequence[str], letters: Lettering
    ) -> None:
        """Write lines that are read from below; `place` is the middle of where they begin."""
        from PIL import Image, ImageDraw

        long, deep = round(letters.widest(lines)) + 2, round(len(lines) * letters.line) + 1
        mask = Image.new("L", (max(long, 1), deep))
        draw = ImageDraw.Draw(mask)
        first = (letters.line + letters.capital) / 2
        for number, line in enumerate(lines):
            at = (0, round(first + number * letters.line))
            draw.text(at, line, 255, letters.font, anchor="ls")
        turned = mask.transpose(Image.Transpose.ROTATE_90)
        corner = (round(place[0] - turned.width / 2), round(place[1] - turned.height))
        self._image.paste(self.inks.ink, corner, turned)

    def png(self) -> bytes:
        """The picture, the same each time."""
        out = BytesIO()
        self._image.putpalette(self.inks.palette)
        self._image.save(out, format="PNG", dpi=(self._dots, self._dots))
        return out.getvalue()
