"""Who raised each theme, by side, as published: what the paper lists and ranks themes by.

Lists and their order follow from what the table of themes prints, so that they tell no more than
it. Which side raised a theme more is printed there too, wherever it gives nothing away.
"""

from dataclasses import dataclass

from engage_app.domain.exercise import Side
from engage_app.domain.report import Table, Value
from engage_app.services.paper.draft import Draft
from engage_app.services.tables.leaning import ALIKE, RAISED_MORE
from engage_app.services.tables.theme_sides import IN_FAVOUR, WITH_CONCERNS
from engage_app.services.tables.themes import ALL_CODED, telling_themes

_COLUMNS = {Side.FOR: IN_FAVOUR, Side.AGAINST: WITH_CONCERNS}
_LEANINGS = {IN_FAVOUR: Side.FOR, WITH_CONCERNS: Side.AGAINST, ALIKE: Side.BOTH}


@dataclass(frozen=True)
class Sided:
    """A theme and how many raised it, in all, for and against; None where it isn't printed.

    Attributes:
        leaning: the side that raised it more, Side.BOTH for both alike; None where that isn't
            printed.
    """

    theme_id: int
    total: int | None
    favour: int | None
    against: int | None
    leaning: Side | None


def by_side(draft: Draft) -> list[Sided]:
    """The themes that say something, in the order of the codebook."""
    table = draft.tables.get("theme_summary")
    if table is None or not table.rows or not told_by_side(draft):
        return []
    leaning = _place(table, RAISED_MORE)
    return [
        Sided(theme_id, *_figures(table, row), _LEANINGS.get(str(row[leaning])))
        for theme_id, row in zip(telling_themes(draft.material), table.rows[:-1], strict=True)
    ]


def told_by_side(draft: Draft) -> bool:
    """Whether the table of themes says anything by side: with too few respondents it doesn't."""
    table = draft.tables.get("theme_summary")
    return table is not None and any(column.name == RAISED_MORE for column in table.columns)


def sizes(draft: Draft) -> tuple[int | None, int | None, int | None]:
    """How many have a coded comment: in all, in favour, and with concerns."""
    table = draft.tables.get("theme_summary")
    rows = table.rows if table else ()
    if not table or not rows or rows[-1][0] != ALL_CODED or not told_by_side(draft):
        return None, None, None
    return _figures(table, rows[-1])


def _figures(table: Table, row: tuple[Value, ...]) -> tuple[int | None, int | None, int | None]:
    total, favour, against = (
        value if isinstance(value := row[_place(table, name)], int) else None
        for name in ("Respondents", *_COLUMNS.values())
    )
    return total, favour, against


def _place(table: Table, name: str) -> int:
    return [column.name for column in table.columns].index(name)
