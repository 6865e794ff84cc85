"""The ten keys and what they put on the comment, to be seen and to be pressed."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engage_app.domain.coding import Theme
from ui.pages.code_parts import Flow
from ui.theme import label, theme
from ui.widgets.tips import plain

DIGITS = "1234567890"
_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
_LONGEST = 150  # pixels at 100 % text size
_HINT = "Ctrl and a digit on a theme of the codebook gives it that key."


class KeyStrip(QWidget):
    """A button for each theme that has a key, in the order of the keys.

    Signals:
        pressed: the id of a theme.
    """

    pressed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[str, int, str], ...] | None = None
        self._line = Flow(gap=4)
        self._hint = label(_HINT, "hint", wrap=True)
        self.buttons: dict[str, QPushButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)
        layout.addWidget(self._hint)
        theme.changed.connect(self._dress)

    def show_keys(self, themes: Iterable[Theme]) -> None:
        """Show which theme has which key."""
        offered = [each for each in themes if not each.retired and each.shortcut]
        keys = sorted((DIGITS.index(each.shortcut), each.id, each.name) for each in offered)
        shown = tuple((DIGITS[place], key, name) for place, key, name in keys)
        if shown != self._shown:
            self._shown = shown
            self._dress()

    def _dress(self) -> None:
        self.buttons = {
            digit: self._button(digit, key, name) for digit, key, name in self._shown or ()
        }
        self._line.fill(self.buttons.values())
        self._hint.setVisible(not self.buttons)
        self._line.setVisible(bool(self.buttons))

    def _button(self, digit: str, theme_id: int, name: str) -> QPushButton:
        made = QPushButton()
        made.setProperty("kind", "key")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its digit is nearer than ten tabs
        made.ensurePolished()
        room = theme.px(_LONGEST)
        short = made.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
        made.setText(f"{digit}  {short}".replace("&", "&&"))
        made.setAccessibleName(f"{name}, key {digit}")
        made.setToolTip(plain(f"{name}: the key {digit} puts it on the comment"))
        made.clicked.connect(lambda _checked=False: self.pressed.emit(theme_id))
        return made


class KeyGiver(QObject):
    """Ctrl and a digit, on the theme chosen in a tree.

    Signals:
        pressed: the digit.
    """

    pressed = Signal(str)

    def __init__(self, tree: QWidget) -> None:
        super().__init__(tree)
        tree.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() not in _KEYS:
            return super().eventFilter(watched, event)
        digit = chr(event.key()) if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9 else ""
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier or not digit:
            return False
        event.accept()  # or the window would go to another page
        if event.type() == QEvent.Type.KeyPress:
            self.pressed.emit(digit)
        return True
