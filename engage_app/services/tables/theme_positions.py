"""Themes by position: where those stand who raised each."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from analysis.respondents import Matrix
from engage_app.domain.disclosure import Published
from engage_app.domain.report import ChartKind, Column, Kind, Table
from engage_app.domain.scales import colours_of
from engage_app.services.tables.cells import Cell, Drawing, respondents, table
from engage_app.services.tables.material import Material
from engage_app.services.tables.positions import NOT_STATED
from engage_app.services.tables.themes import (
    base_cells,
    base_words,
    branch_sums,
    plain_themes,
    raised_by,
    theme_name,
)


def by_position(material: Material) -> Table:
    """Where those stand who raised each theme."""
    codes = [*material.steps, NOT_STATED]
    rows: list[list[Cell]] = []
    sums: list[tuple[Cell, Sequence[Cell]]] = []
    cells: dict[int, list[Cell]] = {}
    for theme_id in material.theme_tree.ids:
        raised = raised_by(material, theme_id)
        cells[theme_id] = list(position_cells(material, theme_id).values())
        sums.append((raised, cells[theme_id]))
        rows.append([Cell(theme_name(material, theme_id)), raised, *cells[theme_id]])
    sums += branch_sums(material, [row[1:] for row in rows])
    labels = [*(position.label for position in material.scale), NOT_STATED]
    made = table(
        "theme_by_position",
        "Themes by position",
        unit="respondents",
        base=base_words(material),
        base_of=base_cells(material),
        columns=(
            Column("Theme", width=3),
            Column("Respondents", Kind.COUNT, "respondents", 1.1),
            *(Column(label, Kind.COUNT, "respondents", 1.1) for label in labels),
        ),
        rows=rows,
        sums=sums,
        notes=("The positions are those of the respondents, whatever the tone of their words.",),
        drawing=_position_drawing(material, cells, codes),
    )
    drawn = [material.theme_tree.ids.index(theme_id) for theme_id in plain_themes(material)]
    return replace(made, finish=partial(_with_lengths, drawn))


def _with_lengths(drawn: Sequence[int], table: Table, _known: Published) -> Table:
    """A finish: how long each bar is with what is hidden of it, where the table prints what that
    follows from: who raised the theme, less those whose position isn't stated, who have no bar.

    Args:
        drawn: the rows of the table whose figures the chart shows, in its order.
    """
    if table.chart is None:
        return table
    ends = ((table.rows[row][1], table.rows[row][-1]) for row in drawn)
    lengths = tuple(
        float(all_of_them - unstated)
        if isinstance(all_of_them, int) and isinstance(unstated, int)
        else None
        for all_of_them, unstated in ends
    )
    return replace(table, chart=replace(table.chart, lengths=lengths))


def position_cells(material: Material, theme_id: int) -> dict[str, Cell]:
    """Respondents who raised a theme, by the code of their position or NOT_STATED."""
    held = material.positions
    on_theme = material.said.respondents[:, material.theme_tree.ids.index(theme_id)]
    masks = zip([*material.steps, NOT_STATED], [*held.T, ~held.any(axis=1)], strict=True)
    return {code: _among(material, theme_id, on_theme & mask, code) for code, mask in masks}


def _among(material: Material, theme_id: int, mask: Matrix, code: str) -> Cell:
    cell = respondents(material.who, mask, ("theme and position", theme_id, code))
    who = partial(material.said.responses, theme_id, mask)
    return Cell(cell.value, cell.key, cell.people, who=who)


def _position_drawing(
    material: Material, cells: dict[int, list[Cell]], codes: list[str]
) -> Drawing:
    shown = plain_themes(material)
    series = tuple(
        (
            material.steps[code].label,
            tuple(cells[key][codes.index(code)] for key in shown),
            colour,
        )
        for code, colour in colours_of(material.scale).items()
    )
    return Drawing(
        ChartKind.STACKED,
        "Respondents who raised each theme, by position",
        tuple(material.themes[key].name for key in shown),
        series,
        "Stacked bar chart: the respondents who raised each theme, by their position on the "
        "proposal. The figures are in the table.",
        "Respondents",
    )
