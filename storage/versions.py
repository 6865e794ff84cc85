"""Versions of records that travel: every change, by whoever, leaves one behind.

A record that was never changed has no row in `record_version`: its version is a hash of its value.
A changed one has a dot (when and at random, one for each action) in the place of all it has seen;
one that was taken away keeps a row that says so. Copies that were apart are joined from this: see
storage.merging.
"""

import json
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from operator import itemgetter
from typing import Any

from storage.records import (
    Record,
    as_base,
    canonical,
    implicit_dot,
    loaded,
    read,
    read_ids,
    with_base,
)
from storage.rows import Row
from storage.travelling import BY_TABLE, REFERRED, Travelling, Values

Sibling = tuple[str, bool, str]
"""Dot, whether it is a removal, and the value as text."""
_FEW = 1000
Images = Callable[[list[Row], list[Row]], None]
_FIELDS = "id, table_name, record, dot, seen, base, siblings, held, removed"


@dataclass(slots=True)
class Version:
    """A row of `record_version`.

    Attributes:
        dot: the version that is shown.
        seen: the versions that came before, and others it took the place of.
        base: former values of some columns: with them, the value is the one the record was made
            with, whose hash is among the versions seen.
        siblings: versions beside the one shown, where copies were changed apart.
        held: the value, where the row shows another one or is gone.
        removed: whether the version shown is a removal.
    """

    id: int
    table: str
    key: str
    dot: str
    seen: frozenset[str]
    base: str
    siblings: list[Sibling]
    held: str
    removed: bool

    @classmethod
    def of(cls, row: Sequence[Any]) -> "Version":
        """From a row of _FIELDS."""
        seen = frozenset(row[4].split())
        siblings = [(dot, bool(gone), text) for dot, gone, text in json.loads(row[6] or "[]")]
        row_id, table, key, dot = row[:4]
        return cls(row_id, table, key, dot, seen, row[5], siblings, row[7], bool(row[8]))

    def row(self) -> Row:
        """As stored, without table and key."""
        return {
            "dot": self.dot,
            "seen": " ".join(sorted(self.seen)),
            "base": self.base,
            "siblings": packed(self.siblings),
            "held": self.held,
            "removed": int(self.removed),
        }


def packed(siblings: Iterable[Sibling]) -> str:
    """Siblings as stored."""
    listed = [[dot, int(gone), text] for dot, gone, text in sorted(siblings)]
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":")) if listed else ""


def versions_of(
    connection: sqlite3.Connection, table: str, keys: Iterable[str], schema: str = "main"
) -> dict[str, Version]:
    """The versions of these records, by key, where they were ever changed."""
    if not has_versions(connection, table, schema):
        return {}
    rows = connection.execute(
        f"""SELECT {_FIELDS} FROM {schema}.record_version
        WHERE table_name = ? AND record IN (SELECT value FROM json_each(?))""",
        [table, json.dumps(list(keys))],
    )
    return {row[2]: Version.of(row) for row in rows}


def all_versions(
    connection: sqlite3.Connection, table: str, schema: str = "main"
) -> dict[str, Version]:
    """The versions of all records of a table that were ever changed."""
    query = f"SELECT {_FIELDS} FROM {schema}.record_version WHERE table_name = ?"
    return {row[2]: Version.of(row) for row in connection.execute(query, [table])}


def has_versions(connection: sqlite3.Connection, table: str, schema: str = "main") -> bool:
    """Whether any record of a table was ever changed."""
    query = f"SELECT 1 FROM {schema}.record_version WHERE table_name = ? LIMIT 1"
    return connection.execute(query, [table]).fetchone() is not None


@dataclass
class Update:
    """Rows that are about to change: some of their columns, or as whole records."""

    spec: Travelling
    columns: tuple[str, ...] = ()
    changes: dict[int, tuple[tuple[Any, ...], tuple[Any, ...]]] = field(default_factory=dict)
    before: list[Record] = field(default_factory=list)


class Versions:
    """The versions that one action makes.

    Args:
        connection: in the action's transaction.
        images: told the rows of records with siblings, as they were and are: undo needs them.
    """

    def __init__(self, connection: sqlite3.Connection, images: Images) -> None:
        self._connection = connection
        self._images = images
        self._mark = secrets.token_hex(6)
        self._now = time.time_ns() // 1_000_000
        self._fresh: dict[str, list[range]] = {}
        self._gone: dict[tuple[str, int], str] = {}
        self._uids: dict[tuple[str, int], str] = {}

    def added(self, table: str, first: int, last: int) -> None:
        """New rows came: what they are part of, or was there once under their keys, is changed."""
        self._fresh.setdefault(table, []).append(range(first, last + 1))
        spec = BY_TABLE.get(table)
        if spec is None:
            return
        chosen, bounds = "id BETWEEN ? AND ?", [first, last]
        if spec.several and not self._all_fresh(spec, chosen, bounds):
            self._supersede(spec, self._beside(spec, chosen, bounds), removed=False)
        if has_versions(self._connection, table):
            self._come_back(spec, self._read(spec, chosen, bounds))

    def came_back(self, table: str, ids: Sequence[int]) -> None:
        """Rows that had been there before are there again."""
        if (spec := BY_TABLE.get(table)) and has_versions(self._connection, table):
            self._come_back(spec, list(read_ids(self._connection, spec, ids)))

    def before_update(
        self, table: str, former: Mapping[int, Values], now: Mapping[int, Values]
    ) -> "Update | None":
        """Rows are about to change; give what comes back to `after_update`.

        Args:
            former: what some columns hold, by the row's id.
            now: what they are going to hold.
        """
        spec = BY_TABLE.get(table)
        names = next(iter(former.values()), {})
        columns = [name for name in names if spec and name in spec.value_columns]
        if spec is None or not columns:
            return None
        ids = list(former)
        if table in self._fresh:
            ids = [key for key in former if not self._is_fresh(table, [key])]
        if spec.several:
            chosen = "id IN (SELECT value FROM json_each(?))"
            return Update(spec, before=self._whole(spec, chosen, [json.dumps(ids)]))
        if set(columns).intersection(spec.key):
            return Update(spec, before=list(read_ids(self._connection, spec, ids)))
        pick = itemgetter(*columns) if len(columns) > 1 else lambda row: (row[columns[0]],)
        some = ((key, pick(former[key]), pick(now[key])) for key in ids)
        changes = {key: (was, new) for key, was, new in some if was != new}
        return Update(spec, columns=tuple(columns), changes=changes)

    def after_update(self, update: "Update | None") -> None:
        """The rows changed."""
        if update is None:
            return
        if update.columns:
            self._follow(update)
            return
        spec = update.spec
        ids = [key for record in update.before for key in record.ids]
        now = {r.ids[0]: r for r in read_ids(self._connection, spec, ids)}
        changed = [
            (old, new)
            for old in update.before
            if (new := now.get(old.ids[0])) and (old.key, old.values) != (new.key, new.values)
        ]
        self._supersede(spec, [old for old, new in changed if old.key == new.key], removed=False)
        moved = [(old, new) for old, new in changed if old.key != new.key]
        if moved:
            self.after_delete(spec.table, [old for old, _ in moved])
            self._come_back(spec, [new for _, new in moved])

    def before_delete(self, table: str, where: str, parameters: Sequence[Any]) -> list[Record]:
        """Rows are about to go; give what comes back to `after_delete`."""
        spec = BY_TABLE.get(table)
        if spec is None:
            return []
        if spec.several:
            return self._whole(spec, where, parameters)
        records = self._read(spec, where, parameters)
        if table in REFERRED:
            self._gone.update(((table, record.ids[0]), record.key) for record in records)
        return records

    def after_delete(self, table: str, records: list[Record]) -> None:
        """The rows went."""
        if not records:
            return
        spec = BY_TABLE[table]
        there = set() if spec.has_uid else self._still_there(spec, records)
        self._supersede(spec, [each for each in records if each.key not in there], removed=True)
        if spec.several:
            self._supersede(spec, [each for each in records if each.key in there], removed=False)

    def settle(self, table: str, row_id: int) -> None:
        """What the row shows takes the place of every version that stands beside it."""
        spec = BY_TABLE[table]
        chosen = "id = ?"
        records = (self._whole if spec.several else self._read)(spec, chosen, [row_id])
        for key, row in versions_of(self._connection, table, [r.key for r in records]).items():
            self._renew(spec, row, next(r for r in records if r.key == key), removed=False)
            (now,) = versions_of(self._connection, table, [key]).values()
            dots = {dot for dot, _, _ in now.siblings}
            latest = (
                self._later_than({*dots, now.dot}) if now.dot < max(dots, default="") else now.dot
            )
            alone = replace(now, dot=latest, seen=now.seen | dots, siblings=[], held="")
            self._rewrite(now, alone, tell=False)
            self._tell(row, alone)

    def put_beside(self, rows: Sequence[Row]) -> None:
        """Undoing: what stood beside a record, or its having been removed, is so again."""
        for image in rows:
            query = f"SELECT {_FIELDS} FROM record_version WHERE id = ?"
            row = Version.of(self._connection.execute(query, [image["id"]]).fetchone())
            listed = json.loads(image["siblings"] or "[]")
            siblings = [
                (f"{self._now - 1:011x}-{self._mark}{number}", bool(gone), text)
                for number, (_, gone, text) in enumerate(listed)
            ]
            fresh = self._renewed(row, "")
            fresh = replace(fresh, siblings=siblings, held=image["held"],
                            removed=bool(image["removed"]))  # fmt: skip
            self._rewrite(row, fresh)

    @property
    def _dot(self) -> str:
        return f"{self._now:011x}-{self._mark}"

    def _later_than(self, dots: Iterable[str]) -> str:
        """This action's dot, or one that follows those of a laptop whose clock is ahead."""
        latest = max((int(dot.partition("-")[0], 16) for dot in dots), default=0)
        return f"{max(self._now, latest + 1):011x}-{self._mark}"

    def _read(self, spec: Travelling, where: str, parameters: Sequence[Any]) -> list[Record]:
        return list(read(self._connection, spec, where, parameters, gone=self._gone))

    def _whole(self, spec: Travelling, where: str, parameters: Sequence[Any]) -> list[Record]:
        """The records that the rows are parts of, with all of their rows."""
        key = ", ".join(spec.key)
        return self._read(
            spec, f"({key}) IN (SELECT {key} FROM {spec.table} WHERE {where})", parameters
        )

    def _beside(self, spec: Travelling, chosen: str, bounds: Sequence[Any]) -> list[Record]:
        """The records that the rows became parts of, as they were before."""
        key = ", ".join(spec.key)
        where = f"({key}) IN (SELECT {key} FROM {spec.table} WHERE {chosen}) AND NOT ({chosen})"
        return self._read(spec, where, [*bounds, *bounds])

    def _all_fresh(self, spec: Travelling, chosen: str, bounds: Sequence[Any]) -> bool:
        """Whether the rows belong to owners that this action made: nothing is beside them."""
        owner = spec.key[0]
        first, last = self._connection.execute(
            f"SELECT min({owner}), max({owner}) FROM {spec.table} WHERE {chosen}", bounds
        ).fetchone()
        return any(
            first in some and last in some for some in self._fresh.get(spec.references[owner], ())
        )

    def _still_there(self, spec: Travelling, records: list[Record]) -> set[str]:
        """Which keys still have a row: two of one key are one record."""
        owner = spec.key[0]
        chosen = "SELECT value FROM json_each(?)"
        if table := spec.references.get(owner):
            chosen = f"SELECT id FROM {table} WHERE uid IN ({chosen})"
        owners = json.dumps(sorted({record.key.partition(" ")[0] for record in records}))
        return {each.key for each in self._read(spec, f"{owner} IN ({chosen})", [owners])}

    def _come_back(self, spec: Travelling, records: list[Record]) -> None:
        """Rows came under keys that may have a version: of something removed, or changed."""
        keys = json.dumps([each.key for each in records])
        chosen = "table_name = ? AND record IN (SELECT value FROM json_each(?)) AND siblings"
        odd = self._connection.execute(
            f"SELECT {_FIELDS} FROM record_version WHERE {chosen} <> ''", [spec.table, keys]
        ).fetchall()
        self._connection.execute(
            f"""UPDATE record_version SET dot = ?, removed = 0, held = '', base = '',
                seen = CASE dot WHEN ? THEN seen ELSE trim(seen || ' ' || dot) END
            WHERE {chosen} = ''""",
            [self._dot, self._dot, spec.table, keys],
        )
        for row in odd:
            self._renew(spec, Version.of(row), None, removed=False)

    def _follow(self, update: "Update") -> None:
        """New versions of records of which some columns were changed: one statement for all."""
        spec, changes = update.spec, update.changes
        keys = self._keys(spec, list(changes))
        odd = self._odd(spec, keys)
        bases = cache(lambda was: as_base(self._named(update, was)))
        self._connection.executemany(
            """INSERT INTO record_version (table_name, record, dot, base) VALUES (?, ?, ?, ?)
            ON CONFLICT (table_name, record) DO UPDATE SET dot = excluded.dot,
                seen = CASE dot WHEN excluded.dot THEN seen ELSE trim(seen || ' ' || dot) END,
                base = CASE base WHEN '' THEN '' WHEN excluded.base THEN base
                    ELSE json_patch(excluded.base, base) END""",
            (
                (spec.table, keys[key], self._dot, bases(was))
                for key, (was, _) in changes.items()
                if key not in odd
            ),
        )
        for key, row in odd.items():
            was, new = (self._named(update, values) for values in changes[key])
            self._follow_odd(spec, row, (key, was, new))

    def _follow_odd(
        self, spec: Travelling, row: Version, change: tuple[int, Values, Values]
    ) -> None:
        """The same where others stand beside the version, or the row shows another value."""
        row_id, former, now = change
        (record,) = read_ids(self._connection, spec, [row_id])
        shown = canonical(spec, record.values)
        before = row.held or canonical(spec, {**record.values, **former})
        held = canonical(spec, {**loaded(spec, row.held), **now}) if row.held else ""
        base = json.loads(row.base) if row.base else {}
        merged = as_base({**former, **with_base({}, row.base)}) if base else ""
        fresh = self._renewed(row, before)
        fresh.base, fresh.held, fresh.removed = merged, "" if held == shown else held, False
        self._rewrite(row, fresh)

    def _odd(self, spec: Travelling, keys: Mapping[int, str]) -> dict[int, Version]:
        """Those that have more to them than a dot, by the row's id."""
        if not has_versions(self._connection, spec.table):
            return {}
        few = "AND record IN (SELECT value FROM json_each(?))" if len(keys) < _FEW else ""
        rows = self._connection.execute(
            f"""SELECT {_FIELDS} FROM record_version WHERE table_name = ?
            AND (siblings <> '' OR held <> '') {few}""",
            [spec.table, *([json.dumps(list(keys.values()))] if few else [])],
        ).fetchall()
        found = {row[2]: row for row in rows}
        return {row_id: Version.of(found[key]) for row_id, key in keys.items() if key in found}

    def _keys(self, spec: Travelling, ids: Sequence[int]) -> dict[int, str]:
        if not spec.has_uid:
            return {each.ids[0]: each.key for each in read_ids(self._connection, spec, ids)}
        query = f"""SELECT id, uid FROM {spec.table}
            WHERE id IN (SELECT value FROM json_each(?))"""
        return dict(self._connection.execute(query, [json.dumps(ids)]).fetchall())

    def _named(self, update: "Update", values: Sequence[Any]) -> Values:
        """The columns by name, with keys in the place of local ids."""
        references = update.spec.references
        return {
            name: self._key(references[name], value) if name in references else value
            for name, value in zip(update.columns, values, strict=True)
        }

    def _key(self, table: str, row_id: int | None) -> str | None:
        if row_id is None:
            return None
        if (table, row_id) not in self._uids:
            row = self._connection.execute(
                f"SELECT uid FROM {table} WHERE id = ?", [row_id]
            ).fetchone()
            self._uids[table, row_id] = row[0] if row else self._gone[table, row_id]
        return self._uids[table, row_id]

    def _supersede(self, spec: Travelling, records: Iterable[Record], *, removed: bool) -> None:
        """A new version in the place of each record as it was."""
        records = list(records)
        there = versions_of(self._connection, spec.table, [each.key for each in records])
        kept = removed and spec.table in REFERRED
        fresh = []
        for record in records:
            if row := there.get(record.key):
                self._renew(spec, row, record, removed=removed)
            elif not self._is_fresh(spec.table, record.ids):
                dot = implicit_dot(canonical(spec, record.values))
                held = canonical(spec, record.values, record.quiet) if kept else ""
                fresh.append((spec.table, record.key, self._dot, dot, held, int(removed)))
        self._connection.executemany(
            "INSERT INTO record_version (table_name, record, dot, seen, held, removed)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            fresh,
        )

    def _renew(
        self, spec: Travelling, row: Version, record: Record | None, *, removed: bool
    ) -> None:
        """A new dot in the place of the one shown.

        Args:
            record: as it was; None where it was gone and is there again.
        """
        before = row.held or (canonical(spec, record.values) if record else "")
        fresh = self._renewed(row, "" if removed else before)
        fresh.removed, fresh.held = removed, row.held if record else ""
        if record and row.base:
            first = with_base(loaded(spec, before), row.base)
            fresh.base = ""
            fresh.seen |= {implicit_dot(canonical(spec, first))}
        if removed:
            fresh.seen |= {dot for dot, _, _ in fresh.siblings}
            fresh.siblings = []
            shown = canonical(spec, record.values, record.quiet) if record else ""
            fresh.held = (row.held or shown) if spec.table in REFERRED else ""
        self._rewrite(row, fresh)

    def _renewed(self, row: Version, before: str) -> Version:
        """With a new dot; what stands beside it stays, but for what says the same as it did."""
        beside = [each for each in row.siblings if each[2] != before]
        dropped = {dot for dot, _, _ in row.siblings} - {dot for dot, _, _ in beside}
        seen, dot = row.seen | dropped, row.dot
        if not dot.endswith(self._mark):  # else changed in this action already
            seen |= {dot}
            dot = self._later_than(dot for dot, _, _ in beside)
        return replace(row, dot=dot, seen=seen, siblings=beside)

    def _rewrite(self, old: Version, new: Version, *, tell: bool = True) -> None:
        before, after = old.row(), new.row()
        assignments = ", ".join(f"{name} = ?" for name in after)
        self._connection.execute(
            f"UPDATE record_version SET {assignments} WHERE id = ?", [*after.values(), old.id]
        )
        if tell and before["siblings"] != after["siblings"]:
            self._tell(old, new)

    def _tell(self, old: Version, new: Version) -> None:
        names = ("siblings", "held", "removed")
        before, after = old.row(), new.row()
        self._images(
            [{"id": old.id, **{name: before[name] for name in names}}],
            [{"id": old.id, **{name: after[name] for name in names}}],
        )

    def _is_fresh(self, table: str, ids: Sequence[int]) -> bool:
        ranges = self._fresh.get(table, [])
        return bool(ids) and all(any(key in some for some in ranges) for key in ids)
