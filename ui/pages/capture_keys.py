"""Keys that hold for the whole of the workshop page, wherever the keyboard is on it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def types_a_word(event: QKeyEvent) -> bool:
    """Whether a key begins words: not a blank, nothing held that makes it a command."""
    text = event.text()
    return bool(text.strip()) and text.isprintable() and not event.modifiers() & _HELD


def step_within(page: QWidget, *, forward: bool) -> bool:
    """Move the keyboard to the next part of a page that takes it, round and round.

    Returns:
        False where there is no other part.
    """
    here = page.focusWidget() or page
    step = QWidget.nextInFocusChain if forward else QWidget.previousInFocusChain
    part = step(here)
    while part is not None and part is not here:
        if page.isAncestorOf(part) and _takes_tab(part):
            reason = Qt.FocusReason.TabFocusReason
            part.setFocus(reason if forward else Qt.FocusReason.BacktabFocusReason)
            return True
        part = step(part)
    return False


def _takes_tab(part: QWidget) -> bool:
    by_tab = bool(part.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return by_tab and part.focusProxy() is None and part.isVisible() and part.isEnabled()
