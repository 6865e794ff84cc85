"""The same finding for several sets of responses in one table.

Two or three figures stand side by side, "Surveys: Share"; where a finding has more, each of its
rows is followed by one for each set, which a page has room for.
"""

from collections.abc import Sequence
from dataclasses import replace

from engage_app.domain.disclosure import Disclosure, Figure, Key, Sum
from engage_app.domain.report import Chart, Column, Kind, Table, Value
from engage_app.errors import NotPossible
from engage_app.services.tables.comparison_chart import chart_of, drawn_from
from engage_app.services.tables.comparison_plan import Head, Plan, Side, before, heads
from engage_app.services.tables.merged import Merged

ALL = "All"
_CHOSEN = {
    "position_by_group": ("Respondents", "Position", "Share holding it"),
    "reach_by_group": ("Heard",),
    "reach_by_activity": ("Responses",),
    "grid_": ("Answered", "Agree in all", "Net"),
}
"""The figures of a table that are compared, where the first count and share won't do."""


def side_by_side(table: Table, parts: Sequence[tuple[str, Table]]) -> Table:
    """One table of several: the figures of all responses first, then those of each part.

    Args:
        table: the finding for all responses that count.
        parts: the same finding for some of them each, with keys of their own.

    Raises:
        NotPossible: nothing in this finding can be compared.
    """
    chosen = _chosen(table)
    if not chosen or not parts:
        raise NotPossible(
            f"“{table.title}” can't be compared in this way.",
            action="Choose another comparison, or another finding.",
        )
    named = [(ALL, table), *_named(parts)]
    sides = tuple(
        Side(
            label,
            one,
            {head: n for n, head in enumerate(heads(one))},
            {column.name: n for n, column in enumerate(one.columns)},
        )
        for label, one in named
    )
    plan = Plan(sides, tuple(heads(table)), table.columns[: before(table)], chosen)
    chart = chart_of(table, plan) if plan.beside else None
    places = {
        plan.at(row, n, place): (side, head, column)
        for row, head in enumerate(plan.heads)
        for n, side in enumerate(sides)
        for place, column in enumerate(chosen)
    }

    def trace(row: int, column: int) -> tuple[int, ...]:
        if (row, column) not in places:
            return ()
        side, head, inner = places[row, column]
        return side.table.responses(*side.place(head, inner))

    return replace(
        table,
        columns=_columns(plan),
        rows=_rows(plan),
        chart=chart,
        trace=trace,
        disclosure=_disclosure(table, plan, chart),
        finish=None,  # rows and charts stand in the order of the codebook
    )


def _chosen(table: Table) -> tuple[Column, ...]:
    """Which figures are compared: those named for it, else the first count and every share, else
    every figure."""
    for name, wanted in _CHOSEN.items():
        if table.name == name or (name.endswith("_") and table.name.startswith(name)):
            return tuple(column for column in table.columns if column.name in wanted)
    shares = [column for column in table.columns if column.kind is Kind.SHARE]
    if not shares:
        return tuple(column for column in table.columns if column.kind is not Kind.TEXT)
    counts = [column for column in table.columns if column.kind is Kind.COUNT]
    return (*counts[:1], *shares)


def _named(parts: Sequence[tuple[str, Table]]) -> list[tuple[str, Table]]:
    """Names that are unique: headings must be."""
    seen: dict[str, int] = {ALL: 1}
    found = []
    for label, table in parts:
        seen[label] = seen.get(label, 0) + 1
        found.append((label if seen[label] == 1 else f"{label} ({seen[label]})", table))
    return found


def _columns(plan: Plan) -> tuple[Column, ...]:
    if not plan.beside:
        return (*plan.before, *plan.chosen)
    alone = len(plan.chosen) == 1
    return (
        *plan.before,
        *(
            replace(one, name=side.label if alone else f"{side.label}: {one.name}")
            for side in plan.sides
            for one in plan.chosen
        ),
    )


def _rows(plan: Plan) -> tuple[tuple[Value, ...], ...]:
    def figures(side: Side, head: Head) -> list[Value]:
        return [side.value(head, column) for column in plan.chosen]

    if plan.beside:
        return tuple(
            (*head[:-1], *(value for side in plan.sides for value in figures(side, head)))
            for head in plan.heads
        )
    return tuple(
        (head[0] if n == 0 else f"{head[0]}: {side.label}", *head[1:-1], *figures(side, head))
        for head in plan.heads
        for n, side in enumerate(plan.sides)
    )


def _disclosure(table: Table, plan: Plan, chart: Chart | None) -> Disclosure | None:
    """What the cells shown count: what is left out of the tables is no figure of this one."""
    merged = Merged()
    for number, side in enumerate(plan.sides):
        told = side.table.disclosure
        if told is None:
            return None
        for row, head in enumerate(plan.heads):
            for place, column in enumerate(plan.chosen):
                merged.take(told, side.place(head, column), plan.at(row, number, place))
        merged.figures.update(told.figures)
        merged.sums += told.sums
        merged.facts += told.facts
    merged.sums += _across(plan, merged.cells, merged.figures)
    if table.disclosure:
        merged.base = table.disclosure.base
    if chart:
        merged.chart, merged.drawn = drawn_from(table, plan, merged)
    return merged.disclosure()


def _across(plan: Plan, cells: dict[tuple[int, int], Key], figures: dict[Key, Figure]) -> list[Sum]:
    """All responses as the sum of the parts, wherever nobody is in two of those."""
    found: list[Sum] = []
    for row in range(len(plan.heads)):
        for place in range(len(plan.chosen)):
            line = [cells.get(plan.at(row, n, place), ()) for n in range(len(plan.sides))]
            given = tuple(key for key in line[1:] if key)
            if (
                given
                and line[0]
                and figures[line[0]].value == sum(figures[key].value for key in given)
            ):
                found.append((line[0], given))
    return found
