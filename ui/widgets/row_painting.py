"""What rows that paint themselves have in common: their ground, and a line of words."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.theme import theme


def paint_ground(painter: QPainter, area: QRectF, option: QStyleOptionViewItem) -> bool:
    """The ground of a row, a line below it and, where it is selected, an edge; tells whether."""
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    ground = "soft" if selected else "hover" if hovered else "surface"
    painter.fillRect(area, theme.colour(ground))
    if selected:
        edge = QRectF(area.left(), area.top(), theme.px(4), area.height())
        painter.fillRect(edge, theme.colour("primary"))
    painter.setPen(theme.colour("line"))
    foot = round(area.bottom() - 1)
    painter.drawLine(round(area.left()), foot, round(area.right()), foot)
    return selected


def write_line(painter: QPainter, area: QRectF, font: QFont, text: str) -> float:
    """One line, cut where it is too long; returns its height."""
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(round(area.left()), round(area.top() + metrics.ascent()), shown)
    return metrics.lineSpacing()
