"""The look of the Word appendix: built-in styles, one typeface, British English.

In the organisation's own template its styles stay as they are, and only those it lacks are added,
in its typeface.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles import BabelFish

from engage_app.domain.palette import INK, MUTED, NHS_BLUE, NHS_DARK_BLUE, PAPER
from storage.reports.archive import document_date
from storage.reports.cells import one_line
from storage.reports.word_numbering import APPENDIX_STYLE, add_bullets
from storage.reports.word_xml import LANGUAGE, element, put_in

if TYPE_CHECKING:
    from docx.document import Document

    from engage_app.domain.report import Report

FONT = "Arial"
BODY = 12.0  # points, of a text
SPACING = 1.15  # of the lines of a text
_BODY_TEXT = 9  # the outline level of what is no heading
_BEFORE_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")

# name: size, bold, colour, space before, space after, kept with the next paragraph
_LOOKS: dict[str, tuple[float, bool, str, float, float, bool]] = {
    "Normal": (BODY, False, INK, 0, 6, False),
    "Title": (22, True, NHS_DARK_BLUE, 6, 4, True),
    "Subtitle": (13, False, MUTED, 0, 8, False),
    "TOC Heading": (18, True, NHS_DARK_BLUE, 0, 10, True),
    "Heading 1": (18, True, NHS_DARK_BLUE, 18, 6, True),
    "Heading 2": (14, True, NHS_DARK_BLUE, 14, 5, True),
    "Heading 3": (BODY, True, NHS_DARK_BLUE, 12, 4, True),
    "Caption": (11, True, NHS_DARK_BLUE, 12, 3, True),
    "List Bullet": (BODY, False, INK, 0, 3, False),
    "Quote": (BODY, False, INK, 6, 0, True),
    "Header": (9, False, MUTED, 0, 0, False),
    "Footer": (9, False, MUTED, 0, 0, False),
}
# as above, for styles Word has no name of its own for; these rest on Normal
_OWN_LOOKS: dict[str, tuple[float, bool, str, float, float, bool]] = {
    "Organisation": (12, True, NHS_BLUE, 0, 0, True),
    "Numbered Paragraph": (BODY, False, INK, 0, 6, False),
    "Quote Attribution": (10, False, MUTED, 0, 10, False),
    "Cover Label": (11, True, NHS_DARK_BLUE, 8, 3, True),
    "Figure": (10, False, INK, 0, 4, False),
    "Table Heading": (10, True, PAPER, 2, 2, True),
    "Table Text": (10, False, INK, 2, 2, False),
    "Table Figure": (10, False, INK, 2, 2, False),
    "Table Note": (9.5, False, MUTED, 3, 2, False),
    "After Table": (4, False, INK, 0, 4, False),
}


def set_up(document: Document, report: Report) -> None:
    """Give a document the styles it lacks, its language and properties."""
    own = bool(report.template)
    styles: Any = document.styles
    named = {style.name_val for style in styles.element.style_lst}
    there = {name for name in (*_LOOKS, *_OWN_LOOKS) if BabelFish.ui2internal(name) in named}
    resting_on = styles.default(WD_STYLE_TYPE.PARAGRAPH)
    made = {name for name in (*_LOOKS, *_OWN_LOOKS) if not own or name not in there}
    for name, look in (_LOOKS | _OWN_LOOKS).items():
        if name not in there:
            _add(styles, name, resting_on)
        if name in made:
            _look(styles[name], look, typeface=not own)
    _contents_styles(document, own=own)
    _appendix_style(document)
    _details(document, made)
    _language(document, own=own)
    _properties(document, report)


def _add(styles: Any, name: str, resting_on: Any) -> None:
    """Add a style of ours that isn't there, without its look."""
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in _LOOKS)
    style.base_style = resting_on
    style.quick_style = True
    if name.startswith("Heading "):
        outline = element("w:outlineLvl", val=int(name[-1]) - 1)
        style.element.get_or_add_pPr().append(outline)


def _look(style: Any, look: tuple[float, bool, str, float, float, bool], *, typeface: bool) -> None:
    size, bold, colour, before, after, kept = look
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
    if typeface:
        _typeface(style.element.get_or_add_rPr())
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after = Pt(before), Pt(after)
    spacing.line_spacing = SPACING if size == BODY and not bold else 1.0
    spacing.keep_with_next = kept
    spacing.widow_control = True
    style.hidden = style.unhide_when_used = False


def _typeface(properties: Any) -> None:
    """One typeface for every script, in place of the theme's."""
    names = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), FONT)
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, element("w:rFonts", **names))


def _contents_styles(document: Document, *, own: bool) -> None:
    """Word has "toc 1" to "toc 3", but not until a contents list is made by hand."""
    for level in (1, 2, 3):
        if f"toc {level}" in document.styles:
            continue
        style: Any = document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, True)
        style.element.set(qn("w:styleId"), f"TOC{level}")
        style.base_style = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
        _look(style, (BODY, level == 1, INK, 6 if level == 1 else 0, 3, False), typeface=not own)
        spacing = style.paragraph_format
        spacing.left_indent = Cm((0, 1.2, 2.6)[level - 1] + (1.2, 1.4, 1.6)[level - 1])
        spacing.first_line_indent = -Cm((1.2, 1.4, 1.6)[level - 1])
        spacing.tab_stops.add_tab_stop(spacing.left_indent)


def _appendix_style(document: Document) -> None:
    """On Heading 1: so contents list and navigation have it, and it looks like one."""
    styles: Any = document.styles
    if APPENDIX_STYLE not in styles:
        style = styles.add_style(APPENDIX_STYLE, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Heading 1"]
        style.quick_style = True
    style = styles[APPENDIX_STYLE]
    style.next_paragraph_style = styles.default(WD_STYLE_TYPE.PARAGRAPH)
    style.paragraph_format.page_break_before = True


def _details(document: Document, made: set[str]) -> None:
    """What a look doesn't say, of the styles that are ours."""
    styles: Any = document.styles
    contents = styles["TOC Heading"]
    if "TOC Heading" in made:
        contents.base_style = styles.default(WD_STYLE_TYPE.PARAGRAPH)
    else:  # Word rests it on Heading 1, with whose number it would be printed
        properties = contents.element.get_or_add_pPr()
        put_in(properties, element("w:numPr", element("w:numId", val=0)), before=_BEFORE_BORDERS)
        put_in(properties, element("w:outlineLvl", val=_BODY_TEXT))
    if "Title" in made:
        title = styles["Title"].element.get_or_add_pPr()
        for border in title.findall(qn("w:pBdr")):
            title.remove(border)
    for name in sorted({"Quote", "Quote Attribution"} & made):
        spacing = styles[name].paragraph_format
        spacing.left_indent, spacing.right_indent = Cm(1.9), Cm(1.0)
        bar = element("w:left", val="single", sz=24, space=10, color=NHS_BLUE.removeprefix("#"))
        put_in(
            styles[name].element.get_or_add_pPr(),
            element("w:pBdr", bar),
            before=_BEFORE_BORDERS,
        )
    if "List Bullet" in made:
        add_bullets(document, styles["List Bullet"])
        bullets = styles["List Bullet"].paragraph_format
        bullets.left_indent, bullets.first_line_indent = Cm(2.1), -Cm(0.6)
        bullets.tab_stops.add_tab_stop(Cm(2.1))


def _language(document: Document, *, own: bool) -> None:
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
    if defaults is None:
        defaults = _defaults(document)
    properties = defaults.find(qn("w:rPr"))
    if properties is None:
        properties = element("w:rPr")
        defaults.append(properties)
    if not own:
        _typeface(properties)
    language = element("w:lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")
    put_in(properties, language, before=("w:eastAsianLayout", "w:specVanish", "w:oMath"))
    for style in document.styles.element.findall(qn("w:style")):
        for said in style.iter(qn("w:lang")):
            said.set(qn("w:val"), LANGUAGE)
    settings = document.settings.element
    for theme in settings.findall(qn("w:themeFontLang")):
        theme.set(qn("w:val"), LANGUAGE)
    for zoom in settings.findall(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # of Word 2013 on; else "Compatibility Mode" shows


def _defaults(document: Document) -> Any:
    """What every style rests on, in a template that lacks it."""
    made = element("w:rPrDefault")
    styles = document.styles.element
    whole = styles.find(qn("w:docDefaults"))
    if whole is None:
        whole = element("w:docDefaults")
        styles.insert(0, whole)
    whole.insert(0, made)
    return made


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
