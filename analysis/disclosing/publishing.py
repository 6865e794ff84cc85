"""Tables as they may be published: what is hidden taken out, what is shown rounded."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from analysis.disclosing.knowing import rounded
from engage_app.domain.disclosure import Disclosure, DisclosureRule, Figure, Key, Ratio
from engage_app.domain.report import NOT_AVAILABLE, SUPPRESSED, Chart, Table, Value

Place = tuple[int, int]


def published(
    table: Table,
    gone: frozenset[Key],
    rule: DisclosureRule,
    withheld: AbstractSet[Place] = frozenset(),
) -> Table:
    """A table without what is hidden, and without `trace` and `disclosure`.

    Args:
        table: the table as it is.
        gone: the figures that are hidden, small implied ones included.
        rule: says what is rounded.
        withheld: (row, column) of words that are hidden for what they would tell.
    """
    told = table.disclosure
    if told is None:
        return replace(table, trace=None)
    hidden = {cell for cell, key in told.cells.items() if key in gone}
    hidden |= {cell for cell, keys in told.derived.items() if gone.intersection(keys)}
    hidden |= withheld
    counts = {key: rounded(figure, rule) for key, figure in told.figures.items()}
    rows = tuple(
        tuple(
            SUPPRESSED if (r, c) in hidden else _shown(value, (r, c), told, counts, rule)
            for c, value in enumerate(row)
        )
        for r, row in enumerate(table.rows)
    )
    secret = bool(gone.intersection(told.base))
    notes = [*table.notes]
    if hidden or secret:
        notes.append(note(rule))
    if table.rows and rule.round_to > 1 and _of_people(tuple(told.figures.values())):
        notes.append(rounding_note(rule))
    return replace(
        table,
        rows=rows,
        base=hidden_base(rule) if secret else based(table.base, told, counts),
        notes=tuple(notes),
        chart=_chart(table.chart, told, gone, counts, rule),
        trace=None,
        disclosure=None,
    )


def note(rule: DisclosureRule) -> str:
    """The note under a table in which something is hidden."""
    noughts = ", and noughts," if rule.hide_zero else ""
    return (
        f"[c] = confidential: counts of fewer than {rule.below} people{noughts} are hidden, with "
        "what is worked out from them and other counts that would reveal them. Counts of "
        "organisations are not hidden for being small."
    )


def rounding_note(rule: DisclosureRule) -> str:
    """The note under a table whose counts are rounded."""
    return (
        f"Counts of people are rounded to the nearest {rule.round_to}, and shares are worked out "
        "from the rounded counts, so that the parts may not add up to their total. Counts of "
        "organisations are not rounded."
    )


def hidden_base(rule: DisclosureRule) -> str:
    """What is said of a base that is hidden."""
    return f"fewer than {rule.below}, or a number that would reveal one"


def based(base: str, told: Disclosure, counts: Mapping[Key, int]) -> str:
    """The base with the numbers that are printed, in place of those counted."""
    start = 0
    for key in told.base:
        before, after = f"{told.figures[key].value:,}", f"{counts[key]:,}"
        found = re.compile(rf"(?<![\d.,]){re.escape(before)}(?![\d]|[.,]\d)").search(base, start)
        if found:
            base = base[: found.start()] + after + base[found.end() :]
            start = found.start() + len(after)
    return base


def _shown(
    value: Value,
    place: Place,
    told: Disclosure,
    counts: Mapping[Key, int],
    rule: DisclosureRule,
) -> Value:
    if rule.round_to <= 1:
        return value
    if place in told.cells:
        return counts[told.cells[place]]
    if place in told.ratios:
        found = told.ratios[place].value(counts)
        return NOT_AVAILABLE if found is None else found
    if place in told.remade:
        return told.remade[place](counts)
    behind = [told.figures[key] for key in told.derived.get(place, ())]
    # A number that doesn't say how it is worked out would tell what the counts were.
    secret = isinstance(value, int | float) and _of_people(behind)
    return SUPPRESSED if secret else value


def _of_people(figures: Sequence[Figure]) -> bool:
    return any(figure.people for figure in figures)


def _chart(
    chart: Chart | None,
    told: Disclosure,
    gone: frozenset[Key],
    counts: Mapping[Key, int],
    rule: DisclosureRule,
) -> Chart | None:
    if chart is None or not told.chart:
        return chart
    series = []
    for number, (one, keys) in enumerate(zip(chart.series, told.chart, strict=True)):
        made = told.drawn[number] if told.drawn else (None,) * len(keys)
        values = (
            value if rule.round_to <= 1 else _drawn(value, how, under, told, counts)
            for value, under, how in zip(one.values, keys, made, strict=True)
        )
        values = (
            None if gone.intersection(under) else value
            for value, under in zip(values, keys, strict=True)
        )
        series.append(replace(one, values=tuple(values)))
    return replace(chart, series=tuple(series))


def _drawn(
    value: float | None,
    how: Ratio | None,
    keys: tuple[Key, ...],
    told: Disclosure,
    counts: Mapping[Key, int],
) -> float | None:
    if value is None:
        return None
    if how is None:
        return None if _of_people([told.figures[key] for key in keys]) else value
    return how.value(counts)
