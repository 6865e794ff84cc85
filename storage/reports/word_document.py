"""A Word document in the making: pages, captions, numbers and sections run through it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, assert_never

from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, Twips
from docx.text.paragraph import Paragraph as WordParagraph

from engage_app.domain.cover import running_head
from engage_app.domain.numbering import Place, places_of
from engage_app.domain.report import (
    SUPPRESSED,
    Bullets,
    Chart,
    Heading,
    Paragraph,
    Quotation,
    Report,
    Table,
    TableBlock,
)
from engage_app.progress import heed
from storage.reports import cells
from storage.reports.archive import packed
from storage.reports.charts import MOST_CATEGORIES, chart_png
from storage.reports.word_cover import cover_parts
from storage.reports.word_flow import Flow, flow_of
from storage.reports.word_layout import Layout
from storage.reports.word_numbering import APPENDIX_STYLE, INDENTS, add_numbering, number
from storage.reports.word_page import A4, page_of, set_page
from storage.reports.word_styles import set_up
from storage.reports.word_tables import kept_whole, table_look, table_xml
from storage.reports.word_template import continue_section, has_words_or_picture, opened
from storage.reports.word_xml import (
    add_bookmark,
    add_field,
    add_words,
    field_end,
    field_start,
    link_within,
)

_TALLEST = {False: 0.73, True: 0.78}
"""How much of the page's height a picture may take, by whether the page is on its side."""

_LEAST = 4.0  # cm of height that a picture gets on any page
_SHORT_LIST = 400  # letters; such a list isn't parted by the end of a page
_APPENDIX_TAB = Cm(2.6)  # where the words of an appendix start in the contents list


class WordDocument:
    """Takes a report's parts in their order and yields the finished file.

    Args:
        report: the finished report; its texts may hold anything a respondent typed.
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        self._document = opened(report.template)
        set_up(self._document, report)
        self._page = A4
        if report.template:
            typeface = self._document.styles["Table Text"].font.name
            plain = self._document.styles["Normal"].font.name
            self._page = page_of(self._document.sections[0], typeface or plain)
        self._look = table_look(self._document)
        self._lists = add_numbering(self._document)
        self._places = places_of(report.blocks)
        self._style_ids: dict[str, str | None] = {}
        self._figures = self._tables = 0
        self._on_new_page = self._on_its_side = self._headed = False
        self._set_first_page()

    def add_cover(self) -> None:
        """Add the title and the cover sheet: each item and its value, none empty."""
        report = self._report
        self._add("Organisation", report.organisation)
        self._add("Title", report.title)
        self._add("Subtitle", report.subtitle)
        for at, part in enumerate(cover_parts(report, self._page)):
            if part.named:
                self._add("Cover Label", cells.one_line(part.table.title))
            elif at:
                self._add("After Table", "")  # two tables without one would be joined
            self._place(part.table, part.layout)
        self._on_new_page = True

    def add_contents(self) -> None:
        """Add the contents list: a field of Word's, already filled, each entry a link.

        Only Word knows the page numbers, and fills them in when it updates the field; a made-up
        one would mislead.
        """
        headings = [
            (at, block, place)
            for at, (block, place) in enumerate(zip(self._report.blocks, self._places, strict=True))
            if isinstance(block, Heading) and place
        ]
        if not headings:
            return
        self._add("TOC Heading", "Contents")
        for at, block, place in headings:
            entry = self._add(f"toc {place.level}", "")
            if place.appendix and place.level == 1:
                entry.paragraph_format.left_indent = _APPENDIX_TAB
                entry.paragraph_format.first_line_indent = -_APPENDIX_TAB
            if at == headings[0][0]:
                entry._p.extend(field_start(r'TOC \o "1-3" \h \z \u'))
            text = f"{place.shown}\t{cells.one_line(block.text)}"
            entry._p.append(link_within(_bookmark(at), text))
            if at == headings[-1][0]:
                entry._p.append(field_end())
        self._on_new_page = True

    def add_blocks(self) -> None:
        """Add the report's blocks, wide tables on pages on their side."""
        for at, flow in enumerate(flow_of(self._report.blocks, self._page)):
            heed()
            self._turn_page(flow.sideways)
            block = self._report.blocks[at]
            if isinstance(block, TableBlock):
                self._add_tables(flow)
            else:
                self._add_words(at, block)
                if flow.kept:
                    self._last.paragraph_format.keep_with_next = True

    def saved(self) -> bytes:
        """The document, as the bytes of its file."""
        package = self._document.part.package
        for key, relation in list(package.rels.items()):
            if relation.reltype.endswith("/thumbnail"):  # of the library's own blank document
                del package.rels[key]
        out = BytesIO()
        self._document.save(out)
        return packed(out.getvalue())

    def _add_words(self, at: int, block: Heading | Paragraph | Bullets | Quotation) -> None:
        match block:
            case Heading():
                self._add_heading(at, block)
            case Paragraph():
                self._add_paragraph(block, self._places[at])
            case Bullets():
                self._add_bullets(block.items)
            case Quotation():
                self._add("Quote", f"“{block.text.strip()}”")
                self._add("Quote Attribution", f"— {cells.one_line(block.attribution)}")
            case _:
                assert_never(block)

    def _add_bullets(self, items: Sequence[str]) -> None:
        """Add a list: a short one stays on one page; of a longer one no item stands alone."""
        short = sum(map(len, items)) <= _SHORT_LIST
        for at, item in enumerate(items):
            added = self._add("List Bullet", item)
            if at < len(items) - 1 and (short or at in (0, len(items) - 2)):
                added.paragraph_format.keep_with_next = True

    def _add_heading(self, at: int, block: Heading) -> None:
        place = self._places[at] or Place(1, "")
        text = cells.one_line(block.text)
        if place.appendix and place.level == 1:
            self._on_new_page = False  # the style begins one
            heading = self._add(APPENDIX_STYLE, text)
        else:
            heading = self._add(f"Heading {place.level}", text)
            if place.appendix:
                number(heading, place.level - 1, self._lists.appendix)
        add_bookmark(heading, _bookmark(at), at + 1)
        self._headed = True

    def _add_paragraph(self, block: Paragraph, place: Place | None) -> None:
        paragraph = self._add("Numbered Paragraph" if place else "Normal", block.text)
        if place:
            lists = self._lists
            number(paragraph, place.level, lists.appendix if place.appendix else lists.main)
        elif self._headed:
            paragraph.paragraph_format.left_indent = Twips(INDENTS[0])  # under the others' words

    def _add_tables(self, flow: Flow) -> None:
        """Add a chart, then its table, whole or in parts."""
        table, _ = flow.parts[0]
        if table.chart is not None and cells.can_be_drawn(table.chart):
            self._add_figure(table, table.chart, flow)
        for part, fit in flow.parts:
            self._turn_page(flow.table_sideways)
            self._add_table(part, fit)

    def _add_table(self, table: Table, layout: Layout) -> None:
        self._tables += 1
        self._add_caption("Table", self._tables, table.title)
        counted = cells.counted_line(table)
        notes = [*([counted] if counted else []), *cells.notes_under(table)]
        if kept_whole(table, layout):
            self._place(table, layout, noted=bool(notes))
            self._add_notes(notes)
            if notes:
                self._last.paragraph_format.space_after = Pt(12)
                return
        else:  # notes after a long table might stand alone on a page
            self._add_notes(notes, led=True)
            self._place(table, layout)
        self._add("After Table", "")  # two tables without one would be joined

    def _add_notes(self, notes: Sequence[str], *, led: bool = False) -> None:
        """Add the notes of a table; `led`: they lead up to it."""
        for at, note in enumerate(notes, 1):
            added = self._add("Table Note", note)
            added.paragraph_format.keep_with_next = led or at < len(notes)

    def _add_figure(self, table: Table, chart: Chart, flow: Flow) -> None:
        self._figures += 1
        self._add_caption("Figure", self._figures, chart.title)
        hidden = any(SUPPRESSED in row for row in table.rows)
        width = self._page.text_width(sideways=flow.sideways)
        height = self._page.text_height(sideways=flow.sideways) * _TALLEST[flow.sideways]
        picture = chart_png(
            chart,
            width=width,
            tallest=max(height - flow.above, _LEAST),
            missing=SUPPRESSED if hidden else cells.NO_FIGURE,
        )
        run = self._add("Figure", "").add_run()
        shape = run.add_picture(BytesIO(picture), width=Cm(width))
        for side in "TBLR":  # without these LibreOffice leaves a gap, and the picture sticks out
            shape._inline.set(f"dist{side}", "0")
        described = shape._inline.docPr
        described.set("name", f"Figure {self._figures}")
        described.set("descr", cells.one_line(chart.alt_text or chart.title))
        if len(chart.categories) > MOST_CATEGORIES:
            drawn = f"The first {MOST_CATEGORIES} of {len(chart.categories)} are drawn"
            self._add("Table Note", f"{drawn}; the table below has them all.")

    def _add_caption(self, kind: str, count: int, title: str) -> None:
        caption = self._add("Caption", f"{kind} ")
        add_field(caption, rf"SEQ {kind} \* ARABIC", str(count))
        add_words(caption, f": {cells.one_line(title)}")

    def _add(self, style: str, text: str) -> WordParagraph:
        paragraph = self._document.add_paragraph()
        paragraph._p.style = self._style_id(style)
        if text:
            add_words(paragraph, text)
        if self._on_new_page:
            paragraph.paragraph_format.page_break_before = True
            self._on_new_page = False
        self._last = paragraph
        return paragraph

    def _style_id(self, style: str) -> str | None:
        """A paragraph style's id; python-docx looks through all styles each time."""
        if style not in self._style_ids:
            part: Any = self._document.part
            self._style_ids[style] = part.get_style_id(style, WD_STYLE_TYPE.PARAGRAPH)
        return self._style_ids[style]

    def _place(self, table: Table, layout: Layout, *, noted: bool = False) -> None:
        made = table_xml(table, layout, self._look, noted=noted)
        self._document.element.body.insert_element_before(made, "w:sectPr")

    def _turn_page(self, sideways: bool) -> None:
        """Start a section where the page is the other way up; its break goes into the last
        paragraph, not into an empty one."""
        if sideways == self._on_its_side:
            return
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        set_page(section, self._page, sideways=sideways)
        continue_section(section)
        self._on_its_side, self._on_new_page = sideways, False
        breaking = self._document.element.body[-2]
        before = breaking.getprevious()
        if before is not None and before.tag == qn("w:p"):
            before.get_or_add_pPr().append(breaking.pPr.find(qn("w:sectPr")))
            breaking.getparent().remove(breaking)

    def _set_first_page(self) -> None:
        """Set the page up; header and footer are ours where the template has none."""
        report, section = self._report, self._document.sections[0]
        set_page(section, self._page, sideways=False)
        if not report.template:
            section.header_distance = section.footer_distance = Cm(1.1)
        if not report.template or not has_words_or_picture(section.header):
            names = running_head(cells.one_line(report.organisation), cells.one_line(report.title))
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


def _bookmark(at: int) -> str:
    return f"_Toc{at + 1:09d}"  # as Word names its own
