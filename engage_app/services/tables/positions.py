"""Where each stakeholder group stands, in figures and in the sentences a board reads."""

from collections.abc import Mapping
from dataclasses import replace

from analysis.quantifiers import key_in_words, quantifier
from engage_app.domain.disclosure import Claim, Published
from engage_app.domain.exercise import POSITION_SCALE, Position, Side
from engage_app.domain.palette import PALE
from engage_app.domain.report import NOT_APPLICABLE, ChartKind, Column, Kind, Table
from engage_app.domain.scales import colours_of
from engage_app.services.tables.cells import Cell, Drawing, share, table, words
from engage_app.services.tables.finishing import reordered
from engage_app.services.tables.material import Material
from engage_app.services.tables.position_claims import stand_told, word_told
from engage_app.services.tables.position_rows import (
    PositionRow,
    group_sums,
    position_rows,
    row_sums,
)
from engage_app.services.tables.position_sentences import (
    HEDGES,
    by_row,
    paragraphs,
    part_name,
    statements,
    told,
)
from engage_app.services.tables.wording import listed, number_of

__all__ = [
    "HEDGES",
    "NOT_STATED",
    "PositionRow",
    "by_group",
    "counted",
    "group_sums",
    "paragraphs",
    "part_name",
    "position_rows",
    "row_sums",
    "rule",
    "silent_of",
    "stand_cells",
    "statements",
    "told",
]

NOT_STATED = "Not stated"

_RULE = (
    "The position of a group is that of the respondents tagged to the group itself who stated a "
    "view. Where those for the proposal ({favour}) and those against it ({against}) both make up "
    "40% or more, or are equal, or are each outnumbered by mixed views, the group's views are "
    "mixed. Otherwise it takes the side with more respondents, and in it the position that most "
    "of them hold; a tie goes to the position less favourable to the proposal."
)


def rule(scale: tuple[Position, ...]) -> str:
    """How the position of a group follows from those of its respondents, in a sentence."""
    sides = {
        side: ", ".join(step.label.lower() for step in scale if step.side is side) for side in Side
    }
    return _RULE.format(favour=sides[Side.FOR], against=sides[Side.AGAINST])


def by_group(material: Material) -> Table:
    """The position of each group, how firmly it is held, and how the paper says it."""
    rows = position_rows(material)
    everybody, said = rows[-1], by_row(material, rows)
    made = table(
        "position_by_group",
        "Where each stakeholder group stands",
        unit="respondents",
        base=number_of(everybody.heard.number, "respondent"),
        base_of=[everybody.heard],
        columns=(
            Column("Stakeholder group", width=3),
            Column("Respondents", Kind.COUNT, "respondents", 1.1),
            Column("People", Kind.COUNT, "people"),
            Column("Organisations", Kind.COUNT, "organisations", 1.2),
            Column("Position", width=1.2),
            Column("Share holding it", Kind.SHARE, "respondents", 1.2),
            Column("Strength", width=1.1),
            Column("In the paper", width=3),
        ),
        rows=[[*stand_cells(material, row), _wording(row, said)] for row in rows],
        sums=row_sums(material, rows),
        grouped=group_sums(material, rows),
        notes=(
            rule(material.scale),
            HEDGES,
            "The share is of the group's respondents who stated a view. Strength is that share in "
            f"words: {key_in_words()}.",
            "Headings and totals take no position: it belongs to the group that holds it.",
        ),
        drawing=_drawing(material, [row for row in rows if row.itself and row.with_view.number]),
    )
    return replace(made, finish=_without_noughts)


def _without_noughts(made: Table, known: Published) -> Table:
    """A finish: where noughts are hidden, only the bars that are shown are in the chart, so that
    what is missing isn't known to be one."""
    chart = made.chart
    if chart is None or not known.rule.hide_zero:
        return made
    series = tuple(one for one in chart.series if one.name != NOT_STATED)
    kept = [n for n in range(len(chart.categories)) if any(one.values[n] for one in series)]
    shown = reordered(replace(chart, series=series), kept)
    return replace(made, chart=shown if kept else None)


def stand_cells(material: Material, row: PositionRow) -> list[Cell]:
    """Name, respondents, people, organisations, position, share, strength.

    The position is told wherever the paragraphs name the group, whatever else is hidden: it says
    no more than they do. Where it is not, share and strength aren't either, whatever they are: that
    there is none would tell that views are mixed, or that there is no position.
    """
    first = [Cell(row.name), row.heard, row.people, row.organisations]
    code, held = row.stand.code, row.stand.share
    if not row.itself or code is None:
        of = silent_of(row) if row.itself else ()
        return [*first, *(words(NOT_APPLICABLE, *of) for _ in range(3))]
    step = material.steps[code]
    place = list(material.steps).index(code)
    taken = stand_told(material.scale, row.counts, code)
    position = words(step.label, row.size, who=row.counts[place].who, claims=taken)
    if step.side is Side.BOTH or held is None:
        none = words(NOT_APPLICABLE, row.size, claims=taken)
        return [*first, position, none, none]
    holding = share(row.counts[place], row.with_view, row.size)
    counts = row.counts[place], row.with_view
    said = (*taken, *word_told(held, *counts))
    strength = words(quantifier(held), row.counts[place], row.size, claims=said)
    return [*first, position, replace(holding, claims=taken), strength]


def silent_of(row: PositionRow) -> tuple[Cell, Cell]:
    """What decides whether it may be said that a group took no position: that nobody has a view is
    a nought, and that of few people tells what each of them said."""
    return row.with_view, row.size


def _wording(row: PositionRow, said: Mapping[int, tuple[str, tuple[Claim, ...]]]) -> Cell:
    """What the paper says of a group."""
    if not row.itself or row.stand.code is None:
        return words(NOT_APPLICABLE, *(silent_of(row) if row.itself else ()))
    sentence, claims = said[row.scope.group_id or 0]
    return words(sentence, row.size, claims=claims)


def counted(material: Material) -> Table:
    """How many respondents of each group take each position."""
    rows = position_rows(material)
    return table(
        "position_counts",
        "Positions by stakeholder group, in numbers",
        unit="respondents",
        base=number_of(rows[-1].heard.number, "respondent"),
        base_of=[rows[-1].heard],
        columns=(
            Column("Stakeholder group", width=3),
            Column("Respondents", Kind.COUNT, "respondents", 1.1),
            *(
                Column(position.label, Kind.COUNT, "respondents", 1.1)
                for position in material.scale
            ),
            Column(NOT_STATED, Kind.COUNT, "respondents"),
        ),
        rows=[[Cell(row.name), row.heard, *row.counts, row.not_stated] for row in rows],
        sums=row_sums(material, rows),
        grouped=group_sums(material, rows),
        notes=(
            "A position is set by a person, from what a respondent says or chooses; never from "
            "the tone of the words.",
        ),
    )


def _drawing(material: Material, rows: list[PositionRow]) -> Drawing:
    """The shares of each position: a group whose share is hidden in the table has none here."""
    places = {code: place for place, code in enumerate(material.steps)}
    series = [
        (
            material.steps[code].label,
            tuple(share(row.counts[places[code]], row.heard, row.with_view) for row in rows),
            colour,
        )
        for code, colour in colours_of(material.scale).items()
    ]
    if any(row.not_stated.number for row in rows):
        series.append(
            (
                NOT_STATED,
                tuple(share(row.not_stated, row.heard, row.with_view) for row in rows),
                PALE,
            )
        )
    return Drawing(
        ChartKind.STACKED,
        "Positions by stakeholder group",
        tuple(row.name for row in rows),
        tuple(series),
        f"Stacked bar chart: for each stakeholder group, {_in_words(material.scale)}. The figures "
        "are in the tables.",
        "Share of respondents",
        share=True,
    )


def _in_words(scale: tuple[Position, ...]) -> str:
    """What the bars show, for whoever can't see them."""
    if scale == POSITION_SCALE:
        return (
            "the shares of its respondents who welcome the proposal, see an opportunity, are of "
            "mixed views, or have some concern or concern"
        )
    labels = [f"“{step.label}”" for step in scale if step.side is not Side.NEITHER]
    return f"the shares of its respondents who said {listed(labels)}"
