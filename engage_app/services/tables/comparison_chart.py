"""The heat map of a finding that is set side by side."""

from collections.abc import Sequence

from engage_app.domain.disclosure import Key, Ratio
from engage_app.domain.report import Chart, ChartKind, Kind, Series, Table, Value
from engage_app.services.tables.comparison_plan import Plan
from engage_app.services.tables.merged import Merged


def _drawn(table: Table, plan: Plan) -> list[int]:
    """The rows a chart shows: those that the finding's own chart has, or all."""
    known = table.chart.categories if table.chart else ()
    return [n for n, head in enumerate(plan.heads) if not known or head[0] in known]


def chart_of(table: Table, plan: Plan) -> Chart | None:
    """A heat map of the last figure of each part: the shares, where there are any."""
    column = plan.chosen[-1]
    rows = _drawn(table, plan)
    lonely = len(plan.chosen) == 1 and column.kind is Kind.COUNT
    if not rows or not (lonely or (column.kind is Kind.SHARE and len(plan.chosen) == 2)):
        return None
    heads_shown = [plan.heads[n] for n in rows]
    series = tuple(
        Series(plan.sides[n].label, _heights(plan, n, rows)) for n in _drawn_sides(plan, rows)
    )
    return Chart(
        ChartKind.HEAT,
        table.title,
        tuple(str(head[0]) for head in heads_shown),
        series,
        f"Heat map: {table.columns[0].name.lower()} down, {len(series)} sets of responses across; "
        f"the darker a cell, the higher its figure ({column.name.lower()}). The figures are in the "
        "table.",
        column.name,
        share=column.kind is Kind.SHARE,
    )


def drawn_from(
    table: Table, plan: Plan, merged: Merged
) -> tuple[tuple[tuple[tuple[Key, ...], ...], ...], tuple[tuple[Ratio | None, ...], ...]]:
    """For each part and row drawn, the figures behind it, and how it follows from them."""
    last = len(plan.chosen) - 1
    rows = _drawn(table, plan)
    places = [[plan.at(row, side, last) for row in rows] for side in _drawn_sides(plan, rows)]
    return (
        tuple(tuple(merged.behind(place) for place in line) for line in places),
        tuple(tuple(merged.made_from(place) for place in line) for line in places),
    )


def _heights(plan: Plan, side: int, rows: Sequence[int]) -> tuple[float | None, ...]:
    column = plan.chosen[-1]
    return tuple(_number(plan.sides[side].value(plan.heads[row], column)) for row in rows)


def _drawn_sides(plan: Plan, rows: Sequence[int]) -> list[int]:
    """The parts a chart shows: those with nobody to have a share of are left out."""
    sides = range(1, len(plan.sides))
    return [n for n in sides if any(one is not None for one in _heights(plan, n, rows))]


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None
