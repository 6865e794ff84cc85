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
    RECODE = "to look at again"  # the codebook changed since it was coded


class Noted(StrEnum):
    """What an officer noted on a comment."""

    FLAGGED = "flagged"
    MEMO = "memo"


@dataclass(frozen=True)
class CommentFilter:
    """All conditions hold together; a None or empty one asks nothing.

    Attributes:
        words: full-text search; words together, "quoted phrases", a trailing * for beginnings.
        accepted: with a theme, only comments where a person has accepted it: what a finding counts.
        group_id: this stakeholder group or any below it.
        response_ids: only comments of these responses (what lies behind a figure).
        response_ids_title: what the figure was, for the window.
        campaign: only comments of this campaign.
        in_campaign: only comments that belong to one, or only those that belong to none.
        coder: only comments that this one coded, and what was accepted holds.
        personal: only comments with proposed redactions that nobody has decided on.
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
    noted: Noted | None = None
    campaign: int | None = None
    in_campaign: bool | None = None
    coder: str | None = None
    personal: bool | None = None


def everybody_behind(wanted: CommentFilter) -> CommentFilter:
    """All responses behind the figure that a filter names, whatever was written in them."""
    return CommentFilter(
        response_ids=wanted.response_ids, response_ids_title=wanted.response_ids_title
    )


@dataclass(frozen=True)
class Behind:
    """What lies behind a figure, whose responses a CommentFilter names.

    Attributes:
        comments: that pass the filter.
        writers: respondents who wrote them.
        responses, respondents: behind the figure, with or without a comment.
        silent: those of the respondents with no comment that passes.
    """

    comments: int
    writers: int
    responses: int
    respondents: int
    silent: int
