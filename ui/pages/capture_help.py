"""The keys of the line, in sight while typing."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.pages.capture_agenda import NEXT_KEY, START_KEY
from ui.pages.capture_names import Names
from ui.theme import label, theme

KEYS = (
    "Enter files · Shift+Enter new line · ↑ correct the last · Ctrl+Enter split · Ctrl+Backspace"
    " at the beginning: put to the one before · Ctrl+Z undo · Esc done"
)
SIGNS = (
    'Before a word: # theme, @ group, ! position. First of all: " or * quote, + same speaker.'
    " Twice, or after \\, a sign is only itself."
)
TIMES = f"Agenda: {START_KEY} start or pause the time · {NEXT_KEY} next item"
MOST_KEYS = 7  # F2 to F8
MOST_DIGITS = 9


class HelpStrip(QFrame):
    """What the signs and keys do, with the names that keys stand for."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = [label(text, "hint", wrap=True) for text in (KEYS, SIGNS, "", "")]
        self.times = label(TIMES, "hint", wrap=True)
        self.times.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(2), 0, 0, 0)
        column.setSpacing(theme.px(2))
        for line in self._lines:
            column.addWidget(line)
        column.addWidget(self.times)

    def offer_times(self, offered: bool) -> None:
        """Say which keys move the agenda on, where there is one."""
        self.times.setVisible(offered)

    def offer_names(self, names: Names) -> None:
        """Say which keys stand for which position and group."""
        positions = [words for words, _ in list(names.positions.values())[:MOST_KEYS]]
        groups = list(names.groups.values())[:MOST_DIGITS]
        self._lines[2].setText(_keyed(positions, "F", 2))
        self._lines[3].setText(_keyed(groups, "Alt+", 1))
        for line in self._lines[2:]:
            line.setVisible(bool(line.text()))


def _keyed(names: list[str], key: str, first: int) -> str:
    listed = (f"{key}{number} {name}" for number, name in enumerate(names, first))
    return "   ".join(each.replace(" ", "\u00a0") for each in listed)  # lines end between them
