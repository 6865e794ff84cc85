"""A comment in a list: its first words, who said it, and how far it is coded."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from engage_app.domain.palette import SENTIMENT_COLOURS
from engage_app.domain.response import CommentRow
from ui.models.paged_rows import RowRole
from ui.theme import theme

LINES = 2


class CommentDelegate(QStyledItemDelegate):
    """Paints a `CommentRow`: every row is as high as the next, so a million lay out at once."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        body = QFontMetricsF(theme.font()).lineSpacing()
        small = QFontMetricsF(theme.font("small")).lineSpacing()
        return QSize(200, round(body * LINES + small + theme.px(28)))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(RowRole)
        if not isinstance(row, CommentRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, area, option, selected=selected)
        inner = area.adjusted(theme.px(14), theme.px(10), -theme.px(12), -theme.px(8))
        text = theme.colour("on_soft" if selected else "text")
        used = _draw_lines(painter, inner, row.text, text)
        below = QRectF(
            inner.left(), inner.top() + used + theme.px(4), inner.width(), inner.height()
        )
        self._facts(painter, below, row, selected=selected)
        painter.restore()

    def _ground(
        self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, *, selected: bool
    ) -> None:
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        name = "soft" if selected else "hover" if hovered else "surface"
        painter.fillRect(area, theme.colour(name))
        if selected:
            edge = QRectF(area.left(), area.top(), theme.px(4), area.height())
            painter.fillRect(edge, theme.colour("primary"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())

    def _facts(self, painter: QPainter, area: QRectF, row: CommentRow, *, selected: bool) -> None:
        font = theme.font("small")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        right = ""
        if row.themes:
            right = "1 theme" if len(row.themes) == 1 else f"{len(row.themes)} themes"
        width = metrics.horizontalAdvance(right)
        ink = theme.colour("on_soft" if selected else "muted")
        painter.setPen(ink)
        left = area.left()
        if row.sentiment:
            spot = theme.px(8)
            painter.setBrush(theme.colour(SENTIMENT_COLOURS[row.sentiment]))
            top = area.top() + (metrics.height() - spot) / 2
            painter.drawEllipse(QRectF(left, top, spot, spot))
            left += spot + theme.px(6)
        who = ", ".join(row.groups) or "No stakeholder group"
        room = area.right() - width - theme.px(8) - left
        shown = metrics.elidedText(who, Qt.TextElideMode.ElideRight, max(room, 0))
        baseline = area.top() + metrics.ascent()
        painter.drawText(round(left), round(baseline), shown)
        painter.drawText(round(area.right() - width), round(baseline), right)


def _draw_lines(painter: QPainter, area: QRectF, text: str, colour: object) -> float:
    """Draw the first lines of a text, the last one elided; returns the height they take."""
    font = theme.font()
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(colour)
    flat = " ".join(text.split())
    layout = QTextLayout(flat, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    for number in range(LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(area.width())
        start, length = line.textStart(), line.textLength()
        piece, rest = _cut(flat, start, length)
        if number == LINES - 1 and len(rest) > len(piece):
            piece = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, area.width())
        top = area.top() + number * metrics.lineSpacing() + metrics.ascent()
        painter.drawText(round(area.left()), round(top), piece)
    layout.endLayout()
    return metrics.lineSpacing() * LINES


def _cut(text: str, start: int, length: int) -> tuple[str, str]:
    """From Qt's offsets, which count UTF-16 units: the words of a line, and all from there on."""
    units = text.encode("utf-16-le")
    rest = units[2 * start :]
    return rest[: 2 * length].decode("utf-16-le", "ignore"), rest.decode("utf-16-le", "ignore")
