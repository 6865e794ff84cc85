"""The times of Google Forms, which follow the country of the form or the sheet.

The form's own CSV writes "2026/09/27 3:00:00 PM GMT+3" everywhere, with the zone and the half of
the day in the account's language; a sheet writes what its country writes, e.g. 16/05/2022 09:03:11
or 16.5.2022 9.03.11. Those that `dates` doesn't read are put into its words here.
"""

import re
from collections.abc import Iterable

from storage.surveys.dates import isos_in, isos_of, to_iso

_OWN_FORM = re.compile(
    r"(?P<date>\d{4}/\d{1,2}/\d{1,2}) (?P<time>\d{1,2}:\d{2}:\d{2})\s+(?P<rest>\S.*)"
)
_DOTTED = re.compile(
    r"(?P<date>\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}),?(?: klo)? (?P<time>\d{1,2}\.\d{2}\.\d{2})"
)
_KOREAN = re.compile(
    r"(?P<year>\d{4})\. ?(?P<month>\d{1,2})\. ?(?P<day>\d{1,2})\.? (?P<half>\S{2}) (?P<time>[\d:]+)"
)
_HALF_FIRST = re.compile(
    r"(?P<date>\d{4}/\d{1,2}/\d{1,2}) (?P<half>上午|下午|午前|午後|오전|오후) ?(?P<time>[\d:]+)(?P<rest>.*)"
)
_MORNING = ("am", "a.m.", "vorm.", "上午", "午前", "오전", "dop.", "fm", "de.", "πμ", "π.μ.", "ap.")
_AFTERNOON = (
    "pm",
    "p.m.",
    "nachm.",
    "下午",
    "午後",
    "오후",
    "odp.",
    "em",
    "du.",
    "μμ",
    "μ.μ.",
    "ip.",
)
_ZONES = {
    "cet": "+1", "mez": "+1", "cest": "+2", "mesz": "+2", "eet": "+2", "oez": "+2", "eest": "+3",
    "oesz": "+3", "wet": "+0", "wez": "+0", "west": "+1", "wesz": "+1", "gmt": "+0", "utc": "+0",
    "bst": "+1", "jst": "+9", "msk": "+3", "мск": "+3", "est": "-5", "edt": "-4", "cdt": "-5",
    "mst": "-7", "mdt": "-6", "pst": "-8", "pdt": "-7",
}  # fmt: skip
_OFFSET = re.compile(r"(?:gmt|utc)?\s*([+−-]\d{1,2}(?::?\d{2})?)", re.IGNORECASE)


def is_own_form(text: str) -> bool:
    """Whether a time is written as only the form's own CSV does: with its zone."""
    found = _OWN_FORM.fullmatch(" ".join(text.split()))
    if found is None or not iso_of(text):
        return False
    last = found["rest"].casefold().split()[-1]
    return last in _ZONES or _OFFSET.fullmatch(last) is not None


def iso_of(text: str) -> str:
    """The time in ISO 8601, the day first where both can be; "" where it is none."""
    return to_iso(_in_plain_words(text) or text, day_first=True) or ""


def readable(cells: Iterable[str]) -> dict[str, str]:
    """By trimmed cell, each time that `dates` can't read as it stands, and how it can."""
    isos = isos_in(cells, day_first=True)
    meant = {cell: _in_plain_words(cell) for cell, iso in isos.items() if cell and iso is None}
    known = isos_of(meant.values(), day_first=True)
    return {cell: words for cell, words in meant.items() if words and known[words]}


def _in_plain_words(text: str) -> str:
    """The same time as `dates` reads it; "" where there is nothing to change."""
    text = " ".join(text.split())
    if found := _OWN_FORM.fullmatch(text):
        return _put(found["date"], found["time"], found["rest"])
    if found := _HALF_FIRST.fullmatch(text):
        return _put(found["date"], found["time"], f"{found['half']} {found['rest']}")
    if found := _DOTTED.fullmatch(text):
        return f"{found['date']} {found['time'].replace('.', ':')}"
    if found := _KOREAN.fullmatch(text):
        date = f"{found['year']}/{found['month']}/{found['day']}"
        return _put(date, found["time"], found["half"])
    return ""


def _put(date: str, time: str, rest: str) -> str:
    """Date, time, AM or PM, and the offset, from what stands behind the time."""
    words = rest.casefold().replace("a. m.", "a.m.").replace("p. m.", "p.m.").split()
    half = zone = ""
    for word in words:
        if word in _MORNING or word in _AFTERNOON:
            half = " AM" if word in _MORNING else " PM"
        elif word in _ZONES:
            zone = f" GMT{_ZONES[word]}"
        elif offset := _OFFSET.fullmatch(word):
            zone = f" GMT{offset[1].replace('−', '-')}"
    return f"{date} {time}{half}{zone}"
