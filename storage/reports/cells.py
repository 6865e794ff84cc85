"""How the texts and values of a report are written, alike in Excel and in Word."""

import math
import re
from functools import lru_cache

from engage_app.domain.figures import figure
from engage_app.domain.report import (
    MARKERS,
    NO_FIGURE,
    SUPPRESSED,
    Chart,
    Column,
    Kind,
    Table,
    Value,
)

NO_TEXT = "None"

_NOT_IN_XML = re.compile(r"[^\t\n\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


@lru_cache(maxsize=4096)  # a data sheet says the same few things in thousands of lines
def clean(text: str) -> str:
    """The text without what no office file may hold: control characters, halves of pairs."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


@lru_cache(maxsize=4096)
def one_line(text: str) -> str:
    """The text on one line, for titles and headings."""
    return " ".join(clean(text).split())


def is_number(value: Value) -> bool:
    """Whether a value can be reckoned with: not text, not missing."""
    return isinstance(value, int | float) and math.isfinite(value)


def without_gaps(value: Value, kind: Kind) -> str | int | float:
    """The value, or a word for its absence: no cell of a published table is empty."""
    if isinstance(value, str):
        text = clean(value)
        return text if text.strip() else _absent(kind)
    if value is None or not math.isfinite(value):
        return _absent(kind)
    return value


def written(value: Value, kind: Kind) -> str:
    """The value as a reader sees it: 0.454 as "45%", 1234 as "1,234", 0.636 as "0.64"."""
    known = without_gaps(value, kind)
    if isinstance(known, str):
        return known
    return figure(known, kind)


def headings(table: Table) -> tuple[str, ...]:
    """The columns' names, none empty and no two alike: an Excel table asks for that."""
    names: list[str] = []
    seen: set[str] = set()
    for number, column in enumerate(table.columns, 1):
        wanted = one_line(column.name) or f"Column {number}"
        name, again = wanted, 2
        while name.casefold() in seen:
            name, again = f"{wanted} ({again})", again + 1
        seen.add(name.casefold())
        names.append(name)
    return tuple(names)


def rows(table: Table) -> tuple[tuple[Value, ...], ...]:
    """The rows, at least one: a table with nothing in it says so in words.

    Raises:
        ValueError: a row has more or fewer values than the table has columns.
    """
    if any(len(row) != len(table.columns) for row in table.rows):
        raise ValueError(f"a row of {table.name!r} does not fit its columns")
    return table.rows or (tuple(None for _ in table.columns),)


def counted_line(table: Table) -> str:
    """What is counted, in one line over the table."""
    parts = (("Counted", table.unit), ("Base", table.base))
    return " ".join(
        f"{label}: {one_line(text).rstrip('.')}." for label, text in parts if text.strip()
    )


def notes_under(table: Table) -> tuple[str, ...]:
    """The notes of a table, and the meaning of each marker in its cells that no note explains."""
    used = {value for row in table.rows for value in row if isinstance(value, str)}
    told = " ".join(table.notes)
    meanings = (
        f"{marker} = {meaning}."
        for marker, meaning in MARKERS.items()
        if marker in used and marker not in told
    )
    return (*(clean(note) for note in table.notes if note.strip()), *meanings)


def is_numeric(column: Column) -> bool:
    """Whether a column holds figures, which stand at the right of their cells."""
    return column.kind is not Kind.TEXT


def can_be_drawn(chart: Chart | None) -> bool:
    """Whether a chart has anything to show: bars of no length show nothing."""
    return chart is not None and any(
        value and is_number(value)
        for series in chart.series
        for value in series.values[: len(chart.categories)]
    )


def missing_in(table: Table) -> str:
    """What a chart writes where its table has no value."""
    return SUPPRESSED if any(SUPPRESSED in row for row in table.rows) else NO_FIGURE


def kind_of(chart: Chart) -> Kind:
    """How a chart's values are written."""
    if chart.share:
        return Kind.SHARE
    known = (value for series in chart.series for value in series.values if is_number(value))
    return Kind.COUNT if all(float(value or 0).is_integer() for value in known) else Kind.SCORE


def _absent(kind: Kind) -> str:
    return NO_TEXT if kind is Kind.TEXT else NO_FIGURE
