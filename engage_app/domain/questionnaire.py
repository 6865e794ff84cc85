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
    """One choice of a closed question.

    Attributes:
        name: its value in an XLSForm and in `relevant` conditions; empty where the label serves.
        retired: offered no longer; answers that chose it keep it.
    """

    id: int
    label: str
    name: str = ""
    retired: bool = False

    @property
    def value(self) -> str:
        """What conditions and drafts know the choice by."""
        return self.name or self.label


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        grid: the shared heading of a row in a grid, or empty.
        relevant: an XLSForm condition; where it is false the question is not shown.
        constraint: an XLSForm condition on the answer (`.`), with the sentence for one it fails.
        retired: asked no longer; its answers stay.
        explains_id: of an open question, the closed one whose answers it gives the reasons for.
    """

    id: int
    name: str
    label: str
    type: QuestionType
    role: Role
    grid: str = ""
    choices: tuple[Choice, ...] = field(default=())
    hint: str = ""
    required: bool = False
    relevant: str = ""
    constraint: str = ""
    constraint_message: str = ""
    retired: bool = False
    explains_id: int | None = None

    @property
    def closed(self) -> bool:
        """Whether it is answered by choosing."""
        return self.type in (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE)
