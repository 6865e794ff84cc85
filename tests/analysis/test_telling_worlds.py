"""What is said of hidden figures, and what isn't, leaves each of them two values at least: held
against every world that prints the same."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

import numpy as np
import pytest

from analysis.disclosing.telling import Teller
from analysis.disclosure import audited
from engage_app.domain.disclosure import DisclosureRule, Published
from engage_app.domain.report import SUPPRESSED, Column, Kind, Table, Value
from engage_app.services.tables.cells import Cell, table
from engage_app.services.tables.finishing import printed_counts
from engage_app.services.tables.leaning import ALIKE, RAISED_MORE, by_published
from engage_app.services.tables.theme_sides import (
    IN_FAVOUR,
    WITH_CONCERNS,
    Sided,
    _no_more,
)

FIVE = DisclosureRule(5)
_SIZES = (10, 20, 40), (20, 40, 100), (10, 40)
Counts = tuple[int, int, int]
World = tuple[Counts, ...]
"""Of each theme: those for it, those against it, and the others."""


def sided(name: str, counts: Counts, worth: int) -> Sided:
    cells = (Cell(n, (name, side), n, worth=worth) for side, n in zip("fao", counts, strict=True))
    return Sided(Cell(sum(counts), (name,), sum(counts), worth=worth + 1), *cells)


def made(world: World, sizes: Counts) -> tuple[Table, list[Sided], Sided]:
    everybody = sided("all", sizes, 2)
    themes = [sided(f"theme {n}", counts, 1) for n, counts in enumerate(world)]
    sides = (Column(side, Kind.COUNT) for side in "fao")
    lines = [[Cell("Theme"), one.total, *one.cells, Cell("?")] for one in themes]
    raw = table(
        "themes",
        "Themes",
        unit="",
        base="",
        columns=(Column("Theme"), Column("All", Kind.COUNT), *sides, Column(RAISED_MORE)),
        rows=[*lines, [Cell("All"), everybody.total, *everybody.cells, Cell("[z]")]],
        sums=[(one.total, one.cells) for one in (*themes, everybody)],
        facts=[
            fact for one in themes for fact in _no_more(one.cells, [[c] for c in everybody.cells])
        ],
    )
    return raw, themes, everybody


def words(world: World, sizes: Counts, printed: Table) -> tuple[Value, ...]:
    """What is said of each theme beside what is printed."""
    raw, themes, everybody = made(world, sizes)
    tell = Teller([raw], [printed], FIVE)
    known = Published(printed_counts([raw], [printed], FIVE), FIVE, tell)
    return tuple(row[-1] for row in by_published(themes, everybody, printed, known).rows[:-1])


def same(row: Sequence[Value], sizes: Counts) -> Iterator[Counts]:
    """The counts of a theme that fit its printed row."""
    total = row[1]
    assert isinstance(total, int)
    for f, a in product(range(total + 1), repeat=2):
        counts = f, a, total - f - a
        held = zip(counts, row[2:5], sizes, strict=True)
        if all(n >= 1 if shown == SUPPRESSED else n == shown for n, shown, _ in held) and all(
            n <= size for n, size in zip(counts, sizes, strict=True)
        ):
            yield counts


def in_print(seed: int) -> tuple[Table, Counts, list[World]]:
    """A published table of one theme or two, the sizes of the sides, and all worlds that print
    it; none where it doesn't print the totals."""
    chance = np.random.default_rng(seed)
    favour, against, rest = (int(chance.choice(some)) for some in _SIZES)
    sizes = favour, against, rest
    many = 1 + seed % 2
    most = 6 if many == 1 else 3
    while True:
        drawn = chance.integers(0, most + 1, size=(many, 3)).tolist()
        world = tuple((f, a, o) for f, a, o in drawn)
        if all(FIVE.below <= sum(counts) <= 12 // many for counts in world):
            break
    (printed,), recovered = audited([made(world, sizes)[0]], FIVE)
    assert not recovered
    if any(row[1] == SUPPRESSED for row in printed.rows) or SUPPRESSED in printed.rows[-1]:
        return printed, sizes, []
    worlds = list(product(*(list(same(row, sizes)) for row in printed.rows[:-1])))
    assert world in worlds
    return printed, sizes, worlds


@cache
def outputs(seed: int) -> tuple[Table, dict[World, tuple[Value, ...]]]:
    """What each of the worlds that fit a print would have said."""
    printed, sizes, worlds = in_print(seed)
    return printed, {world: words(world, sizes, printed) for world in worlds}


SEEDS = range(14)


@pytest.mark.parametrize("seed", SEEDS)
def test_in_all_worlds_with_this_output_each_hidden_figure_has_two_values(seed: int) -> None:
    printed, said = outputs(seed)
    alike: dict[tuple[Value, ...], list[World]] = defaultdict(list)
    for world, word in said.items():
        alike[word].append(world)
    for word, those in alike.items():
        for theme, row in enumerate(printed.rows[:-1]):
            for side in range(3):
                if row[2 + side] == SUPPRESSED:
                    assert len({one[theme][side] for one in those}) > 1, (word, those)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_refused_follows_from_what_is_printed_and_was_told(seed: int) -> None:
    refused: dict[tuple[Value, ...], set[bool]] = defaultdict(set)
    for said in outputs(seed)[1].values():
        for place, word in enumerate(said):
            refused[said[:place]].add(word == SUPPRESSED)
    assert all(len(each) == 1 for each in refused.values())


def test_words_and_refusals_are_among_these() -> None:
    said = [word for seed in SEEDS for each in outputs(seed)[1].values() for word in each]
    assert SUPPRESSED in said
    assert {IN_FAVOUR, WITH_CONCERNS, ALIKE} & set(said)
