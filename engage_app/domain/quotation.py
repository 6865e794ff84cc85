"""What an officer decides on quotations, and what is known of each before it is printed."""

from dataclasses import dataclass
from enum import StrEnum

from engage_app.domain.redaction import DetailKind


class PickStatus(StrEnum):
    """What an officer decided on a comment as a quotation for a theme."""

    PICKED = "picked"  # to be printed
    REFUSED = "refused"  # never to be proposed again


@dataclass(frozen=True)
class QuotePick:
    """A decision.

    Attributes:
        excerpt: what of the comment is printed; empty is all of it.
        sort: its place among those picked for the theme.
    """

    id: int
    comment_id: int
    theme_id: int
    status: PickStatus
    excerpt: str = ""
    sort: int = 0


@dataclass(frozen=True)
class PickedWords:
    """What was picked.

    Attributes:
        theme: the name of the theme it was picked for.
        text: the comment as it was written.
        excerpt: what of it is printed; empty is all of it.
    """

    comment_id: int
    theme: str
    text: str
    excerpt: str


@dataclass(frozen=True)
class CoveredDetail:
    """A personal detail that is covered in a comment, and who covered it.

    Attributes:
        who: the officer; empty where the trail doesn't tell, as of what came from another laptop.
        at: when, ISO; empty as `who`.
    """

    kind: DetailKind
    who: str = ""
    at: str = ""


@dataclass(frozen=True)
class Standing:
    """Whose words a comment is, and whether they may be quoted.

    Attributes:
        text: its words as they were written.
        consent: the answer to the question of consent, as given.
        asked: whether anybody in the activity was asked for it.
    """

    comment_id: int
    text: str
    response_id: int
    respondent_id: int
    exercise_id: int
    consent: str
    asked: bool
