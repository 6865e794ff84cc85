"""PDF files: whether they are tagged, and say their title and language."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engage_app.domain.checks import Remark
from storage.checking.package import unreadable
from storage.checking.remarks import advice, fault, no_language, no_title
from storage.reports.pdf import CREATOR


def check_pdf(path: Path) -> Iterator[Remark]:
    """Remarks on a PDF file.

    Raises:
        NotPossible: it is damaged, or protected by a password.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        root: Any = reader.trailer["/Root"]
        told = reader.metadata
        ours = told is not None and told.creator == CREATOR
        title = (told.title if told else "") or ""
        language = str(root.get("/Lang", ""))
        tagged = "/StructTreeRoot" in root and _marked(root)
    except (PyPdfError, OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise unreadable(path) from error
    if not title.strip():
        yield no_title()
    if not language.strip():
        yield no_language()
    if not tagged:
        # Ours can't have any, and nothing an officer does would mend it: that fails no run.
        yield (advice if ours else fault)(
            "The PDF is not tagged: a screen reader finds no headings and no tables in it.",
            "Publish the Word document or the HTML page as well, and name it beside the PDF.",
            rule="WCAG 1.3.1",
        )


def _marked(root: Any) -> bool:
    mark = root.get("/MarkInfo")
    return bool(mark and mark.get_object().get("/Marked"))
