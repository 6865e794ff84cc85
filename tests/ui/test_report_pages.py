"""Page breaks of the PDF."""

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from ui.report_pages import keep_with_next


def test_a_heading_goes_with_the_text_under_it(qapp: QApplication) -> None:
    """Wherever on the page it comes, it and the first line of its text are on one page."""
    for lines in range(5, 45):
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setPageSize(QSizeF(400, 500))
        many = "".join(f"<p>Line {n}</p>" for n in range(lines))
        document.setHtml(f"{many}<h2>What we heard</h2><p>Table 1: Themes</p><p>Words</p>")
        keep_with_next(document)
        layout = document.documentLayout()
        pages = {
            int(layout.blockBoundingRect(block).center().y() // 500)
            for block in (document.findBlockByNumber(lines + n) for n in range(3))
        }
        assert len(pages) == 1, lines
