"""Where stakeholder groups stand on the proposal, and how firmly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.quantifiers import at_least
from engage_app.domain.exercise import Position, Side

DIVIDED = 0.40
"""From this share on both sides, a group's views are mixed."""

HEDGED_BELOW = 0.60
"""Under this share on a side, groups taken together are on it "in part"; and a sentence speaks of
a part of a group if a smaller share than this holds its position, unless …"""

WHOLE_FROM = 2 / 3
"""… so many of those with a view are on its side: who splits a side between two steps of a scale
is no less on that side."""

UNHEDGED_FROM = 0.90
"""From this pooled share, a sentence needs no "broadly"."""

_CAUTION = ("welcomed", "opportunity", "mixed", "some concern", "concern")
"""From the most to the least favourable to the proposal, of the default scale."""


@dataclass(frozen=True)
class Stand:
    """Where a group stands.

    Attributes:
        code: a position, or None where nobody stated a view.
        held: its respondents who hold just that position.
        with_view: its respondents who stated a view at all.
        side: its respondents on that position's side.
    """

    code: str | None
    held: int
    with_view: int
    side: int

    @property
    def share(self) -> float | None:
        """The share of those with a view who hold the position; None where there is none."""
        return self.held / self.with_view if self.with_view and self.code else None

    @property
    def firm(self) -> bool:
        """Whether so many hold the position that it is the whole group's: 60 % or more."""
        return self.share is not None and at_least(self.share, HEDGED_BELOW)

    @property
    def one_sided(self) -> bool:
        """Whether so many are on its side that it is the whole group's: two thirds or more."""
        return bool(self.with_view) and at_least(self.side / self.with_view, WHOLE_FROM)


@dataclass(frozen=True)
class Statement:
    """What a board paper says about one position.

    Attributes:
        code: the position.
        groups: (group, whether only a part of it is spoken of), in the order given.
        share: pooled over the groups: respondents on the position's side, of those with a view.
    """

    code: str
    groups: tuple[tuple[int, bool], ...]
    share: float

    @property
    def only_parts(self) -> bool:
        """Whether no group is named whole: the parts are hedge enough."""
        return all(in_part for _, in_part in self.groups)


def stand(counts: Mapping[str, int], scale: Sequence[Position]) -> Stand:
    """Where a group stands, from its respondents by position.

    Mixed, if the side for and the side against both have 40 % or more of those with a view, if
    they are equal, or if those of mixed views outnumber each of them. Otherwise the larger side,
    and in it the position that most respondents hold; a tie goes to the one less favourable to
    the proposal. Those without a view don't count.

    Args:
        counts: respondents by the code of their position; codes not on the scale are ignored.
        scale: the positions.
    """
    sides = dict.fromkeys(Side, 0)
    for position in scale:
        sides[position.side] += counts.get(position.code, 0)
    with_view = sides[Side.FOR] + sides[Side.AGAINST] + sides[Side.BOTH]
    if not with_view:
        return Stand(None, 0, 0, 0)
    side = _side(sides, with_view)
    held_by = [(p.code, place) for place, p in enumerate(scale) if p.side is side]
    if not held_by:  # a scale without a step for mixed views
        return Stand(None, 0, with_view, 0)
    code, _ = max(held_by, key=lambda held: (counts.get(held[0], 0), _caution(*held)))
    return Stand(code, counts.get(code, 0), with_view, sides[side])


def statements(
    stands: Sequence[tuple[int, Stand]], scale: Sequence[Position]
) -> tuple[Statement, ...]:
    """The groups gathered under the positions they take, in the order of the scale.

    Args:
        stands: (group, its stand) in the order the groups are to be named.
        scale: the positions, in the order a board paper takes them; a position without a group
            is left out.
    """
    found = []
    for position in scale:
        here = [(group, at) for group, at in stands if at.code == position.code]
        if not here:
            continue
        pooled = sum(at.side for _, at in here) / sum(at.with_view for _, at in here)
        named = tuple((group, _in_part(at, position)) for group, at in here)
        found.append(Statement(position.code, named, pooled))
    return tuple(found)


def _in_part(at: Stand, position: Position) -> bool:
    """Only a part of a group holds a position that has a side; mixed is said of the whole."""
    if position.side is Side.BOTH or at.share is None:
        return False
    return not (at.firm or at.one_sided)


def _side(sides: Mapping[Side, int], with_view: int) -> Side:
    favour, against, both = sides[Side.FOR], sides[Side.AGAINST], sides[Side.BOTH]
    divided = min(favour, against) / with_view >= DIVIDED
    if divided or favour == against or both > max(favour, against):
        return Side.BOTH
    return Side.FOR if favour > against else Side.AGAINST


def _caution(code: str, place: int) -> int:
    """How little a position favours the proposal; on a scale of one's own a later step does less."""
    return _CAUTION.index(code) if code in _CAUTION else len(_CAUTION) + place
