"""All tables of a report as one set of figures."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from engage_app.domain.disclosure import Claim, Disclosure, Figure, Key, Ratio, Sum
from engage_app.domain.report import Table


@dataclass(frozen=True)
class Gathered:
    """What several tables print, together.

    Attributes:
        figures: every figure, those that are implied included, in the order of the tables.
        printed: the figures that a cell, a base, a share or a chart prints if it isn't hidden.
        counted: of those, the ones that are printed as counts, not in shares only.
        sums: what adds up.
        gates: a figure and another that it is hidden with.
        cells: by figure, how many printed cells go with it: its own, and those worked out from it.
        facts: what holds besides the sums.
    """

    figures: dict[Key, Figure]
    printed: frozenset[Key]
    counted: frozenset[Key]
    sums: tuple[Sum, ...]
    gates: tuple[tuple[Key, Key], ...]
    cells: Mapping[Key, int] = field(default_factory=dict)
    facts: tuple[Claim, ...] = ()


def gathered(tables: Sequence[Table]) -> Gathered:
    """The tables together; one without `disclosure` holds no counts of people.

    Raises:
        ValueError: two tables disagree on a figure.
    """
    told = [table.disclosure for table in tables if table.disclosure]
    counted = frozenset(key for one in told for key in _counts(one))
    return Gathered(
        _figures(told),
        counted.union(key for one in told for key in _in_shares(one)),
        counted,
        tuple(line for one in told for line in one.sums),
        tuple(
            dict.fromkeys(
                (one.cells[place], other)
                for one in told
                for place, others in one.derived.items()
                if place in one.cells
                for other in others
                if other != one.cells[place]
            )
        ),
        _cells(told),
        tuple(dict.fromkeys(fact for one in told for fact in one.facts)),
    )


def _cells(told: Sequence[Disclosure]) -> Mapping[Key, int]:
    found: Counter[Key] = Counter()
    for one in told:
        found.update(one.cells.values())
        for keys in one.derived.values():
            found.update(set(keys))
    return found


def _counts(told: Disclosure) -> Iterable[Key]:
    yield from told.cells.values()
    yield from told.base
    for line in told.drawn:
        yield from (ratio.plus[0] for ratio in line if ratio and is_count(ratio))


def _in_shares(told: Disclosure) -> Iterable[Key]:
    drawn = (ratio for line in told.drawn for ratio in line if ratio)
    for ratio in (*told.ratios.values(), *drawn):
        yield from ratio_keys(ratio)


def is_count(ratio: Ratio) -> bool:
    """Whether it is one count as it is, no share."""
    return len(ratio.plus) == 1 and not ratio.minus and not ratio.of and ratio.number == 1


def ratio_keys(ratio: Ratio) -> tuple[Key, ...]:
    """The counts that a number is worked out from."""
    return (*ratio.plus, *ratio.minus, *ratio.of)


def _figures(told: Sequence[Disclosure]) -> dict[Key, Figure]:
    figures: dict[Key, Figure] = {}
    for one in told:
        for key, figure in one.figures.items():
            before = figures.get(key, figure)
            if (before.value, before.people) != (figure.value, figure.people):
                raise ValueError(f"two tables disagree on {key}: {before}, {figure}")
            figures[key] = max(before, figure, key=lambda each: each.worth)
    return figures
