"""Order and choice in published tables: made from what is printed, so that they tell no more.

A list that ranks by true counts tells how hidden ones compare. So a table that ranks, chooses or
names says how that is done anew (domain.report.Table.finish), after suppression and its audit.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from analysis.closed_questions import prefers_not_to_say
from analysis.disclosing.knowing import rounded
from analysis.disclosing.publishing import hidden_base
from engage_app.domain.disclosure import DisclosureRule, Key, Published, Tell, nothing_more
from engage_app.domain.report import SUPPRESSED, Chart, Table

Finish = Callable[[Table, Published], Table]
_LAST = float("inf")
_OF_ANSWERS = ("question_", "equality_")
EVERYBODY = "All who answered"
"""How the row is headed that ends the answers of a question."""


def finished(
    tables: Sequence[Table],
    printed: Sequence[Table],
    rule: DisclosureRule,
    tell: Tell = nothing_more,
) -> tuple[Table, ...]:
    """The published tables, what ranks in them made from published figures.

    Args:
        tables: the tables as they are, which say what each cell counts.
        printed: the same tables as published, in the same order.
        rule: the rule by which they were published.
        tell: says what may be told besides; see domain.disclosure.Published.
    """
    known = Published(printed_counts(tables, printed, rule), rule, tell)
    done = (replace(one.finish(one, known), finish=None) if one.finish else one for one in printed)
    return tuple(
        unranked(before, after) if before.name.startswith(_OF_ANSWERS) else after
        for before, after in zip(tables, done, strict=True)
    )


def unranked(before: Table, after: Table) -> Table:
    """A question's table whose answers stand in the order of how often they were given, as a file
    without a list of choices brings them in: those that are hidden come last, by the alphabet, so
    that their places don't tell which of them is the larger."""
    ends = (at for at, row in enumerate(before.rows) if row[0] == EVERYBODY)
    answers = range(next(ends, 0))
    counts = [before.rows[at][1] for at in answers if not prefers_not_to_say(_name(before, at))]
    known = [value for value in counts if isinstance(value, int)]
    hidden = [at for at in answers if after.rows[at][1] == SUPPRESSED]
    if len(hidden) < 2 or known != sorted(known, reverse=True):  # one alone has no order
        return after

    def rank(at: int) -> tuple[bool, bool, str]:
        name = _name(before, at)
        gone = at in hidden
        return prefers_not_to_say(name), gone, name.casefold() if gone else ""

    order = sorted(answers, key=rank)
    chart = after.chart
    if chart is not None and len(chart.categories) == len(answers):
        chart = reordered(chart, order)
    rows = (*(after.rows[at] for at in order), *after.rows[len(answers) :])
    return replace(after, rows=rows, chart=chart)


def _name(table: Table, at: int) -> str:
    return str(table.rows[at][0])


def printed_counts(
    tables: Sequence[Table], printed: Sequence[Table], rule: DisclosureRule
) -> dict[Key, int | None]:
    """Every count that has a cell in some table, or stands in its base, as it is published; None
    where it is hidden. Arguments as for `finished`."""
    found: dict[Key, int | None] = {}
    for before, after in zip(tables, printed, strict=True):
        told = before.disclosure
        if told is None:
            continue
        for (r, c), key in told.cells.items():
            value = after.rows[r][c]
            found[key] = value if isinstance(value, int) else found.get(key)
        hidden = after.base == hidden_base(rule)
        for key in told.base:
            if found.get(key) is None:
                found[key] = None if hidden else rounded(told.figures[key], rule)
    return found


def hides_bars(before: Table, after: Table) -> bool:
    """Whether the chart of a published table lacks values that the table as it is has."""
    return _gaps(after.chart) > _gaps(before.chart)


def _gaps(chart: Chart | None) -> int:
    return sum(value is None for one in chart.series for value in one.values) if chart else 0


def ranked_bars(order: Sequence[str], table: Table, _known: Published) -> Table:
    """A finish: bars by their first published value, longest first; of equals, and of hidden
    ones, which come last, in the order of their names in `order`."""
    chart = table.chart
    if chart is None or not chart.series:
        return table
    place = {name: number for number, name in enumerate(order)}
    values = chart.series[0].values

    def rank(at: int) -> tuple[float, int]:
        value = values[at]
        return _LAST if value is None else -value, place.get(chart.categories[at], len(place))

    ranked = sorted(range(len(chart.categories)), key=rank)
    return replace(table, chart=reordered(chart, ranked))


def reordered(chart: Chart, places: Sequence[int]) -> Chart:
    """The chart with these of its categories, in this order."""
    return replace(
        chart,
        categories=tuple(chart.categories[at] for at in places),
        series=tuple(
            replace(one, values=tuple(one.values[at] for at in places)) for one in chart.series
        ),
        lengths=tuple(chart.lengths[at] for at in places) if chart.lengths else (),
    )
