"""The two boxes under Help."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.icons import Picture
from ui.theme import label, theme
from ui.widgets.buttons import button

ON_CODE = (
    ("On Code: the comment before, the next one", "Up, Down"),
    ("On Code: put on the theme with that key, on the words selected if there are any", "1 … 9, 0"),
    ("On Code: find a theme by typing, arrows choose, Enter puts it on", "/"),
    ("On Code: accept the first proposal or suggestion, or go on", "Enter"),
    ("On Code: reject the first proposal, or take the last theme off", "Backspace"),
    ("On Code: the next comment without a theme", "N"),
    ("On Code: put the comment off to the end of the list", "K, Right"),
    ("On Code: flag the comment, write a memo on it", "F, M"),
    ("On Code: position of the respondent", "P"),
    ("On Code: sentiment in turn", "S"),
    ("On Code: select words, once Tab has gone to the comment", "Shift+Arrows"),
    ("On Code: cover the words selected as a name, or as what you choose", "X, Shift+X"),
    ("On Code: the whole comment again, back to the list", "Esc"),
    ("On Code: give the theme chosen in the codebook a key, or take it off", "Ctrl+1 … 0"),
    ("On Code: these keys", "?"),
    ("On Code and Responses: search", "Ctrl+F"),
    ("On Responses: add a group, set the position", "G, P"),
)
IN_LISTS = (
    ("Next and previous part of the window", "Tab, Shift+Tab"),
    ("Move in a list, a table or a chart", "Arrow keys"),
    ("Open what is chosen, list the comments behind a figure", "Enter"),
    ("Dismiss a message, empty a search", "Esc"),
)


def shortcuts_dialog(parent: QWidget, shortcuts: Iterable[tuple[str, str]]) -> QDialog:
    """What the keyboard can do: (what, keys)."""
    return _keys(parent, "Keyboard shortcuts", [*shortcuts, *ON_CODE, *IN_LISTS])


def keys_dialog(parent: QWidget) -> QDialog:
    """The keys of the Code page alone."""
    mine = ((what.removeprefix("On Code: "), keys) for what, keys in ON_CODE)
    listed = [(what[0].upper() + what[1:], keys) for what, keys in mine]
    return _keys(parent, "Keys for coding", [each for each in listed if "Responses" not in each[0]])


def _keys(parent: QWidget, title: str, rows: Iterable[tuple[str, str]]) -> QDialog:
    dialog, column = _dialog(parent, title)
    inner = QWidget()
    inner.setObjectName("scrolled")
    grid = QGridLayout(inner)
    grid.setContentsMargins(0, 0, theme.px(16), 0)
    grid.setHorizontalSpacing(theme.px(32))
    grid.setVerticalSpacing(theme.px(8))
    for row, (what, keys) in enumerate(rows):
        grid.addWidget(label(what, wrap=True), row, 0)
        grid.addWidget(label(keys, "strong"), row, 1)
    grid.setColumnStretch(0, 1)
    grid.setRowStretch(grid.rowCount(), 1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inner)
    column.addWidget(area, 1)
    _add_close(dialog, column)
    dialog.resize(theme.px(520), theme.px(560))
    return dialog


def about_dialog(parent: QWidget, version: str, lines: Sequence[str]) -> QDialog:
    """What this is, and which version."""
    dialog, column = _dialog(parent, "About Engage")
    head = QHBoxLayout()
    head.setSpacing(theme.px(16))
    head.addWidget(Picture("engage", size=56), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(theme.px(4))
    words.addWidget(label("Engage", "title"))
    words.addWidget(label(f"Version {version}", "hint"))
    for line in lines:
        words.addWidget(label(line, wrap=True))
    head.addLayout(words, 1)
    column.addLayout(head)
    column.addStretch(1)
    _add_close(dialog, column)
    dialog.resize(theme.px(480), theme.px(220))
    return dialog


def _dialog(parent: QWidget, title: str) -> tuple[QDialog, QVBoxLayout]:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(*[theme.px(24)] * 4)
    column.setSpacing(theme.px(16))
    return dialog, column


def _add_close(dialog: QDialog, column: QVBoxLayout) -> None:
    close = button("Close", on_click=dialog.close)
    close.setDefault(True)
    column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
