"""A Word document in the making: pages, captions, numbers and sections run through it."""

from __future__ import annotations

from io import BytesIO
from typing import assert_never

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, Twips
from docx.text.paragraph import Paragraph as WordParagraph

from engage_app.domain.report import (
    SUPPRESSED,
    Block,
    Bullets,
    Chart,
    Heading,
    Paragraph,
    Quotation,
    Report,
    Table,
    TableBlock,
)
from storage.reports import cells
from storage.reports.archive import packed
from storage.reports.charts import MOST_CATEGORIES, chart_png
from storage.reports.word_cover import cover_layout, cover_table
from storage.reports.word_flow import Flow, flow_of
from storage.reports.word_layout import Layout
from storage.reports.word_numbering import INDENTS, Numbers, add_numbering, number
from storage.reports.word_styles import (
    TEXT_HEIGHT,
    TEXT_WIDTH,
    TEXT_WIDTH_LANDSCAPE,
    set_page,
    set_up,
)
from storage.reports.word_tables import table_xml
from storage.reports.word_xml import (
    add_bookmark,
    add_field,
    add_words,
    field_end,
    field_start,
    link_within,
)

_TALLEST = {False: 18.5, True: 13.0}  # cm a picture may have, by whether the page is on its side
_Place = tuple[int, str]  # level and number in the multilevel list


class WordDocument:
    """Takes a report's parts in their order and yields the finished file.

    Args:
        report: the finished report; its texts may hold anything a respondent typed.
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        self._document = Document()
        set_up(self._document, report)
        self._list = add_numbering(self._document)
        self._places = _places(report.blocks)
        self._figures = self._tables = 0
        self._on_new_page = self._on_its_side = self._headed = False
        self._add_header_and_footer()

    def add_cover(self) -> None:
        """Add the title and the cover sheet: each item and its value, none empty."""
        report = self._report
        self._add("Organisation", report.organisation)
        self._add("Title", report.title)
        self._add("Subtitle", report.subtitle)
        if report.cover:
            self._place(cover_table(report), cover_layout(report, TEXT_WIDTH, TEXT_HEIGHT))
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
        for at, block, (level, shown) in headings:
            entry = self._add(f"toc {level}", "")
            if at == headings[0][0]:
                entry._p.extend(field_start(r'TOC \o "1-3" \h \z \u'))
            text = f"{shown}\t{cells.one_line(block.text)}"
            entry._p.append(link_within(_bookmark(at), text))
            if at == headings[-1][0]:
                entry._p.append(field_end())
        self._on_new_page = True

    def add_blocks(self) -> None:
        """Add the report's blocks, wide tables on pages on their side."""
        for at, flow in enumerate(flow_of(self._report.blocks)):
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
                level, _ = self._places[at] or (1, "")
                heading = self._add(f"Heading {level}", cells.one_line(block.text))
                add_bookmark(heading, _bookmark(at), at + 1)
                self._headed = True
            case Paragraph():
                self._add_paragraph(block, self._places[at])
            case Bullets():
                for item in block.items:
                    self._add("List Bullet", item)
            case Quotation():
                self._add("Quote", f"“{block.text.strip()}”")
                self._add("Quote Attribution", f"— {cells.one_line(block.attribution)}")
            case _:
                assert_never(block)

    def _add_paragraph(self, block: Paragraph, place: _Place | None) -> None:
        paragraph = self._add("Numbered Paragraph" if place else "Normal", block.text)
        if place:
            number(paragraph, place[0], self._list)
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
        self._place(table, layout)
        counted = cells.counted_line(table)
        notes = [*([counted] if counted else []), *cells.notes_under(table)]
        for note in notes:
            last = self._add("Table Note", note)
        if notes:
            last.paragraph_format.space_after = Pt(12)
        else:
            self._add("After Table", "")  # two tables without one would be joined

    def _add_figure(self, table: Table, chart: Chart, flow: Flow) -> None:
        self._figures += 1
        self._add_caption("Figure", self._figures, chart.title)
        hidden = any(SUPPRESSED in row for row in table.rows)
        width = TEXT_WIDTH_LANDSCAPE if flow.sideways else TEXT_WIDTH
        picture = chart_png(
            chart,
            width=width,
            tallest=_TALLEST[flow.sideways] - flow.above,
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
        paragraph = self._document.add_paragraph(style=style)
        if text:
            add_words(paragraph, text)
        if self._on_new_page:
            paragraph.paragraph_format.page_break_before = True
            self._on_new_page = False
        self._last = paragraph
        return paragraph

    def _place(self, table: Table, layout: Layout) -> None:
        self._document.element.body.insert_element_before(table_xml(table, layout), "w:sectPr")

    def _turn_page(self, sideways: bool) -> None:
        """Start a section where the page is the other way up; its break goes into the last
        paragraph, not into an empty one."""
        if sideways == self._on_its_side:
            return
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        set_page(section, landscape=sideways)
        self._on_its_side, self._on_new_page = sideways, False
        breaking = self._document.element.body[-2]
        before = breaking.getprevious()
        if before is not None and before.tag == qn("w:p"):
            before.get_or_add_pPr().append(breaking.pPr.find(qn("w:sectPr")))
            breaking.getparent().remove(breaking)

    def _add_header_and_footer(self) -> None:
        report, section = self._report, self._document.sections[0]
        names = (cells.one_line(report.organisation), cells.one_line(report.title))
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        add_words(section.header.paragraphs[0], " | ".join(name for name in names if name))
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        add_words(footer, "Page ")
        add_field(footer, "PAGE", "1")
        add_words(footer, " of ")
        add_field(footer, "NUMPAGES", "1")


def _places(blocks: tuple[Block, ...]) -> list[_Place | None]:
    """The level and number of each heading and numbered paragraph; None for the rest."""
    numbers = Numbers()
    places: list[_Place | None] = []
    for block in blocks:
        if isinstance(block, Heading):
            places.append(numbers.heading(block.level))
        elif isinstance(block, Paragraph) and block.numbered:
            places.append(numbers.paragraph())
        else:
            places.append(None)
    return places


def _bookmark(at: int) -> str:
    return f"_Toc{at + 1:09d}"  # as Word names its own
