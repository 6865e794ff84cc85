"""Dates as survey tools write them, with one order of day and month for a whole file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from storage.surveys.cells import Cells, different

_TIME = (
    r"(?:[T,]?\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
    r"\s*(?P<zone>Z|UTC|GMT|BST|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?)?)?"
)
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})[-/.](?P<a>\d{{1,2}})[-/.](?P<b>\d{{1,2}}){_TIME}")
_YEAR_LAST = re.compile(
    rf"(?P<a>\d{{1,2}})(?P<sep>[-/.])(?P<b>\d{{1,2}})(?P=sep)(?P<year>\d{{4}}|\d{{2}}){_TIME}"
)
_NAMED = re.compile(
    r"(?:[A-Za-z]{3,9},? )?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -](?P<month>[A-Za-z]{3,9})"
    r"|(?P<month2>[A-Za-z]{3,9}) (?P<day2>\d{1,2})(?:st|nd|rd|th)?),?[ -](?P<year>\d{4}|\d{2})"
    + _TIME
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZONES = {"": "", "Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00", "BST": "+01:00"}
_SEPARATORS = frozenset("-/.")
_SECOND = {text: text for text in (f"{second:02}" for second in range(60))}
_WHOLE = 19  # letters of 2022-05-16 09:03:11
_TWO_DIGIT_PIVOT = 69  # 69 is 1969, 68 is 2068, as POSIX has it


@dataclass(frozen=True)
class Order:
    """How 03/04/2022 is read in a file.

    Attributes:
        day_first: the third of April.
        assumed: no value of the file says so, and some could be read either way.
        mixed: the file holds both orders.
    """

    day_first: bool = True
    assumed: bool = False
    mixed: bool = False


def is_date(text: str) -> bool:
    """Whether it is a date, in whatever order of day and month."""
    return to_iso(text, day_first=True) is not None


def order_of(values: Iterable[str]) -> Order:
    """The order of day and month, from any value whose day is above 12."""
    day_first = month_first = either = False
    known: set[str] = set()  # openings, which hold day and month with what stands behind both
    for value in values:
        if value[2:3] not in _SEPARATORS and value[1:2] not in _SEPARATORS:
            continue
        if value[:6] in known:
            continue
        if (found := _YEAR_LAST.fullmatch(value)) is None:
            continue
        known.add(value[:6])
        first, second = int(found["a"]), int(found["b"])
        day_first = day_first or first > 12
        month_first = month_first or second > 12
        either = either or (first <= 12 and second <= 12 and first != second)
    return Order(
        day_first=day_first or not month_first,
        assumed=either and not (day_first or month_first),
        mixed=day_first and month_first,
    )


def to_iso(text: str, *, day_first: bool) -> str | None:
    """The date, with its time where it has one, in ISO 8601; None where it is no date."""
    if len(text) == _WHOLE and (quick := _padded(text, day_first=day_first)):
        return quick
    if found := _YEAR_FIRST.fullmatch(text):
        return _iso(found, found["year"], found["a"], found["b"])
    if found := _YEAR_LAST.fullmatch(text):
        day, month = (found["a"], found["b"]) if day_first else (found["b"], found["a"])
        return _iso(found, found["year"], month, day) or _iso(found, found["year"], day, month)
    if found := _NAMED.fullmatch(text):
        name = (found["month"] or found["month2"])[:3].lower()
        if name in _MONTHS:
            day = found["day"] or found["day2"]
            return _iso(found, found["year"], str(_MONTHS.index(name) + 1), day)
    return None


def isos_of(texts: Iterable[str], *, day_first: bool) -> dict[str, str | None]:
    """The same for many, by text: days and minutes come again, and are read once each."""
    parts = _Parts(day_first=day_first)
    days: dict[str, str] = {}
    minutes: dict[str, str] = {}
    found: dict[str, str | None] = {}
    for text in texts:
        try:
            found[text] = days[text[:11]] + minutes[text[11:17]] + _SECOND[text[17:]]
        except KeyError:
            found[text] = iso = parts.iso(text) or to_iso(text, day_first=day_first)
            if iso and len(text) == _WHOLE and _padded(text, day_first=day_first) == iso:
                days[text[:11]], minutes[text[11:17]] = iso[:11], iso[11:17]
    return found


def isos_in(cells: Iterable[str], *, day_first: bool) -> dict[str, str | None]:
    """The same for the values of a column; not to be changed."""
    if isinstance(cells, Cells):
        return cells.once(_day_first if day_first else _month_first)
    return isos_of(different(cells), day_first=day_first)


def _day_first(cells: Cells) -> dict[str, str | None]:
    return isos_of(cells.counts, day_first=True)


def _month_first(cells: Cells) -> dict[str, str | None]:
    return isos_of(cells.counts, day_first=False)


class _Parts:
    """The days and the times that were read before, without their seconds."""

    def __init__(self, *, day_first: bool) -> None:
        self._day_first = day_first
        self._days: dict[str, str] = {}
        self._times: dict[str, str] = {}

    def iso(self, text: str) -> str:
        """The moment put together from its parts; "" where it isn't as simple as that."""
        at = 13 if len(text) == _WHOLE else text.find(":")
        opening, second = text[: at - 2], text[at + 4 : at + 6]
        if at < 10 or second not in _SECOND:
            return ""
        time = text[at - 2 : at + 4]
        behind = text[at + 6 :]
        day = self._days.get(opening)
        if day is None:
            day = self._days[opening] = self._read(opening, "00:00:00")[:10]
        key = time + behind
        known = self._times.get(key)
        if known is None:
            colon = time[3:] and time[5] == ":"
            known = self._read("2000-01-01 ", f"{time}00{behind}")[10:] if colon else ""
            self._times[key] = known
        return f"{day}{known[:7]}{second}{known[9:]}" if day and known else ""

    def _read(self, opening: str, time: str) -> str:
        if opening[-1] not in " T":
            return ""
        return to_iso(opening + time, day_first=self._day_first) or ""


def _padded(text: str, *, day_first: bool) -> str | None:
    """A moment to the second in two digits each, which needs no patterns: 100,000 come so."""
    if text[13] != ":" or text[16] != ":" or text[10] not in " T" or not text.isascii():
        return None
    if text[4] == text[7] and text[4] in "-/.":
        year, month, day = text[:4], text[5:7], text[8:10]
    elif text[2] == text[5] and text[2] in "-/.":
        year, month, day = text[6:10], text[3:5], text[:2]
        if not day_first:
            day, month = month, day
    else:
        return None
    iso = f"{year}-{month}-{day}T{text[11:]}"
    try:
        datetime.fromisoformat(iso)
    except ValueError:
        return None
    return iso


def _iso(found: re.Match[str], year: str, month: str, day: str) -> str | None:
    number = int(year)
    if len(year) == 2:
        number += 1900 if number >= _TWO_DIGIT_PIVOT else 2000
    try:
        if found["hour"] is None:
            return date(number, int(month), int(day)).isoformat()
        hour = int(found["hour"])
        if found["half"]:
            hour = hour % 12 + (12 if found["half"][0] in "Pp" else 0)
        moment = datetime(  # noqa: DTZ001 - the zone, where there is one, is kept as written
            number, int(month), int(day), hour, int(found["minute"]), int(found["second"] or 0)
        )
    except ValueError:
        return None
    return moment.isoformat() + _zone(found["zone"] or "")


def _zone(written: str) -> str:
    if written in _ZONES:
        return _ZONES[written]
    digits = written.removeprefix("UTC").removeprefix("GMT")
    hours, _, minutes = digits[1:].partition(":")
    if not minutes and len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    return f"{digits[0]}{int(hours):02}:{int(minutes or 0):02}"
