"""Where each stakeholder group stands, in figures and in the sentences a board reads."""

from dataclasses import dataclass

from analysis import positions as analysis
from analysis import reach
from analysis.positions import Stand
from analysis.quantifiers import at_least, key_in_words, quantifier
from analysis.reach import Scope
from engage_app.domain.disclosure import Claim
from engage_app.domain.exercise import POSITION_SCALE, Position, Side
from engage_app.domain.palette import PALE
from engage_app.domain.report import NOT_APPLICABLE, ChartKind, Column, Kind, Table
from engage_app.domain.scales import colours_of
from engage_app.services.tables.cells import SPARE, Cell, Drawing, respondents, share, table, words
from engage_app.services.tables.material import Material
from engage_app.services.tables.position_claims import hedge_told, part_told, stand_told, word_told
from engage_app.services.tables.reach import heads, scope_name, scopes, worth
from engage_app.services.tables.wording import listed, number_of

NOT_STATED = "Not stated"

_RULE = (
    "The position of a group is that of the respondents tagged to the group itself who stated a "
    "view. Where those for the proposal ({favour}) and those against it ({against}) both make up "
    "40% or more, or are equal, or are each outnumbered by mixed views, the group's views are "
    "mixed. Otherwise it takes the side with more respondents, and in it the position that most "
    "of them hold; a tie goes to the position less favourable to the proposal."
)
HEDGES = (
    "A position held by less than 60% of the respondents of a group who stated a view is said to "
    "be that of a part of the group. “Broadly” means that 60% to 89% of the respondents of the "
    "groups named, taken together, are on that side; from 90% the word is left out, and below 60% "
    "it is “in part”."
)


@dataclass(frozen=True)
class PositionRow:
    """A row by stakeholder group with its positions counted.

    Attributes:
        heard, people, organisations: how many respondents.
        counts: respondents by position, in the order of the scale.
        not_stated: respondents without a position.
        with_view: respondents who stated a view.
        size: the respondents again, not printed: decides whether anything is said of the group.
    """

    scope: Scope
    name: str
    heard: Cell
    people: Cell
    organisations: Cell
    counts: tuple[Cell, ...]
    not_stated: Cell
    with_view: Cell
    size: Cell
    stand: Stand

    @property
    def itself(self) -> bool:
        """Whether this is a group's own row: a heading and a total take no position."""
        return bool(self.scope.group_id) and not self.scope.whole


def rule(scale: tuple[Position, ...]) -> str:
    """How the position of a group follows from those of its respondents, in a sentence."""
    sides = {
        side: ", ".join(step.label.lower() for step in scale if step.side is side) for side in Side
    }
    return _RULE.format(favour=sides[Side.FOR], against=sides[Side.AGAINST])


def _views(material: Material) -> list[int]:
    """Where on the scale a view is a view."""
    return [n for n, step in enumerate(material.scale) if step.side is not Side.NEITHER]


def position_rows(material: Material) -> list[PositionRow]:
    """The rows by stakeholder group."""
    return [_position_row(material, scope) for scope in scopes(material)]


def _position_row(material: Material, scope: Scope) -> PositionRow:
    who, held, value = material.who, material.positions, worth(scope)
    counts = tuple(
        respondents(
            who, scope.mask & held[:, number], ("position", *scope.key, position.code), value
        )
        for number, position in enumerate(material.scale)
    )
    unstated = scope.mask & ~held.any(axis=1)
    viewed = scope.mask & held[:, _views(material)].any(axis=1)
    heard, people, organisations = heads(material, scope)
    by_code = {
        position.code: cell.number for position, cell in zip(material.scale, counts, strict=True)
    }
    return PositionRow(
        scope,
        scope_name(material, scope),
        heard,
        people,
        organisations,
        counts,
        respondents(who, unstated, ("not stated", *scope.key), value),
        respondents(who, viewed, ("with view", *scope.key), SPARE)
        if viewed.sum() < scope.mask.sum()
        else heard,  # one figure, not two that would have to be hidden together
        Cell(heard.value, ("size", *scope.key), heard.people),
        analysis.stand(by_code, material.scale),
    )


def sums(material: Material, rows: list[PositionRow]) -> list[tuple[Cell, tuple[Cell, ...]]]:
    """What adds up in the tables of positions."""
    found: list[tuple[Cell, tuple[Cell, ...]]] = []
    views = _views(material)
    for row in rows:
        viewed = tuple(row.counts[n] for n in views)
        rest = tuple(cell for n, cell in enumerate(row.counts) if n not in views)
        found += [
            (row.heard, (row.people, row.organisations)),
            (row.heard, (*row.counts, row.not_stated)),
        ]
        if row.with_view is not row.heard:
            found += [
                (row.with_view, viewed),
                (row.heard, (row.with_view, *rest, row.not_stated)),
            ]
    by_scope = {id(row.scope): row for row in rows}
    for total, parts in reach.sums(material.group_tree, [row.scope for row in rows]):
        below = [by_scope[id(part)] for part in parts]
        above = by_scope[id(total)]
        lines = [(above.not_stated, [row.not_stated for row in below])]
        lines += [(cell, [row.counts[n] for row in below]) for n, cell in enumerate(above.counts)]
        found += [(whole, tuple(cells)) for whole, cells in lines]
    return found


def by_group(material: Material) -> Table:
    """The position of each group, how firmly it is held, and how the paper says it."""
    rows = position_rows(material)
    everybody = rows[-1]
    return table(
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
        rows=[stand_cells(material, row) for row in rows],
        sums=sums(material, rows),
        notes=(
            rule(material.scale),
            HEDGES,
            "The share is of the group's respondents who stated a view. Strength is that share in "
            f"words: {key_in_words()}.",
            "Headings and totals take no position: it belongs to the group that holds it.",
        ),
        drawing=_drawing(material, [row for row in rows if row.itself and row.with_view.number]),
    )


def stand_cells(material: Material, row: PositionRow) -> list[Cell]:
    """Name, respondents, people, organisations, position, share, strength, wording."""
    first = [Cell(row.name), row.heard, row.people, row.organisations]
    code, held = row.stand.code, row.stand.share
    if not row.itself or code is None:
        return [*first, *(Cell(NOT_APPLICABLE) for _ in range(4))]
    step = material.steps[code]
    place = list(material.steps).index(code)
    taken = stand_told(material.scale, row.counts, code)
    position = words(step.label, row.size, who=row.counts[place].who, claims=taken)
    said = (*taken, *_hedges_told(material, [row]), *_part_told(material, row))
    wording = words(_sentence(material, row), row.size, claims=said)
    if step.side is Side.BOTH or held is None:
        return [*first, position, Cell(NOT_APPLICABLE), Cell(NOT_APPLICABLE), wording]
    holding = share(row.counts[place], row.with_view)
    counts = row.counts[place], row.with_view
    strength = words(quantifier(held), row.counts[place], claims=word_told(held, *counts))
    return [*first, position, holding, strength, wording]


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
        sums=sums(material, rows),
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


def part_name(material: Material, group_id: int) -> str:
    """How the paper names a part of a group."""
    group = material.groups[group_id]
    return group.part_name or f"some of {group.name}"


def paragraphs(material: Material, threshold: int) -> tuple[str, ...]:
    """The paragraphs on positions as a board reads them, in the order of the scale: see
    `statements`."""
    return tuple(text for _, text in statements(material, threshold))


def statements(material: Material, threshold: int) -> tuple[tuple[str, str], ...]:
    """The same, each with the code of its position.

    Args:
        material: the exercise.
        threshold: a group of fewer respondents, a person among them, is not named.
    """
    stands = [
        (row.scope.group_id, row.stand)
        for row in position_rows(material)
        if row.itself and row.scope.group_id and not 0 < row.heard.people < threshold
    ]
    found = []
    for said in analysis.statements(stands, material.scale):
        names = [
            part_name(material, group) if in_part else material.groups[group].name
            for group, in_part in said.groups
        ]
        found.append((said.code, _filled(material.steps[said.code], said.share, names)))
    return tuple(found)


def told(material: Material, threshold: int) -> tuple[Claim, ...]:
    """What the same paragraphs tell of the counts behind them."""
    rows = {
        row.scope.group_id: row
        for row in position_rows(material)
        if row.itself and row.stand.code and not 0 < row.heard.people < threshold
    }
    stands = [(group or 0, row.stand) for group, row in rows.items()]
    found: list[Claim] = []
    for said in analysis.statements(stands, material.scale):
        named = [rows[group] for group, _ in said.groups]
        found += _hedges_told(material, named)
        for row in named:
            found += stand_told(material.scale, row.counts, said.code)
            found += _part_told(material, row)
    return tuple(found)


def _hedges_told(material: Material, rows: list[PositionRow]) -> tuple[Claim, ...]:
    side = material.steps[rows[0].stand.code or ""].side
    part = [
        row.counts[n] for row in rows for n, step in enumerate(material.scale) if step.side is side
    ]
    whole = [row.with_view for row in rows]
    pooled = sum(cell.number for cell in part) / sum(cell.number for cell in whole)
    return hedge_told(pooled, part, whole)


def _part_told(material: Material, row: PositionRow) -> tuple[Claim, ...]:
    code, held = row.stand.code or "", row.stand.share
    if held is None or material.steps[code].side is Side.BOTH:
        return ()
    return part_told(held, row.counts[list(material.steps).index(code)], row.with_view)


def _sentence(material: Material, row: PositionRow) -> str:
    (said,) = analysis.statements([(row.scope.group_id or 0, row.stand)], material.scale)
    ((group, in_part),) = said.groups
    name = part_name(material, group) if in_part else row.name
    return _filled(material.steps[said.code], said.share, [name])


def _filled(step: Position, pooled: float, names: list[str]) -> str:
    return step.sentence.format(hedge=_hedge(pooled), groups=listed(names))


def _hedge(pooled: float) -> str:
    if at_least(pooled, analysis.UNHEDGED_FROM):
        return ""
    return "broadly " if at_least(pooled, analysis.HEDGED_BELOW) else "in part "
