"""A field to search in."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from ui.icons import Picture, icon
from ui.theme import theme

WAITS = 150  # milliseconds after the last key


class SearchBox(QLineEdit):
    """Says what to search for once typing rests, at once on Enter; Escape empties it.

    Args:
        placeholder: what it searches.
        waits: milliseconds after the last key; 0 where whoever searches keeps pace with the keys.

    Signals:
        searched: the words, without blanks around them; never the same twice in a row.
    """

    searched = Signal(str)

    def __init__(self, placeholder: str = "Search", waits: int = WAITS) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self._last = ""
        self._glass = Picture("search", "muted", 16)  # Qt's own would not grow with the text
        self._glass.setObjectName("glass")
        self._glass.setParent(self)
        self._glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._rest = QTimer(self, singleShot=True, interval=waits)
        self._rest.timeout.connect(self._search)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._search)
        theme.changed.connect(self._dress)
        self._dress()

    def show_words(self, words: str) -> None:
        """Show what is searched for already: nobody is told to search for it."""
        self._last = words.strip()
        self.blockSignals(True)
        self.setText(words)
        self.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The glass stays in the middle."""
        super().resizeEvent(event)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties a field that holds something."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._search()
        else:
            super().keyPressEvent(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()  # it asked for the search, and nothing of the page around

    def _typed(self) -> None:
        if self._rest.interval():
            self._rest.start()
        else:
            self._search()

    def _search(self) -> None:
        self._rest.stop()
        words = self.text().strip()
        if words != self._last:
            self._last = words
            self.searched.emit(words)

    def _dress(self) -> None:
        self.setTextMargins(theme.px(22), 0, 0, 0)
        self._place()
        for action in self.findChildren(QAction):  # Qt's own cross is grey on grey in the dark
            action.setIcon(icon("close", "muted"))

    def _place(self) -> None:
        side = theme.px(16)
        self._glass.move(theme.px(10), (self.height() - side) // 2)
