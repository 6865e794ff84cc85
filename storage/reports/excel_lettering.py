"""The lettering of native Excel charts: openpyxl wants it spelled out in full."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from engage_app.domain.palette import INK
from storage.reports.cells import one_line

if TYPE_CHECKING:
    from openpyxl.chart.text import RichText
    from openpyxl.chart.title import Title
    from openpyxl.drawing.line import LineProperties


def title(text: str, size: int, *, bold: bool = False) -> Title:
    """A title of a chart or of an axis; `size` in points."""
    from openpyxl.chart.text import Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import RegularTextRun

    rich = _letters(size, bold=bold)
    paragraph = rich.p[0]
    paragraph.r = [RegularTextRun(rPr=paragraph.endParaRPr, t=one_line(text))]
    paragraph.endParaRPr = None
    return Title(tx=Text(rich=rich), overlay=False)


@lru_cache
def letters(size: int, *, colour: str = INK) -> RichText:
    """How letters look where the text itself is Excel's: labels, legends, axes. One for all that
    look alike: making it takes longer than the rest of a label."""
    return _letters(size, colour=colour)


def _letters(size: int, *, bold: bool = False, colour: str = INK) -> RichText:
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties

    look = CharacterProperties(
        sz=size * 100,
        b=bold,
        solidFill=colour.removeprefix("#"),
        latin=Font(typeface="Arial"),
    )
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)
    paragraph.r = []  # openpyxl puts an empty run there
    return RichText(p=[paragraph])


def line(colour: str) -> LineProperties:
    """A thin line; `colour` as six hexadecimal digits."""
    from openpyxl.drawing.line import LineProperties

    return LineProperties(solidFill=colour, w=9525)
