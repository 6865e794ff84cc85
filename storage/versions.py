"""Versions of records that travel: every change, by whoever, leaves one behind.

`Action` and undo tell of every row that comes, goes or changes; what that means for the records
they are is decided here, and written by storage.version_writer.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any

from storage.pausing import without_collecting
from storage.records import Record, read, read_ids
from storage.rows import Row
from storage.travelling import BY_TABLE, REFERRED, Travelling, Values
from storage.version_columns import Update, follow
from storage.version_rows import has_versions
from storage.version_writer import Images, VersionWriter


@dataclass
class Removal:
    """Rows that are about to go, and the owners of those that have no uid."""

    spec: Travelling
    owners: set[str] = field(default_factory=set)


class Versions:
    """The versions that one action makes.

    Args:
        connection: in the action's transaction.
        images: as VersionWriter's.
    """

    def __init__(self, connection: sqlite3.Connection, images: Images) -> None:
        self._connection = connection
        self._writer = VersionWriter(connection, images)
        self._fresh: dict[str, list[range]] = {}
        self._gone: dict[tuple[str, int], str] = {}
        self._uids: dict[tuple[str, int], str] = {}

    def added(self, table: str, first: int, last: int) -> None:
        """New rows came: what they are part of, or was there once under their keys, is changed."""
        self._fresh.setdefault(table, []).append(range(first, last + 1))
        self._uids.clear()  # an id may be given again once its row is gone
        spec = BY_TABLE.get(table)
        if spec is None:
            return
        chosen, bounds = "id BETWEEN ? AND ?", [first, last]
        if spec.several and not self._all_fresh(spec, chosen, bounds):
            self._supersede(spec, self._beside(spec, chosen, bounds), removed=False)
        if has_versions(self._connection, table):
            known = f"{chosen} AND {_known(spec)}"
            self._writer.come_back(spec, self._read(spec, known, bounds))

    def came_back(self, table: str, ids: Sequence[int]) -> None:
        """Rows that had been there before are there again."""
        if (spec := BY_TABLE.get(table)) and has_versions(self._connection, table):
            self._writer.come_back(spec, list(read_ids(self._connection, spec, ids)))

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
            follow(self._writer, update, self._key)
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
            removal = Removal(spec)
            went = self._noted(removal, (old for old, _ in moved))
            self._supersede(spec, went, removed=True)
            self.after_delete(removal)
            self._writer.come_back(spec, [new for _, new in moved])

    @without_collecting()
    def before_delete(
        self, table: str, where: str, parameters: Sequence[Any], *, undoing: bool = False
    ) -> "Removal | None":
        """Rows are about to go; give what comes back to `after_delete`.

        Args:
            undoing: they go because their having come is undone. Of what was never changed since
                no trace is left, as if it had never been: a copy made meanwhile brings it again.
        """
        spec = BY_TABLE.get(table)
        if spec is None or (undoing and not has_versions(self._connection, table)):
            return None
        if undoing:
            where = f"({where}) AND {_known(spec)}"
        if spec.several:
            key = ", ".join(spec.key)
            where = f"({key}) IN (SELECT {key} FROM {table} WHERE {where})"
        removal = Removal(spec)
        records = read(self._connection, spec, where, parameters, gone=self._gone)
        self._supersede(spec, self._noted(removal, records), removed=True)
        return removal

    def after_delete(self, removal: "Removal | None") -> None:
        """The rows went."""
        if removal and removal.owners:
            self._writer.stayed(removal.spec, self._still_there(removal))

    def _noted(self, removal: "Removal", records: Iterable[Record]) -> Iterator[Record]:
        """The records, once noted what will be asked for when they are gone."""
        table, has_uid = removal.spec.table, removal.spec.has_uid
        for record in records:
            if table in REFERRED:
                self._gone[table, record.ids[0]] = record.key
            if not has_uid:  # two rows of one key are one record
                removal.owners.add(record.key.partition(" ")[0])
            yield record

    def settle(self, table: str, row_id: int) -> None:
        """What the row shows takes the place of every version that stands beside it."""
        spec = BY_TABLE[table]
        for record in (self._whole if spec.several else self._read)(spec, "id = ?", [row_id]):
            self._writer.settle(spec, record)

    def together(self, table: str, ids: Sequence[int]) -> None:
        """These rows are of one making: each gets the version of this action."""
        spec = BY_TABLE[table]
        some = self._read(spec, "id IN (SELECT value FROM json_each(?))", [json.dumps(list(ids))])
        self._writer.supersede(spec, some, removed=False)

    def put_beside(self, rows: Sequence[Row]) -> None:
        """Undoing: what stood beside a record, or its having been removed, is so again."""
        self._writer.put_beside(rows)

    def _supersede(self, spec: Travelling, records: Iterable[Record], *, removed: bool) -> None:
        if self._fresh.get(spec.table):
            records = (
                replace(each, ids=[]) if self._is_fresh(spec.table, each.ids) else each
                for each in records
            )
        self._writer.supersede(spec, records, removed=removed)

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

    def _still_there(self, removal: "Removal") -> set[str]:
        """The keys of the same owners' rows that are left."""
        spec = removal.spec
        owner = spec.key[0]
        chosen = "SELECT value FROM json_each(?)"
        if table := spec.references.get(owner):
            chosen = f"SELECT id FROM {table} WHERE uid IN ({chosen})"
        owners = json.dumps(sorted(removal.owners))
        return {each.key for each in self._read(spec, f"{owner} IN ({chosen})", [owners])}

    def _key(self, table: str, row_id: int) -> str:
        if (table, row_id) not in self._uids:
            query = f"SELECT uid FROM {table} WHERE id = ?"
            row = self._connection.execute(query, [row_id]).fetchone()
            self._uids[table, row_id] = row[0] if row else self._gone[table, row_id]
        return self._uids[table, row_id]

    def _is_fresh(self, table: str, ids: Sequence[int]) -> bool:
        ranges = self._fresh.get(table, [])
        return bool(ids) and all(any(key in some for some in ranges) for key in ids)


def _known(spec: Travelling) -> str:
    """Whether a row's key, or another of the same owner, has a version: one look at an index."""
    if spec.has_uid:
        key, wanted = "uid", "record = uid"
    else:
        owner = spec.references.get(spec.key[0])
        key = f"(SELECT uid FROM {owner} WHERE id = {spec.key[0]})" if owner else spec.key[0]
        wanted = f"record >= {key} AND record < {key} || '!'"  # a space ends the owner's part
    return f"EXISTS (SELECT 1 FROM record_version WHERE table_name = '{spec.table}' AND {wanted})"
