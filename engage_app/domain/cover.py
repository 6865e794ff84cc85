"""The cover of a board paper, as the officer fills it in."""

from dataclasses import dataclass, field

TO_BE_CONFIRMED = "To be confirmed"
NONE = "None"
NOT_APPLICABLE = "Not applicable"


def running_head(organisation: str, title: str) -> str:
    """What stands on every page: organisation and title, as far as they are known."""
    names = (" ".join(each.split()) for each in (organisation, title))
    return " | ".join(name for name in names if name and name != TO_BE_CONFIRMED)


@dataclass(frozen=True)
class ForumRecord:
    """Another forum that has discussed the paper."""

    meeting: str
    date: str = ""
    outcomes: str = ""


@dataclass(frozen=True)
class CoverDetails:
    """What only the officer knows. Empty fields are printed as "To be confirmed", or as what the
    exercise says of itself.

    Attributes:
        date_of_meeting: as printed, e.g. "27 July 2022".
        confidential: "No" or "Yes"; nobody says so in the officer's place.
        recommendations: what the board is asked to do.
        forums: other forums that have discussed the paper.
        quality_impact, equality_impact, privacy_impact, financial_impact, associated_risks,
            on_risk_register: "Yes", "No" or "Not applicable", with a comment.
    """

    organisation: str = ""
    date_of_meeting: str = ""
    title: str = ""
    presented_by: str = ""
    author: str = ""
    agenda_item: str = ""
    confidential: str = ""
    purpose: str = ""
    executive_summary: str = ""
    recommendations: str = ""
    forums: tuple[ForumRecord, ...] = field(default=())
    conflicts: str = ""
    quality_impact: str = ""
    equality_impact: str = ""
    privacy_impact: str = ""
    financial_impact: str = ""
    associated_risks: str = ""
    on_risk_register: str = ""
    authorised_by: str = ""
