"""What a key means on the workbench."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

Deeds = dict[str, Callable[..., Any]]
"""What is done, by the names below; "digit" takes the digit."""

_Key = Qt.Key
_LETTERS = {
    _Key.Key_Return: "take",
    _Key.Key_Enter: "take",
    _Key.Key_Backspace: "refuse",
    _Key.Key_Delete: "refuse",
    _Key.Key_N: "uncoded",
    _Key.Key_P: "position",
    _Key.Key_S: "sentiment",
    _Key.Key_F: "flag",
    _Key.Key_M: "memo",
    _Key.Key_K: "skip",
}
_BUT_IN_TEXT = {_Key.Key_Up: "up", _Key.Key_Down: "down", _Key.Key_Right: "skip"}
_IN_TEXT = {_Key.Key_Escape: "whole"}
# In the tree the arrows move, and Enter takes the theme there.
_OWN_OF_TREE = {_Key.Key_Up, _Key.Key_Down, _Key.Key_Right, _Key.Key_Return, _Key.Key_Enter}
_PLAIN = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


def deed_of(event: QKeyEvent, *, in_text: bool, in_tree: bool) -> str | None:
    """The name of what a key asks for; None where it asks nothing of the workbench.

    Args:
        in_text: the keyboard is in the words of the comment, where the arrows move the cursor.
        in_tree: it is in the codebook.
    """
    key, typed = _Key(event.key()), event.text()
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier and key == _Key.Key_F:
        return "search"
    if event.modifiers() & ~_PLAIN or (in_tree and key in _OWN_OF_TREE):
        return None
    if typed.isascii() and typed.isdigit():
        return "digit"
    if key == _Key.Key_X:
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        return "cover as" if shifted else "cover"
    signs = {"/": "find", "?": "help"}
    return signs.get(typed) or (_LETTERS | (_IN_TEXT if in_text else _BUT_IN_TEXT)).get(key)
