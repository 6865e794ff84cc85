"""The list of personal details found: what it is, and the words around it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from engage_app.domain.redaction import FoundDetail
from ui.models.paged_rows import PagedList, RowRole
from ui.pages.code_text import kind_name
from ui.theme import theme
from ui.widgets.row_painting import paint_ground, write_line

_BEFORE, _AFTER = 24, 80  # letters around the words
_ACCEPT = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_REJECT = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


def context(found: FoundDetail) -> str:
    """The words with some of those around them, on one line."""
    start, end = found.span.start, found.span.end
    before, after = found.text[:start], found.text[end:]
    shown = (
        ("…" if len(before) > _BEFORE else "") + before[-_BEFORE:],
        f"“{found.words}”",
        after[:_AFTER] + ("…" if len(after) > _AFTER else ""),
    )
    return " ".join("".join(shown).split())


def spoken(found: FoundDetail) -> str:
    """What a screen reader says of one."""
    return f"{found.kind.words} {found.words}, in: {context(found)}"


class _Line(QStyledItemDelegate):
    """Paints the personal detail, and below it its kind and the words around."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        lines = (theme.font(bold=True), theme.font("small"))
        height = sum(QFontMetricsF(font).lineSpacing() for font in lines) + theme.px(4 + 2 * 8)
        return QSize(theme.px(200), round(height))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        area = QRectF(option.rect)
        paint_ground(painter, area, option)
        found = index.data(RowRole)
        if isinstance(found, FoundDetail):
            self._words(painter, area.adjusted(theme.px(16), theme.px(8), -theme.px(12), 0), found)
        painter.restore()

    def _words(self, painter: QPainter, area: QRectF, found: FoundDetail) -> None:
        top = area.top()
        below = f"{kind_name(found.kind)} · {context(found)}"
        lines = (
            (" ".join(found.words.split()), theme.font(bold=True), "text"),
            (below, theme.font("small"), "muted"),
        )
        for words, font, ink in lines:
            painter.setPen(theme.colour(ink))
            line = QRectF(area.left(), top, area.width(), area.height())
            top += write_line(painter, line, font, words) + theme.px(4)


class DetailList(QListView):
    """Personal details to decide on; Enter covers one, Backspace says it is none.

    Signals:
        accepted, rejected: the officer decided on the one chosen.
        moved: another one is chosen, or none.
    """

    accepted = Signal()
    rejected = Signal()
    moved = Signal()

    def __init__(self, model: PagedList) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Line(self))
        self.setUniformItemSizes(True)
        self.setAccessibleName("Personal details")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())
        theme.changed.connect(self.doItemsLayout)

    def chosen(self) -> FoundDetail | None:
        """The one chosen."""
        found = self.currentIndex().data(RowRole)
        return found if isinstance(found, FoundDetail) else None

    def choose(self, place: int) -> None:
        """Choose the one at a place, or the last where there are fewer."""
        last = self.model().rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self.model().index(min(max(place, 0), last), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide, or move."""
        if event.key() in _ACCEPT:
            self.accepted.emit()
        elif event.key() in _REJECT:
            self.rejected.emit()
        else:
            super().keyPressEvent(event)
