"""The tables that go into the workbook with the sections of a paper."""

from collections.abc import Collection

from engage_app.domain.report import Table
from engage_app.services.paper.draft import Draft
from engage_app.services.paper.method import code_frame
from engage_app.services.paper.responses import answers_table

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
    own = {"answers": answers_table, "method": code_frame}
    made = (make(draft) for key, make in own.items() if key in wanted)
    published = (table for name, table in draft.tables.items() if name in names)
    return (*published, *(table for table in made if table.rows))
