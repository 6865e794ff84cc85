"""The report as a PDF: Qt lays the pages out, as for print. Needs no window, and any thread will do.

A PDF of Qt's bears no tags, so that it is the least accessible of the formats: see
docs/accessibility.md.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QHashSeed, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from engage_app.domain.cover import running_head
from engage_app.domain.palette import INK, MUTED, NHS_DARK_BLUE, PALE, RULE
from engage_app.domain.report import Block, ChartKind, Heading, Paragraph, Report, TableBlock
from engage_app.progress import Progress, no_progress
from engage_app.services import reporting
from ui.pages.report_html import CHART, RichReport, rich
from ui.report_pages import keep_with_next

_DOTS = 150  # an inch: one dot of the layout
_MARGIN = 20.0  # mm
_APART = 6.0  # mm between its words and the number
_FOOT = 9.0  # mm of the page for its number
_CHART, _CHART_SIDEWAYS = 16.6, 25.3  # cm; as in Word, so that a chart is drawn once for both
_TALLEST, _TALLEST_SIDEWAYS = 18.469, 12.948
_MANY = 14  # bars; more would be squeezed on a page on its side
_PADDING = re.compile(r'cellpadding="\d+"')
_TITLED = '<p class="caption">Table '
_WIDE = '<table class="wide'
"""How a table begins that wants a page on its side: see ui.pages.report_html."""
_FAMILIES = ["Arial", "Liberation Sans", "DejaVu Sans"]


@dataclass(frozen=True)
class _Heading:
    """A heading of the document: its level from 1, its words, the page it is on from 0."""

    level: int
    text: str
    page: int


@dataclass
class _Part:
    """Pages that lie the same way, one after the other."""

    html: str
    sideways: bool
    document: QTextDocument = field(default_factory=QTextDocument)


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
        pages, headings = _pages(report, progress)
    finally:
        QHashSeed.resetRandomGlobalSeed()
    listed = [(each.level, each.text, each.page) for each in headings]
    return reporting.write_pdf(report, pages, listed, path)


def _pages(report: Report, progress: Progress) -> tuple[bytes, list[_Heading]]:
    made = rich(report)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(buffer)
    parts = _parts(made, report.blocks)
    for part in parts:
        _lay_out(part, made, writer)
    headings = _headings(parts)
    for _ in range(2):  # the list of contents has page numbers, and takes pages itself
        parts[0].document.setHtml(parts[0].html + _contents(headings))
        headings = _headings(parts)
    _paint(parts, writer, report, progress)
    return bytes(buffer.data().data()), headings


def _writer(buffer: QBuffer) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS)
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    portrait, unit = QPageLayout.Orientation.Portrait, QPageLayout.Unit.Millimeter
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), portrait, margins, unit))
    return writer


def _parts(made: RichReport, blocks: Sequence[Block]) -> list[_Part]:
    """The cover, then the text; wide tables on pages on their side, with the headings over them."""
    cover, *pieces = made.pieces
    flow = [each for pair in zip(blocks, pieces, strict=True) for each in _flow(*pair)]
    sideways = False
    for at in reversed(range(len(flow))):
        block, piece, wide = flow[at]
        sideways = sideways if _leads_up(block) else wide
        flow[at] = block, piece, sideways
    parts = [_Part(_dense(cover), sideways=False)]
    for _, piece, wide in flow:
        if len(parts) == 1 or parts[-1].sideways != wide:
            parts.append(_Part("", wide))
        parts[-1].html += piece
    return parts


def _dense(cover: str) -> str:
    """The cover with little room about its words: it is to be one page."""
    return _PADDING.sub('cellpadding="2"', cover).replace(
        "<table width", '<table class="cover" width'
    )


def _leads_up(block: Block) -> bool:
    """Whether it goes with what follows: a heading, or a sentence on how to read an appendix."""
    return isinstance(block, Heading) or (isinstance(block, Paragraph) and not block.numbered)


def _flow(block: Block, piece: str) -> list[tuple[Block, str, bool]]:
    """The block, its HTML, and whether it wants a page on its side; a chart of many bars is parted
    from its table, and stands upright."""
    wide = isinstance(block, TableBlock) and _WIDE in piece
    if wide and isinstance(block, TableBlock) and (chart := block.table.chart):
        figure, title, table = piece.partition(_TITLED)
        if figure and chart.kind is not ChartKind.HEAT and len(chart.categories) > _MANY:
            return [(block, figure, False), (block, title + table, True)]
    return [(block, piece, wide)]


def _lay_out(part: _Part, made: RichReport, writer: QPdfWriter) -> None:
    _turn(writer, part)
    document = part.document
    document.documentLayout().setPaintDevice(writer)
    font = QFont(_FAMILIES)
    font.setPointSizeF(10)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(_STYLE)
    document.setPageSize(QSizeF(writer.width(), writer.height() - _dots(_FOOT)))
    width = _CHART_SIDEWAYS if part.sideways else _CHART
    for number, chart in enumerate(made.charts):
        if f'{CHART}{number}"' in part.html:
            tall = _TALLEST_SIDEWAYS if part.sideways else _TALLEST
            picture = QImage.fromData(reporting.chart_picture(chart, width, tall))
            # The document takes a picture's pixels for 96 to the inch, whatever the page has.
            picture.setDevicePixelRatio(picture.width() / (width / 2.54 * 96))
            kind = QTextDocument.ResourceType.ImageResource.value
            document.addResource(kind, QUrl(f"{CHART}{number}"), picture)
    document.setHtml(part.html)
    keep_with_next(document)


def _turn(writer: QPdfWriter, part: _Part) -> None:
    way = QPageLayout.Orientation.Landscape if part.sideways else QPageLayout.Orientation.Portrait
    writer.setPageOrientation(way)


def _contents(headings: Sequence[_Heading]) -> str:
    """The list of contents, on a page of its own after the cover."""
    rows = "".join(
        f'<tr><td class="level{each.level}">{escape(each.text)}</td>'
        f'<td align="right">{each.page + 1}</td></tr>'
        for each in headings
    )
    return f'<p class="contents">Contents</p><table width="100%">{rows}</table>' if rows else ""


def _headings(parts: Sequence[_Part]) -> list[_Heading]:
    found, before = [], 0
    for part in parts:
        document = part.document
        height, layout = document.pageSize().height(), document.documentLayout()
        block = document.begin()
        while block.isValid():
            if level := block.blockFormat().headingLevel():
                page = int(layout.blockBoundingRect(block).top() // height)
                words = " ".join(block.text().split())
                found.append(_Heading(level - 1, words, before + page))
            block = block.next()
        before += document.pageCount()
    return found


def _paint(parts: Sequence[_Part], writer: QPdfWriter, report: Report, progress: Progress) -> None:
    count = sum(part.document.pageCount() for part in parts)
    done = 0
    painter = QPainter()
    try:
        for part in parts:
            for page in range(part.document.pageCount()):
                progress(done, count)
                _turn(writer, part)  # counts from the next page
                if done:
                    writer.newPage()
                else:
                    painter.begin(writer)
                _paint_page(part.document, page, painter)
                done += 1
                _foot(painter, writer, report, f"Page {done} of {count}")
    finally:
        painter.end()
    progress(count, count)


def _paint_page(document: QTextDocument, page: int, painter: QPainter) -> None:
    size = document.pageSize()
    painter.save()
    painter.translate(0, -page * size.height())
    shown = QRectF(0, page * size.height(), size.width(), size.height())
    document.drawContents(painter, shown)
    painter.restore()


def _foot(painter: QPainter, writer: QPdfWriter, report: Report, number: str) -> None:
    font = QFont(_FAMILIES)
    font.setPointSizeF(8.5)
    painter.setFont(font)
    painter.setPen(MUTED)
    room = QRectF(0, writer.height() - _dots(_FOOT), writer.width(), _dots(_FOOT))
    names = running_head(report.organisation, report.title)
    down = Qt.AlignmentFlag.AlignBottom
    metrics = painter.fontMetrics()
    left = room.width() - metrics.horizontalAdvance(number) - _dots(_APART)
    short = metrics.elidedText(names, Qt.TextElideMode.ElideRight, round(left))
    painter.drawText(room, down | Qt.AlignmentFlag.AlignLeft, short)
    painter.drawText(room, down | Qt.AlignmentFlag.AlignRight, number)


def _dots(millimetres: float) -> float:
    return millimetres / 25.4 * _DOTS


_STYLE = f"""
    body, p, li, td, th {{ color: {INK}; font-size: 10pt; }}
    p, ul {{ margin-top: 0; margin-bottom: 10px; }}
    p.organisation {{ color: {MUTED}; font-size: 12pt; }}
    p.title {{ font-size: 21pt; font-weight: 700; color: {NHS_DARK_BLUE}; }}
    p.subtitle {{ font-size: 13pt; color: {MUTED}; }}
    p.contents {{ font-size: 15pt; font-weight: 700; color: {NHS_DARK_BLUE};
        page-break-before: always; }}
    td.level2 {{ padding-left: 30px; }}
    td.level3 {{ padding-left: 60px; }}
    h2 {{ font-size: 15pt; color: {NHS_DARK_BLUE}; margin-top: 34px; margin-bottom: 10px; }}
    h3 {{ font-size: 12pt; margin-top: 22px; margin-bottom: 8px; }}
    h4 {{ font-size: 10pt; }}
    p.quote {{ margin-left: 40px; margin-bottom: 2px; font-style: italic; }}
    p.attribution {{ margin-left: 40px; color: {MUTED}; }}
    p.caption {{ font-weight: 700; margin-top: 16px; margin-bottom: 4px; }}
    p.note {{ color: {MUTED}; font-size: 8.5pt; margin-bottom: 3px; }}
    table {{ border-collapse: collapse; border-color: {RULE}; border-style: solid;
        margin-top: 8px; margin-bottom: 8px; }}
    th {{ background-color: {PALE}; font-weight: 600; }}
    table.figures td, table.figures th {{ font-size: 8.5pt; }}
    table.cover td, table.cover th {{ font-size: 9pt; }}
    table.wide td, table.wide th {{ font-size: 8pt; }}
    table.widest td, table.widest th {{ font-size: 7pt; }}
"""
