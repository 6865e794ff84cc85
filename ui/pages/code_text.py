"""The words of the comment on the workbench, with the personal details in them marked."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QContextMenuEvent, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTextEdit, QToolTip

from engage_app.domain.coding import Span
from engage_app.domain.redaction import DetailKind, Redaction, RedactionStatus
from ui.theme import theme
from ui.tokens import blend
from ui.widgets.span_lines import stretches
from ui.widgets.text_with_spans import ColouredSpan, TextWithSpans
from ui.widgets.tips import plain

_HATCH = {"light": 0.75, "dark": 0.8, "contrast": 0.4}  # how much of a line shows behind words
_TOLD = {
    RedactionStatus.PROPOSED: "perhaps a personal detail, not covered",
    RedactionStatus.ACCEPTED: "covered outside this page",
}
_LEGEND = {
    RedactionStatus.ACCEPTED: "Hatched: covered outside this page.",
    RedactionStatus.PROPOSED: "Dotted: perhaps a personal detail; X covers the first, a right"
    " click decides on any.",
}


def kind_name(kind: DetailKind) -> str:
    """What a personal detail is, at the beginning of a line."""
    return kind.words[0].upper() + kind.words[1:]


def told(redaction: Redaction) -> str:
    """What is decided on a personal detail: "Name: covered outside this page"."""
    return f"{kind_name(redaction.kind)}: {_TOLD[redaction.status]}"


def legend(found: Iterable[Redaction]) -> str:
    """What the looks of personal details mean, as far as a comment has them."""
    there = {each.status for each in found}
    return " ".join(words for status, words in _LEGEND.items() if status in there)


class CommentText(TextWithSpans):
    """Words to read and to code. What is covered elsewhere is hatched here; what may have to be
    has a dotted frame.

    Signals:
        menu_opening: (QMenu, Span) the menu of the words is about to open at these.
    """

    menu_opening = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.found: Sequence[Redaction] = ()
        self._words = ""
        self.setProperty("reading", True)
        self.setProperty("flush", True)
        self.document().setDocumentMargin(0)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_comment(
        self,
        text: str,
        spans: Iterable[ColouredSpan],
        found: Sequence[Redaction] = (),
        *,
        same: bool = False,
    ) -> None:
        """Show a comment; where it is the same, what is selected in it stays.

        Args:
            found: its personal details, whatever was decided on them.
        """
        unchanged = same and self._words == text
        self.found, self._words = [each for each in found if each.span.end <= len(text)], text
        if unchanged:
            self.set_spans(spans)
        else:
            self.show(text, spans)

    @property
    def marked(self) -> list[Redaction]:
        """The personal details that are covered, or may have to be."""
        return [each for each in self.found if each.status in _TOLD]

    def words_of(self, span: Span) -> str:
        """The words of a passage."""
        return self._words[span.start : span.end]

    def marked_at(self, span: Span) -> list[Redaction]:
        """Those that a passage, or the place of the cursor, touches."""
        return [
            each
            for each in self.marked
            if (each.span.start < span.end and span.start < each.span.end)
            or (span.start == span.end and each.span.start <= span.start <= each.span.end)
        ]

    def at_cursor(self) -> Span:
        """What is selected; nothing at the cursor where nothing is."""
        place = self._code_point(self.textCursor().position())
        return self.selected_span() or Span(place, place)

    def select_nothing(self) -> None:
        """The cursor stays where it is."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy and the like, and what the workbench has to offer for the words."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        at = self._place_under(event.pos()) if by_mouse else None
        self.menu_opening.emit(menu, self.at_cursor() if at is None else Span(at, at))
        menu.popup(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell what is decided on a personal detail under the pointer."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().viewportEvent(event)
        at = self._place_under(event.pos())
        here = [] if at is None else self.marked_at(Span(at, at + 1))
        QToolTip.showText(event.globalPos(), plain("\n".join(map(told, here))), self.viewport())
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frames round personal details."""
        super().paintEvent(event)
        if not self.marked:
            return
        painter = QPainter(self.viewport())
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for each in self.marked:
            covered = each.status is RedactionStatus.ACCEPTED
            dots = Qt.PenStyle.SolidLine if covered else Qt.PenStyle.DotLine
            width = max(theme.px(1), 1)
            painter.setPen(QPen(theme.colour("muted"), width, dots))
            for room in self._rooms(each.span):
                painter.drawRect(room)
        painter.end()

    def _rooms(self, span: Span) -> Iterator[QRectF]:
        """Where words are, line by line, from their top to below their baseline."""
        ascent = self.fontMetrics().ascent()
        for below in stretches(self.document(), self._at[span.start], self._at[span.end]):
            yield below.adjusted(0.5, 0.5 - ascent, -0.5, -0.5)

    def _place_under(self, point: QPoint) -> int | None:
        """The code point under a point of the viewport; None beside the words."""
        position = (
            self.document().documentLayout().hitTest(point.toPointF(), Qt.HitTestAccuracy.ExactHit)
        )
        return None if position < 0 else self._code_point(position)

    def _mark(self) -> None:
        super()._mark()
        covered = [each for each in self.marked if each.status is RedactionStatus.ACCEPTED]
        self.setExtraSelections([*self.extraSelections(), *map(self._hatched, covered)])
        details = [f"“{self.words_of(each.span)}”: {told(each)}" for each in self.marked]
        self.setAccessibleDescription(
            ". ".join(filter(None, (self.accessibleDescription(), *details)))
        )

    def _hatched(self, redaction: Redaction) -> QTextEdit.ExtraSelection:
        tokens = theme.tokens
        colour = blend(tokens.edge, tokens.surface, _HATCH[tokens.name])
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(redaction.span.start, redaction.span.end)
        selection.format.setBackground(QBrush(theme.colour(colour), Qt.BrushStyle.BDiagPattern))
        return selection
