"""What saved findings and the tables beside them would give away together.

Whoever holds a table of everybody and the same table of some has that of all others too: by
subtraction. So where such a difference is small, it is told as an implied figure, which suppression
protects as it protects what is printed. And the same respondents counted in two tables, under
whatever name, are one figure: hidden in one, they are hidden in the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from analysis.disclosure import is_small
from analysis.respondents import Ids
from engage_app.domain.disclosure import Disclosure, DisclosureRule, Figure, Key, Sum
from engage_app.domain.report import Table
from engage_app.services.tables.comparison_plan import heads
from engage_app.services.tables.material import Material

REST = "rest"
"""What the key of a difference begins with."""

Place = tuple[object, ...]
_Figures = Mapping[Place, tuple[Key, Figure]]


@dataclass(frozen=True)
class Printed:
    """A finding among some responses, as it is printed, alone or beside others.

    Attributes:
        family: what is the same for one finding among whichever responses.
        responses: those that count, ascending.
        table: with keys of its own.
    """

    family: str
    responses: Ids
    table: Table


@dataclass
class _Told:
    """What is told so far; `noughts` are a figure and one in it that leaves nobody over, where
    that is a secret."""

    rule: DisclosureRule
    figures: dict[Key, Figure] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    noughts: set[frozenset[Key]] = field(default_factory=set)


def protected(
    material: Material,
    tables: Sequence[Table],
    printed: Sequence[Printed],
    beside: Sequence[Table],
    rule: DisclosureRule,
) -> list[Table]:
    """The tables, the first of which tells all that they give away together.

    Args:
        material: the whole exercise.
        tables: the saved findings.
        printed: what they are made of.
        beside: what else is printed, counted among all responses.
        rule: which differences are small.
    """
    told = _Told(rule)
    whole = {table.name: table for table in beside}
    for family in dict.fromkeys(one.family for one in printed):
        groups = {one.responses.tobytes(): one for one in printed if one.family == family}
        sets = [(one.responses, _figures(one.table)) for one in groups.values()]
        if family in whole:
            sets.append((material.who.response_ids, _figures(whole[family])))
        _add_differences(told, sets)
    _add_same(told, material, tables, beside)
    first = next((n for n, table in enumerate(tables) if table.disclosure), -1)
    return [
        replace(table, disclosure=_with(table.disclosure, told)) if n == first else table
        for n, table in enumerate(tables)
    ]


def _with(known: Disclosure | None, told: _Told) -> Disclosure:
    if known is None:
        raise ValueError("a table that counts nobody can tell nothing")
    figures = {**told.figures, **known.figures}
    return replace(known, figures=figures, sums=(*known.sums, *dict.fromkeys(told.sums)))


def _figures(table: Table) -> dict[Place, tuple[Key, Figure]]:
    """The counts of a table by what heads their row and column, and those in its base."""
    told = table.disclosure
    if told is None:
        return {}
    rows = heads(table)
    found: dict[Place, tuple[Key, Figure]] = {
        (rows[row], table.columns[column].name): (key, told.figures[key])
        for (row, column), key in told.cells.items()
    }
    based: dict[Place, tuple[Key, Figure]] = {
        ("base", n): (key, told.figures[key]) for n, key in enumerate(told.base)
    }
    return {**found, **based}


def _add_differences(told: _Told, sets: Sequence[tuple[Ids, _Figures]]) -> None:
    """What is left of each set of responses without another that lies in it, and without as many
    as lie in it side by side."""
    for ids, figures in sets:
        inside = [
            (some, below)
            for some, below in sets
            if len(some) < len(ids) and bool(np.isin(some, ids).all())
        ]
        for _, below in inside:
            _add_rests(told, figures, [below])
        apart: list[tuple[Ids, _Figures]] = []
        for some, below in sorted(inside, key=lambda one: -len(one[0])):
            if not any(np.isin(some, other).any() for other, _ in apart):
                apart.append((some, below))
        nobody_else = sum(len(some) for some, _ in apart) == len(ids)  # and everybody knows it
        if len(apart) > 1 and not (nobody_else and told.rule.hide_zero):
            _add_rests(told, figures, [below for _, below in apart])


def _add_rests(told: _Told, whole: _Figures, parts: Sequence[_Figures]) -> None:
    """Where what is left of a figure is small: a figure of people if anybody in the larger is."""
    for place, (key, figure) in whole.items():
        below = [part[place] for part in parts if place in part]
        left = figure.value - sum(one.value for _, one in below)
        rest = Figure(left, left if figure.people else 0, figure.worth)
        small = is_small(rest, told.rule) if left else told.rule.hide_zero
        if below and left >= 0 and small:
            told.noughts |= {frozenset((key, part)) for part, _ in below if not left}
            name: Key = (REST, key, *(part for part, _ in below))
            _add_sum(told, (key, figure), [*below, (name, rest)])


def _add_sum(told: _Told, total: tuple[Key, Figure], parts: Sequence[tuple[Key, Figure]]) -> None:
    keys = tuple(key for key, _ in parts)
    if total[0] in keys:
        return
    for key, figure in (total, *parts):
        told.figures.setdefault(key, figure)
    told.sums.append((total[0], keys))


def _add_same(
    told: _Told, material: Material, tables: Sequence[Table], beside: Sequence[Table]
) -> None:
    """Counts of the same respondents in a saved finding and in any other table."""
    ours = {key for table in tables if table.disclosure for key in table.disclosure.cells.values()}
    by_value: dict[int, dict[Key, tuple[Table, int, int]]] = {}
    for table in (*tables, *beside):
        for (row, column), key in table.disclosure.cells.items() if table.disclosure else ():
            figure = table.disclosure.figures[key] if table.disclosure else Figure(0, 0)
            if figure.people and not is_small(figure, told.rule):  # those are hidden in any case
                by_value.setdefault(figure.value, {}).setdefault(key, (table, row, column))
    for found in by_value.values():
        if len(found) < 2 or ours.isdisjoint(found):
            continue
        same: dict[bytes, list[Key]] = {}
        for key, (table, row, column) in found.items():
            behind = np.array(table.responses(row, column), dtype=np.int64)
            if len(behind):
                who = np.unique(material.who.rows(behind))
                same.setdefault(who.tobytes(), []).append(key)
        for keys in same.values():
            for mine in (key for key in keys if key in ours):
                for other in keys:
                    secret = frozenset((mine, other)) in told.noughts
                    if not secret and _known_same(found[mine], found[other]):
                        _add_same_pair(told, found, mine, other)


def _known_same(one: tuple[Table, int, int], other: tuple[Table, int, int]) -> bool:
    """Whether a reader can tell that the same are counted: comments or respondents, in two tables.
    That all comments of some happen to be neutral is no knowledge."""
    said, also = (table.columns[column].counts == "comments" for table, _, column in (one, other))
    return one[0] is not other[0] and said == also


def _add_same_pair(
    told: _Told, found: Mapping[Key, tuple[Table, int, int]], one: Key, other: Key
) -> None:
    figures = []
    for key in (one, other):
        known = found[key][0].disclosure
        if known is None:
            return
        figures.append((key, known.figures[key]))
    _add_sum(told, figures[0], figures[1:])
