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


@dataclass(frozen=True)
class Place:
    """A node of the exercise's geography."""

    id: int
    name: str
