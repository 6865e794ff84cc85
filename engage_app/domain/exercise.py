"""An exercise: one engagement, with the scale positions are recorded on."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Where an exercise stands in its life."""

    PLANNING = "planning"
    OPEN = "open"
    CLOSED = "closed"
    REPORTED = "reported"


class Side(StrEnum):
    """Which way a position leans."""

    FOR = "for"
    AGAINST = "against"
    BOTH = "both"
    NEITHER = "neither"


@dataclass(frozen=True)
class Position:
    """One step of a position scale.

    Attributes:
        code: what is stored, e.g. "some concern".
        label: what the officer reads.
        side: which way it leans.
        sentence: how a board paper says it, with `{groups}` to fill in, and `{hedge}` ("broadly")
            where the sentence reads well with one. "Some concern" is a hedge already.
        retired: offered no longer; responses that hold it keep it.
    """

    code: str
    label: str
    side: Side
    sentence: str
    retired: bool = False


POSITION_SCALE: tuple[Position, ...] = (
    Position("welcomed", "Welcomed", Side.FOR, "The proposal was {hedge}welcomed by {groups}."),
    Position("concern", "Concern", Side.AGAINST, "Concerns were expressed by {groups}."),
    Position(
        "some concern",
        "Some concern",
        Side.AGAINST,
        "Some concern was expressed by {groups}.",
    ),
    Position(
        "opportunity",
        "Opportunity",
        Side.FOR,
        "The proposal was recognised as an opportunity by {groups}.",
    ),
    Position("mixed", "Mixed", Side.BOTH, "Views were mixed among {groups}."),
    Position("no view", "No view", Side.NEITHER, "No view was expressed by {groups}."),
)
"""The default scale, in the order a board paper takes the positions."""

POSITIONS: dict[str, Position] = {position.code: position for position in POSITION_SCALE}


@dataclass(frozen=True)
class Exercise:
    """One engagement on one proposal."""

    id: int
    uid: str
    title: str
    purpose: str = ""
    proposal: str = ""
    organisation: str = ""
    opens_on: str = ""  # ISO dates
    closes_on: str = ""
    status: Status = Status.PLANNING
    privacy_notice: str = ""
    retain_until: str = ""
    owner: str = ""
    position_scale: str = ""  # JSON, see domain.scales; empty: the default scale
    invented: bool = False  # a sample: its comments are invented, and every report says so

    @property
    def positions(self) -> tuple[Position, ...]:
        """The exercise's position scale, retired steps among them."""
        from engage_app.domain.scales import scale_from  # it is made of the words above

        return scale_from(self.position_scale)


@dataclass(frozen=True)
class ExerciseSummary:
    """An exercise in the list of them, with what it holds."""

    exercise: Exercise
    responses: int
    comments: int
    coded_comments: int
