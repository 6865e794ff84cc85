"""No small number escapes, and none can be had back by subtraction."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure import hidden_keys, is_small, suppress
from engage_app.domain.disclosure import Disclosure, DisclosureRule, Figure, Key, Sum
from engage_app.domain.report import (
    SUPPRESSED,
    Chart,
    ChartKind,
    Column,
    Kind,
    Series,
    Table,
)

Grid = list[list[tuple[int, bool]]]  # counts, and whether they are of organisations only

CELLS = st.tuples(st.one_of(st.integers(0, 9), st.integers(0, 200)), st.booleans())
GRIDS = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
)
THRESHOLDS = st.integers(2, 10)


def figures_and_sums(grid: Grid) -> tuple[dict[Key, Figure], list[Sum]]:
    """A table with totals of rows, of columns and of everything."""
    width = len(grid[0])
    figures: dict[Key, Figure] = {}
    for r, row in enumerate(grid):
        for c, (count, organisations) in enumerate(row):
            figures[r, c] = Figure(count, 0 if organisations else count)
    sums: list[Sum] = []

    def total(key: Key, parts: list[Key]) -> None:
        value = sum(figures[part].value for part in parts)
        people = value if any(figures[part].people for part in parts) else 0
        figures[key] = Figure(value, people)
        sums.append((key, tuple(parts)))

    for r in range(len(grid)):
        total((r, "all"), [(r, c) for c in range(width)])
    for c in range(width):
        total(("all", c), [(r, c) for r in range(len(grid))])
    total(("all", "all"), [(r, "all") for r in range(len(grid))])
    sums.append((("all", "all"), tuple(("all", c) for c in range(width))))
    return figures, sums


@given(GRIDS, THRESHOLDS)
def test_small_counts_of_people_are_hidden(grid: Grid, threshold: int) -> None:
    figures, sums = figures_and_sums(grid)
    hidden = hidden_keys(figures, sums, DisclosureRule(threshold))
    assert all(
        key in hidden for key, one in figures.items() if is_small(one, DisclosureRule(threshold))
    )
    assert all(figures[key].value >= 1 for key in hidden)  # nought is nobody


@settings(max_examples=300)
@given(GRIDS, THRESHOLDS)
def test_no_sum_has_one_hidden_figure_alone(grid: Grid, threshold: int) -> None:
    figures, sums = figures_and_sums(grid)
    hidden = hidden_keys(figures, sums, DisclosureRule(threshold))
    for whole, parts in sums:
        assert len(hidden.intersection((whole, *parts))) != 1


@given(GRIDS, THRESHOLDS)
def test_parts_of_a_printed_total_are_not_all_one(grid: Grid, threshold: int) -> None:
    """A hidden count is at least 1: as many hidden ones as they come to would all be known."""
    figures, sums = figures_and_sums(grid)
    hidden = hidden_keys(figures, sums, DisclosureRule(threshold))
    for whole, parts in sums:
        gone = [figures[part] for part in parts if part in hidden]
        if gone and whole not in hidden:
            assert sum(one.value for one in gone) > len(gone)


@given(GRIDS)
def test_a_threshold_of_one_hides_nothing(grid: Grid) -> None:
    figures, sums = figures_and_sums(grid)
    assert hidden_keys(figures, sums, DisclosureRule(1)) == frozenset()


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8), THRESHOLDS)
def test_organisations_alone_are_never_hidden(counts: list[int], threshold: int) -> None:
    figures, sums = figures_and_sums([[(count, True) for count in counts]])
    assert hidden_keys(figures, sums, DisclosureRule(threshold)) == frozenset()


def test_organisations_give_way_last() -> None:
    """3 people and 2 organisations: the total is hidden, the organisations stay."""
    figures: dict[Key, Figure] = {
        ("people",): Figure(3, 3),
        ("organisations",): Figure(2, 0),
        ("all",): Figure(9, 9),
        ("more",): Figure(4, 0),
    }
    sums: list[Sum] = [(("all",), (("people",), ("organisations",), ("more",)))]
    assert hidden_keys(figures, sums, DisclosureRule()) == {("people",), ("all",)}


def test_a_subtotal_goes_before_what_it_is_made_of() -> None:
    figures: dict[Key, Figure] = {
        ("a",): Figure(2, 2),
        ("b",): Figure(7, 7),
        ("a and b",): Figure(9, 9, worth=0),
    }
    assert hidden_keys(figures, [(("a and b",), (("a",), ("b",)))], DisclosureRule()) == {
        ("a",),
        ("a and b",),
    }


def table(name: str, figures: Mapping[Key, Figure], sums: tuple[Sum, ...] = ()) -> Table:
    """One row for each figure, with its share of 20 and a word, and a chart of the shares."""
    rows = tuple((str(key[0]), one.value, one.value / 20, "a word") for key, one in figures.items())
    names = tuple(str(key[0]) for key in figures)
    shares = tuple(one.value / 20 for one in figures.values())
    return Table(
        name,
        "A table",
        "people",
        "20 people",
        (
            Column("Answer"),
            Column("People", Kind.COUNT, "people"),
            Column("Share", Kind.SHARE, "people"),
            Column("Word"),
        ),
        rows,
        chart=Chart(ChartKind.BARS, "Shares", names, (Series("Share", shares),), "Bars."),
        trace=lambda _row, _column: (1,),
        disclosure=Disclosure(
            {(row, 1): key for row, key in enumerate(figures)},
            dict(figures),
            sums,
            {(row, column): (key,) for row, key in enumerate(figures) for column in (2, 3)},
            (tuple((key,) for key in figures),),
            tuple(figures)[:1],
        ),
    )


def test_what_is_worked_out_from_a_hidden_count_is_hidden_with_it() -> None:
    (found,) = suppress(
        [table("one", {("yes",): Figure(16, 16), ("no",): Figure(4, 4)})], DisclosureRule(5)
    )
    assert found.rows == (("yes", 16, 0.8, "a word"), ("no", *[SUPPRESSED] * 3))
    assert found.chart is not None
    assert found.chart.series[0].values == (0.8, None)
    assert "fewer than 5 people" in found.notes[-1]
    assert found.base == "20 people"


def test_a_published_table_carries_nothing_that_was_hidden() -> None:
    (found,) = suppress([table("one", {("yes",): Figure(3, 3)})], DisclosureRule(5))
    assert found.disclosure is None
    assert found.responses(0, 1) == ()
    assert "20" not in found.base


def test_a_table_without_small_numbers_stays_as_it_is() -> None:
    whole = table("one", {("yes",): Figure(16, 16)})
    (found,) = suppress([whole], DisclosureRule(5))
    assert (found.rows, found.notes, found.base) == (whole.rows, (), whole.base)


def test_tables_that_share_a_figure_hide_it_together() -> None:
    """`b` is hidden in the first to protect `a`, so the second may not print it."""
    a, b, both = (("a",), ("b",), ("both",))
    first = table(
        "first",
        {a: Figure(2, 2), b: Figure(9, 9), both: Figure(11, 11)},
        ((both, (a, b)),),
    )
    second = table("second", {b: Figure(9, 9), both: Figure(11, 11)})
    _, found = suppress([first, second], DisclosureRule(5))
    assert [row[1] for row in found.rows] == [SUPPRESSED, 11]


def test_a_sum_in_one_table_protects_figures_of_others() -> None:
    """No table prints the whole line, but together they do."""
    a, b, both = (("a",), ("b",), ("both",))
    first = table("first", {a: Figure(2, 2)}, ((both, (a, b)),))
    second = table("second", {b: Figure(9, 9), both: Figure(11, 11)})
    _, found = suppress([first, second], DisclosureRule(5))
    assert SUPPRESSED in [row[1] for row in found.rows]


def test_tables_that_disagree_are_a_fault() -> None:
    with pytest.raises(ValueError, match="disagree"):
        suppress(
            [table("x", {("a",): Figure(9, 9)}), table("y", {("a",): Figure(8, 8)})],
            DisclosureRule(5),
        )
