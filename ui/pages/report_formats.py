"""The files a paper is saved as, and who writes each."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engage_app.domain.report import Report
from engage_app.progress import heed
from engage_app.services import reporting


@dataclass(frozen=True)
class Format:
    """One kind of file.

    Attributes:
        words: what the officer calls it.
        ending: of the file's name, with its dot.
        filter: for a file dialog, in Qt's notation.
        write: writes it beside, never over, a file that is open; returns the path used.
    """

    words: str
    ending: str
    filter: str
    write: Callable[[Report, Path], Path]


def _pdf(report: Report, path: Path) -> Path:
    from ui.report_pdf import write_pdf  # brings what lays pages out

    return write_pdf(report, path, lambda _done, _total: heed())


PDF_HINT = (
    "A PDF made here has no tags for screen readers: publish the web page or the Word paper "
    "beside it."
)
WORD = Format("Word paper", ".docx", "Word documents (*.docx)", reporting.write_word)
FORMATS = (
    WORD,
    Format("Excel summary", ".xlsx", "Excel workbooks (*.xlsx)", reporting.write_excel),
    Format("Web page", ".html", "Web pages (*.html)", reporting.write_html),
    Format("PDF", ".pdf", "PDF documents (*.pdf)", _pdf),
    Format("Data for analysts", ".csv", "Comma-separated values (*.csv)", reporting.write_data),
)
"""In the order they are offered; the first is the paper itself."""
