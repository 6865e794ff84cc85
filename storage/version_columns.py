"""New versions where some columns of many rows changed: one statement for all of them.

Only what the columns held before is kept beside a record's first change; with it the value that the
record was made with, and so its first version, can be told whenever that is asked for.
"""

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from storage.records import Record, as_base, canonical, loaded, read_ids, with_base
from storage.travelling import Travelling, Values
from storage.version_rows import FIELDS, Version, has_versions
from storage.version_writer import VersionWriter

_FEW = 1000  # keys that are looked up one by one
KeyOf = Callable[[str, int], str]
"""The key of what a table's row of this id is."""


@dataclass
class Update:
    """Rows that are about to change: some of their columns, or as whole records.

    Attributes:
        changes: by the row's id, what the columns held and what they are going to hold.
        before: the whole records, where it is these.
    """

    spec: Travelling
    columns: tuple[str, ...] = ()
    changes: dict[int, tuple[tuple[Any, ...], tuple[Any, ...]]] = field(default_factory=dict)
    before: list[Record] = field(default_factory=list)


def follow(writer: VersionWriter, update: Update, key_of: KeyOf) -> None:
    """Write the versions; the columns have changed."""
    spec, changes = update.spec, update.changes
    keys = _keys(writer.connection, spec, list(changes))
    odd = _odd(writer.connection, spec, keys)

    @cache
    def base(was: tuple[Any, ...]) -> str:
        return as_base(_named(update, was, key_of))

    writer.connection.executemany(
        """INSERT INTO record_version (table_name, record, dot, base) VALUES (?, ?, ?, ?)
        ON CONFLICT (table_name, record) DO UPDATE SET dot = excluded.dot,
            seen = CASE dot WHEN excluded.dot THEN seen ELSE trim(seen || ' ' || dot) END,
            base = CASE base WHEN '' THEN '' WHEN excluded.base THEN base
                ELSE json_patch(excluded.base, base) END""",
        (
            (spec.table, keys[key], writer.dot, base(was))
            for key, (was, _) in changes.items()
            if key not in odd
        ),
    )
    for key, row in odd.items():
        was, new = (_named(update, values, key_of) for values in changes[key])
        _follow_odd(writer, spec, row, (key, was, new))


def _follow_odd(
    writer: VersionWriter, spec: Travelling, row: Version, change: tuple[int, Values, Values]
) -> None:
    """The same where others stand beside the version, or the row shows another value."""
    row_id, former, now = change
    (record,) = read_ids(writer.connection, spec, [row_id])
    shown = canonical(spec, record.values)
    before = row.held or canonical(spec, {**record.values, **former})
    held = canonical(spec, {**loaded(spec, row.held), **now}) if row.held else ""
    base = json.loads(row.base) if row.base else {}
    merged = as_base({**former, **with_base({}, row.base)}) if base else ""
    fresh = writer.renewed(row, before)
    fresh.base, fresh.held, fresh.removed = merged, "" if held == shown else held, 0
    writer.rewrite(row, fresh)


def _odd(
    connection: sqlite3.Connection, spec: Travelling, keys: Mapping[int, str]
) -> dict[int, Version]:
    """Those that have more to them than a dot, by the row's id."""
    if not has_versions(connection, spec.table):
        return {}
    few = "AND record IN (SELECT value FROM json_each(?))" if len(keys) < _FEW else ""
    rows = connection.execute(
        f"""SELECT {FIELDS} FROM record_version WHERE table_name = ?
        AND (siblings <> '' OR held <> '') {few}""",
        [spec.table, *([json.dumps(list(keys.values()))] if few else [])],
    ).fetchall()
    found = {row[2]: row for row in rows}
    return {row_id: Version.of(found[key]) for row_id, key in keys.items() if key in found}


def _keys(connection: sqlite3.Connection, spec: Travelling, ids: Sequence[int]) -> dict[int, str]:
    if not spec.has_uid:
        return {each.ids[0]: each.key for each in read_ids(connection, spec, ids)}
    query = f"""SELECT id, uid FROM {spec.table}
        WHERE id IN (SELECT value FROM json_each(?))"""
    return dict(connection.execute(query, [json.dumps(ids)]).fetchall())


def _named(update: Update, values: Sequence[Any], key_of: KeyOf) -> Values:
    """The columns by name, with keys in the place of local ids."""
    references = update.spec.references
    return {
        name: key_of(references[name], value) if name in references and value is not None else value
        for name, value in zip(update.columns, values, strict=True)
    }
