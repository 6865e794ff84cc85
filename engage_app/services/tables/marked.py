"""What tells the figures of a cut from those of the whole exercise."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeVar

from engage_app.domain.disclosure import Claim, Disclosure, Key, Published, Ratio, Remade
from engage_app.domain.report import Table, Value
from engage_app.services.tables.finishing import Finish
from engage_app.services.tables.material import Material

_AS_THEY_ARE = frozenset({"attended", "equality", "population"})
"""What figures count that don't come from responses: a cut has the same."""


_Count = TypeVar("_Count")


def marked(table: Table, material: Material) -> Table:
    """The table with keys that no other set of responses has."""
    told, mark = table.disclosure, material.key_mark
    if told is None or not mark:
        return table
    marking = _Marking(mark)
    finish = partial(marking.finish, table.finish) if table.finish else None
    return replace(table, disclosure=marking.disclosure(told), finish=finish)


class _Marking:
    """Puts a mark before keys, wherever they stand."""

    def __init__(self, mark: Key) -> None:
        self._mark = mark

    def disclosure(self, told: Disclosure) -> Disclosure:
        return Disclosure(
            cells={place: self.key(key) for place, key in told.cells.items()},
            figures={self.key(key): figure for key, figure in told.figures.items()},
            sums=tuple((self.key(total), self.keys(parts)) for total, parts in told.sums),
            derived={place: self.keys(keys) for place, keys in told.derived.items()},
            chart=tuple(tuple(self.keys(keys) for keys in series) for series in told.chart),
            base=self.keys(told.base),
            ratios={place: self.ratio(one) for place, one in told.ratios.items()},
            remade={place: partial(self.remake, made) for place, made in told.remade.items()},
            claims={place: self.claims(some) for place, some in told.claims.items()},
            drawn=tuple(tuple(one and self.ratio(one) for one in line) for line in told.drawn),
            facts=self.claims(told.facts),
        )

    def key(self, key: Key) -> Key:
        return key if key[0] in _AS_THEY_ARE else (*self._mark, *key)

    def keys(self, keys: tuple[Key, ...]) -> tuple[Key, ...]:
        return tuple(self.key(key) for key in keys)

    def ratio(self, one: Ratio) -> Ratio:
        return replace(
            one, plus=self.keys(one.plus), minus=self.keys(one.minus), of=self.keys(one.of)
        )

    def claims(self, some: tuple[Claim, ...]) -> tuple[Claim, ...]:
        return tuple(
            replace(one, terms=tuple((self.key(key), times) for key, times in one.terms))
            for one in some
        )

    def finish(self, made: Finish, table: Table, known: Published) -> Table:
        return made(table, replace(known, counts=_Unmarked(self, known.counts)))

    def remake(self, made: Remade, counts: Mapping[Key, int]) -> Value:
        return made(_Unmarked(self, counts))


class _Unmarked(Mapping[Key, _Count]):
    """Counts by the keys that they have without the mark."""

    def __init__(self, marking: _Marking, counts: Mapping[Key, _Count]) -> None:
        self._marking, self._counts = marking, counts

    def __getitem__(self, key: Key) -> _Count:
        return self._counts[self._marking.key(key)]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)
