"""Buttons, in the three weights a page may use: one primary, some secondary, many quiet."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton

from ui.icons import set_icon
from ui.widgets.tips import plain

Weight = Literal["primary", "secondary", "quiet"]
_INK = {"primary": "on_primary", "secondary": "text", "quiet": "link"}


class _Button(QPushButton):
    """Enter presses it too, not only Space: Qt leaves that to the default button of a dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.autoDefault():
            self.click()
            return
        super().keyPressEvent(event)


def button(
    text: str,
    kind: Weight = "secondary",
    *,
    icon: str = "",
    on_click: Callable[[], object] | None = None,
) -> QPushButton:
    """A button with words, and an icon of resources/icons before them."""
    made = _Button(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    if icon:
        set_icon(made, icon, _INK[kind], gap=True)
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


def icon_button(
    icon: str, name: str, *, on_click: Callable[[], object] | None = None, size: int = 18
) -> QToolButton:
    """A button with an icon only; `name` is its tooltip and what a screen reader says."""
    made = QToolButton()
    made.setToolTip(plain(name))
    made.setAccessibleName(name)
    set_icon(made, icon, size=size)
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made
