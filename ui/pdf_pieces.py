"""What stands on the pages of a PDF: words, rows of tables, pictures; measured, then painted.

Lengths are in dots of the page unless a name says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPagedPaintDevice,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)

from engage_app.domain.paging import Item, stacked
from engage_app.domain.palette import INK, MUTED, NHS_BLUE, NHS_DARK_BLUE, PAPER, RULE
from engage_app.services import printing

DOTS = 600  # an inch: one dot of the layout
FAMILIES = ["Arial", "Liberation Sans", "DejaVu Sans"]
_LINE_END = "\N{LINE SEPARATOR}"


def cm(length: float) -> float:
    """So many cm, in dots."""
    return length / 2.54 * DOTS


def points(length: float) -> float:
    """So many points, in dots."""
    return length / 72 * DOTS


@dataclass(frozen=True)
class Look:
    """How a paragraph looks.

    Attributes:
        size, before, after: in points.
        left: in cm, how far its words stand in; its number stands at the edge.
        spacing: of its lines.
        keep: it stays on one page with the next.
        quoted: with a bar at its left.
    """

    size: float = printing.BODY
    bold: bool = False
    colour: str = INK
    before: float = 0.0
    after: float = 6.0
    left: float = 0.0
    spacing: float = 1.0
    keep: bool = False
    quoted: bool = False
    at_right: bool = False


_TEXT = Look(spacing=printing.SPACING)
LOOKS: dict[str, Look] = {
    "organisation": Look(12, bold=True, colour=NHS_BLUE, after=0),
    "title": Look(22, bold=True, colour=NHS_DARK_BLUE, before=6, after=4),
    "subtitle": Look(13, colour=MUTED, after=8),
    "label": Look(11, bold=True, colour=NHS_DARK_BLUE, before=8, after=3, keep=True),
    "contents": Look(18, bold=True, colour=NHS_DARK_BLUE, after=10, keep=True),
    "entry1": Look(bold=True, before=6, after=3, left=1.2),
    "entry2": Look(after=3, left=2.6),
    "entry3": Look(after=3, left=4.2),
    "heading1": Look(18, True, NHS_DARK_BLUE, before=18, left=1.5, keep=True),
    "heading2": Look(14, True, NHS_DARK_BLUE, before=14, after=5, left=1.5, keep=True),
    "heading3": Look(printing.BODY, True, NHS_DARK_BLUE, before=12, after=4, left=1.5, keep=True),
    "text": _TEXT,
    "numbered": replace(_TEXT, left=1.5),
    "bullet": replace(_TEXT, left=2.1, after=3),
    "quote": replace(_TEXT, left=1.9, before=6, after=0, keep=True, quoted=True),
    "attribution": Look(10, colour=MUTED, left=1.9, after=10, quoted=True),
    "caption": Look(11, bold=True, colour=NHS_DARK_BLUE, before=12, after=3, keep=True),
    "note": Look(9.5, colour=MUTED, before=3, after=2),
    "cell": Look(10, before=2, after=2),
    "heading": Look(10, bold=True, colour=PAPER, before=2, after=2),
}


@dataclass
class Piece:
    """Something on its way to a page: what the layout of pages knows of it, and how it is painted.

    Attributes:
        item: see engage_app.domain.paging.
        paint: given a painter, its left edge, the top of the first line that is painted, the
            number of that line, and how many.
        head: of a row: the row of headings that is painted over it again on a further page.
    """

    item: Item
    paint: Callable[[QPainter, float, float, int, int], None]
    head: Piece | None = None


@dataclass
class Words:
    """A paragraph laid out in lines.

    Attributes:
        label: its number or bullet, `label_left` cm from the edge.
        page: what stands at the right of its last line, after dots.
    """

    device: QPagedPaintDevice
    text: str
    look: Look
    width: float
    label: str = ""
    label_left: float = 0.0
    page: str = ""
    lines: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._layout = QTextLayout(self.text.replace("\n", _LINE_END), self._font(), self.device)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        side = Qt.AlignmentFlag.AlignRight if self.look.at_right else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side)
        option.setUseDesignMetrics(True)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(self.width - cm(self.look.left), 1.0))
            line.setPosition(QPointF(cm(self.look.left), 0))
            self.lines.append(line.height() * self.look.spacing)
        self._layout.endLayout()
        self.lines = self.lines or [points(self.look.size)]

    def _font(self) -> QFont:
        font = QFont(FAMILIES)
        font.setPointSizeF(self.look.size)
        font.setBold(self.look.bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def piece(self, *, keep: bool = False, new_page: bool = False, mark: str = "") -> Piece:
        """The paragraph as a piece of a page."""
        look = self.look
        before, after = points(look.before), points(look.after)
        kept, marks = keep or look.keep, [mark] if mark else []
        item = Item(list(self.lines), before, after, keep=kept, new_page=new_page, marks=marks)
        return Piece(item, self.paint)

    def paint(self, painter: QPainter, left: float, top: float, first: int, count: int) -> None:
        """Paint some of its lines."""
        painter.setPen(QColor(self.look.colour))
        painter.setFont(self._font())
        if self.look.quoted:
            bar = QRectF(left + cm(1.5), top, points(3), sum(self.lines[first : first + count]))
            painter.fillRect(bar, QColor(NHS_BLUE))
        for at in range(first, min(first + count, self._layout.lineCount())):
            line = self._layout.lineAt(at)
            down = (self.lines[at] - line.height()) / 2
            if at == 0 and self.label:
                base = QPointF(left + cm(self.label_left), top + down + line.ascent())
                painter.drawText(base, self.label)
            line.draw(painter, QPointF(left, top + down))
            if self.page and at == self._layout.lineCount() - 1:
                words = cm(self.look.left) + line.naturalTextWidth()
                self._paint_page(painter, left, words, top + down + line.ascent())
            top += self.lines[at]

    def _paint_page(self, painter: QPainter, left: float, words: float, base: float) -> None:
        """The number of a page at the right, and dots from the words up to it."""
        metrics = painter.fontMetrics()
        room = self.width - metrics.horizontalAdvance(self.page)
        painter.drawText(QPointF(left + room, base), self.page)
        dot = float(metrics.horizontalAdvance("."))
        count = int((room - words) / dot) - 3
        dots = "." * max(count, 0)
        painter.drawText(QPointF(left + room - dot * (count + 1), base), dots)


@dataclass(frozen=True)
class Cell:
    """A cell of a row: its paragraphs, and its width."""

    words: tuple[Words, ...]
    width: float
    turned: bool = False


def row(cells: Sequence[Cell], padding: float, *, fill: str = "", least: float = 0.0) -> Piece:
    """A row of a table; it isn't parted.

    Args:
        cells: side by side.
        padding: left and right of their words.
        fill: the colour behind a row of headings; their words stand at its foot.
        least: its height, where headings are written upwards.
    """
    heights = [0.0 if cell.turned else _height(cell) for cell in cells]
    rule = points(0.5)
    high = max(*heights, least) + rule
    whole = sum(cell.width for cell in cells)

    def paint(painter: QPainter, left: float, top: float, _first: int, _count: int) -> None:
        if fill:
            painter.fillRect(QRectF(left, top, whole, high), QColor(fill))
        painter.setPen(QPen(QColor(RULE), rule))
        painter.drawLine(QPointF(left, top + high), QPointF(left + whole, top + high))
        for cell, tall in zip(cells, heights, strict=True):
            if cell.turned:
                _paint_turned(painter, cell, left, top + high - padding, padding)
            else:
                _paint_cell(painter, cell, left + padding, top + (high - tall if fill else 0.0))
            left += cell.width

    return Piece(Item([high]), paint)


def _height(cell: Cell) -> float:
    items = [words.piece().item for words in cell.words]
    return stacked(items) + items[-1].after


def _paint_cell(painter: QPainter, cell: Cell, left: float, top: float) -> None:
    after = 0.0
    for words in cell.words:
        top += max(after, points(words.look.before))
        words.paint(painter, left, top, 0, len(words.lines))
        top, after = top + sum(words.lines), points(words.look.after)


def _paint_turned(painter: QPainter, cell: Cell, left: float, foot: float, padding: float) -> None:
    """Paint words upwards from the foot of their cell, at its right as its figures are."""
    (words,) = cell.words
    painter.save()
    painter.translate(left + cell.width - padding - sum(words.lines), foot)
    painter.rotate(-90)
    words.paint(painter, 0, 0, 0, len(words.lines))
    painter.restore()


def picture(image: QImage, width: float) -> Piece:
    """A picture of a chart."""
    high = width * image.height() / max(image.width(), 1)

    def paint(painter: QPainter, left: float, top: float, _first: int, _count: int) -> None:
        painter.drawImage(QRectF(left, top, width, high), image)

    return Piece(Item([high], after=points(4)), paint)
