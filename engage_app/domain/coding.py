"""The codebook, and themes put on comments."""

from dataclasses import dataclass, field
from enum import StrEnum


class Origin(StrEnum):
    """Who or what put a theme on a comment."""

    OFFICER = "officer"
    RULE = "rule"
    SUGGESTION = "suggestion"


class CodingStatus(StrEnum):
    """Only accepted codings count in a finding."""

    ACCEPTED = "accepted"
    PROPOSED = "proposed"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Theme:
    """A node of the codebook.

    Attributes:
        keywords: patterns of the keyword rules, in the notation of analysis.keywords.
        shortcut: the digit key that assigns it, or empty.
        kind: which of the themes that every codebook has ("other", "no answer", "out of scope",
            "process"); empty for the officer's own.
        retired: no longer offered, by hand, rule or suggestion; its codings stay and count.
    """

    id: int
    uid: str
    name: str
    parent_id: int | None = None
    definition: str = ""
    use_when: str = ""
    avoid_when: str = ""
    example: str = ""
    keywords: tuple[str, ...] = field(default=())
    colour: str = ""
    shortcut: str = ""
    kind: str = ""
    retired: bool = False


@dataclass(frozen=True)
class Span:
    """A passage, as offsets in code points: text[start:end]."""

    start: int
    end: int


@dataclass(frozen=True)
class Coding:
    """This theme on this comment, or on a passage of it.

    Attributes:
        passage: the words coded, or None for the whole comment.
        matches: for a rule, the words that matched.
    """

    id: int
    comment_id: int
    theme_id: int
    coder: str
    origin: Origin
    status: CodingStatus
    passage: Span | None = None
    matches: tuple[Span, ...] = field(default=())


class Sentiment(StrEnum):
    """The tone of the words; never a position."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"
