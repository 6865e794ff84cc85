"""A drop-down whose every choice is written at once: only an open list is chosen from."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

_OPENS = {Qt.Key.Key_Space, Qt.Key.Key_F4, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ChoiceBox(QComboBox):
    """The wheel, the arrows and typed letters leave it alone while its list is closed.

    A wheel turned to scroll the page, or a key meant for the page, must not change an answer.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def showPopup(self) -> None:
        """The open list is as wide as its names, as far as the screen goes."""
        view = self.view()
        names = view.sizeHintForColumn(0) + view.verticalScrollBar().sizeHint().width()
        view.setMinimumWidth(min(names + 16, round(self.screen().availableSize().width() * 0.9)))
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = event.key() == Qt.Key.Key_Down
        if event.key() in _OPENS or (down and event.modifiers() & Qt.KeyboardModifier.AltModifier):
            self.showPopup()
        else:
            event.ignore()
