"""Pages that would be nearly empty are saved: a table of which a few rows run over is set in smaller
type, a text in closer lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE

from engage_app.domain.paging import Pages
from engage_app.domain.report import Table
from engage_app.progress import heed
from storage.reports.word_layout import Layout, layout_again
from storage.reports.word_measures import Measures
from storage.reports.word_pages import pages_of
from storage.reports.word_rows import TableLook
from storage.reports.word_styles import SPACING
from storage.reports.word_tables import kept_whole, table_xml

if TYPE_CHECKING:
    from docx.document import Document

_SMALLEST = 8.5  # points
CLOSER = 1.06  # of a line of text


@dataclass
class Placed:
    """A table in a document.

    Attributes:
        made: its `w:tbl`.
        table, layout, noted: what it was made from, see `table_xml`.
    """

    made: Any
    table: Table
    layout: Layout
    noted: bool


def shrunk(document: Document, placed: Sequence[Placed], look: TableLook) -> Pages:
    """Set such tables in smaller type where that saves their last page.

    Args:
        document: finished, with all its tables.
        placed: every table in it, in order.
        look: its styles.

    Returns:
        its pages as they then are.
    """
    measures = Measures(document)
    pages = pages_of(document, measures)
    for number in pages.run_over():
        heed()
        one = placed[number]
        as_it_was = one.layout
        for layout in smaller(one.table, one.layout):
            _put(one, layout, look)
            tried = pages_of(document, measures)
            if tried.count < pages.count:
                pages = tried
                break
        else:
            _put(one, as_it_was, look)
    return pages


def tightened(document: Document, pages: Pages) -> Pages:
    """Set the lines of the text closer where that saves a page that is nearly empty.

    Args:
        document: in our own look.
        pages: its pages as they are.

    Returns:
        its pages as they then are.
    """
    if not pages.hardly_filled():
        return pages
    styles: Any = document.styles
    texts = [
        style.paragraph_format
        for style in styles
        if style.type == WD_STYLE_TYPE.PARAGRAPH and style.paragraph_format.line_spacing == SPACING
    ]
    for look in texts:
        look.line_spacing = CLOSER
    tried = pages_of(document)
    if tried.count < pages.count:
        return tried
    for look in texts:
        look.line_spacing = SPACING
    return pages


def smaller(table: Table, layout: Layout) -> Iterator[Layout]:
    """Its layouts in smaller type, the largest first."""
    size = layout.size - 0.5
    while size >= _SMALLEST:
        again = layout_again(table, layout, size)
        if again and kept_whole(table, again) == kept_whole(table, layout):
            yield again
        size -= 0.5


def _put(one: Placed, layout: Layout, look: TableLook) -> None:
    made = table_xml(one.table, layout, look, noted=one.noted)
    one.made.getparent().replace(one.made, made)
    one.made, one.layout = made, layout
