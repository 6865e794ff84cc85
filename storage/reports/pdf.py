"""The last steps of a PDF that the window has laid out: title, language, bookmarks, fixed dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from engage_app.domain.report import Report
from storage.reports.archive import document_date
from storage.reports.cells import one_line
from storage.reports.saving import save_bytes_beside

CREATOR = "Engage"
_LANGUAGE = "en-GB"


@dataclass(frozen=True)
class Bookmark:
    """A heading: its level (from 1), its words, and the page it is on (from 0)."""

    level: int
    text: str
    page: int


def write_pdf(report: Report, pages: bytes, bookmarks: Sequence[Bookmark], path: Path) -> Path:
    """Write pages that are laid out already; the same pages give the same bytes.

    Args:
        report: the report that they are of: gives title, author and date.
        pages: a PDF.
        bookmarks: in order.
        path: where to.

    Returns:
        the path that was used: beside `path` where that file is open in another program.

    Raises:
        FileInUse: no name was free to save under.
        NotPossible: the folder is missing, full or may not be written to.
    """
    return save_bytes_beside(path, finished(report, pages, bookmarks))


def finished(report: Report, pages: bytes, bookmarks: Sequence[Bookmark]) -> bytes:
    """The pages with what Qt leaves out, as the bytes of a file."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

    writer = PdfWriter()
    for page in PdfReader(BytesIO(pages)).pages:
        writer.add_page(page)
    above: list[Any] = []
    for each in bookmarks:
        above = above[: each.level - 1]
        parent = above[-1] if above else None
        item: Any = writer.add_outline_item(
            title=one_line(each.text), page_number=each.page, parent=parent
        )
        above.append(item)
    printed = document_date(report.date)
    writer.metadata = {
        "/Title": one_line(report.title),
        "/Author": one_line(report.author),
        "/Creator": CREATOR,
        "/CreationDate": f"D:{printed:%Y%m%d}000000Z",
    }
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(_LANGUAGE)
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
