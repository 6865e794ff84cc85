"""Records that travel, read with the keys of what they refer to."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from itertools import groupby
from typing import Any

from storage.identifiers import derived_uid
from storage.travelling import Travelling, Values

Gone = Mapping[tuple[str, int], str]
"""By table and id, the keys of rows taken away in the same action, whose users are still there."""
ROWS = "rows"
"""In the value of a record of several rows: the rows."""
_QUIET = "~"
_AT_ONCE = 2_000  # rows
_FROM_NUMBERS = "id IN (SELECT value FROM json_each(?))"


@dataclass(slots=True)
class Record:
    """A record as one file has it.

    Attributes:
        key: what tells it from all others of its table, on every laptop.
        ids: its rows in that file.
        values: what it holds.
        quiet: its columns that are no part of the value.
    """

    key: str
    ids: list[int]
    values: Values
    quiet: Values = field(default_factory=dict)


def read(
    connection: sqlite3.Connection,
    spec: Travelling,
    where: str = "1",
    parameters: Sequence[Any] = (),
    *,
    schema: str = "main",
    gone: Gone | None = None,
) -> Iterator[Record]:
    """The records whose rows a condition chooses; of one of several rows, the rows chosen."""
    order = [f"t.{name}" for name in spec.key] if spec.several else []
    query = _selection(spec, schema) + (
        f" WHERE t.id IN (SELECT id FROM {schema}.{spec.table} WHERE {where})"
        f" ORDER BY {', '.join([*order, 't.id'])}"
    )
    records = _records(_few_at_once(connection.execute(query, parameters)), spec, gone or {})
    return _together(records) if spec.several else records


def read_ids(
    connection: sqlite3.Connection,
    spec: Travelling,
    ids: Sequence[int],
    *,
    schema: str = "main",
    gone: Gone | None = None,
) -> Iterator[Record]:
    """The records that these rows are (parts of)."""
    numbers = json.dumps(list(ids))
    return read(connection, spec, _FROM_NUMBERS, [numbers], schema=schema, gone=gone)


def canonical(spec: Travelling, values: Values, quiet: Values | None = None) -> str:
    """A value as text: the same on every laptop, and with columns that a later version adds.

    Args:
        quiet: to be kept beside the value of a record that is removed.
    """
    if spec.several:
        return _json(values[ROWS])
    blanks = spec.blanks
    told = {
        name: value
        for name in spec.value_columns
        if (value := values[name]) is not None and value != blanks.get(name)
    }
    return _json({**told, _QUIET: quiet} if quiet else told)


def loaded(spec: Travelling, text: str) -> Values:
    """The value that a text stands for."""
    if spec.several:
        return {ROWS: json.loads(text)}
    stored = json.loads(text)
    return {name: stored.get(name, spec.blanks.get(name)) for name in spec.value_columns}


def as_base(values: Values) -> str:
    """Former values of some columns, as `with_base` reads them: NULL has no place in a merge patch."""
    return _json({name: [] if value is None else value for name, value in values.items()})


def with_base(values: Values, base: str) -> Values:
    """A value with the former values of some columns in their place."""
    former = json.loads(base)
    return {**values, **{name: None if old == [] else old for name, old in former.items()}}


def quiet_in(spec: Travelling, text: str) -> Values:
    """The quiet columns kept beside the value of a removed record."""
    stored = {} if spec.several or not text else json.loads(text)
    quiet: Values = stored.get(_QUIET, {})
    return quiet


def implicit_dot(text: str) -> str:
    """The version of a record that was never changed: a hash of its value as text."""
    return "0-" + blake2b(text.encode(), digest_size=8).hexdigest()


def key_of(spec: Travelling, parts: Sequence[Any]) -> str:
    """The key of a record from its key columns: the owner's, and what tells it from the owner's
    others."""
    owner, *rest = ("" if part is None else str(part) for part in parts)
    if not rest:
        return owner
    return f"{owner} {derived_uid(*rest) if spec.secret else ' '.join(rest)}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@cache
def _selection(spec: Travelling, schema: str) -> str:
    """id, uid or NULL, plain columns, then for each reference the row's own id and the key."""
    chosen = ["t.id", "t.uid" if spec.has_uid else "NULL", *(f"t.{name}" for name in spec.blanks)]
    joins = []
    for number, (column, table) in enumerate(spec.references.items()):
        chosen += [f"t.{column}", f"r{number}.uid"]
        joins.append(f"LEFT JOIN {schema}.{table} AS r{number} ON r{number}.id = t.{column}")
    return f"SELECT {', '.join(chosen)} FROM {schema}.{spec.table} AS t {' '.join(joins)}"


def _records(rows: Iterable[Sequence[Any]], spec: Travelling, gone: Gone) -> Iterator[Record]:
    plain, references = list(spec.blanks), list(spec.references.items())
    first = 2 + len(plain)
    quiet = spec.quiet
    key_for = _key_maker(spec)
    for row in rows:
        values = dict(zip(plain, row[2:first], strict=True))
        at = first
        for column, table in references:
            number, key = row[at], row[at + 1]
            if key is None and number is not None:
                key = gone.get((table, number))
            values[column] = key
            at += 2
        key = row[1] or key_for(values)
        if spec.several:
            values = {ROWS: [[values[name] for name in spec.rows_columns]]}
        aside = {name: values.pop(name) for name in quiet} if quiet else {}
        yield Record(key, [row[0]], values, aside)


def _key_maker(spec: Travelling) -> Callable[[Values], str]:
    return lambda values: key_of(spec, [values[name] for name in spec.key])


def _few_at_once(cursor: sqlite3.Cursor) -> Iterator[Sequence[Any]]:
    """The rows, of which very many are never in memory together."""
    while some := cursor.fetchmany(_AT_ONCE):
        yield from some


def _together(records: Iterable[Record]) -> Iterator[Record]:
    """Rows of one key follow each other."""
    for _, some in groupby(records, key=lambda record: record.key):
        whole, *others = some
        for each in others:
            whole.ids += each.ids
            whole.values[ROWS] += each.values[ROWS]
        whole.values[ROWS].sort(key=_json)
        yield whole
