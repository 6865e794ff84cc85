"""Text to read and to select in, with passages marked. Offsets are code points, Qt's are UTF-16."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit

from engage_app.domain.coding import Span
from ui.theme import theme
from ui.tokens import blend
from ui.widgets.span_lines import lanes, stretches

_TINT = {"light": 0.20, "dark": 0.32, "contrast": 0.0}  # how much of a colour lies behind words
_LANES = 3  # lines that fit below words; of more that overlap, the last share one
_LINE_HEIGHT = 130  # per cent: easier to read for hours


@dataclass(frozen=True)
class ColouredSpan:
    """A passage to mark: text[start:end], in a colour, with a name for those who don't see it."""

    start: int
    end: int
    colour: str
    name: str = ""


class TextWithSpans(QTextEdit):
    """Read-only text with highlighted passages.

    Signals:
        selection_changed: ask `selected_span` what is selected now.
    """

    selection_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setAccessibleName("Comment")
        self._spans: tuple[ColouredSpan, ...] = ()
        self._at = [0]  # UTF-16 position in the document of each code point, and of the end
        self.selectionChanged.connect(self.selection_changed)
        theme.changed.connect(self._mark)

    def show(self, text: str | None = None, spans: Iterable[ColouredSpan] = ()) -> None:
        """Show this text with these passages marked; without a text, become visible as any widget.

        Raises:
            ValueError: a passage lies outside the text.
        """
        if text is None:
            super().show()
            return
        spans = tuple(spans)
        if any(not 0 <= span.start <= span.end <= len(text) for span in spans):
            raise ValueError("a passage lies outside the text")
        self._at = _positions(text)
        # Qt swallows a byte order mark at the start; a word joiner is as invisible and as long.
        self.setPlainText(text.replace("\ufeff", "\u2060"))
        self._space_lines()
        self.set_spans(spans)

    def set_spans(self, spans: Iterable[ColouredSpan]) -> None:
        """Mark other passages of the same text; the selection and the place stay."""
        self._spans = tuple(spans)
        self._mark()

    def selected_span(self) -> Span | None:
        """What is selected, in code points; None where nothing is."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        start = self._code_point(cursor.selectionStart())
        end = self._code_point(cursor.selectionEnd())
        return Span(start, end) if end > start else None

    def select_span(self, span: Span) -> None:
        """Select a passage and bring it into sight."""
        cursor = self._cursor(span.start, span.end)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def span_at(self, offset: int) -> ColouredSpan | None:
        """The shortest marked passage over a code point."""
        over = [span for span in self._spans if span.start <= offset < span.end]
        return min(over, key=lambda span: span.end - span.start, default=None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Below the words, a line for each passage; those that overlap below each other."""
        super().paintEvent(event)
        if not self._spans:
            return
        painter = QPainter(self.viewport())
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        thick, apart = theme.px(2), theme.px(3)
        for span, lane in zip(self._spans, lanes(self._spans), strict=True):
            colour = QColor(_underline(span.colour))
            for room in stretches(self.document(), self._at[span.start], self._at[span.end]):
                top = room.top() + theme.px(2) + min(lane, _LANES - 1) * apart
                painter.fillRect(QRectF(room.left(), top, room.width(), thick), colour)
        painter.end()

    def _space_lines(self) -> None:
        airy = QTextBlockFormat()
        airy.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        whole.mergeBlockFormat(airy)

    def _code_point(self, position: int) -> int:
        """The first one there: of "\\r\\n", which is one place to Qt, the "\\r"."""
        return bisect_left(self._at, self._at[bisect_right(self._at, position) - 1])

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._at[start])
        cursor.setPosition(self._at[end], QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _mark(self) -> None:
        longest_first = sorted(self._spans, key=lambda span: span.start - span.end)
        self.setExtraSelections([self._selection(span) for span in longest_first])
        self.setAccessibleDescription(
            "Marked: " + ", ".join(dict.fromkeys(span.name for span in self._spans if span.name))
            if any(span.name for span in self._spans)
            else ""
        )

    def _selection(self, span: ColouredSpan) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(span.start, span.end)
        selection.format = marked_in(span.colour)
        # Its line is drawn below those of the passages it overlaps: see paintEvent.
        selection.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.NoUnderline)
        return selection


def marked_in(colour: str) -> QTextCharFormat:
    """How words that are marked in a colour look."""
    look = QTextCharFormat()
    tokens = theme.tokens
    look.setBackground(QColor(blend(colour, tokens.surface, _TINT[tokens.name])))
    look.setForeground(theme.colour("text"))
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    look.setUnderlineColor(QColor(_underline(colour)))
    return look


def _underline(colour: str) -> str:
    """The colour, moved towards that of text until a line of it shows on the surface."""
    return blend(colour, theme.tokens.text, 0.75)


def _positions(text: str) -> list[int]:
    """Where in a QTextDocument each code point begins, and where the text ends.

    A character outside the basic plane takes two places; of "\\r\\n" Qt keeps one.
    """
    places, at = [], 0
    for place, character in enumerate(text):
        places.append(at)
        if character == "\r" and text[place + 1 : place + 2] == "\n":
            continue
        at += 2 if ord(character) > 0xFFFF else 1
    places.append(at)
    return places
