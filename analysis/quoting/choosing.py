"""Choosing the quotations of one theme: each position before one twice, no name twice, one a person."""

from collections.abc import Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.quoting.facility import Facility, Mask
from analysis.quoting.options import Option

Numbers = NDArray[np.intp]

_NONE = -1  # the number of a blank


def choose(
    facility: Facility,
    every: Sequence[Option],
    before: Sequence[str],
    each: int,
    names: AbstractSet[str],
) -> list[Option]:
    """The quotations of a theme.

    A name that stands in the branch of themes already gives way to others, even to one whose
    position is heard; among equals a position that isn't heard comes first.

    Args:
        facility: chooses among the options.
        every: the options.
        before: the positions of what is quoted already.
        each: so many with those.
        names: those that stand in the branch.
    """
    marks = _Marks.of(every, before, names)
    while len(facility.chosen) < each - len(before):
        free = marks.clear(facility.chosen)
        new, unheard = marks.fresh(facility.chosen), marks.unheard(facility.chosen)
        tries = (free & new & unheard, free & new, free & unheard, free)
        option = next((one for some in tries if (one := facility.best(some)) is not None), None)
        if option is None:
            break
        facility.chosen.append(option)
    facility.exchange(lambda place: marks.instead(facility.chosen, place))
    return [every[option] for option in facility.chosen]


@dataclass(frozen=True)
class _Marks:
    """By option, its person, position and name as numbers; `heard` and `taken` of what is quoted
    already."""

    people: Numbers
    positions: Numbers
    names: Numbers
    heard: Numbers
    taken: Numbers

    @classmethod
    def of(cls, every: Sequence[Option], before: Iterable[str], names: Iterable[str]) -> "_Marks":
        people, _ = _numbered([one.candidate.respondent for one in every], ())
        positions, heard = _numbered([one.candidate.position for one in every], before)
        named, taken = _numbered([one.candidate.name for one in every], sorted(names))
        return cls(people, positions, named, heard, taken)

    def clear(self, others: Sequence[int]) -> Mask:
        """Of another person than those."""
        return ~np.isin(self.people, self.people[others])

    def unheard(self, others: Sequence[int]) -> Mask:
        """Of a position, and of another than those."""
        heard = np.concatenate([self.heard, self.positions[others]])
        new: Mask = (self.positions != _NONE) & ~np.isin(self.positions, heard)
        return new

    def fresh(self, others: Sequence[int]) -> Mask:
        """Of another name than those; nobody's name may stand often."""
        taken = np.concatenate([self.taken, self.names[others]])
        new: Mask = (self.names == _NONE) | ~np.isin(self.names, taken)
        return new

    def instead(self, chosen: Sequence[int], place: int) -> Mask:
        """What may stand in the place of one that is chosen: of its position, and its name or one
        that is new."""
        old = chosen[place]
        others = [*chosen[:place], *chosen[place + 1 :]]
        named = (self.names == self.names[old]) | self.fresh(others)
        same: Mask = (self.positions == self.positions[old]) & self.clear(others) & named
        return same


def _numbered(marks: Iterable[Hashable], more: Iterable[Hashable]) -> tuple[Numbers, Numbers]:
    known: dict[Hashable, int] = {"": _NONE}
    first, second = (
        np.array([known.setdefault(mark, len(known)) for mark in some], dtype=np.intp)
        for some in (marks, more)
    )
    return first, second
