"""The tables that go into the workbook with the sections of a paper."""

from collections.abc import Callable, Collection

from engage_app.domain.report import Table
from engage_app.services.paper.appendices import method_days
from engage_app.services.paper.draft import Draft
from engage_app.services.paper.method import campaigns, code_frame
from engage_app.services.paper.responses import answers_table
from engage_app.services.tables.coarser import LEFT_OUT

_IN_WORKBOOK: dict[str, tuple[str, ...]] = {
    "engagement": ("reach_by_method",),
    "outcome": ("position_by_group", "position_counts"),
    "themes": ("themes", "theme_by_position", "quotes"),
    "theme_by_group": (
        *("theme_by_group", "theme_by_subgroup", "theme_by_place", "theme_by_activity"),
        *("theme_by_channel", "sentiment_by_group", "sentiment_by_activity", "sentiment_by_place"),
    ),
    "reach": ("reach_by_group", "reach_by_method", "not_heard"),
    "sessions": ("reach_by_activity", "sessions"),
    "matrix": ("matrix", "position_by_group", "position_counts"),
    "theme_summary": (
        *("theme_summary", "themes", "theme_by_position", "theme_pairs"),
        *("sentiment_by_theme", "sentiment_by_position"),
    ),
    "method": ("quantifier_key", "campaigns", "codings"),
}
"""The tables of the workbook by section, more than the paper prints. Further findings give one for
each that was saved, and answers and codebook are made for the paper."""

_FAMILIES: dict[str, tuple[str, ...]] = {
    "theme_by_group": ("theme_by_answers",),
    "closed_questions": ("closed_questions", "reasons", "changes"),
    "equality": ("equality",),
}
"""The findings that give a table for each question, by section."""

_MADE: dict[str, Callable[[Draft], Table | None]] = {
    "answers": answers_table,
    "method": code_frame,
    "reach": method_days,
}
"""Tables made for the paper, by section."""


def tables(draft: Draft, wanted: Collection[str]) -> tuple[Table, ...]:
    """The published tables of these sections, then those made for the paper.

    Args:
        draft: what the paper is written from.
        wanted: the keys of its sections.
    """
    names = {name for key in wanted for name in _IN_WORKBOOK.get(key, ())}
    for key, families in _FAMILIES.items():
        found = [table for family in families for table in draft.family(family)]
        names |= {table.name for table in found} if key in wanted else set()
    names |= {table.name for table in draft.further} if "further" in wanted else set()
    published = (table for name, table in every(draft).items() if name in names)
    own = (make(draft) for key, make in _MADE.items() if key in wanted)
    kept = (table for table in published if LEFT_OUT not in table.notes)
    hidden = draft.tables["campaigns"].rows  # all of them, if none is left
    return (
        *(table for table in kept if table.rows or table.name != "campaigns" or not hidden),
        *(table for table in own if table and table.rows),
    )


def every(draft: Draft) -> dict[str, Table]:
    """The published tables as they are printed, by name: of texts sent by several only those that
    are shown."""
    return {**draft.tables, "campaigns": campaigns(draft)}


def made(draft: Draft) -> tuple[Table, ...]:
    """The tables that are made for the paper, of words or of other tables; those with rows."""
    found = (make(draft) for make in _MADE.values())
    return tuple(table for table in found if table and table.rows)
