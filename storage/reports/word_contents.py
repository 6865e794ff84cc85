"""The list of contents of a Word document: entries that lead to their headings, and their pages.

The list is a field of Word's, so that Word can make it anew, and each page number in it one more,
which points to its heading. Whoever opens the document sees the numbers that Engage has worked out;
LibreOffice works them out again. It does so only outside what it takes for a list of contents, and
then shows what is stored: so the field says what it is in words that Word 2013 and later read, and
others pass over. Asking Word to update its fields when the document is opened would make it put a
question to every reader first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import etree

from engage_app.domain.numbering import Place
from engage_app.domain.paging import Pages
from storage.reports import cells
from storage.reports.word_xml import element, field_code, field_mark, field_parts, run

_APPENDIX_TAB = Cm(2.6)  # where the words of an appendix start
_INSTRUCTION = r'TOC \o "1-3" \h \z \u'
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WORD_2013 = "http://schemas.microsoft.com/office/word/2012/wordml"
_UNKNOWN = "1"  # a page, until all are laid out


def start() -> list[Any]:
    """The runs that the list begins with."""
    names = {"mc": _COMPATIBILITY, "w15": _WORD_2013}
    choice: Any = etree.Element(f"{{{_COMPATIBILITY}}}AlternateContent", nsmap=names)
    read: Any = etree.SubElement(choice, f"{{{_COMPATIBILITY}}}Choice", Requires="w15")
    read.append(field_code(_INSTRUCTION))
    told = element("w:r")
    told.append(choice)
    return [field_mark("begin"), told, field_mark("separate")]


def fill_entry(entry: WordParagraph, place: Place, text: str, bookmark: str, width: float) -> None:
    """Write an entry: the number of its heading, its words, and its page at the right.

    Args:
        entry: a paragraph with nothing in it, in the style of its level.
        place: of the heading.
        text: of the heading.
        bookmark: that the heading bears.
        width: of the text, in cm.
    """
    look = entry.paragraph_format
    if place.appendix and place.level == 1:
        look.left_indent, look.first_line_indent = _APPENDIX_TAB, -_APPENDIX_TAB
    look.tab_stops.add_tab_stop(Cm(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    words = run(f"{place.shown}\t{cells.one_line(text)}\t")
    number = field_parts(rf"PAGEREF {bookmark} \h", _UNKNOWN)
    entry._p.append(element("w:hyperlink", words, *number, anchor=bookmark, history="1"))


def fill_pages(body: Any, pages: Pages) -> None:
    """Write the page of its heading into each entry."""
    for bookmark, shown in _page_numbers(body):
        shown.text = str(pages.marks.get(bookmark, 1))


def _page_numbers(body: Any) -> Iterator[tuple[str, Any]]:
    """The bookmark of each entry, and the element that shows its page."""
    for link in body.iter(qn("w:hyperlink")):
        for code in link.iter(qn("w:instrText")):
            if code.text.split()[:1] == ["PAGEREF"]:
                yield link.get(qn("w:anchor")), list(link.iter(qn("w:t")))[-1]
