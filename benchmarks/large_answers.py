"""What many invented people answered to twenty questions, for `import_large`.

The answers are made up one response at a time, the same in every run and for every tool.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

SINGLES = {
    "Which stakeholder group do you represent?": (
        "Local authority", "General practice", "Hospice", "VCFSE", "Dental, pharmacy and eye health",
        "Something else",
    ),
    "How do you feel about the proposal?": (
        "Welcome", "Opportunity", "Some concern", "Concern", "Mixed", "No view",
    ),
    "Which area do you live in?": ("North", "South", "East", "West", "Centre", "Elsewhere"),
    "How old are you?": ("16-24", "25-34", "35-49", "50-64", "65-74", "75+", "Prefer not to say"),
    "Have you used the service this year?": ("Yes", "No", "Don't know"),
    "How did you travel there?": ("On foot", "Bus", "Car", "Train", "Bicycle"),
    "How often do you go there?": ("Weekly", "Monthly", "Rarely", "Never"),
    "How satisfied are you with it?": (
        "Very satisfied", "Satisfied", "Dissatisfied", "Very dissatisfied",
    ),
    "Would you recommend it, from 0 to 10?": tuple(map(str, range(11))),
}  # fmt: skip
"""Questions with one answer."""

MATTERS = "Which of these matter most to you? (Select all that apply)"
OPTIONS = ("Clinical leadership", "Funding, and delegation", "Hospital flows", "Getting there")
OTHER = "Other (please specify)"
GRID = "How much do you agree?"
ROWS = tuple(
    f"The proposal {what}"
    for what in (
        "is clear", "is fair", "saves time", "saves money", "is safe", "helps carers",
        "helps patients, and staff", "comes in time",
    )
)  # fmt: skip
SCALE = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree")
OPENS = ("Please tell us why", "What else would you like to say?")
WORDS = (
    "the", "a", "clinic", "bus", "parking", "carers", "proposal", "council", "hospital", "support",
    "worried", "hopeful", "about", "evening", "weekend", "staff", "nurses", "because", "people",
)  # fmt: skip
START = datetime.fromisoformat("2022-05-16T09:03:11")
_BLANK, _ELSE = 0.04, 0.02  # of the answers to a question: left out; words under "Other"


Row = list[str]


@dataclass(frozen=True)
class Response:
    """What somebody answered; `matters` are indexes of options, `other` words of their own."""

    number: int
    singles: Row
    matters: tuple[int, ...]
    other: str
    grid: Row
    opens: Row

    def at(self, style: str) -> str:
        """When it was sent."""
        return (START + timedelta(seconds=37 * self.number)).strftime(style)

    def ticks(self, no: str = "", yes: str = "") -> Row:
        """A cell for each option: its words, or `yes`, where chosen."""
        return [(yes or o) if i in self.matters else no for i, o in enumerate(OPTIONS)]

    def chosen(self, delimiter: str, other: str = "") -> str:
        """The options in one cell, then the words under "Other", or `other` in their place."""
        own = [other or self.other] if self.other else []
        return delimiter.join([*(OPTIONS[index] for index in self.matters), *own])


def responses(count: int) -> Iterator[Response]:
    """So many of them."""
    rng = random.Random(1)

    def one(choices: Sequence[str]) -> str:
        return "" if rng.random() < _BLANK else rng.choice(choices)

    for number in range(count):
        yield Response(
            number,
            [one(choices) for choices in SINGLES.values()],
            tuple(index for index in range(len(OPTIONS)) if rng.random() < 0.4),
            f"Words {rng.randrange(500)} of mine" if rng.random() < _ELSE else "",
            [one(SCALE) for _ in ROWS],
            [_comment(rng) for _ in OPENS],
        )


def _comment(rng: random.Random) -> str:
    """Words with a comma now and then, and sometimes a second line."""
    words = [
        word + "," * (rng.random() < 0.05) for word in rng.choices(WORDS, k=rng.randint(5, 30))
    ]
    return " ".join(words[:9]) + "\n "[rng.random() > 0.02] + " ".join(words[9:])
