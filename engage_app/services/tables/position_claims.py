"""What the words on positions tell of the counts behind them, for the audit of what is hidden."""

from collections.abc import Sequence

from analysis.positions import DIVIDED, HEDGED_BELOW, UNHEDGED_FROM, WHOLE_FROM, Stand
from analysis.quantifiers import KEY, at_least
from engage_app.domain.disclosure import Claim
from engage_app.domain.exercise import Position, Side
from engage_app.services.tables import cells
from engage_app.services.tables.cells import Cell, band

_HALF = 0.005
"""Shares are compared as whole per cent, halves up."""
_HEDGES = (UNHEDGED_FROM, HEDGED_BELOW, 0.0)
_PARTS = (HEDGED_BELOW, 0.0)
_SIDES = (round(WHOLE_FROM, 2), 0.0)


def stand_told(scale: Sequence[Position], counts: Sequence[Cell], code: str) -> tuple[Claim, ...]:
    """What the position of a group tells: that its side is the larger one, and not by too little,
    and that no position of that side is held by more. That views are mixed has several reasons,
    and tells nothing by itself.

    Args:
        scale: the positions.
        counts: the group's respondents by position, in the same order.
        code: the position it takes.
    """
    sides = {
        side: [cell for step, cell in zip(scale, counts, strict=True) if step.side is side]
        for side in Side
    }
    (held, side) = next(
        (cell, step.side) for step, cell in zip(scale, counts, strict=True) if step.code == code
    )
    if side not in (Side.FOR, Side.AGAINST):
        return ()
    own, other = sides[side], sides[Side.AGAINST if side is Side.FOR else Side.FOR]
    viewed = [*own, *other, *sides[Side.BOTH]]
    return (
        cells.at_least(own, other, 1.0, more=1),
        cells.at_least(own, sides[Side.BOTH], 1.0),
        *band(other, viewed, 0.0, DIVIDED),
        *(cells.at_least([held], [cell], 1.0) for cell in own if cell is not held),
    )


def word_told(share: float, part: Cell, whole: Cell) -> tuple[Claim, ...]:
    """What a word of the quantifier key tells of a share that isn't nought."""
    return _between(share, [part], [whole], [least for least, _ in KEY])


def hedge_told(share: float, part: Sequence[Cell], whole: Sequence[Cell]) -> tuple[Claim, ...]:
    """What "broadly" tells, or that it isn't said, of the groups named taken together."""
    return _between(share, part, whole, _HEDGES)


def part_told(at: Stand, held: Cell, side: Sequence[Cell], whole: Cell) -> tuple[Claim, ...]:
    """What it tells that only a part of a group is spoken of, or the whole: that neither enough
    hold the position nor enough are on its side; or that either is so. Of the whole group the one
    that is so is claimed, which is more than a reader knows, and never less.

    Args:
        at: the stand of the group.
        held, whole: its respondents who hold the position, and those with a view.
        side: those on its side, by position.
    """
    if at.share is None:
        return ()
    of_step = _between(at.share, [held], [whole], _PARTS)
    of_side = _between(at.side / at.with_view, side, [whole], _SIDES)
    if at.firm:
        return of_step
    return of_side if at.one_sided else (*of_step, *of_side)


def _between(
    share: float, part: Sequence[Cell], whole: Sequence[Cell], edges: Sequence[float]
) -> tuple[Claim, ...]:
    """The band between two edges, given largest first, in which the share lies."""
    above = 2.0
    for edge in edges:
        if at_least(share, edge):
            return band(part, whole, max(edge - _HALF, 0.0), above)
        above = edge - _HALF
    return ()
