"""Dates as an officer types and reads them."""

from datetime import date, datetime

from PySide6.QtWidgets import QLineEdit

from ui.theme import set_property

_FORMS = ("%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y")


def read_date(typed: str) -> str | None:
    """The ISO date of what was typed, day first; "" where nothing was, None where it's no date."""
    words = " ".join(typed.split())
    if not words:
        return ""
    for form in _FORMS:
        try:
            found = datetime.strptime(words, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
        return found.isoformat()
    return None


def in_words(iso: str) -> str:
    """An ISO date (or date and time) as "16 May 2022"; what is no date stays as it is."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{day.day} {day:%B %Y}"


def span_in_words(first: str, last: str) -> str:
    """Two ISO dates as "16 May – 15 June 2022"; either may be empty, both give ""."""
    if first and last:
        start = in_words(first)
        if first[:4] == last[:4]:
            start = start.removesuffix(f" {first[:4]}")
        return f"{start} – {in_words(last)}"
    if first:
        return f"From {in_words(first)}"
    return f"Until {in_words(last)}" if last else ""


class DateField(QLineEdit):
    """A date that may be left empty; what is typed is put into words when the field is left."""

    def __init__(self, iso: str = "") -> None:
        super().__init__(in_words(iso))
        self.setPlaceholderText("e.g. 16/5/2022")
        self.editingFinished.connect(self._tidy)

    def iso(self) -> str | None:
        """The ISO date, "" where the field is empty, None where it holds no date."""
        return read_date(self.text())

    def _tidy(self) -> None:
        iso = self.iso()
        if iso:
            self.setText(in_words(iso))
        set_property(self, "invalid", "true" if iso is None else "false")
