"""Who raised each theme, by side, as published: what the paper lists and ranks themes by.

Lists and their order follow from printed figures alone, so that they tell no more than those. What
is hidden is None here; the paper may name such a theme, but not say where it stands.
"""

from dataclasses import dataclass

from engage_app.domain.exercise import Side
from engage_app.domain.report import Value
from engage_app.services.paper.draft import Draft
from engage_app.services.tables.positions import NOT_STATED
from engage_app.services.tables.reach import EVERYBODY
from engage_app.services.tables.themes import telling_themes

_COLUMNS = {Side.FOR: "In favour", Side.AGAINST: "With concerns"}


@dataclass(frozen=True)
class Sided:
    """A theme and how many raised it, in all, for and against; None where it isn't printed."""

    theme_id: int
    total: int | None
    favour: int | None
    against: int | None

    def on(self, side: Side) -> int | None:
        """How many of one side raised it."""
        return self.favour if side is Side.FOR else self.against


def by_side(draft: Draft) -> list[Sided]:
    """The themes that say something, in the order of the codebook; not what works well, which has
    a section of its own."""
    table = draft.tables.get("theme_summary")
    if table is None:
        return []
    places = {column.name: n for n, column in enumerate(table.columns)}
    wanted = [places[name] for name in ("Respondents", *_COLUMNS.values())]
    apart = draft.below(draft.works_well) if draft.works_well is not None else []
    return [
        Sided(theme_id, *(_count(row[place]) for place in wanted))
        for theme_id, row in zip(telling_themes(draft.material), table.rows, strict=True)
        if theme_id not in apart
    ]


def size(draft: Draft, side: Side) -> tuple[int, int] | None:
    """How many respondents are on a side, at least and at most: figures that are hidden lie in
    what is left of the total. None where that is hidden too."""
    figures = {
        step.side: [
            _count(draft.value("position_counts", EVERYBODY, one.label))
            for one in draft.material.scale
            if one.side is step.side
        ]
        for step in draft.material.scale
    }
    known = {key: sum(each or 0 for each in found) for key, found in figures.items()}
    least = known.get(side, 0)
    if None not in figures.get(side, []):
        return least, least
    total = _count(draft.value("position_counts", EVERYBODY, "Respondents"))
    if total is None:
        return None
    unstated = _count(draft.value("position_counts", EVERYBODY, NOT_STATED)) or 0
    others = sum(count for key, count in known.items() if key is not side)
    return least, max(total - others - unstated, least)


def _count(value: Value) -> int | None:
    return value if isinstance(value, int) else None
