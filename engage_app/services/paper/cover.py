"""The cover sheet: every field and table of a board paper, none of them empty."""

import re
from dataclasses import fields

from engage_app.domain.cover import (
    NONE,
    NOT_APPLICABLE,
    TO_BE_CONFIRMED,
    CoverDetails,
    ForumRecord,
)
from engage_app.domain.exercise import Exercise
from engage_app.domain.report import Column, Table

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
    "forums": "Governance and reporting (list other forums that have discussed this paper)",
    "conflicts": "Conflicts of interest identified",
    "quality_impact": "Quality impact assessment completed",
    "equality_impact": "Equality impact assessment completed",
    "privacy_impact": "Privacy impact assessment completed",
    "financial_impact": "Financial impact assessment completed",
    "associated_risks": "Associated risks",
    "on_risk_register": "Are associated risks detailed on the risk register?",
    "authorised_by": "Report authorised by",
}
"""The fields of CoverDetails as the cover names them, in the order of the cover."""

IMPLICATIONS = "Implications"
_IMPLIED = (
    *("quality_impact", "equality_impact", "privacy_impact", "financial_impact"),
    *("associated_risks", "on_risk_register"),
)
_ANSWER = re.compile(
    r"^(?P<said>yes|no|not applicable|n/?a)\b[\s.,;:–—-]*(?P<comment>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ELSEWHERE = "–"  # in a column that isn't the answer: no cell is empty
_COLUMNS = ("Yes", "No", "N/A")


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


def items(values: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The cover as it is printed: label and value, the implications as one item.

    Args:
        values: see `filled`.
    """
    found = []
    for name, value in values.items():
        if name == _IMPLIED[0]:
            lines = [f"{LABELS[one].rstrip('?')}: {values[one]}" for one in _IMPLIED]
            found.append((IMPLICATIONS, "\n".join(lines)))
        if name not in _IMPLIED:
            found.append((LABELS[name], value))
    return tuple(found)


def tables(cover: CoverDetails, values: dict[str, str]) -> tuple[Table, ...]:
    """The tables of the cover: other forums, and implications."""
    return (_governance(cover.forums), _implications(values))


def _governance(forums: tuple[ForumRecord, ...]) -> Table:
    rows = tuple(_parts(forum) for forum in forums)
    columns = (Column("Meeting", width=2), Column("Date", width=1.2), Column("Outcomes", width=3))
    nothing = ((NONE, NOT_APPLICABLE, NOT_APPLICABLE),)
    return Table("cover_governance", LABELS["forums"], "", "", columns, rows or nothing)


def _implications(values: dict[str, str]) -> Table:
    columns = (
        Column("If yes, please provide a brief risk description and reference number", width=3),
        *(Column(name, width=0.8) for name in _COLUMNS),
        Column("Comments", width=3),
    )
    rows = tuple((LABELS[name], *_ticked(values[name])) for name in _IMPLIED)
    return Table("cover_implications", IMPLICATIONS, "", "", columns, rows)


def _ticked(value: str) -> tuple[str, str, str, str]:
    """ "Yes", "No" and "N/A" each in a column of its own, and the comment."""
    match = _ANSWER.match(value)
    if not match:
        return _ELSEWHERE, _ELSEWHERE, _ELSEWHERE, value
    said = match["said"].casefold()
    chosen = {"yes": "Yes", "no": "No"}.get(said, "N/A")
    yes, no, neither = (name if name == chosen else _ELSEWHERE for name in _COLUMNS)
    comment = match["comment"].strip()
    return yes, no, neither, (comment[:1].upper() + comment[1:]) or NONE


def _parts(forum: ForumRecord) -> tuple[str, str, str]:
    meeting, date, outcomes = (
        part.strip() or TO_BE_CONFIRMED for part in (forum.meeting, forum.date, forum.outcomes)
    )
    return meeting, date, outcomes


def _forums(forums: tuple[ForumRecord, ...]) -> str:
    return "\n".join(", ".join(_parts(forum)) for forum in forums)
