"""The page of a Word document: ours, or that of the organisation's template."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Length

from engage_app.domain.cover import running_head
from engage_app.domain.report import Report
from storage.reports.cells import one_line
from storage.reports.word_template import has_words_or_picture
from storage.reports.word_typefaces import safe_breadth
from storage.reports.word_xml import add_field, add_words

if TYPE_CHECKING:
    from docx.section import Section

_LEAST_TEXT = 8.0  # cm; margins that leave less are a mistake in the template
_WIDER = 1.2  # than Arial's: whatever stands in for a typeface that isn't there
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
    breadth = 1.0 if typeface is None else safe_breadth(typeface, _WIDER)
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


def set_head_and_foot(section: Section, report: Report) -> None:
    """Give a section our header and footer where the organisation's template has none."""
    if not report.template:
        section.header_distance = section.footer_distance = Cm(1.1)
    if not report.template or not has_words_or_picture(section.header):
        names = running_head(one_line(report.organisation), one_line(report.title))
        section.header.is_linked_to_previous = False
        add_words(section.header.paragraphs[0], names)
    if not report.template or not has_words_or_picture(section.footer):
        section.footer.is_linked_to_previous = False
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        add_words(footer, "Page ")
        add_field(footer, "PAGE", "1")
        add_words(footer, " of ")
        add_field(footer, "NUMPAGES", "1")


def _cm(length: Length | None, otherwise: float) -> float:
    return otherwise if length is None else float(length.cm)
