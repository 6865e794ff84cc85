"""A contribution in the running list: its words, and under them what was set on it."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from engage_app.domain.contribution import Contribution
from ui.models.paged_rows import RowRole
from ui.pages.capture_names import Names
from ui.theme import theme

_REMEMBERED = 400  # heights


@dataclass(frozen=True)
class Fact:
    """A few words under a contribution, with the colour of its dot; drawn as a chip or plainly."""

    words: str
    colour: str = ""
    chip: bool = True


class ContributionDelegate(QStyledItemDelegate):
    """Paints a `Contribution`. Words are shown whole; heights are remembered."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.names = Names()
        self._heights: OrderedDict[tuple[object, ...], float] = OrderedDict()

    def facts(self, row: Contribution, *, goes_on: bool = False) -> list[Fact]:
        """What is said under the words, in its order.

        Args:
            goes_on: whether the one before it is the same speaker's.
        """
        marks, names = row.marks, self.names
        at = datetime.fromisoformat(row.captured_at).astimezone()
        facts = [Fact(f"{at:%H:%M}", chip=False)]
        if marks.table:
            facts.append(Fact(marks.table, chip=False))
        if goes_on:
            facts.append(Fact("same speaker", chip=False))
        if marks.quote:
            facts.append(Fact("Quote"))
        facts += [Fact(names.groups[key]) for key in marks.groups if key in names.groups]
        if marks.position:
            facts.append(Fact(*names.positions.get(marks.position, (marks.position, ""))))
        return facts + [Fact(*names.themes[key]) for key in marks.themes if key in names.themes]

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        row = index.data(RowRole)
        width = self._view.viewport().width()
        if not isinstance(row, Contribution):
            return QSize(width, 0)
        key = (row.id, row.text, width, theme.text_scale)
        if key not in self._heights:
            self._heights[key] = self._height(row.text, width)
            if len(self._heights) > _REMEMBERED:
                self._heights.popitem(last=False)
        return QSize(width, round(self._heights[key]))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(RowRole)
        if not isinstance(row, Contribution):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = "soft" if selected else "hover" if hovered else "surface"
        painter.fillRect(area, theme.colour(ground))
        painter.setPen(theme.colour("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        inner = _inner(area)
        painter.setPen(theme.colour("on_soft" if selected else "text"))
        layout, height = _laid_out(row.text, inner.width())
        layout.draw(painter, inner.topLeft())
        below = QRectF(inner).adjusted(0, height + theme.px(6), 0, 0)
        before = index.sibling(index.row() - 1, 0).data(RowRole)
        goes_on = before is not None and before.response_id == row.response_id
        self._draw_facts(painter, below, self.facts(row, goes_on=goes_on), selected=selected)
        painter.restore()

    def _draw_facts(
        self, painter: QPainter, area: QRectF, facts: Sequence[Fact], *, selected: bool
    ) -> None:
        metrics = QFontMetricsF(theme.font("small"))
        painter.setFont(theme.font("small"))
        left, height = area.left(), metrics.height() + theme.px(4)
        for fact in facts:
            pad = theme.px(8) if fact.chip else 0
            dot = theme.px(8) if fact.colour else 0
            gap = theme.px(5) if dot else 0
            room = area.right() - left - 2 * pad - dot - gap
            if room < theme.px(24):
                break
            words = metrics.elidedText(fact.words, Qt.TextElideMode.ElideRight, room)
            wide = metrics.horizontalAdvance(words)
            if fact.chip:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("surface" if selected else "sunken"))
                box = QRectF(left, area.top(), wide + 2 * pad + dot + gap, height)
                painter.drawRoundedRect(box, height / 2, height / 2)
            if dot:
                painter.setPen(theme.colour("edge"))
                painter.setBrush(theme.colour(fact.colour))
                painter.drawEllipse(QRectF(left + pad, area.top() + (height - dot) / 2, dot, dot))
            ink = "text" if fact.chip else "on_soft" if selected else "muted"
            painter.setPen(theme.colour(ink))
            baseline = area.top() + (height - metrics.height()) / 2 + metrics.ascent()
            painter.drawText(round(left + pad + dot + gap), round(baseline), words)
            left += wide + 2 * pad + dot + gap + theme.px(8)

    def _height(self, text: str, width: int) -> float:
        inner = _inner(QRectF(0, 0, width, 0))
        small = QFontMetricsF(theme.font("small")).height() + theme.px(4)
        return _laid_out(text, inner.width())[1] + theme.px(6) + small + theme.px(20)


def _inner(area: QRectF) -> QRectF:
    return area.adjusted(theme.px(14), theme.px(10), -theme.px(14), -theme.px(10))


def _laid_out(text: str, width: float) -> tuple[QTextLayout, float]:
    """The words in lines of a width, and how high they are together."""
    layout = QTextLayout(text.replace("\n", "\u2028"), theme.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 40))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout, height
