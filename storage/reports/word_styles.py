"""The look of the Word appendix: built-in styles, one typeface, A4, British English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from engage_app.domain.palette import INK, MUTED, NHS_BLUE, NHS_DARK_BLUE, PAPER
from storage.reports.archive import document_date
from storage.reports.cells import one_line
from storage.reports.word_xml import LANGUAGE, element, put_in

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section

    from engage_app.domain.report import Report

FONT = "Arial"
MARGIN = 2.2  # cm
_A4 = (21.0, 29.7)  # cm
TEXT_WIDTH = _A4[0] - 2 * MARGIN  # cm
TEXT_HEIGHT = _A4[1] - 2 * MARGIN
TEXT_WIDTH_LANDSCAPE = _A4[1] - 2 * MARGIN
_BEFORE_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")

# name: size, bold, colour, space before, space after, kept with the next paragraph
_LOOKS: dict[str, tuple[float, bool, str, float, float, bool]] = {
    "Normal": (11, False, INK, 0, 6, False),
    "Title": (26, True, NHS_DARK_BLUE, 12, 6, True),
    "Subtitle": (14, False, MUTED, 0, 14, False),
    "TOC Heading": (18, True, NHS_DARK_BLUE, 0, 10, True),
    "Heading 1": (18, True, NHS_DARK_BLUE, 22, 8, True),
    "Heading 2": (14, True, NHS_DARK_BLUE, 16, 6, True),
    "Heading 3": (12, True, NHS_DARK_BLUE, 12, 4, True),
    "Caption": (10, True, NHS_DARK_BLUE, 12, 3, True),
    "List Bullet": (11, False, INK, 0, 3, False),
    "Quote": (11, False, INK, 6, 0, True),
    "Header": (9, False, MUTED, 0, 0, False),
    "Footer": (9, False, MUTED, 0, 0, False),
}
# as above, for styles Word has no name of its own for; these rest on Normal
_OWN_LOOKS: dict[str, tuple[float, bool, str, float, float, bool]] = {
    "Organisation": (12, True, NHS_BLUE, 0, 0, True),
    "Numbered Paragraph": (11, False, INK, 0, 6, False),
    "Quote Attribution": (10, False, MUTED, 0, 10, False),
    "Figure": (11, False, INK, 0, 4, False),
    "Table Heading": (9.5, True, PAPER, 2, 2, True),
    "Table Text": (9.5, False, INK, 2, 2, False),
    "Table Figure": (9.5, False, INK, 2, 2, False),
    "Table Note": (9, False, MUTED, 3, 2, False),
    "After Table": (4, False, INK, 0, 4, False),
}


def set_up(document: Document, report: Report) -> None:
    """Give a new document its styles, page, language and properties."""
    for name, look in _LOOKS.items():
        _look(document.styles[name], look)
    for name, look in _OWN_LOOKS.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.quick_style = True
        _look(style, look)
    _contents_styles(document)
    _details(document)
    _language(document)
    _properties(document, report)
    set_page(document.sections[0], landscape=False)


def set_page(section: Section, *, landscape: bool) -> None:
    """Make a section A4, upright or on its side."""
    short, long = (Cm(side) for side in _A4)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Cm(MARGIN))
    section.header_distance = section.footer_distance = Cm(1.1)


def _look(style: Any, look: tuple[float, bool, str, float, float, bool]) -> None:
    size, bold, colour, before, after, kept = look
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
    _typeface(style.element.get_or_add_rPr())
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after = Pt(before), Pt(after)
    spacing.line_spacing = 1.15 if size == 11 else 1.0
    spacing.keep_with_next = kept
    spacing.widow_control = True
    style.hidden = style.unhide_when_used = False


def _typeface(properties: Any) -> None:
    """One typeface for every script, in place of the theme's."""
    names = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), FONT)
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, element("w:rFonts", **names))


def _contents_styles(document: Document) -> None:
    """Word has "toc 1" to "toc 3", but not until a contents list is made by hand."""
    for level in (1, 2, 3):
        style: Any = document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, True)
        style.element.set(qn("w:styleId"), f"TOC{level}")
        style.base_style = document.styles["Normal"]
        _look(style, (11, level == 1, INK, 6 if level == 1 else 0, 3, False))
        spacing = style.paragraph_format
        spacing.left_indent = Cm((0, 1.2, 2.6)[level - 1] + (1.2, 1.4, 1.6)[level - 1])
        spacing.first_line_indent = -Cm((1.2, 1.4, 1.6)[level - 1])
        spacing.tab_stops.add_tab_stop(spacing.left_indent)


def _details(document: Document) -> None:
    styles: Any = document.styles
    styles["TOC Heading"].base_style = styles["Normal"]  # on Heading 1 it would be numbered
    title = styles["Title"].element.pPr
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    for name in ("Quote", "Quote Attribution"):
        spacing = styles[name].paragraph_format
        spacing.left_indent, spacing.right_indent = Cm(1.9), Cm(1.0)
        bar = element("w:left", val="single", sz=24, space=10, color=NHS_BLUE.removeprefix("#"))
        put_in(
            styles[name].element.get_or_add_pPr(),
            element("w:pBdr", bar),
            before=_BEFORE_BORDERS,
        )
    bullets = styles["List Bullet"].paragraph_format
    bullets.left_indent, bullets.first_line_indent = Cm(2.1), -Cm(0.6)
    bullets.tab_stops.add_tab_stop(Cm(2.1))


def _language(document: Document) -> None:
    styles = document.styles.element
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _typeface(defaults)
    put_in(defaults, element("w:lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA"))
    settings = document.settings.element
    for theme in settings.findall(qn("w:themeFontLang")):
        theme.set(qn("w:val"), LANGUAGE)
    for zoom in settings.findall(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # of Word 2013 on; else "Compatibility Mode" shows


def _properties(document: Document, report: Report) -> None:
    properties = document.core_properties
    properties.title = one_line(report.title)[:255]
    properties.subject = one_line(report.subtitle)[:255]
    properties.author = (one_line(report.author) or one_line(report.organisation))[:255]
    properties.last_modified_by = properties.author
    properties.language = LANGUAGE
    properties.comments = properties.keywords = ""
    properties.revision = 1
    properties.created = properties.modified = document_date(report.date)
