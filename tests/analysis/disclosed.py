"""Random tables to suppress, and two checks that share no code with what they check."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from engage_app.domain.disclosure import Disclosure, DisclosureRule, Figure, Key, Ratio, Sum
from engage_app.domain.report import SUPPRESSED, Column, Kind, Table

ALL = "all"
RULES = (
    DisclosureRule(),
    DisclosureRule(below=8, round_to=5),
    DisclosureRule(below=10),
    DisclosureRule(hide_zero=True),
)
CELL = st.tuples(
    st.one_of(st.integers(0, 6), st.integers(0, 14), st.just(0)),
    st.sampled_from((True, True, True, False)),
)


@st.composite
def cubes(draw: st.DrawFn, most: int = 4) -> list[Table]:
    """Counts of people or organisations by two or three things, the last perhaps gathered in a
    heading above some of its values: a table for each value of the first, one over all of it, or
    only the margins of each two."""
    shape = draw(st.tuples(st.integers(1, 3), st.integers(1, most), st.integers(1, most)))
    size = int(np.prod(shape))
    cells = draw(st.lists(CELL, min_size=size, max_size=size))
    parts = {
        place: cells[number] for number, place in enumerate(product(*(range(n) for n in shape)))
    }
    above = draw(st.integers(0, shape[2]))
    figures, sums = _with_totals(parts, shape, above if above > 1 else 0)
    way = draw(st.sampled_from(("slices", "margins")))
    share = draw(st.booleans())
    if shape[0] == 1:
        return [_table("one", figures, sums, [key for key in figures if key[0] == 0], share)]
    if way == "slices":
        firsts = [*range(shape[0]), ALL]
        return [
            _table(f"slice {n}", figures, sums, [key for key in figures if key[0] == n], share)
            for n in firsts
        ]
    return [
        _table(f"margin {n}", figures, sums, [key for key in figures if key[n] == ALL], share)
        for n in range(3)
    ]


def _with_totals(
    parts: Mapping[tuple[int, ...], tuple[int, bool]], shape: tuple[int, ...], above: int
) -> tuple[dict[Key, Figure], list[Sum]]:
    axes: list[dict[object, tuple[object, ...]]] = [
        {**{n: (n,) for n in range(size)}, ALL: tuple(range(size))} for size in shape
    ]
    if above:
        axes[2]["heading"] = tuple(range(above))
        axes[2][ALL] = ("heading", *range(above, shape[2]))

    def leaves(axis: int, name: object) -> list[int]:
        under = axes[axis][name]
        if under == (name,):
            return [int(str(name))]
        return [leaf for one in under for leaf in leaves(axis, one)]

    figures: dict[Key, Figure] = {}
    for key in product(*axes):
        inside = [
            parts[place] for place in product(*(leaves(n, name) for n, name in enumerate(key)))
        ]
        value = sum(count for count, _ in inside)
        people = value if any(person and count for count, person in inside) else 0
        figures[tuple(str(one) if isinstance(one, str) else one for one in key)] = Figure(
            value, people
        )
    sums: list[Sum] = []
    for key in figures:
        for axis in range(3):
            under = axes[axis][key[axis]]
            if under != (key[axis],):
                line = tuple((*key[:axis], one, *key[axis + 1 :]) for one in under)
                sums.append((key, line))
    return figures, sums


def _table(
    name: str, figures: Mapping[Key, Figure], sums: Sequence[Sum], keys: Sequence[Key], share: bool
) -> Table:
    """One row for each figure, perhaps with its share of the last, and the last in the base."""
    whole = keys[-1]
    inside = set(keys)
    lines = tuple((total, parts) for total, parts in sums if total in inside or inside & set(parts))
    used = {key: figures[key] for key in keys}
    for total, parts in lines:  # totals of other tables are implied here
        used |= {key: figures[key] for key in (total, *parts)}
    number = figures[whole].value
    rows = tuple(
        (repr(key), figures[key].value, figures[key].value / number if share and number else "[x]")
        for key in keys
    )
    shares = {(r, 2): key for r, key in enumerate(keys)} if share and number else {}
    return Table(
        name,
        name,
        "people",
        f"{number:,} people",
        (
            Column("Of"),
            Column("People", Kind.COUNT, "people"),
            Column("Share", Kind.SHARE, "people"),
        ),
        rows,
        disclosure=Disclosure(
            {(r, 1): key for r, key in enumerate(keys)},
            used,
            lines,
            {place: (key, whole) for place, key in shares.items()},
            base=(whole,),
            ratios={place: Ratio((key,), (), (whole,)) for place, key in shares.items()},
        ),
    )


def joined(tables: Sequence[Table]) -> tuple[dict[Key, Figure], list[Sum], set[Key]]:
    """All figures, all sums, and the figures that cells print."""
    figures: dict[Key, Figure] = {}
    sums: dict[Sum, None] = {}
    printed: set[Key] = set()
    for table in tables:
        assert table.disclosure is not None
        figures |= table.disclosure.figures
        sums |= dict.fromkeys(table.disclosure.sums)
        printed |= set(table.disclosure.cells.values())
    return figures, list(sums), printed


def shown_values(tables: Sequence[Table], published: Sequence[Table]) -> dict[Key, int]:
    """The counts that the published tables print."""
    found: dict[Key, int] = {}
    for table, after in zip(tables, published, strict=True):
        assert table.disclosure is not None
        for (r, c), key in table.disclosure.cells.items():
            value = after.rows[r][c]
            if value != SUPPRESSED:
                assert isinstance(value, int)
                assert found.get(key, value) == value
                found[key] = value
    return found


def certain(
    figures: Mapping[Key, Figure],
    sums: Sequence[Sum],
    printed: set[Key],
    shown: Mapping[Key, int],
    rule: DisclosureRule,
) -> set[Key]:
    """The figures that aren't shown for which no table of whole numbers that fits what is shown
    has another value, up to a little above the true ones; by trying them all."""
    domains: dict[Key, list[int]] = {}
    for key, figure in figures.items():
        if key not in shown:
            least = 1 if key in printed and not rule.hide_zero else 0
            domains[key] = list(range(least, figure.value + 3))
        elif rule.round_to > 1 and figure.people:
            domains[key] = [
                value
                for value in range(shown[key] - 5, shown[key] + 6)
                if (value == 0 or value >= rule.below)
                and (value + rule.round_to // 2) // rule.round_to * rule.round_to == shown[key]
            ]
        else:
            domains[key] = [shown[key]]
    lines = [[(total, -1), *((part, 1) for part in parts)] for total, parts in sums]
    left = {key for key in figures if key not in shown}
    alone = set()
    while left:
        key = left.pop()
        others = [value for value in domains[key] if value != figures[key].value]
        true = figures[key].value
        others = [value for _, value in sorted((abs(value - true), value) for value in others)]
        found = (
            next(_solutions({**domains, key: [value]}, lines, figures), None) for value in others
        )
        other = next((one for one in found if one), None)
        if other is None:
            alone.add(key)
        else:  # it may clear others too
            left -= {one for one, value in other.items() if value != figures[one].value}
    return alone


def _solutions(
    domains: Mapping[Key, list[int]],
    lines: Sequence[list[tuple[Key, int]]],
    figures: Mapping[Key, Figure],
) -> Iterator[dict[Key, int]]:
    """Backtracking: the figure with the fewest values left next, its lines kept within reach."""
    domains = dict(domains)
    if not _narrow(domains, lines):
        return
    open_ = [key for key, values in domains.items() if len(values) > 1]
    if not open_:
        yield {key: values[0] for key, values in domains.items()}
        return
    key = min(open_, key=lambda one: len(domains[one]))
    true = figures[key].value
    for value in sorted(domains[key], key=lambda one: abs(one - true)):
        yield from _solutions({**domains, key: [value]}, lines, figures)


def _narrow(domains: dict[Key, list[int]], lines: Sequence[list[tuple[Key, int]]]) -> bool:
    changed = True
    while changed:
        changed = False
        for line in lines:
            ends = [sorted((sign * domains[key][0], sign * domains[key][-1])) for key, sign in line]
            low, high = sum(end[0] for end in ends), sum(end[1] for end in ends)
            if low > 0 or high < 0:
                return False
            for (key, sign), (least, most) in zip(line, ends, strict=True):
                kept = [
                    value
                    for value in domains[key]
                    if low - least + sign * value <= 0 <= high - most + sign * value
                ]
                if not kept:
                    return False
                if len(kept) < len(domains[key]):
                    domains[key] = kept
                    changed = True
                    break
    return True


def fewest(figures: Mapping[Key, Figure], sums: Sequence[Sum], rule: DisclosureRule) -> int:
    """The smallest number of printed figures that can be hidden so that every small one has a
    second value, in one integer program: what is hidden, and a second table for each."""
    keys = list(figures)
    place = {key: n for n, key in enumerate(keys)}
    small = [n for n, one in enumerate(figures.values()) if 0 < one.people < rule.below]
    size = len(keys)
    if not small:
        return 0
    wide = 30.0
    columns = size + len(small) * (size + 1)  # hidden?, then for each: changes, and which way
    low, high = np.zeros(columns), np.ones(columns)
    rows, least, most = [], [], []

    def add(row: np.ndarray, lo: float, hi: float) -> None:
        rows.append(row)
        least.append(lo)
        most.append(hi)

    for n, figure in enumerate(figures.values()):
        if n in small:
            low[n] = 1
        if figure.value == 0:
            high[n] = 0
    for number, target in enumerate(small):
        start = size + number * (size + 1)
        way = start + size
        low[start:way], high[start:way] = -wide, wide
        for total, parts in sums:
            row = np.zeros(columns)
            row[start + place[total]] = -1
            for part in parts:
                row[start + place[part]] += 1
            add(row, 0, 0)
        for n, figure in enumerate(figures.values()):
            row = np.zeros(columns)
            row[start + n], row[n] = 1, -wide
            add(row, -np.inf, 0)
            row = np.zeros(columns)
            row[start + n], row[n] = 1, max(figure.value - 1, 0)
            add(row, 0, np.inf)
        row = np.zeros(columns)
        row[start + target], row[way] = 1, -(wide + 1)
        add(row, -wide, np.inf)  # one more if the way is up
        row = np.zeros(columns)
        row[start + target], row[way] = 1, -(wide + 1)
        add(row, -np.inf, -1)  # or one less
    costs = np.zeros(columns)
    costs[:size] = 1
    found = milp(
        costs,
        integrality=np.ones(columns),
        bounds=(low, high),
        constraints=[LinearConstraint(np.array(rows), least, most)],
    )
    assert found.status == 0
    least_: float = found.fun
    return round(least_)
