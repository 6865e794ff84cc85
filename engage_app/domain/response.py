"""Responses and comments as an officer reads them."""

from dataclasses import dataclass, field

from engage_app.domain.coding import Coding, Sentiment


@dataclass(frozen=True)
class ResponseRow:
    """A response in a list."""

    id: int
    reference: str  # the survey tool's own id, or ours
    activity: str
    groups: tuple[str, ...]
    place: str
    organisation: str
    position: str  # a code of the position scale, or empty
    comments: int
    submitted_at: str


@dataclass(frozen=True)
class ClosedAnswer:
    """A closed answer in words; `value` is empty where the question was shown and skipped."""

    question: str
    value: str


@dataclass(frozen=True)
class CommentRow:
    """A comment in a list, with what its reader needs to see beside it."""

    id: int
    response_id: int
    text: str
    question: str
    activity: str
    groups: tuple[str, ...]
    place: str
    position: str
    sentiment: Sentiment | None
    compound: float | None
    themes: tuple[str, ...]  # accepted
    flagged: bool = False
    memo: str = ""


@dataclass(frozen=True)
class CommentDetail:
    """A comment opened for coding."""

    row: CommentRow
    sentiment_corrected: bool
    position_origin: str  # "question", "officer" or empty
    organisation: str
    codings: tuple[Coding, ...]
    other_comments: tuple[tuple[str, str], ...] = field(default=())  # (question, text)
    answers: tuple[ClosedAnswer, ...] = field(default=())
