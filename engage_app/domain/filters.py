"""Which comments or responses an officer wants to see."""

from dataclasses import dataclass
from enum import StrEnum

from engage_app.domain.coding import Sentiment


class CodingState(StrEnum):
    """How far a comment is coded."""

    ANY = "any"
    UNCODED = "uncoded"  # no accepted coding
    TO_REVIEW = "to review"  # a proposal waits
    CODED = "coded"


@dataclass(frozen=True)
class CommentFilter:
    """All conditions hold together; a None or empty one asks nothing.

    Attributes:
        words: full-text search; words together, "quoted phrases", a trailing * for beginnings.
        accepted: with a theme, only comments where a person has accepted it: what a finding counts.
        group_id: this stakeholder group or any below it.
        response_ids: only comments of these responses (what lies behind a figure).
        response_ids_title: what the figure was, for the window.
    """

    words: str = ""
    state: CodingState = CodingState.ANY
    theme_id: int | None = None
    accepted: bool = False
    group_id: int | None = None
    place_id: int | None = None
    activity_id: int | None = None
    question_id: int | None = None
    position: str | None = None
    sentiment: Sentiment | None = None
    response_ids: tuple[int, ...] | None = None
    response_ids_title: str = ""
