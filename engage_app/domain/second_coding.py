"""A sample of comments that a colleague codes again, and what comes of it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from engage_app.domain.response import ClosedAnswer


class Strata(StrEnum):
    """What a sample is drawn by: from each stratum as many as its share of the comments."""

    NONE = "simple"
    GROUP = "group"
    QUESTION = "question"
    ACTIVITY = "activity"
    POSITION = "position"


STRATA_IN_WORDS = {
    Strata.NONE: "from all comments alike",
    Strata.GROUP: "by stakeholder group",
    Strata.QUESTION: "by question",
    Strata.ACTIVITY: "by activity",
    Strata.POSITION: "by position",
}


class Choice(StrEnum):
    """Whose themes stay where two coders differ."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"
    NEITHER = "neither"


@dataclass(frozen=True)
class Draw:
    """How to draw a sample.

    Attributes:
        size: how many comments; fewer where there aren't so many.
        strata: what it is drawn by.
        seed: the same seed draws the same comments from the same ones.
        coded_only: only comments that the first coder has put a theme on.
        one_of_each_campaign: of texts sent by many, one.
        at_least: from each stratum that has as many.
    """

    size: int
    strata: Strata = Strata.NONE
    seed: int = 0
    coded_only: bool = True
    one_of_each_campaign: bool = True
    at_least: int = 1


@dataclass(frozen=True)
class Sample:
    """A sample, and how far it is.

    Attributes:
        coder: the colleague who codes it again.
        method: how it was drawn, in words.
        comments: how many it holds.
        done: how many the colleague has finished.
        compared: of how many the first coder's themes are kept as they stood.
        settled: how many disagreements are settled.
    """

    id: int
    uid: str
    title: str
    coder: str
    method: str
    seed: int
    drawn_at: str
    drawn_by: str
    comments: int
    done: int
    compared: int
    settled: int


@dataclass(frozen=True)
class SampledComment:
    """A comment of a sample, in the order it is coded; `compared` ones are closed."""

    comment_id: int
    done: bool
    compared: bool


@dataclass(frozen=True)
class BlindComment:
    """What a second coder sees of a comment: its words and where they come from, and nothing that
    anybody or anything made of them.

    Attributes:
        themes: the ids of the themes that she herself put on it, in the order she did.
    """

    id: int
    text: str
    question: str
    activity: str
    groups: tuple[str, ...]
    place: str
    other_comments: tuple[tuple[str, str], ...]
    answers: tuple[ClosedAnswer, ...]
    themes: tuple[int, ...]
    done: bool
    compared: bool


@dataclass(frozen=True)
class Disagreement:
    """A comment to which two coders put different themes, as ids.

    Attributes:
        standing: the themes that count for it at the moment.
        settled: somebody has decided.
    """

    comment_id: int
    question: str
    text: str
    first: frozenset[int]
    second: frozenset[int]
    standing: frozenset[int] = field(default=frozenset())
    settled: bool = False

    @property
    def differ(self) -> frozenset[int]:
        """The themes that only one of the two put on it."""
        return self.first ^ self.second

    def themes_of(self, choice: Choice) -> Collection[int]:
        """The themes it has where the officer chooses so."""
        return {
            Choice.FIRST: self.first,
            Choice.SECOND: self.second,
            Choice.BOTH: self.first | self.second,
            Choice.NEITHER: self.first & self.second,
        }[choice]
