"""Change tables as they leave Engage: what was counted before as the report of then prints it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from analysis.changes import change
from analysis.disclosure import note
from engage_app.domain.disclosure import DisclosureRule, Key, Published
from engage_app.domain.report import NOT_APPLICABLE, NOT_AVAILABLE, SUPPRESSED, Table, Value
from engage_app.services.tables.wording import number_of

MEASURES = ("points", "low", "high")
"""What the columns after the shares say of the change: see analysis.changes.Change."""

Counts = Callable[[DisclosureRule], Mapping[Key, int | None]]
_COUNT, _SHARE, _NOW, _FIRST = 1, 2, 3, 5
_BASE = re.compile(r"^[\d,]+ respondents?(?= in “)")
HIDDEN_NUMBER = "an undisclosed number of respondents"
_HIDDEN = "What the earlier exercise’s own report hides or rounds is hidden or rounded here too."


def measured(measure: str, counts: Sequence[int], *, sampled: bool) -> Value:
    """A figure of a change.

    Args:
        measure: of MEASURES.
        counts: the count and its base before, and the same now.
        sampled: whether those asked were drawn at random both times.
    """
    count1, base1, count2, base2 = counts
    found = change((min(count1, base1), base1), (min(count2, base2), base2), sampled=sampled)
    value: int | None = getattr(found, measure)
    return NOT_AVAILABLE if value is None else value


def by_published(
    keys: Sequence[Key | None], earlier: Counts, made: Table, known: Published
) -> Table:
    """A finish: the figures of before as the report of then prints them.

    Args:
        keys: what each row counts, by the key it has in the earlier exercise; None where that
            didn't count it. The last is the base of the others.
        earlier: the counts of that report, for this report's rule.
        made, known: see domain.report.Table.finish.
    """
    rule = known.rule
    if rule.below <= 1 and rule.round_to <= 1 and not rule.hide_zero:
        return made  # nothing is hidden, and it is not for publication
    counts = earlier(rule)
    then = [counts.get(key) if key else None for key in keys]
    now = [row[_NOW] for row in made.rows]
    rows = []
    for row, key, count, here in zip(made.rows, keys, then, now, strict=True):
        four = (count, then[-1], here, now[-1])
        rows.append(
            row if key is None else (row[0], *_before(four), *row[_NOW:_FIRST], *_rest(row, four))
        )
    hidden = any(key and count is None for key, count in zip(keys, then, strict=True))
    changed = tuple(rows) != made.rows
    legend = note(rule)
    notes = [*made.notes, *([_HIDDEN] if changed else [])]
    notes += [legend] if hidden and legend not in notes else []
    last = then[-1]
    number = HIDDEN_NUMBER if last is None else number_of(last, "respondent")
    return replace(made, rows=tuple(rows), base=_BASE.sub(number, made.base), notes=tuple(notes))


def _before(counts: Sequence[Value]) -> tuple[Value, Value]:
    """The count of before, and its share."""
    count, base = counts[:2]
    if not isinstance(count, int):
        return SUPPRESSED, SUPPRESSED
    if not isinstance(base, int):
        return count, SUPPRESSED
    return count, min(count / base, 1.0) if base else NOT_AVAILABLE


def _rest(row: Sequence[Value], counts: Sequence[Value]) -> tuple[Value, ...]:
    """What is said of the change."""
    if row[_FIRST] in (NOT_APPLICABLE, SUPPRESSED):
        return tuple(row[_FIRST:])
    known = [one for one in counts if isinstance(one, int)]
    if len(known) < len(counts):
        return (SUPPRESSED,) * (len(row) - _FIRST)
    wide = len(row) - _FIRST
    return tuple(measured(one, known, sampled=wide > 1) for one in MEASURES[:wide])
