"""What is still to be seen to in a report, or wrong with a file: found before anybody else does."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a remark weighs."""

    FAULT = "fault"  # must not go to a board: a rule is broken, or something is blank
    ADVICE = "advice"  # weak, but the officer may have reasons


@dataclass(frozen=True)
class Remark:
    """One thing to see to.

    Attributes:
        severity: how much it weighs.
        what: what is so, in a sentence, e.g. "The table “Themes” has no heading row."
        action: what to do about it, in a sentence.
        where: the place a reader finds it by, e.g. "Table 3" or "Cover"; may be empty.
        rule: the rule it breaks, e.g. "WCAG 1.3.1", or empty.
        page: where in the window it is seen to, e.g. "report.cover"; empty where nowhere.
    """

    severity: Severity
    what: str
    action: str = ""
    where: str = ""
    rule: str = ""
    page: str = ""
