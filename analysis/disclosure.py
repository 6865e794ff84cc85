"""Small numbers: hidden once, here, in everything that leaves the application.

A count that stands for 1 to `threshold` - 1 respondents, a person among them, is hidden. So is
whatever is worked out from it, and as many other counts as it takes that no hidden one can be
had back by subtraction: all tables of a report are treated together, as one set of sums.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from engage_app.domain.disclosure import Disclosure, Figure, Key, Sum
from engage_app.domain.report import SUPPRESSED, Chart, Table, Value


def is_small(figure: Figure, threshold: int) -> bool:
    """Whether a count must be hidden for itself."""
    return 0 < figure.people < threshold


def suppress(tables: Sequence[Table], threshold: int) -> tuple[Table, ...]:
    """The tables as they may be published, treated together.

    Args:
        tables: tables of one exercise; one without `disclosure` is taken to hold no counts of
            people and stays as it is.
        threshold: the smallest count of people that may be shown; 0 or 1 hides nothing.

    Returns:
        The same tables without `trace` and `disclosure`; hidden cells are "[c]", hidden values of
        charts None, and a note says so wherever something is hidden.

    Raises:
        ValueError: two tables disagree on a figure.
    """
    known = [table.disclosure for table in tables if table.disclosure]
    hidden = hidden_keys(_gathered(known), [one for each in known for one in each.sums], threshold)
    return tuple(_published(table, hidden, threshold) for table in tables)


def hidden_keys(figures: dict[Key, Figure], sums: Iterable[Sum], threshold: int) -> frozenset[Key]:
    """Which figures to hide: the small ones, and those that would give them away.

    In every sum of the result no figure is hidden alone, and the hidden parts of a printed total
    are not all as small, or all as large, as a small number can be.

    Args:
        figures: every figure printed.
        sums: what adds up; a sum with a figure that isn't printed is ignored.
        threshold: the smallest count of people that may be shown.
    """
    hidden = {key for key, figure in figures.items() if is_small(figure, threshold)}
    printed = [
        (total, parts)
        for total, parts in sums
        if total in figures and all(part in figures for part in parts)
    ]
    if not hidden:
        return frozenset()
    grown = True
    while grown:
        grown = False
        for total, parts in printed:
            victim = _next_to_hide(total, parts, figures, hidden, threshold)
            if victim is not None:
                hidden.add(victim)
                grown = True
    return frozenset(hidden)


def _next_to_hide(
    total: Key,
    parts: Sequence[Key],
    figures: dict[Key, Figure],
    hidden: set[Key],
    threshold: int,
) -> Key | None:
    """The figure that must be hidden besides, or None: of least worth, then the smallest that
    isn't nought; a count of organisations only where nothing else is left."""
    line = (*parts, total)
    gone = [key for key in line if key in hidden]
    if not gone or not (len(gone) == 1 or _pinned(total, gone, figures, threshold)):
        return None
    others = [key for key in line if key not in hidden and figures[key].value > 0]
    if not others:
        return None
    # Of equals the first in the line: keys hold ids, which every file gives out for itself.
    return min(others, key=lambda key: _price(figures[key]))


def _price(figure: Figure) -> tuple[bool, int, int]:
    return figure.people == 0, figure.worth, figure.value


def _pinned(total: Key, gone: list[Key], figures: dict[Key, Figure], threshold: int) -> bool:
    """Whether the hidden parts can have but one value each, given what they leave of the total."""
    if total in gone or not all(is_small(figures[key], threshold) for key in gone):
        return False
    rest = sum(figures[key].value for key in gone)
    return rest in (len(gone), len(gone) * (threshold - 1))


def _gathered(known: Iterable[Disclosure]) -> dict[Key, Figure]:
    figures: dict[Key, Figure] = {}
    for each in known:
        for key, figure in each.figures.items():
            before = figures.get(key, figure)
            if (before.value, before.people) != (figure.value, figure.people):
                raise ValueError(f"two tables disagree on {key}: {before}, {figure}")
            figures[key] = max(before, figure, key=lambda one: one.worth)
    return figures


def _published(table: Table, hidden: frozenset[Key], threshold: int) -> Table:
    told = table.disclosure
    if told is None:
        return replace(table, trace=None)
    gone = {cell for cell, key in told.cells.items() if key in hidden}
    gone |= {cell for cell, keys in told.derived.items() if hidden.intersection(keys)}
    rows = tuple(
        tuple(_shown(value, (r, c) in gone) for c, value in enumerate(row))
        for r, row in enumerate(table.rows)
    )
    secret_base = bool(hidden.intersection(told.base))
    notes = (*table.notes, note(threshold)) if gone or secret_base else table.notes
    return replace(
        table,
        rows=rows,
        base=f"fewer than {threshold}, or a number that would reveal one"
        if secret_base
        else table.base,
        notes=notes,
        chart=_published_chart(table.chart, told, hidden),
        trace=None,
        disclosure=None,
    )


def note(threshold: int) -> str:
    """The note under a table in which something is hidden."""
    return (
        f"[c] = confidential: counts of fewer than {threshold} people are hidden, with what is "
        "worked out from them and other counts that would reveal them. Counts of organisations "
        "are not hidden for being small."
    )


def _shown(value: Value, hidden: bool) -> Value:
    return SUPPRESSED if hidden else value


def _published_chart(chart: Chart | None, told: Disclosure, hidden: frozenset[Key]) -> Chart | None:
    if chart is None or not told.chart:
        return chart
    series = tuple(
        replace(
            one,
            values=tuple(
                None if hidden.intersection(under) else value
                for value, under in zip(one.values, keys, strict=True)
            ),
        )
        for one, keys in zip(chart.series, told.chart, strict=True)
    )
    return replace(chart, series=series)
