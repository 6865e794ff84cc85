"""What a chart shows, in words, for those who can't see it: from the published figures alone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from engage_app.domain.figures import figure
from engage_app.domain.report import (
    MOST_CATEGORIES,
    SUPPRESSED,
    Chart,
    ChartKind,
    Kind,
    Series,
    Table,
)

LONGEST = 300
"""Letters of a description, the sentence on the table below not counted: heard, not skimmed."""

BELOW = "The figures are in the table below."
_NAME = 60  # letters of a name, before it is cut
_FEW = 3  # series that are named one by one

_Value = tuple[str, float]
"""What a value belongs to, and the value."""


def with_alt_text(table: Table, *, hidden: bool = False) -> Table:
    """The published table, its chart described in words; `hidden` as of `described`."""
    if table.chart is None:
        return table
    return replace(table, chart=replace(table.chart, alt_text=described(table, hidden=hidden)))


def described(table: Table, *, hidden: bool = False) -> str:
    """The alternative text of a table's chart: what is drawn, its extremes, its pattern, its gaps.

    Args:
        table: published, so that what is hidden in its chart is None there.
        hidden: whether suppression took values out of the chart: those in its rows may all be
            there, or the table may print others.

    Returns:
        at most LONGEST letters and the sentence BELOW; nothing for a table without a chart.
    """
    chart = table.chart
    if chart is None:
        return ""
    say = {ChartKind.BARS: _bars, ChartKind.STACKED: _stacked, ChartKind.HEAT: _heat}[chart.kind]
    sentences = list(say(chart, _rows_of(table, chart)))
    gaps = _gaps(table, chart, hidden)
    kept, room = [], LONGEST - len(gaps)
    for sentence in sentences:
        if len(sentence) + 1 <= room:
            kept.append(sentence)
            room -= len(sentence) + 1
    return " ".join([*kept, *([gaps] if gaps else []), BELOW])


def _bars(chart: Chart, rows: str) -> Iterable[str]:
    if len(chart.series) > 1:
        yield from _pairs(chart, rows)
        return
    yield f"Bar chart of {_low(chart.axis or _name(chart.series[0].name))}, {rows}."
    known = _known(chart.categories, chart.series[0])
    shown = _of_shown(chart, [chart.series[0]])
    if known:
        yield f"Longest{shown}: {_extreme(chart, known, max)}."
        rest = [one for one in known if _written(chart, one[1]) != _top(chart, known)]
        if rest and _top(chart, rest) != _written(chart, min(value for _, value in rest)):
            yield f"Next: {_extreme(chart, rest, max)}."
        if rest:
            yield f"Shortest{shown}: {_extreme(chart, rest, min)}."


def _pairs(chart: Chart, rows: str) -> Iterable[str]:
    one, other = chart.series[:2]
    yield f"Pairs of bars, {_low(_name(one.name))} beside {_low(_name(other.name))}, {rows}."
    both = [
        (name, here - there, here, there)
        for name, here, there in zip(chart.categories, one.values, other.values, strict=False)
        if here is not None and there is not None
    ]
    both.sort(key=lambda each: each[1])
    shown = _of_shown(chart, (one, other))
    for word, sign, ends in (("above", 1, both[-1:]), ("below", -1, both[:1])):
        for name, apart, here, there in ends:
            if apart * sign > 0:
                figures = f"{_written(chart, here)} against {_written(chart, there)}"
                yield f"Furthest {word}{shown}: {_name(name)} ({figures})."


def _stacked(chart: Chart, rows: str) -> Iterable[str]:
    names = [_name(one.name) for one in chart.series]
    yield f"Stacked bars, {rows}, parted into {_listed(names)}."
    leads = [_leading(chart, at) for at in range(len(chart.categories))]
    shown = [lead for lead in leads if lead is not None]
    if not shown:
        return
    counts = {name: shown.count(name) for name in names}
    most = max(names, key=lambda name: counts[name])
    if len(shown) == len(leads):
        yield f"{most} is the largest part of {counts[most]} of {len(shown)} bars."
    else:
        whole = f"{len(shown)} of {len(leads)} bars show all of their parts"
        yield f"{whole}; {most} is the largest in {counts[most]} of these."
    for name, one in zip(names, chart.series, strict=True):
        known = _known(chart.categories, one)
        if known and max(value for _, value in known) > 0 and (counts[name] or name == most):
            first = f"Of those shown, {name}" if _of_shown(chart, [one]) else name
            yield f"{first} is largest for {_extreme(chart, known, max)}."


def _heat(chart: Chart, rows: str) -> Iterable[str]:
    yield f"Heat map, {rows}, across {len(chart.series)} columns; darker is more."
    cells = [
        (f"{_name(category)} for {_name(one.name)}", value)
        for one in chart.series
        for category, value in _known(chart.categories, one)
    ]
    if not cells:
        return
    shown = _of_shown(chart, chart.series)
    yield f"Darkest{shown}: {_extreme(chart, cells, max)}."
    tops = [max(known, key=lambda each: each[1])[0] for known in _columns(chart) if known]
    often = max(dict.fromkeys(tops), key=tops.count, default=None)
    if often is not None and len(tops) > 1:
        yield f"{_name(often)} is the darkest in {tops.count(often)} of {len(tops)} columns."
    if _written(chart, min(value for _, value in cells)) != _top(chart, cells):
        yield f"Palest{shown}: {_extreme(chart, cells, min)}."


def _of_shown(chart: Chart, series: Iterable[Series]) -> str:
    """What is said with an extreme, where one that isn't shown may be further out."""
    count = len(chart.categories)
    return " of those shown" if any(None in one.values[:count] for one in series) else ""


def _columns(chart: Chart) -> Iterable[list[_Value]]:
    for one in chart.series:
        known = _known(chart.categories, one)
        yield known if any(value > 0 for _, value in known) else []


def _leading(chart: Chart, at: int) -> str | None:
    """The series with the largest part of a bar; None where the bar hides something."""
    values = [one.values[at] if at < len(one.values) else None for one in chart.series]
    known = [value for value in values if value is not None]
    if len(known) < len(values) or not any(known):
        return None
    return _name(chart.series[values.index(max(known))].name)


def _gaps(table: Table, chart: Chart, hidden: bool) -> str:
    count = sum(
        value is None for one in chart.series for value in one.values[: len(chart.categories)]
    )
    if not count:
        return ""
    why = "hidden" if hidden or any(SUPPRESSED in row for row in table.rows) else "not known"
    return f"{count} value{'s are' if count > 1 else ' is'} {why}."


def _known(categories: Sequence[str], one: Series) -> list[_Value]:
    pairs = zip(categories, one.values, strict=False)
    return [(name, value) for name, value in pairs if value is not None]


def _extreme(chart: Chart, known: list[_Value], chosen: Callable[[Iterable[float]], float]) -> str:
    """Who has the largest or smallest figure as printed: one or two by name, more by number."""
    edge = _written(chart, chosen(value for _, value in known))
    names = [_name(name) for name, value in known if _written(chart, value) == edge]
    told = " and ".join(names) if len(names) <= 2 else f"{names[0]} and {len(names) - 1} more"
    return f"{told} ({edge})"


def _top(chart: Chart, known: list[_Value]) -> str:
    return _written(chart, max(value for _, value in known))


def _rows_of(table: Table, chart: Chart) -> str:
    """E.g. "one for each theme (23)": what the bars stand for, by the table's first heading."""
    named = _low(_name(table.columns[0].name)) if table.columns else "line"
    many = len(chart.categories)
    first = f", of which a picture shows the first {MOST_CATEGORIES}"
    return f"one for each {named} ({many}{first if many > MOST_CATEGORIES else ''})"


def _written(chart: Chart, value: float) -> str:
    if chart.share:
        return figure(value, Kind.SHARE)
    return figure(value, Kind.COUNT if float(value).is_integer() else Kind.SCORE)


def _listed(names: list[str]) -> str:
    if len(names) <= _FEW:
        return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"{len(names)} parts from {names[0]} to {names[-1]}"


def _name(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _NAME else f"{line[: _NAME - 1].rstrip()}…"


def _low(text: str) -> str:
    """With a small first letter, for the middle of a sentence; abbreviations keep theirs."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
