"""How much room a form takes: compact for an officer's keyboard, large for a respondent."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Density(StrEnum):
    """Who fills the form in."""

    ENTRY = "entry"  # an officer with a pile of paper: compact, every key counts
    RESPONDENT = "respondent"  # anybody: large type, large targets


@dataclass(frozen=True)
class Measures:
    """Sizes of a density: lengths in pixels at 100 % text size, fonts as steps of the type scale.

    Attributes:
        target: the least height of what can be pressed: 44 is WCAG 2.2's enhanced target.
        question: the role of the label that asks.
        step: the font of choices and of what is typed.
        lines: the least and most lines of a text before it scrolls.
    """

    target: int
    pad: int
    indicator: int
    gap: int
    question: str
    hint: str
    step: str
    lines: tuple[int, int]


MEASURES = {
    Density.ENTRY: Measures(26, 4, 16, 2, "strong", "hint", "body", (1, 8)),
    Density.RESPONDENT: Measures(48, 12, 24, 8, "title", "lead", "heading", (4, 14)),
}


def this_day() -> date:
    """Today, by the clock on the wall."""
    return datetime.now().astimezone().date()
