"""Themes by stakeholder group: the heat map of who raised what."""

from collections.abc import Sequence

from analysis import reach
from analysis.reach import Scope
from engage_app.domain.report import NOT_APPLICABLE, ChartKind, Column, Kind, Table
from engage_app.services.tables.cells import Cell, Drawing, table
from engage_app.services.tables.material import Material
from engage_app.services.tables.reach import scope_name, scopes
from engage_app.services.tables.theme_crossings import crossings
from engage_app.services.tables.themes import (
    base_cells,
    base_words,
    branch_sums,
    plain_themes,
    theme_name,
)


def by_group(material: Material) -> Table:
    """Respondents by theme and stakeholder group, each branch of groups as a whole."""
    tree = material.group_tree
    columns = [
        scope
        for scope in scopes(material)
        if scope.group_id in (None, 0)
        or (scope.group_id in tree.roots and scope.whole == (scope.group_id in tree.branches))
    ]
    return _crossed(material, "theme_by_group", "Themes by stakeholder group", columns)


def by_subgroup(material: Material) -> Table | None:
    """Respondents by theme and every stakeholder group; None where no group has sub-groups."""
    if not material.group_tree.branches:
        return None
    columns = [scope for scope in scopes(material) if scope.group_id is None or not scope.whole]
    return _crossed(material, "theme_by_subgroup", "Themes by stakeholder group, in full", columns)


def _crossed(material: Material, name: str, title: str, columns: list[Scope]) -> Table:
    cells = crossings(material, columns)
    named = [scope_name(material, scope) for scope in columns]
    heads = [Column(label, Kind.COUNT, "respondents", 1.2) for label in named]
    ids = material.theme_tree.ids
    order = [*range(len(columns))]
    return table(
        name,
        title,
        unit="respondents",
        base=base_words(material),
        base_of=base_cells(material),
        columns=(Column("Theme", width=3), *heads),
        rows=[[Cell(theme_name(material, key)), *cells[number]] for number, key in enumerate(ids)]
        or [[Cell("No themes yet"), *(Cell(NOT_APPLICABLE) for _ in order)]],
        sums=branch_sums(material, cells),
        grouped=_grouped(material, columns, cells),
        notes=("A respondent may raise several themes and belong to several groups.",),
        drawing=_heat(material, title, columns, cells),
    )


def _grouped(
    material: Material, columns: list[Scope], cells: list[list[Cell]]
) -> list[tuple[Cell, Sequence[Cell]]]:
    everything = scopes(material)
    keys = {scope.key: number for number, scope in enumerate(columns)}
    found: list[tuple[Cell, Sequence[Cell]]] = []
    for total, parts in reach.sums(material.group_tree, everything):
        flat = _flattened(total, parts, keys)
        if total.key in keys and flat is not None:
            found += [(row[keys[total.key]], [row[n] for n in flat]) for row in cells]
    return found


def _flattened(
    total: Scope, parts: Sequence[Scope], keys: dict[tuple[str | int, ...], int]
) -> list[int] | None:
    """The columns that make up a total: its parts, or where a part is a branch that isn't shown,
    all groups in it; None where some of it isn't shown at all."""
    if all(part.key in keys for part in parts):
        return [keys[part.key] for part in parts]
    if total.group_id is not None:
        return None
    return [number for key, number in keys.items() if key != total.key]


def _heat(material: Material, title: str, columns: list[Scope], cells: list[list[Cell]]) -> Drawing:
    shown = plain_themes(material)
    rows = [material.theme_tree.ids.index(key) for key in shown]
    series = tuple(
        (scope_name(material, scope), tuple(cells[row][n] for row in rows), "")
        for n, scope in enumerate(columns)
        if scope.group_id is not None
    )
    return Drawing(
        ChartKind.HEAT,
        title,
        tuple(material.themes[key].name for key in shown),
        series,
        "Heat map: themes down, stakeholder groups across; the darker a cell, the more respondents "
        "of the group raised the theme. The figures are in the table.",
        "Respondents",
    )
