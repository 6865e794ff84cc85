"""How people were engaged, and where."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum


class ActivityKind(StrEnum):
    """The kinds of engagement activity."""

    SURVEY = "survey"
    WORKSHOP = "workshop"
    INTERVIEW = "interview"
    MEETING = "meeting"
    CORRESPONDENCE = "correspondence"


@dataclass(frozen=True)
class Activity:
    """One survey, workshop, interview, meeting or exchange of letters."""

    id: int
    uid: str
    kind: ActivityKind
    title: str
    date: str = ""  # ISO; the first day where there are several
    venue: str = ""
    facilitator: str = ""
    invited: int | None = None
    attended: int | None = None
    starts_at: str = ""  # HH:MM
    ends_at: str = ""
    place_id: int | None = None
    format: str = ""  # a code of FORMATS, or empty
    notes: str = ""
    sampled: bool = False  # those asked were drawn at random: intervals may be given


FORMATS: dict[str, str] = {
    "in person": "In person",
    "online": "Online",
    "hybrid": "In person and online",
    "telephone": "By telephone",
    "paper": "On paper",
}

PLACE_LEVELS: dict[str, str] = {
    "system": "System",
    "place": "Place",
    "partnership": "Local area partnership",
    "community": "Community",
}
"""The levels of the geography, widest first; a place may have none."""


@dataclass(frozen=True)
class Place:
    """A node of the exercise's geography; `level` is a code of PLACE_LEVELS, or empty."""

    id: int
    name: str
    parent_id: int | None = None
    level: str = ""


@dataclass(frozen=True)
class AgendaItem:
    """A part of a workshop with the minutes it may take."""

    id: int
    title: str
    minutes: int | None = None


@dataclass(frozen=True)
class Photo:
    """A picture kept with an activity, without its bytes; sizes in pixels."""

    id: int
    caption: str
    file_name: str
    width: int
    height: int
    sha256: str


class Every(StrEnum):
    """How often an activity of a series comes again."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


def series_dates(first: str, every: Every, more: int) -> list[str]:
    """The dates after `first` (all ISO) of a series; a month without that day takes its last.

    Raises:
        ValueError: `first` is no ISO date.
        OverflowError: the series goes on beyond the year 9999.
    """
    begin = date.fromisoformat(first)
    if every is Every.MONTH:
        return [_months_later(begin, number).isoformat() for number in range(1, more + 1)]
    step = timedelta(weeks=1 if every is Every.WEEK else 2)
    return [(begin + step * number).isoformat() for number in range(1, more + 1)]


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        raise OverflowError("beyond the last year a date can have")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
