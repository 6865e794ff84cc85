"""Words from files and officers where Qt would look for mark-up: tooltips and boxes of its own."""

from html import escape

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def plain(text: str) -> str:
    """What Qt shows as exactly these words, wherever it tells mark-up from text by itself.

    Text that Qt takes for text stays as it is: screen readers are told it too.
    """
    if not Qt.mightBeRichText(text):
        return text
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>"


def question_box(parent: QWidget, title: str, text: str, more: str) -> QMessageBox:
    """A box that asks something; callers add its buttons. Names in it are never mark-up.

    Args:
        parent: the window asked from.
        title: of the box.
        text: the question.
        more: what will happen, in a sentence.
    """
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)  # of `text`; Qt guesses at `more` all the same
    box.setText(text)
    box.setInformativeText(plain(more))
    return box
