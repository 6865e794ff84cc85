"""Tables of few people, made coarser: one of which most figures would be hidden says little, and what
it hides costs others theirs.

Whether a table is too bare is read off the published tables alone, so that it tells no more than
they would. Then it is printed with its totals only, or not at all, and the rest is published anew.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from analysis.disclosure import Recovered, audited
from engage_app.domain.disclosure import Claim, Disclosure, DisclosureRule
from engage_app.domain.report import SUPPRESSED, Kind, Table
from engage_app.services.tables.leaning import RAISED_MORE
from engage_app.services.tables.reach import EVERYBODY
from engage_app.services.tables.theme_sides import SIDES
from engage_app.services.tables.wording import whole_of

MOST_HIDDEN = 0.6
"""A table of which a larger part of the counts above nought is hidden is too bare to be printed."""
TOTALS_ONLY = (
    "Too few took part to show more without showing what single people said: only totals are given."
)
LEFT_OUT = (
    "Too few took part to show this table without showing what single people said: it is left out."
)

NO_SIDES = (
    "Too few took part to show on which side those stand who raised a theme without showing what "
    "single people said."
)
_ROUNDS = 3
_CROSSED = ("theme_by_", "sentiment_by_", "reasons_", "theme_pairs")
_NEVER = ("sentiment_by_theme",)
_DRAWN = "position_by_group"
"""The table whose chart draws the positions by group: without the numbers there is no chart."""
Place = tuple[int, int]


def published(
    tables: Sequence[Table], rule: DisclosureRule, claims: Sequence[Claim] = ()
) -> tuple[list[Table], tuple[Table, ...], tuple[Recovered, ...]]:
    """Tables as they may be published together, those that are too bare made coarser.

    Args:
        tables, rule, claims: as for analysis.disclosure.audited.

    Returns:
        The tables that are published, as they are; the same as published; and what the audit can
        recover of them: nothing, if all is well. A table that is left out has no rows, and a note.
    """
    kept = list(tables)
    printed, recovered = audited(kept, rule, claims)
    for _ in range(_ROUNDS):
        poor = bare(kept, printed)
        if not poor:
            break
        kept = [coarser(table) if table.name in poor else table for table in kept]
        printed, recovered = audited(kept, rule, claims)
    return kept, printed, recovered


def bare(tables: Sequence[Table], printed: Sequence[Table]) -> frozenset[str]:
    """The names of the published tables that are too bare, of those that can be made coarser.

    Args:
        tables: the tables as they are, which say where counts are.
        printed: the same as published, in the same order.
    """
    found = {
        before.name
        for before, after in zip(tables, printed, strict=True)
        if before.name != _DRAWN
        and coarser(before) is not before
        and _hidden_part(before, after) > MOST_HIDDEN
    }
    return frozenset(found | ({_DRAWN} if "position_counts" in found else set()))


def _hidden_part(before: Table, after: Table) -> float:
    """The share that is hidden of the counts that aren't printed as nought."""
    values = [after.rows[r][c] for r, c in before.disclosure.cells] if before.disclosure else []
    hidden = sum(value == SUPPRESSED for value in values)
    shown = sum(isinstance(value, int | float) and value > 0 for value in values)
    return hidden / (hidden + shown) if hidden else 0.0


def coarser(table: Table) -> Table:
    """The next coarser form of a table, at last one without rows; itself where it has none."""
    if table.name == _DRAWN:
        return replace(table, chart=None, disclosure=_undrawn(table.disclosure), finish=None)
    if table.name == "position_counts":
        whole = _rows(table, lambda name: name.startswith(whole_of("")) or name == EVERYBODY)
        return whole or _rows(table, lambda name: name == EVERYBODY) or table
    if table.name == "theme_summary":
        made = _without(table, (*SIDES, RAISED_MORE))
        return made if made is table else replace(made, notes=(NO_SIDES, *table.notes[-1:]))
    if table.name in {"theme_by_group", "theme_by_position"}:
        return _rows(table, lambda name: name.startswith(whole_of(""))) or left_out(table)
    if table.name.startswith(_CROSSED) and table.name not in _NEVER:
        return left_out(table)
    return table


def thin(table: Table) -> bool:
    """Whether most counts of a published table are hidden, of those that aren't printed as nought."""
    counts = [n for n, column in enumerate(table.columns) if column.kind is Kind.COUNT]
    values = [row[n] for row in table.rows for n in counts]
    hidden = sum(value == SUPPRESSED for value in values)
    shown = sum(isinstance(value, int) and value > 0 for value in values)
    return bool(hidden) and hidden / (hidden + shown) > MOST_HIDDEN


def left_out(table: Table) -> Table:
    """What stands for a table that is left out. How its figures add up is known all the same."""
    return replace(
        table,
        base="",
        rows=(),
        notes=(LEFT_OUT,),
        chart=None,
        trace=None,
        disclosure=_told(table.disclosure, {}),
        finish=None,
    )


def _rows(table: Table, wanted: Callable[[str], bool]) -> Table | None:
    """The table with some rows; None where it has none of them, or has no others."""
    kept = [n for n, row in enumerate(table.rows) if wanted(str(row[0]))]
    if not kept or len(kept) == len(table.rows):
        return None
    return _picked(table, kept, range(len(table.columns)))


def _without(table: Table, names: Collection[str]) -> Table:
    kept = [n for n, column in enumerate(table.columns) if column.name not in names]
    if len(kept) == len(table.columns):
        return table
    return _picked(table, range(len(table.rows)), kept)


def _picked(table: Table, rows: Sequence[int], columns: Sequence[int]) -> Table:
    """Some rows and columns of a table; without its chart, and without what is made of the rest."""
    places = {
        (row, column): (r, c) for r, row in enumerate(rows) for c, column in enumerate(columns)
    }
    back = {new: old for old, new in places.items()}
    trace = table.trace
    return replace(
        table,
        columns=tuple(table.columns[c] for c in columns),
        rows=tuple(tuple(table.rows[r][c] for c in columns) for r in rows),
        notes=(TOTALS_ONLY, *table.notes) if len(rows) < len(table.rows) else table.notes,
        chart=None,
        trace=(lambda r, c: trace(*back[r, c])) if trace else None,
        disclosure=_told(table.disclosure, places),
        finish=None,
    )


def _told(told: Disclosure | None, places: Mapping[Place, Place]) -> Disclosure | None:
    """What suppression has to know of the cells that are left. A reader knows how the others add
    up, so that all figures stay: those that nothing prints are implied."""
    if told is None:
        return None
    return Disclosure(
        {new: told.cells[old] for old, new in places.items() if old in told.cells},
        told.figures,
        told.sums,
        {new: told.derived[old] for old, new in places.items() if old in told.derived},
        base=told.base if places else (),
        ratios={new: told.ratios[old] for old, new in places.items() if old in told.ratios},
        remade={new: told.remade[old] for old, new in places.items() if old in told.remade},
        claims={new: told.claims[old] for old, new in places.items() if old in told.claims},
        facts=told.facts,
    )


def _undrawn(told: Disclosure | None) -> Disclosure | None:
    return replace(told, chart=(), drawn=()) if told else None
