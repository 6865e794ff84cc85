"""The page of a Word document: ours, or that of the organisation's template."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Length

if TYPE_CHECKING:
    from docx.section import Section

_LEAST_TEXT = 8.0  # cm; margins that leave less are a mistake in the template
_NO_WIDER = {
    *("arial", "helvetica", "liberation sans", "calibri", "carlito", "aptos", "segoe ui"),
    *("frutiger", "frutiger lt std", "times new roman", "cambria", "garamond", "gill sans mt"),
}
_WIDER = 1.2  # such as Georgia, Verdana, and whatever stands in for a typeface that isn't there
_SIDES = ("left", "right", "top", "bottom")


@dataclass(frozen=True)
class Page:
    """A sheet of paper and its margins, in cm.

    Attributes:
        short, long: its sides.
        left, right, top, bottom: its margins, whichever way up it lies.
        breadth: how much wider than Arial's the letters printed on it are taken to be.
    """

    short: float
    long: float
    left: float
    right: float
    top: float
    bottom: float
    breadth: float = 1.0

    def text_width(self, *, sideways: bool) -> float:
        """The width between the margins."""
        return (self.long if sideways else self.short) - self.left - self.right

    def text_height(self, *, sideways: bool) -> float:
        """The height between the margins."""
        return (self.short if sideways else self.long) - self.top - self.bottom


A4 = Page(21.0, 29.7, 2.2, 2.2, 2.2, 2.2)


def page_of(section: Section, typeface: str | None = None) -> Page:
    """The page a section describes; ours where it says nothing or leaves no room for a text.

    Args:
        section: of the organisation's template.
        typeface: its letters; None is that of its theme.
    """
    width, height = _cm(section.page_width, A4.short), _cm(section.page_height, A4.long)
    left, right, top, bottom = (
        abs(_cm(getattr(section, f"{side}_margin"), getattr(A4, side)))  # Word has negative ones
        for side in _SIDES
    )
    breadth = 1.0 if typeface is None or typeface.casefold() in _NO_WIDER else _WIDER
    sides = sorted((width, height))
    page = Page(sides[0], sides[1], left, right, top, bottom, breadth)
    roomy = page.text_width(sideways=False), page.text_height(sideways=True)
    return page if min(roomy) >= _LEAST_TEXT else replace(A4, breadth=breadth)


def set_page(section: Section, page: Page, *, sideways: bool) -> None:
    """Lay a section's page upright or on its side."""
    short, long = Cm(page.short), Cm(page.long)
    section.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if sideways else (short, long)
    for side in _SIDES:
        setattr(section, f"{side}_margin", Cm(getattr(page, side)))


def _cm(length: Length | None, otherwise: float) -> float:
    return otherwise if length is None else float(length.cm)
