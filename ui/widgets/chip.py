"""A theme or a group as a small label with its colour."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.icons import set_icon
from ui.theme import label, set_property, theme
from ui.widgets.buttons import icon_button
from ui.widgets.tips import plain

_ANY = 10_000  # pixels: as wide as it likes
LONGEST = 260  # pixels at 100 % text size; longer names end in an ellipsis


class Dot(QWidget):
    """A dot of a colour, with an outline so that a pale one shows."""

    def __init__(self, colour: str, size: int = 10) -> None:
        super().__init__()
        self._colour = colour
        self._size = size
        self.setFixedSize(self.sizeHint())

    def set_colour(self, colour: str) -> None:
        """Take another colour."""
        if colour != self._colour:
            self._colour = colour
            self.update()

    def sizeHint(self) -> QSize:
        """A small square that grows with the text."""
        side = theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour(self._colour))
        painter.setPen(theme.colour("edge"))
        painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))
        painter.end()


class Chip(QFrame):
    """A name with a colour dot; may be pressed, may be removed.

    Signals:
        pressed: clicked, or Enter or Space; only where `pressable`.
        removed: its cross was clicked, or Delete pressed.
    """

    pressed = Signal()
    removed = Signal()

    def __init__(
        self, text: str, colour: str = "", *, removable: bool = False, pressable: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("chip")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self._longest = _ANY
        self._pressable = pressable
        self._removable = removable
        set_property(self, "pressable", str(pressable).lower())
        row = QHBoxLayout(self)
        edge = theme.px(4) if removable else theme.px(10)
        row.setContentsMargins(theme.px(10), theme.px(3), edge, theme.px(3))
        row.setSpacing(theme.px(6))
        self._dot = Dot(colour) if colour else None
        if self._dot is not None:
            row.addWidget(self._dot)
        self._label = label("")
        row.addWidget(self._label)
        self._cross = (
            icon_button("close", f"Remove {text}", on_click=self.removed.emit)
            if removable
            else None
        )
        if self._cross is not None:
            set_icon(self._cross, "close", "muted", 12)
            row.addWidget(self._cross)
        if pressable or removable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_text(text)

    @property
    def text(self) -> str:
        """Its whole name."""
        return self.accessibleName()

    def set_colour(self, colour: str) -> None:
        """Show another colour, where it was made with one."""
        if self._dot is not None:
            self._dot.set_colour(colour)

    def fit(self, width: int) -> None:
        """Be no wider than this many pixels."""
        around = self.minimumSizeHint().width() - self._label.minimumSizeHint().width()
        if self._longest != (room := max(width - around, theme.px(40))):
            self._longest = room
            self.set_text(self.text)

    def set_text(self, text: str) -> None:
        """Show another name; a long one is shortened and stands whole in the tooltip."""
        metrics = self._label.fontMetrics()
        room = min(theme.px(LONGEST), self._longest)
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        self._label.setText(short)
        self.setToolTip(plain(text) if short != text else "")
        self.setAccessibleName(text)
        if self._cross is not None:
            self._cross.setAccessibleName(f"Remove {text}")
            self._cross.setToolTip(plain(f"Remove {text}"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click inside presses it."""
        inside = self.rect().contains(event.position().toPoint())
        if self._pressable and inside and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space press it, Delete removes it."""
        if self._pressable and event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Space,
        ):
            self.pressed.emit()
        elif self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)
