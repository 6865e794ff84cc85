"""What adds up in a table, and what only nearly does, because somebody is counted in two parts.

Whoever adds up the rows of stakeholder groups and finds one more than the row above them has learnt
that one person is in two of them, and by the columns what that person said. So how many are counted
twice is a figure that nothing prints (domain.disclosure: implied), and a small one is protected.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zlib import crc32

from engage_app.domain.disclosure import TOGETHER, TWICE, Claim, Figure, Key, Sum

if TYPE_CHECKING:
    from engage_app.services.tables.cells import Cell

Lines = Iterable[tuple["Cell", Sequence["Cell"]]]


@dataclass
class Overlaps:
    """What lines of a total and its parts tell: figures that nothing prints, sums and facts."""

    figures: dict[Key, Figure] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    facts: list[Claim] = field(default_factory=list)

    def plain(self, lines: Lines) -> None:
        """Take lines of parts that tell nothing of a person who is in two of them."""
        for total, parts in lines:
            keys = _keys(parts)
            if total.key in keys and total.number == _together(parts):
                continue  # nobody else: that all of some are the whole of it is no knowledge
            if total.key and total.number == _together(parts):
                self.sums.append((total.key, keys))
            elif total.key:
                self._between(total, total.key, parts)

    def grouped(self, lines: Lines) -> None:
        """Take lines of stakeholder groups: who is in two of them is protected."""
        for total, parts in lines:
            twice = _together(parts) - total.number
            if total.key and total.people and twice > 0 and all(part.key for part in parts):
                self._counted_twice(total, total.key, parts, twice)
            else:
                self.plain([(total, parts)])

    def _counted_twice(self, total: "Cell", key: Key, parts: Sequence["Cell"], twice: int) -> None:
        keys = _keys(parts)
        mark = crc32(repr(keys).encode())  # a total may be made up in several ways
        together, rest = (TOGETHER, *key, mark), (TWICE, *key, mark)
        self.figures[together] = Figure(_together(parts), 0)
        self.figures[rest] = Figure(twice, twice)
        self.sums += [(together, keys), (together, (key, rest))]
        self._no_less(total, key, parts)

    def _between(self, total: "Cell", key: Key, parts: Sequence["Cell"]) -> None:
        """The total is no less than each part, and no more than all together."""
        self._no_less(total, key, parts)
        if total.number < _together(parts) and all(part.key for part in parts):
            self.facts.append(Claim((*((one, 1) for one in _keys(parts)), (key, -1))))

    def _no_less(self, total: "Cell", key: Key, parts: Sequence["Cell"]) -> None:
        self.facts += [
            Claim(((key, 1), (part.key, -1)))
            for part in parts
            if part.key and 0 < part.number <= total.number
        ]


def _together(parts: Sequence["Cell"]) -> int:
    return sum(part.number for part in parts)


def _keys(parts: Sequence["Cell"]) -> tuple[Key, ...]:
    return tuple(part.key for part in parts if part.key)
