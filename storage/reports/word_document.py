"""A Word document in the making: pages, captions, numbers and sections run through it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, assert_never

from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.shared import Cm, Pt, Twips
from docx.text.paragraph import Paragraph as WordParagraph

from engage_app.domain.numbering import Place, places_of
from engage_app.domain.report import (
    Bullets,
    Chart,
    Heading,
    Paragraph,
    Quotation,
    Report,
    Table,
    TableBlock,
)
from engage_app.domain.table_numbers import captions
from engage_app.progress import heed
from storage.reports import cells, word_contents
from storage.reports.archive import packed
from storage.reports.charts import MOST_CATEGORIES, chart_png
from storage.reports.word_cover import cover_parts
from storage.reports.word_flow import Flow, flow_of, kept_items, picture_room
from storage.reports.word_layout import Layout
from storage.reports.word_numbering import APPENDIX_STYLE, INDENTS, add_numbering, number
from storage.reports.word_page import A4, page_of, set_head_and_foot, set_page
from storage.reports.word_shrinking import Placed, shrunk, tightened
from storage.reports.word_styles import set_up
from storage.reports.word_tables import kept_whole, table_look, table_xml
from storage.reports.word_template import continue_section, opened
from storage.reports.word_xml import (
    add_bookmark,
    add_words,
    element,
    field_mark,
    field_parts,
    marked,
)

_TABLE_MARKS = 100_000  # the ids of bookmarks are one row of numbers: those of tables from here


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
        self._usual = self._document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
        self._captions = captions(report.blocks)
        self._figures = 0
        self._placed: list[Placed] = []
        self._on_new_page = self._on_its_side = self._headed = False
        set_page(self._document.sections[0], self._page, sideways=False)
        set_head_and_foot(self._document.sections[0], report)

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
        """Add the list of contents, each entry a link."""
        headings = [
            (at, block.text, place)
            for at, (block, place) in enumerate(zip(self._report.blocks, self._places, strict=True))
            if isinstance(block, Heading) and place
        ]
        if not headings:
            return
        self._add("TOC Heading", "Contents")
        width = self._page.text_width(sideways=False)
        entries = [self._add(f"toc {place.level}", "") for _, _, place in headings]
        entries[0]._p.extend(word_contents.start())
        for entry, (at, text, place) in zip(entries, headings, strict=True):
            word_contents.fill_entry(entry, place, text, _bookmark(at), width)
        entries[-1]._p.append(field_mark("end"))
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

    def finish(self) -> None:
        """Save pages that would be nearly empty, where that can be; then number the contents."""
        pages = shrunk(self._document, self._placed, self._look)
        if not self._report.template:
            pages = tightened(self._document, pages)
        word_contents.fill_pages(self._document.element.body, pages)

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
        for item, kept in zip(items, kept_items(items), strict=True):
            added = self._add("List Bullet", item)
            if kept:
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
        number, title, new = next(self._captions)
        for at, (part, fit) in enumerate(flow.parts):
            self._turn_page(flow.table_sideways)
            self._add_table_caption(number, part.title if at else title, new=new and not at)
            self._add_table(part, fit)

    def _add_table_caption(self, number: int, title: str, *, new: bool) -> None:
        """Caption a table; one that came before takes its number from there."""
        caption = self._add("Caption", "Table ")
        name = f"_Table{number:09d}"
        if new:
            counted = field_parts(r"SEQ Table \* ARABIC", str(number))
            caption._p.extend(marked(name, _TABLE_MARKS + number, counted))
        else:
            caption._p.extend(field_parts(rf"REF {name} \h", str(number)))
        add_words(caption, f": {cells.one_line(title)}")

    def _add_table(self, table: Table, layout: Layout) -> None:
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
        caption = self._add("Caption", "Figure ")
        caption._p.extend(field_parts(r"SEQ Figure \* ARABIC", str(self._figures)))
        add_words(caption, f": {cells.one_line(chart.title)}")
        width, tallest = picture_room(flow, self._page)
        picture = chart_png(
            chart,
            width=width,
            tallest=tallest,
            missing=cells.missing_in(table),
        )
        shape = self._add_picture(picture, width)
        for side in "TBLR":  # without these LibreOffice leaves a gap, and the picture sticks out
            shape.set(f"dist{side}", "0")
        described = shape.docPr
        described.set("name", f"Figure {self._figures}")
        described.set("descr", cells.one_line(chart.alt_text or chart.title))
        if len(chart.categories) > MOST_CATEGORIES:
            drawn = f"The first {MOST_CATEGORIES} of {len(chart.categories)} are drawn"
            self._add("Table Note", f"{drawn}; the table below has them all.")

    def _add_picture(self, picture: bytes, width: float) -> Any:
        """Add a picture so many cm wide; python-docx would look through all for a free number."""
        part: Any = self._document.part
        key, image = part.get_or_add_image(BytesIO(picture))
        sides = image.scaled_dimensions(Cm(width), None)
        shape = CT_Inline.new_pic_inline(self._figures, key, image.filename, *sides)
        self._add("Figure", "").add_run()._r.add_drawing(shape)
        return shape

    def _add(self, style: str, text: str) -> WordParagraph:
        paragraph = self._document.add_paragraph()
        key = self._style_id(style)
        paragraph._p.append(element("w:pPr", element("w:pStyle", val=key) if key else None))
        if text:
            add_words(paragraph, text)
        if self._on_new_page:
            paragraph.paragraph_format.page_break_before = True
            self._on_new_page = False
        self._last = paragraph
        return paragraph

    def _style_id(self, name: str) -> str | None:
        """A paragraph style's id, if one needs to be said; python-docx looks through all styles."""
        if name not in self._style_ids:
            style = self._document.styles[name]
            self._style_ids[name] = None if style == self._usual else style.style_id
        return self._style_ids[name]

    def _place(self, table: Table, layout: Layout, *, noted: bool = False) -> None:
        made = table_xml(table, layout, self._look, noted=noted)
        self._document.element.body.insert_element_before(made, "w:sectPr")
        self._placed.append(Placed(made, table, layout, noted))

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


def _bookmark(at: int) -> str:
    return f"_Toc{at + 1:09d}"  # as Word names its own
