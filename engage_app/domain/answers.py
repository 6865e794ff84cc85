"""You said, we did: what an organisation answers to a theme."""

from dataclasses import dataclass
from enum import StrEnum


class AnswerStatus(StrEnum):
    """What comes of what was said."""

    WILL_DO = "will do"
    DONE = "done"
    CONSIDERING = "considering"
    COULD_NOT = "could not"


STATUS_LABELS: dict[AnswerStatus, str] = {
    AnswerStatus.WILL_DO: "We will",
    AnswerStatus.DONE: "Done",
    AnswerStatus.CONSIDERING: "Being considered",
    AnswerStatus.COULD_NOT: "We could not",
}
"""The statuses as officer and board read them."""


@dataclass(frozen=True)
class ThemeAnswer:
    """An answer to a theme; a theme may have several.

    Attributes:
        said: what was said, in the officer's words; empty: drafted from the theme's figures.
        answer: what will be, is or could not be done, and why.
        owner: who sees to it.
        due_on: an ISO date, or words such as "Autumn 2022"; empty where there is none.
    """

    id: int
    uid: str
    theme_id: int
    status: AnswerStatus = AnswerStatus.WILL_DO
    said: str = ""
    answer: str = ""
    owner: str = ""
    due_on: str = ""
