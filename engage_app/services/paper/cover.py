"""The cover sheet: every field of a board paper, none of them empty."""

from dataclasses import fields

from engage_app.domain.cover import NONE, TO_BE_CONFIRMED, CoverDetails, ForumRecord
from engage_app.domain.exercise import Exercise

ASKED_BY_DEFAULT = "The Board is asked to note the outcome of the engagement."

LABELS: dict[str, str] = {
    "organisation": "Organisation",
    "date_of_meeting": "Date of meeting",
    "title": "Title of paper",
    "presented_by": "Presented by",
    "author": "Author",
    "agenda_item": "Agenda item",
    "confidential": "Confidential",
    "purpose": "Purpose of the paper",
    "executive_summary": "Executive summary",
    "recommendations": "Recommendations",
    "forums": "Governance and reporting: other forums that have discussed this paper",
    "conflicts": "Conflicts of interest identified",
    "quality_impact": "Quality impact assessment completed",
    "equality_impact": "Equality impact assessment completed",
    "privacy_impact": "Privacy impact assessment completed",
    "financial_impact": "Financial impact assessment completed",
    "associated_risks": "Associated risks",
    "on_risk_register": "Associated risks detailed on the risk register",
    "authorised_by": "Report authorised by",
}
"""The fields of CoverDetails as the cover names them, in the order of the cover."""


def filled(cover: CoverDetails, exercise: Exercise, summary: str) -> dict[str, str]:
    """The cover by field: what the officer wrote, else what the exercise says, else that it is to
    be confirmed.

    Args:
        cover: as the officer filled it in.
        exercise: gives organisation and title where the cover doesn't.
        summary: the summary drafted from the findings.
    """
    known = {
        "organisation": exercise.organisation,
        "title": exercise.title,
        "purpose": f"To report to the Board what was heard in the engagement “{exercise.title}”.",
        "executive_summary": summary,
        "recommendations": ASKED_BY_DEFAULT,
        "forums": NONE,
    }
    found = {}
    for field in fields(CoverDetails):
        given = getattr(cover, field.name)
        text = _forums(given) if field.name == "forums" else str(given).strip()
        found[field.name] = text or known.get(field.name, "").strip() or TO_BE_CONFIRMED
    return found


def blank_fields(cover: CoverDetails, exercise: Exercise) -> list[str]:
    """The labels of the fields that would be printed as "To be confirmed", in order."""
    values = filled(cover, exercise, summary="drafted")
    return [LABELS[name] for name, value in values.items() if value == TO_BE_CONFIRMED]


def _forums(forums: tuple[ForumRecord, ...]) -> str:
    return "\n".join(
        ", ".join(
            part.strip() or TO_BE_CONFIRMED for part in (forum.meeting, forum.date, forum.outcomes)
        )
        for forum in forums
    )
