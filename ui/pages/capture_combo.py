"""A choice whose name ends in an ellipsis where there is no room for all of it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.pages.find_combo import FindCombo

_BESIDE = 2  # pixels that a field keeps beside its words


class EndingCombo(FindCombo):
    """Its tip holds the whole name. With the keyboard in it, it is a field like others."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._ending = _Ending(self)
        self.words_field().installEventFilter(self._ending)

    def words_field(self) -> QLineEdit:
        """Where the name stands."""
        return self._line

    def shown_words(self) -> str:
        """The name as there is room for it."""
        field = self.words_field()
        room = field.width() - 2 * _BESIDE
        return field.fontMetrics().elidedText(field.text(), Qt.TextElideMode.ElideRight, room)


class _Ending(QObject):
    """Draws the words of a combo in place of its field, which would cut them."""

    def __init__(self, combo: EndingCombo) -> None:
        super().__init__(combo)
        self._combo = combo

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Paint or not isinstance(watched, QLineEdit):
            return False
        words = self._combo.shown_words()
        if self._combo.hasFocus() or words == watched.text():
            return False
        self._draw(watched, words)
        return True

    def _draw(self, field: QWidget, words: str) -> None:
        painter = QPainter(field)
        painter.setPen(field.palette().color(QPalette.ColorRole.Text))
        area = field.rect().adjusted(_BESIDE, 0, -_BESIDE, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()
