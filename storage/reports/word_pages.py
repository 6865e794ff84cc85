"""On which page each heading of a Word document will be: the list of contents says so at once.

Word fills in such numbers only when it is asked to, and LibreOffice works them out by itself. So
the pages are laid out here as both do: by the widths of letters, the styles, and what is to be kept
together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engage_app.domain.paging import Pages, laid_out
from storage.reports.word_measures import Measures

if TYPE_CHECKING:
    from docx.document import Document

_POINT = 12700.0  # of python-docx's units


def pages_of(document: Document, measures: Measures | None = None) -> Pages:
    """Lay a finished document's pages out; its bookmarks are the marks.

    Args:
        document: its sections and tables have their sizes; its styles say the rest.
        measures: of this document, where it is laid out again with another table.
    """
    measures = measures or Measures(document)
    sections: Any = document.sections  # all have sizes
    areas = [
        (
            (section.page_width - section.left_margin - section.right_margin) / _POINT,
            (section.page_height - section.top_margin - section.bottom_margin) / _POINT,
        )
        for section in sections
    ]
    items = list(measures.items([width for width, _ in areas]))
    return laid_out(items, [height for _, height in areas])
