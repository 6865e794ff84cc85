"""Several lines of words, saved when the cursor leaves them."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QPlainTextEdit

from ui.theme import theme


class WordsField(QPlainTextEdit):
    """Says what was typed once the cursor has gone elsewhere. Tab goes to the next field.

    Args:
        name: what a screen reader says.
        lines: how many are in sight.

    Attributes:
        kept_back: while set, what was typed is not said: it stays as it is, to be mended.

    Signals:
        left: the words, where they are others than those shown by `show_words`.
    """

    left = Signal(str)

    def __init__(self, name: str, lines: int = 4) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.kept_back = False
        self._shown = ""
        self._lines = lines
        theme.changed.connect(self._fit)
        self._fit()

    def show_words(self, words: str, *, anew: bool = False) -> None:
        """Show what is saved; words being typed stay, unless it is another record's (`anew`)."""
        typing = self.toPlainText() != self._shown and not anew
        self._shown = words
        if not typing and self.toPlainText() != words:
            self.setPlainText(words)

    def commit(self) -> None:
        """Say what was typed, where it is new."""
        words = self.toPlainText()
        if words != self._shown and not self.kept_back:
            self._shown = words
            self.left.emit(words)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The cursor leaves."""
        super().focusOutEvent(event)
        self.commit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, or the window closes: what was typed is saved first."""
        self.commit()
        super().hideEvent(event)

    def _fit(self) -> None:
        self.setFixedHeight(round(self.fontMetrics().lineSpacing() * self._lines + theme.px(22)))
