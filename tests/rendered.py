"""What is published, as text that a person can read and git can compare line by line.

Nothing of it depends on a machine or on the version of a library: see `masked`.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from engage_app.domain.report import Chart, Column, Series, Table
from storage.reports import cells

_MASKS = (
    (re.compile(r"Made with Engage [^\n]*?\bSQLite [\d.]+\d"), "Made with ‹tools›"),
    (re.compile(r"(?<=\(SHA-256\): )[0-9a-f]{64}"), "‹fingerprint›"),
)
_LINE = " ⏎ "


def masked(text: str) -> str:
    """The text without versions of tools and without the fingerprint, which a sample that is made
    anew has anew: its records have other names."""
    for pattern, instead in _MASKS:
        text = pattern.sub(instead, text)
    return text


def one_line(text: object) -> str:
    """A cell's or paragraph's text on a line."""
    return str(text).replace("\n", _LINE)


def row(values: Iterable[object]) -> str:
    """Cells side by side."""
    return "| " + " | ".join(one_line(value) for value in values) + " |"


def table_text(table: Table) -> str:
    """A published table: what it is of, its columns, rows and notes as printed, its chart."""
    head = (("title", table.title), ("unit", table.unit), ("base", table.base))
    lines = [f"{name}: {text}" for name, text in head]
    lines += ["", "columns:", *map(_column, table.columns), "", "rows:"]
    lines += [
        row(
            cells.written(value, column.kind)
            for value, column in zip(one, table.columns, strict=True)
        )
        for one in table.rows
    ]
    lines += ["", "notes:", *(f"- {one_line(note)}" for note in table.notes)]
    lines += ["", *(_chart(table.chart) if table.chart else ["no chart"])]
    return masked("\n".join(lines) + "\n")


def _column(column: Column) -> str:
    counts = f" of {column.counts}" if column.counts else ""
    return f"- {one_line(column.name)} [{column.kind.value}{counts}]"


def _chart(chart: Chart) -> list[str]:
    kind = cells.kind_of(chart)
    lines = [f"chart: {chart.kind.value}", f"title: {chart.title}", f"axis: {chart.axis}"]
    lines += [f"alternative text: {one_line(chart.alt_text)}", "", row(("", *_named(chart.series)))]
    for at, category in enumerate(chart.categories):
        lines.append(
            row((category, *(cells.written(one.values[at], kind) for one in chart.series)))
        )
    return lines


def _named(series: Iterable[Series]) -> list[str]:
    return [" ".join(filter(None, (one.name, one.colour))) for one in series]


def json_text(found: dict[str, Any]) -> str:
    """What `engage findings --json` prints, a row of a table on a line: still JSON."""
    tables = ",\n".join(_json_table(table) for table in found["tables"])
    return f'{{"exercise": {_plain(found["exercise"])},\n"tables": [\n{tables}\n]}}\n'


def _json_table(table: dict[str, Any]) -> str:
    facts = []
    for name, value in table.items():
        shown = _plain(value)
        if isinstance(value, list) and value:
            shown = "[\n" + ",\n".join(f"    {_plain(one)}" for one in value) + "\n  ]"
        facts.append(f"  {_plain(name)}: {shown}")
    return "{\n" + ",\n".join(facts) + "\n}"


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
