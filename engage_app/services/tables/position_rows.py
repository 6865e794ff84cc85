"""Positions counted by stakeholder group, and what adds up in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from analysis import positions as analysis
from analysis import reach
from analysis.positions import Stand
from analysis.reach import Scope
from engage_app.domain.exercise import Side
from engage_app.services.tables.cells import ALL, MAIN, SPARE, Cell, respondents
from engage_app.services.tables.material import Material
from engage_app.services.tables.reach import heads, scope_name, scopes, worth


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

    def named(self, below: int) -> bool:
        """Whether paragraphs and tables may say where the group stands: it is told in all of them
        or in none. At least so many respondents are in it, or organisations only, and some stated
        a view."""
        return self.itself and self.stand.code is not None and not 0 < self.size.people < below


def _views(material: Material) -> list[int]:
    """Where on the scale a view is a view."""
    return [n for n, step in enumerate(material.scale) if step.side is not Side.NEITHER]


def position_rows(material: Material) -> list[PositionRow]:
    """The rows by stakeholder group."""
    return [_position_row(material, scope) for scope in scopes(material)]


def _worths(counts: Sequence[int], scope: Scope) -> list[int]:
    """What each position's count is worth: of everybody's, the larger ones are what a board asks
    for first, so the smaller ones are hidden before them."""
    if scope.group_id is not None:
        return [worth(scope)] * len(counts)
    middle = median(counts)
    return [ALL if count > middle else MAIN for count in counts]


def _position_row(material: Material, scope: Scope) -> PositionRow:
    who, held, value = material.who, material.positions, worth(scope)
    masks = [scope.mask & held[:, number] for number in range(len(material.scale))]
    worths = _worths([int(mask.sum()) for mask in masks], scope)
    counts = tuple(
        respondents(who, mask, ("position", *scope.key, position.code), worth_)
        for mask, position, worth_ in zip(masks, material.scale, worths, strict=True)
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


def row_sums(material: Material, rows: list[PositionRow]) -> list[tuple[Cell, tuple[Cell, ...]]]:
    """What adds up in each row of the tables of positions."""
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
    return found


def group_sums(material: Material, rows: list[PositionRow]) -> list[tuple[Cell, tuple[Cell, ...]]]:
    """The rows by group that make up the rows above them."""
    found: list[tuple[Cell, tuple[Cell, ...]]] = []
    by_scope = {id(row.scope): row for row in rows}
    for total, parts in reach.sums(material.group_tree, [row.scope for row in rows]):
        below = [by_scope[id(part)] for part in parts]
        above = by_scope[id(total)]
        lines = [(above.not_stated, [row.not_stated for row in below])]
        lines += [(cell, [row.counts[n] for row in below]) for n, cell in enumerate(above.counts)]
        found += [(whole, tuple(cells)) for whole, cells in lines]
    return found
