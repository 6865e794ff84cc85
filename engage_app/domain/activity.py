"""How people were engaged, and where."""

from dataclasses import dataclass
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
