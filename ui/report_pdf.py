"""The report as a PDF: pages laid out as in Word and painted by Qt. Needs no window, and any thread
will do.

A PDF of Qt's bears no tags, so that it is the least accessible of the formats: see
docs/accessibility.md.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QHashSeed, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from engage_app.domain.cover import running_head
from engage_app.domain.paging import Pages, laid_out
from engage_app.domain.palette import MUTED
from engage_app.domain.report import Report
from engage_app.progress import Progress, heed, no_progress
from engage_app.services import printing, reporting
from ui.pdf_paper import PaperPieces, Section
from ui.pdf_pieces import DOTS, FAMILIES, Piece, cm

_EDGE = 1.1  # cm from the edge of the page to its head and its foot
_APART = 0.2  # cm between the head of a page and its text
_SMALL = 9.0  # points, of head and foot
_MOST_LINES = 1.9  # of the head: a word at the end of a line may leave some of it blank


def write_pdf(report: Report, path: Path, progress: Progress = no_progress) -> Path:
    """Write the report; the same report gives the same bytes on the same computer.

    Args:
        report: the finished report.
        path: where to; never over a file that is open.
        progress: told as the pages are painted.

    Returns:
        the path that was used.

    Raises:
        EngageError: it can't be written there.
    """
    QHashSeed.setDeterministicGlobalSeed()  # fonts come in the order of a hash
    try:
        painted, headings = _painted(report, progress)
    finally:
        QHashSeed.resetRandomGlobalSeed()
    return reporting.write_pdf(report, painted, headings, path)


def _painted(report: Report, progress: Progress) -> tuple[bytes, list[tuple[int, str, int]]]:
    """The pages as a PDF; its headings: level, words, and page from 0."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS)
    _turn(writer, sideways=False)
    paper, pages = _fitted(report, writer)
    sections = paper.sections(pages.marks)  # the contents have page numbers
    pages = _pages(sections)
    _paint(writer, report, sections, pages, progress)
    headings = [
        (each.level, f"{each.shown} {each.text}", pages.marks[each.mark] - 1)
        for each in paper.headings
    ]
    return bytes(buffer.data().data()), headings


def _fitted(report: Report, writer: QPdfWriter) -> tuple[PaperPieces, Pages]:
    """The paper and its pages; its lines are closer where that saves a page nearly empty."""
    paper = PaperPieces(report, writer)
    pages = _shrunk(paper)
    if pages.hardly_filled():
        closer = PaperPieces(report, writer, closer=True)
        tried = _shrunk(closer)
        if tried.count < pages.count:
            return closer, tried
    return paper, pages


def _shrunk(paper: PaperPieces) -> Pages:
    """The pages, once tables of which a few rows run over are in smaller type where that helps."""
    pages = _pages(paper.sections({}))
    for number in pages.run_over():
        heed()
        for _ in paper.smaller(number):
            tried = _pages(paper.sections({}))
            if tried.count < pages.count:
                pages = tried
                break
    return pages


def _pages(sections: Sequence[Section]) -> Pages:
    items = []
    for number, section in enumerate(sections):
        for piece in section.pieces:
            piece.item.section = number
            items.append(piece.item)
    heights = [cm(printing.A4.text_height(sideways=each.sideways)) for each in sections]
    return laid_out(items, heights)


def _paint(
    writer: QPdfWriter,
    report: Report,
    sections: Sequence[Section],
    pages: Pages,
    progress: Progress,
) -> None:
    pieces = [piece for section in sections for piece in section.pieces]
    spots = iter(pages.spots)
    spot = next(spots, None)
    painter = QPainter()
    try:
        for page in range(1, pages.count + 1):
            progress(page - 1, pages.count)
            sideways = sections[pages.sections[page]].sideways
            _turn(writer, sideways=sideways)  # counts from the next page
            if page > 1:
                writer.newPage()
            else:
                painter.begin(writer)
            while spot is not None and spot.page == page:
                _paint_piece(painter, pieces[spot.item], spot.top, spot.first, spot.count)
                if spot.repeated:
                    _paint_head(painter, pieces[spot.item], spot.top)
                spot = next(spots, None)
            _head_and_foot(painter, report, f"Page {page} of {pages.count}", sideways=sideways)
    finally:
        painter.end()
    progress(pages.count, pages.count)


def _paint_piece(painter: QPainter, piece: Piece, top: float, first: int, count: int) -> None:
    piece.paint(painter, cm(printing.A4.left), cm(printing.A4.top) + top, first, count)


def _paint_head(painter: QPainter, piece: Piece, top: float) -> None:
    """Paint the row of headings again over the first row of a page."""
    if piece.head is not None:
        _paint_piece(painter, piece.head, top - sum(piece.head.item.lines), 0, 1)


def _turn(writer: QPdfWriter, *, sideways: bool) -> None:
    way = QPageLayout.Orientation.Landscape if sideways else QPageLayout.Orientation.Portrait
    unit, none = QPageLayout.Unit.Millimeter, QMarginsF(0, 0, 0, 0)
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, none, unit))


def _head_and_foot(painter: QPainter, report: Report, number: str, *, sideways: bool) -> None:
    """Paint whose paper it is over the text, on two lines where one is too short, and the number
    of the page under it: as in Word."""
    font = QFont(FAMILIES)
    font.setPointSizeF(_SMALL)
    painter.setFont(font)
    painter.setPen(QColor(MUTED))
    page = printing.A4
    left, wide = cm(page.left), cm(page.text_width(sideways=sideways))
    names = running_head(report.organisation, report.title)
    end = Qt.TextElideMode.ElideRight
    short = painter.fontMetrics().elidedText(names, end, round(_MOST_LINES * wide))
    head = QRectF(left, cm(_EDGE), wide, cm(page.top - _EDGE - _APART))
    painter.drawText(head, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, short)
    under = cm(page.top + page.text_height(sideways=sideways))
    foot = QRectF(left, under, wide, cm(page.bottom - _EDGE))
    painter.drawText(foot, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight, number)
