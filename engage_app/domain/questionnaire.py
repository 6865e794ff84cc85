"""Questions in XLSForm's vocabulary, and what each one is for."""

from dataclasses import dataclass, field
from enum import StrEnum


class QuestionType(StrEnum):
    """How a question is answered (XLSForm's names)."""

    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TEXT = "text"


class Role(StrEnum):
    """What a question is for in the exercise."""

    NONE = "none"
    COMMENT = "comment"
    GROUP = "group"
    POSITION = "position"
    EQUALITY = "equality"
    PLACE = "place"
    IDENTIFIER = "identifier"
    ORGANISATION = "organisation"
    CONSENT = "consent"


ROLE_LABELS: dict[Role, str] = {
    Role.NONE: "Closed question",
    Role.COMMENT: "Comment to code",
    Role.GROUP: "Stakeholder group",
    Role.POSITION: "Position on the proposal",
    Role.EQUALITY: "Equality monitoring",
    Role.PLACE: "Place",
    Role.IDENTIFIER: "Identifier or contact detail",
    Role.ORGANISATION: "Organisation answered for",
    Role.CONSENT: "Consent to quote",
}

TYPE_LABELS: dict[QuestionType, str] = {
    QuestionType.SELECT_ONE: "One choice",
    QuestionType.SELECT_MULTIPLE: "Several choices",
    QuestionType.INTEGER: "Whole number",
    QuestionType.DECIMAL: "Number",
    QuestionType.DATE: "Date",
    QuestionType.TEXT: "Text",
}


@dataclass(frozen=True)
class Choice:
    """One choice of a closed question."""

    id: int
    label: str


@dataclass(frozen=True)
class Question:
    """One question. `grid` is the shared heading of a row in a grid, or empty."""

    id: int
    name: str
    label: str
    type: QuestionType
    role: Role
    grid: str = ""
    choices: tuple[Choice, ...] = field(default=())

    @property
    def closed(self) -> bool:
        """Whether it is answered by choosing."""
        return self.type in (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE)
