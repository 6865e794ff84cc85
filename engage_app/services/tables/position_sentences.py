"""The sentences a board reads on where groups stand, and what they tell of the counts behind them.

One place decides which groups are named (`PositionRow.named`), and says of each what the paragraphs
say: the table "In the paper" quotes them. What they tell is told to suppression first, so that
neither has to be hidden for what the other says.
"""

from collections.abc import Sequence

from analysis import positions as analysis
from analysis.positions import Statement
from analysis.quantifiers import at_least
from engage_app.domain.disclosure import Claim
from engage_app.domain.exercise import Position, Side
from engage_app.services.tables.cells import Cell
from engage_app.services.tables.material import Material
from engage_app.services.tables.position_claims import hedge_told, part_told, stand_told
from engage_app.services.tables.position_rows import PositionRow, position_rows
from engage_app.services.tables.wording import listed

HEDGES = (
    "“Broadly” means that 60% to 89% of the respondents of the groups named, taken together, are on "
    "that side. From 90% the word is left out; below 60% it is “in part”. Only a part of a group is "
    "named where fewer than 60% of its respondents with a view hold its position, and fewer than "
    "two thirds are on that side. Where only parts are named, neither word is used."
)


def part_name(material: Material, group_id: int) -> str:
    """How the paper names a part of a group."""
    group = material.groups[group_id]
    return group.part_name or f"some respondents from {group.name}"


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
    return tuple(
        (said.code, _sentence(material, said, [row.scope.group_id or 0 for row in named]))
        for said, named in gathered(material, position_rows(material), threshold)
    )


def told(material: Material, threshold: int) -> tuple[Claim, ...]:
    """What the same paragraphs tell of the counts behind them."""
    return tuple(
        claim
        for said, named in gathered(material, position_rows(material), threshold)
        for claim in _told(material, said, named)
    )


def gathered(
    material: Material, rows: Sequence[PositionRow], threshold: int
) -> list[tuple[Statement, list[PositionRow]]]:
    """What is said of each position, and the rows of the groups named in it."""
    named = {row.scope.group_id or 0: row for row in rows if row.named(threshold)}
    stands = [(group, row.stand) for group, row in named.items()]
    return [
        (said, [named[group] for group, _ in said.groups])
        for said in analysis.statements(stands, material.scale)
    ]


def by_row(
    material: Material, rows: Sequence[PositionRow]
) -> dict[int, tuple[str, tuple[Claim, ...]]]:
    """By group, what the paragraphs say of it, and what they tell with that. A group that is too
    small for them, as only an officer sees it, has a sentence of its own."""
    found = {}
    alone = [row for row in rows if row.named(0) and not row.named(material.least_shown)]
    every = gathered(material, rows, material.least_shown)
    for said, named in (*every, *(one for row in alone for one in gathered(material, [row], 0))):
        claims = _told(material, said, named)
        for row in named:
            group = row.scope.group_id or 0
            found[group] = _sentence(material, said, [group]), claims
    return found


def _told(material: Material, said: Statement, named: list[PositionRow]) -> tuple[Claim, ...]:
    """That of each group named, and of all together."""
    of_each = [
        claim
        for row in named
        for claim in (*stand_told(material.scale, row.counts, said.code), *_part(material, row))
    ]
    return (*_hedge_told(material, said, named), *of_each)


def _hedge_told(material: Material, said: Statement, named: list[PositionRow]) -> tuple[Claim, ...]:
    step = material.steps[said.code]
    if said.only_parts or "{hedge}" not in step.sentence:
        return ()
    part = [cell for row in named for cell in _on_side(material, row, step.side)]
    return hedge_told(said.share, part, [row.with_view for row in named])


def _part(material: Material, row: PositionRow) -> tuple[Claim, ...]:
    step = material.steps[row.stand.code or ""]
    if step.side is Side.BOTH:
        return ()
    held = row.counts[list(material.steps).index(step.code)]
    return part_told(row.stand, held, _on_side(material, row, step.side), row.with_view)


def _on_side(material: Material, row: PositionRow, side: Side) -> list[Cell]:
    return [
        cell for cell, step in zip(row.counts, material.scale, strict=True) if step.side is side
    ]


def _sentence(material: Material, said: Statement, groups: Sequence[int]) -> str:
    """A statement in words, of these of its groups: whole groups first, then parts. Of parts alone
    no hedge is said, as they are hedge enough."""
    in_part = dict(said.groups)
    whole = [material.groups[group].name for group in groups if not in_part[group]]
    parts = [part_name(material, group) for group in groups if in_part[group]]
    step = material.steps[said.code]
    hedge = _hedge(said.share) if whole else ""
    return step.sentence.format(hedge=hedge, groups=_named(step, whole, parts))


def _named(step: Position, whole: list[str], parts: list[str]) -> str:
    """The groups of a sentence, each part of one with a preposition of its own: "A and B, and by
    some respondents from C". Else "some" would be read as said of all that follow."""
    link = step.sentence.partition("{groups}")[0].split()[-1]  # "by"
    names = [*filter(None, [listed(whole)]), *parts]
    phrases = [names[0], *(f"{link} {name}" for name in names[1:])]
    if not whole or not parts:
        return listed(phrases)
    comma = ";" if ";" in phrases[0] else ","
    return f"{comma} ".join(phrases[:-1]) + f"{comma} and {phrases[-1]}"


def _hedge(pooled: float) -> str:
    if at_least(pooled, analysis.UNHEDGED_FROM):
        return ""
    return "broadly " if at_least(pooled, analysis.HEDGED_BELOW) else "in part "
