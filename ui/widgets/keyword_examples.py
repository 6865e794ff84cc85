"""Comments that keywords found, with the words marked, each telling which keyword found it."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from engage_app.domain.coding import Span
from engage_app.services.keyword_preview import KeywordExample
from ui.theme import theme
from ui.widgets.text_with_spans import marked_in

_ROUND = 90  # letters shown before and behind words that matched
_PLACES = 4  # of a long comment, so many of the places where words matched
ExampleRole = Qt.ItemDataRole.UserRole + 1


def excerpt(text: str, spans: Sequence[Span]) -> tuple[str, list[Span]]:
    """A comment on as few lines as show its matches, and where they are in that."""
    windows: list[Span] = []
    for span in spans[:_PLACES]:
        start, end = _from(text, span.start - _ROUND), _to(text, span.end + _ROUND)
        if windows and start <= windows[-1].end:
            windows[-1] = Span(windows[-1].start, end)
        else:
            windows.append(Span(start, end))
    shown, placed = "", []
    for window in windows:
        shown += " … " if shown else "… " if window.start else ""
        moved = len(shown) - window.start
        inside = [span for span in spans if window.start <= span.start and span.end <= window.end]
        placed += [Span(span.start + moved, span.end + moved) for span in inside]
        shown += "".join(
            " " if each.isspace() else each for each in text[window.start : window.end]
        )
    if windows and windows[-1].end < len(text):
        shown += " …"
    return shown, placed


def _from(text: str, place: int) -> int:
    """The beginning of a word at or behind a place, not far off."""
    if place <= 0:
        return 0
    blank = text.find(" ", place - 1, place + _ROUND // 2)
    return blank + 1 if blank >= 0 else place


def _to(text: str, place: int) -> int:
    """The end of a word at or before a place, not far off."""
    if place >= len(text):
        return len(text)
    blank = text.rfind(" ", place - _ROUND // 2, place + 1)
    return blank if blank >= 0 else place


def found_by(example: KeywordExample) -> str:
    """Which keywords found a comment, and its words that they found."""
    keywords = ", ".join(f"“{each}”" for each in example.keywords)
    words: dict[str, str] = {}
    for span in example.spans:
        word = " ".join(example.text[span.start : span.end].split())
        words.setdefault(word.casefold(), f"“{word}”")
    name = "keyword" if len(example.keywords) == 1 else "keywords"
    return f"{name} {keywords} found {', '.join(words.values())}"


class _Examples(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[KeywordExample] = ()

    def show(self, rows: Sequence[KeywordExample]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent and parent.isValid() else len(self._rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        example = self._rows[index.row()]
        if role == ExampleRole:
            return example
        if role == Qt.ItemDataRole.DisplayRole:
            return excerpt(example.text, example.spans)[0]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{example.text} ({found_by(example)})"
        return None


class _Marked(QStyledItemDelegate):
    """Paints an excerpt with its matches marked, and below it the keywords."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = self._view().viewport().width()
        words, reason = self._layouts(index, width - 2 * theme.px(12))
        height = _height(words) + _height(reason) + theme.px(4 + 2 * 8)
        return QSize(width, round(height))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        area = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.fillRect(area, theme.colour("surface"))
        if chosen:
            edge = QRectF(area.left(), area.top(), theme.px(4), area.height())
            painter.fillRect(edge, theme.colour("primary"))
        painter.setPen(theme.colour("line"))
        below = area.adjusted(0, 0, 0, -1)
        painter.drawLine(below.bottomLeft(), below.bottomRight())
        words, reason = self._layouts(index, area.width() - 2 * theme.px(12))
        at = area.topLeft() + QPointF(theme.px(12), theme.px(8))
        painter.setPen(theme.colour("text"))
        words.draw(painter, at)
        painter.setPen(theme.colour("muted"))
        reason.draw(painter, at + QPointF(0, _height(words) + theme.px(4)))
        painter.restore()

    def _view(self) -> QListView:
        view = self.parent()
        if not isinstance(view, QListView):
            raise TypeError("the delegate belongs to a list")
        return view

    def _layouts(
        self, index: QModelIndex | QPersistentModelIndex, width: float
    ) -> tuple[QTextLayout, QTextLayout]:
        example = index.data(ExampleRole)
        shown, spans = excerpt(example.text, example.spans)
        words = QTextLayout(shown, theme.font())
        words.setFormats([_mark(shown, span) for span in spans])
        reason = QTextLayout(found_by(example), theme.font("small"))
        for each in (words, reason):
            _wrap(each, width)
        return words, reason


def _mark(text: str, span: Span) -> QTextLayout.FormatRange:
    marked = QTextLayout.FormatRange()
    marked.start = _units(text[: span.start])
    marked.length = _units(text[span.start : span.end])
    marked.format = marked_in(theme.tokens.primary)
    return marked


def _units(text: str) -> int:
    """How long Qt takes a text for: it counts in UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _wrap(layout: QTextLayout, width: float) -> None:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    high = QFontMetricsF(layout.font()).lineSpacing()
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, top))
        top += high
    layout.endLayout()


def _height(layout: QTextLayout) -> float:
    return QFontMetricsF(layout.font()).lineSpacing() * layout.lineCount()


class KeywordExamples(QListView):
    """The list of them."""

    def __init__(self) -> None:
        super().__init__()
        self._examples = _Examples()
        self.setModel(self._examples)
        self.setItemDelegate(_Marked(self))
        self.setAccessibleName("Comments found")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.doItemsLayout)

    def show_examples(self, examples: Sequence[KeywordExample]) -> None:
        """Show these instead."""
        self._examples.show(examples)
        self.scrollToTop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines are as long as there is room."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
