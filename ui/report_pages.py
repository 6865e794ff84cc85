"""Page breaks of a document that Qt lays out: a heading or a caption stays with what it is of."""

import re

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument, QTextFormat

_CAPTION = re.compile(r"(Table|Figure) \d+\b")


def keep_with_next(document: QTextDocument) -> None:
    """Begin a new page before each heading or caption that would stand alone at the foot of one.

    Args:
        document: laid out, with the size of its pages set.
    """
    block = document.begin()
    while block.isValid():
        first = block
        while block.isValid() and _leads(block):
            block = block.next()
        if block.isValid() and block != first and _parted(document, first, block):
            breaking = QTextBlockFormat()
            breaking.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(first).mergeBlockFormat(breaking)
        block = block.next()


def _leads(block: QTextBlock) -> bool:
    """Whether it is nothing without what follows."""
    if QTextCursor(block).currentTable() is not None:
        return False
    return bool(block.blockFormat().headingLevel() or _CAPTION.match(block.text().strip()))


def _parted(document: QTextDocument, first: QTextBlock, after: QTextBlock) -> bool:
    """Whether the first line of what follows ends on a later page."""
    tall = document.pageSize().height()
    top = _line(document, first)[0]
    return int(top // tall) != int((_line(document, after)[1] - 1) // tall)


def _line(document: QTextDocument, block: QTextBlock) -> tuple[float, float]:
    """Where the first line of a block begins and ends, in dots from the top of the document."""
    whole = document.documentLayout().blockBoundingRect(block)
    if not block.layout().lineCount():
        return whole.top(), whole.bottom()
    line = block.layout().lineAt(0)
    top = whole.top() + line.y() - block.layout().boundingRect().top()
    return top, top + line.height()
