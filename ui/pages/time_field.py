"""Times of day as an officer types and reads them."""

import re

from PySide6.QtWidgets import QLineEdit

from ui.theme import set_property

_TYPED = re.compile(r"(\d{1,2})(?:[:.h ]?([0-5]\d))?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)


def read_time(typed: str) -> str | None:
    """HH:MM of "14:30", "9.30", "0930" or "2 pm"; "" where nothing was typed, None where no time."""
    words = typed.strip()
    if not words:
        return ""
    found = _TYPED.fullmatch(words)
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 else None


class TimeField(QLineEdit):
    """A time that may be left empty; what is typed is put as HH:MM when the field is left."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("e.g. 14:30")
        self.editingFinished.connect(self._tidy)

    def time(self) -> str | None:
        """HH:MM, "" where the field is empty, None where it holds no time."""
        return read_time(self.text())

    def _tidy(self) -> None:
        time = self.time()
        if time:
            self.setText(time)
        set_property(self, "invalid", "true" if time is None else "false")
