"""Times of submission, and the one rule for time zones.

- A time that says its zone ("…Z", "…+01:00") keeps it: ISO 8601 with that offset.
- A time without a zone is what a clock on the wall showed, and gets none. Survey tools write the
  account's zone, and an account in Britain follows British Summer Time by itself.
- A time without a zone of which the tool is known to mean UTC becomes British time with its
  offset: 2022-05-16T08:03:11 UTC is 2022-05-16T09:03:11+01:00.
- A bare number in a column of times is Excel's count of days since 30 December 1899.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import cast

from storage.surveys.dates import isos_in, to_iso

_SERIAL = re.compile(r"\d{5}(?:\.\d{1,12})?")
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel knows no zones
_EARLIEST, _LATEST = 32_874, 73_050  # 1990 to 2099: a number outside is no time of submission
_TO_THE_SECOND = 19  # letters of a moment without a zone
_ZONE = re.compile(r"T.*[+-]\d{2}:\d{2}$")


def submitted_iso(text: str, *, day_first: bool, utc: bool = False) -> str:
    """A time of submission in ISO 8601; "" where it is none.

    Args:
        utc: a time without a zone is UTC.
    """
    found = to_iso(text, day_first=day_first) or from_serial(text)
    if found and utc and "T" in found and not _ZONE.search(found):
        return in_britain(found)
    return found or ""


def submitted_isos(texts: Iterable[str], *, day_first: bool, utc: bool = False) -> dict[str, str]:
    """The same for many, by text."""
    found = isos_in(texts, day_first=day_first)
    if not utc and None not in found.values():
        return cast(dict[str, str], found.copy())
    hours: dict[str, str] = {}
    known: dict[str, str] = {}
    for text, iso in found.items():
        if iso is None:
            known[text] = submitted_iso(text, day_first=day_first, utc=utc)
        elif utc and len(iso) == _TO_THE_SECOND:
            hour = iso[:13]  # clocks are changed on the hour
            if hour not in hours:
                hours[hour] = in_britain(f"{hour}:00:00")
            known[text] = hours[hour][:13] + iso[13:] + hours[hour][19:]
        else:
            known[text] = iso
    return known


def in_britain(iso: str) -> str:
    """The same moment on a British clock, with its offset. No zone means UTC."""
    moment = datetime.fromisoformat(iso)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    offset = timezone(timedelta(hours=1)) if _is_summer(moment) else UTC
    try:
        return moment.astimezone(offset).isoformat()
    except OverflowError:  # the last hour of the year 9999
        return moment.isoformat()


def from_serial(text: str) -> str | None:
    """A date, or a moment to the second, from Excel's number of days; None for other text."""
    if not _SERIAL.fullmatch(text) or not _EARLIEST <= float(text) < _LATEST:
        return None
    moment = _EXCEL_EPOCH + timedelta(seconds=round(float(text) * 86_400))
    return moment.isoformat() if "." in text else moment.date().isoformat()


def _is_summer(moment: datetime) -> bool:
    """From the last Sunday of March to that of October, both at one o'clock UTC (since 1996).

    Worked out here, as Windows has no database of time zones.
    """
    start, end = (_last_sunday(moment.year, month) for month in (3, 10))
    return start <= moment < end


def _last_sunday(year: int, month: int) -> datetime:
    last = date(year, month, 31)
    sunday = last - timedelta(days=(last.weekday() + 1) % 7)
    return datetime(year, month, sunday.day, 1, tzinfo=UTC)
