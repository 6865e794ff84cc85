"""Lines under marked words: where passages overlap, each has a line of its own colour."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextDocument


class Marked(Protocol):
    """A passage: text[start:end]."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it has ended."""


def lanes(spans: Sequence[Marked]) -> list[int]:
    """For each span, how many lines below the words its own is drawn: spans that overlap, or are
    the same, never share one."""
    taken: list[list[Marked]] = []
    chosen = [0] * len(spans)
    for place in sorted(range(len(spans)), key=lambda at: (spans[at].start, -spans[at].end, at)):
        span = spans[place]
        lane = next(
            (
                number
                for number, row in enumerate(taken)
                if all(each.end <= span.start for each in row)
            ),
            len(taken),
        )
        if lane == len(taken):
            taken.append([])
        taken[lane].append(span)
        chosen[place] = lane
    return chosen


def stretches(document: QTextDocument, start: int, end: int) -> Iterator[QRectF]:
    """The rectangles that the characters from one position to another take, line by line."""
    layout = document.documentLayout()
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        corner = layout.blockBoundingRect(block).topLeft()
        words = block.layout()
        for number in range(words.lineCount()):
            line = words.lineAt(number)
            first = max(start - block.position(), line.textStart())
            last = min(end - block.position(), line.textStart() + line.textLength())
            if first < last:
                left, right = _edge(line.cursorToX(first)), _edge(line.cursorToX(last))
                top = corner + QPointF(0, line.y() + line.ascent())
                yield QRectF(corner.x() + left, top.y(), right - left, line.descent())
        block = block.next()


def _edge(found: object) -> float:
    """PySide gives the x alone, or with the position it belongs to."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
