"""The piles of paper forms, each with how far it is."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from engage_app.domain.paper_forms import Pile
from ui.theme import theme
from ui.widgets.row_painting import paint_ground, write_line

PileRole = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


def standing(pile: Pile) -> str:
    """How far a pile is, e.g. "5 of 9 keyed in, 4 filed, 1 to settle"."""
    of = f" of {pile.expected:,}" if pile.expected is not None else ""
    parts = [f"{pile.keyed:,}{of} keyed in"]
    if pile.double_entry or pile.filed != pile.keyed:
        parts.append(f"{pile.filed:,} filed")
    if pile.to_settle:
        parts.append(f"{pile.to_settle:,} to settle")
    return ", ".join(parts)


class PileList(QListView):
    """The piles in the order they were begun.

    Signals:
        pile_chosen: the id of a pile; 0 where there is none.
        opened: the same pile, when Enter or a click says that work on it begins.
    """

    pile_chosen = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_PileDelegate(self))
        self.setAccessibleName("Piles of paper forms")
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(
            lambda *_: self.pile_chosen.emit(self.chosen())
        )
        self.activated.connect(lambda _index: self.opened.emit(self.chosen()))
        self.clicked.connect(lambda _index: self.opened.emit(self.chosen()))

    def show_piles(self, piles: Sequence[Pile]) -> None:
        """Show these; the one chosen stays so, else the last begun is. Says nothing of it."""
        kept = self.chosen()
        with QSignalBlocker(self), QSignalBlocker(self.selectionModel()):
            self._rows.clear()
            for pile in piles:
                item = QStandardItem(pile.title)
                item.setData(pile, PileRole)
                spoken = ", ".join((pile.title, pile.activity, standing(pile)))
                item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
                self._rows.appendRow(item)
        ids = [pile.id for pile in piles]
        self.show_chosen(kept if kept in ids else next(reversed(ids), 0))

    def chosen(self) -> int:
        """The id of the pile chosen; 0 where there is none."""
        pile = self.currentIndex().data(PileRole)
        return pile.id if isinstance(pile, Pile) else 0

    def pile(self, pile_id: int) -> Pile | None:
        """A pile that is listed."""
        every = (self._rows.index(row, 0).data(PileRole) for row in range(self._rows.rowCount()))
        return next((pile for pile in every if pile.id == pile_id), None)

    def show_chosen(self, pile_id: int) -> None:
        """Let a pile be the one chosen, where it is there; says nothing of it."""
        with QSignalBlocker(self), QSignalBlocker(self.selectionModel()):
            for row in range(self._rows.rowCount()):
                index = self._rows.index(row, 0)
                if index.data(PileRole).id == pile_id:
                    self.setCurrentIndex(index)
        self.viewport().update()


class _PileDelegate(QStyledItemDelegate):
    """Title, activity, how far, and a bar."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        body = QFontMetricsF(theme.font()).lineSpacing()
        small = QFontMetricsF(theme.font("small")).lineSpacing()
        return QSize(160, round(body + small * 2 + theme.px(40)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        pile = index.data(PileRole)
        if not isinstance(pile, Pile):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        selected = paint_ground(painter, area, option)
        inner = area.adjusted(theme.px(14), theme.px(10), -theme.px(12), -theme.px(10))
        painter.setPen(theme.colour("on_soft" if selected else "text"))
        top = write_line(painter, inner, theme.font("body", bold=True), pile.title)
        painter.setPen(theme.colour("on_soft" if selected else "muted"))
        for words in (pile.activity, standing(pile)):
            below = inner.adjusted(0, top + theme.px(2), 0, 0)
            top += theme.px(2) + write_line(painter, below, theme.font("small"), words)
        _bar(painter, inner, pile)
        painter.restore()


def _bar(painter: QPainter, area: QRectF, pile: Pile) -> None:
    """How much of the pile is filed."""
    if not pile.expected:
        return
    height = theme.px(4)
    whole = QRectF(area.left(), area.bottom() - height, area.width(), height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("sunken"))
    painter.drawRoundedRect(whole, height / 2, height / 2)
    share = min(pile.filed / pile.expected, 1)
    if share:
        painter.setBrush(theme.colour("primary"))
        whole.setWidth(max(whole.width() * share, height))
        painter.drawRoundedRect(whole, height / 2, height / 2)
