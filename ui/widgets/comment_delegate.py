"""A comment in a list: its first words, who said it, and how far it is coded."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from engage_app.domain.palette import SENTIMENT_COLOURS
from engage_app.domain.response import CommentRow
from ui.icons import icon
from ui.models.paged_rows import RowRole
from ui.theme import theme

LINES = 2
_READ = 1_000  # letters that may stand in so many lines, on the widest screen
_KEPT = 500  # texts whose lines are known


class CommentDelegate(QStyledItemDelegate):
    """Paints a `CommentRow`: every row is as high as the next, so a million lay out at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._laid_out: dict[tuple[str, float], tuple[str, ...]] = {}
        theme.changed.connect(self._laid_out.clear)

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
        used = self._words(painter, inner, row.text, text)
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

    def _words(self, painter: QPainter, area: QRectF, text: str, colour: object) -> float:
        """Draw the first lines of a text; returns the height they take."""
        key = (text, area.width())
        if key not in self._laid_out:
            if len(self._laid_out) > _KEPT:
                self._laid_out.clear()
            self._laid_out[key] = _lines(*key)
        metrics = QFontMetricsF(theme.font())
        painter.setFont(theme.font())
        painter.setPen(colour)
        top = area.top() + metrics.ascent()
        for number, piece in enumerate(self._laid_out[key]):
            height = number * metrics.lineSpacing()
            painter.drawText(round(area.left()), round(top + height), piece)
        return metrics.lineSpacing() * LINES

    def _facts(self, painter: QPainter, area: QRectF, row: CommentRow, *, selected: bool) -> None:
        font = theme.font("small")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        right = ""
        if row.themes:
            right = "1 theme" if len(row.themes) == 1 else f"{len(row.themes)} themes"
        width = metrics.horizontalAdvance(right)
        noted = [name for name, on in (("flag", row.flagged), ("edit", row.memo)) if on]
        for place, name in enumerate(noted, 1):
            side = round(metrics.height())
            x = area.right() - width - place * (side + theme.px(4))
            colour = "on_soft" if selected else "link"
            icon(name, colour).paint(painter, round(x), round(area.top()), side, side)
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
        marks = len(noted) * (metrics.height() + theme.px(4))
        room = area.right() - width - marks - theme.px(8) - left
        shown = metrics.elidedText(who, Qt.TextElideMode.ElideRight, max(room, 0))
        baseline = area.top() + metrics.ascent()
        painter.drawText(round(left), round(baseline), shown)
        painter.drawText(round(area.right() - width), round(baseline), right)


def _lines(text: str, width: float) -> tuple[str, ...]:
    """The first lines of a text in that width, the last one elided."""
    font = theme.font()
    flat = " ".join(text[:_READ].split())
    layout = QTextLayout(flat, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    for number in range(LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        piece, rest = _cut(flat, line.textStart(), line.textLength())
        if number == LINES - 1 and len(rest) > len(piece):
            metrics = QFontMetricsF(font)
            piece = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
        lines.append(piece)
    layout.endLayout()
    return tuple(lines)


def _cut(text: str, start: int, length: int) -> tuple[str, str]:
    """From Qt's offsets, which count UTF-16 units: the words of a line, and all from there on."""
    units = text.encode("utf-16-le")
    rest = units[2 * start :]
    return rest[: 2 * length].decode("utf-16-le", "ignore"), rest.decode("utf-16-le", "ignore")
