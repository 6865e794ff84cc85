"""What changed in a text, to be read: words that went struck out, words that came underlined."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from engage_app.domain.codebook import Mark, ThemeChange
from ui.theme import theme

MOST_LINES = 14  # in sight at once; more scroll


class ChangeView(QTextEdit):
    """Sentences, one a line, each with the comparison of its words below it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._changes: Sequence[ThemeChange] = ()
        self._nothing = ""
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        theme.changed.connect(self._write)

    def show_changes(self, changes: Sequence[ThemeChange], nothing: str) -> None:
        """Show these; `nothing` is said where there are none."""
        self._changes, self._nothing = changes, nothing
        self._write()

    def _write(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        plain, old, new = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        plain.setForeground(theme.colour("text"))
        old.setForeground(theme.colour("error"))
        old.setFontStrikeOut(True)
        new.setForeground(theme.colour("success"))
        new.setFontUnderline(True)
        formats = {Mark.SAME: plain, Mark.OLD: old, Mark.NEW: new}
        if not self._changes:
            cursor.insertText(self._nothing, plain)
        for number, change in enumerate(self._changes):
            cursor.insertText(("\n" if number else "") + change.sentence, plain)
            if change.pieces:
                cursor.insertText("\n    ", plain)
            for piece in change.pieces:
                cursor.insertText(piece.words.replace("\n", " "), formats[piece.mark])
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.setAccessibleDescription(" ".join(change.sentence for change in self._changes))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as its words need in the width there is."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        around = self.height() - self.viewport().height()
        most = round(self.fontMetrics().lineSpacing() * MOST_LINES)
        self.setFixedHeight(min(round(self.document().size().height()), most) + around)
