"""What the Findings page says of a finding."""

from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import Table
from engage_app.services.finding_desk import Shown

NOTE = "Figures here are complete. Small numbers are suppressed in what leaves Engage."
SHOWN = frozenset(
    [
        "exercise",
        "place",
        "stakeholder_group",
        "activity",
        "question",
        "choice",
        "respondent",
        "response",
        "response_group",
        "answer",
        "equality_answer",
        "comment",
        "theme",
        "coding",
        "report_cover",
        "population_source",
        "population_count",
        "theme_answer",
        "quote_pick",
        "redaction",
    ]
)
"""The tables of the workspace that findings are made of."""


def among(shown: Shown) -> str:
    """What stands under a finding: among how many it is counted, and whether it may leave."""
    if not shown.wanted.only:
        return NOTE
    people = f"{shown.respondents:,} respondent{'' if shown.respondents == 1 else 's'}"
    given = f"{shown.responses:,} response{'' if shown.responses == 1 else 's'}"
    text = f"Counted among {people} with {given}. {NOTE}"
    return f"{text} This one can't leave Engage: {_lower(shown.refused)}" if shown.refused else text


def copied(table: Table, rule: DisclosureRule) -> str:
    """That a table is on the clipboard, and what was hidden in it."""
    below = f", with counts below {rule.below} people hidden" if rule.below > 1 else ""
    return f"“{table.title}” is copied{below}."


def nobody(table: Table, row: int, column: int) -> str:
    """Why nothing lies behind a cell."""
    if table.name.startswith("equality_"):
        return "Equality answers are kept apart: no figure here leads to a response."
    if table.rows[row][column] == 0:
        return "Nobody is behind this figure: it is nought."
    return "This figure doesn't come from responses, so there are no comments to show."


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
