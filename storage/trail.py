"""Every action of an officer: one transaction, written down, and undoable.

An `Action` is the only way to write to a workspace. It keeps what each row was before and is
after, in the same transaction as the change, so that the audit trail, undo and redo are one
thing, and undo works across restarts. Rows added in bulk are kept as a range of ids; their
contents are put aside only when they are taken away again. What was changed gets a new version,
by which copies that were apart are joined (storage.versions). Undo and redo: storage.turning.
"""

import base64
import contextlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from engage_app.domain.changes import Changes
from storage.database import transaction
from storage.rows import Row, batches, insert_all, read_rows, rows_by_id
from storage.versions import Versions

VERSIONS = "record_version"


class Action:
    """The writes of one action. Use `acting`, which opens and closes the transaction."""

    def __init__(self, connection: sqlite3.Connection, action_id: int, label: str) -> None:
        self.connection = connection
        self.id = action_id
        self.label = label
        self.tables: set[str] = set()
        self.count = 0
        self.created: int | None = None
        self._versions: Versions | None = Versions(connection, self._keep_images)

    def joins(self) -> None:
        """This action joins copies: it writes versions itself, as they were made elsewhere, and
        undoing it leaves no trace in them."""
        self._versions = None
        self.connection.execute("UPDATE action SET joins = 1 WHERE id = ?", [self.id])

    def settle(self, table: str, row_id: int) -> None:
        """What the row shows takes the place of whatever other copies had for it."""
        if self._versions:
            self._versions.settle(table, row_id)
            self.tables.add(VERSIONS)

    def insert(self, table: str, row: Mapping[str, Any]) -> int:
        """Add one row; returns its id."""
        names = ", ".join(row)
        marks = ", ".join("?" * len(row))
        cursor = self.connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values())
        )
        new_id = int(cursor.lastrowid or 0)
        self.note_added(table, new_id, new_id)
        return new_id

    def insert_many(self, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> range:
        """Add rows whose ids follow each other; returns the range of their ids."""
        (highest,) = self.connection.execute(f"SELECT max(id) FROM {table}").fetchone()
        first = (highest or 0) + 1
        numbered = ((number, *row) for number, row in enumerate(rows, first))
        added = insert_all(self.connection, table, ["id", *names], numbered)
        if added:
            self.note_added(table, first, first + added - 1)
        return range(first, first + added)

    def note_added(self, table: str, first: int, last: int) -> None:
        """Rows of these ids, all of them new, were put there by a query of the caller's."""
        if self._versions:
            self._versions.added(table, first, last)
        self._note(table, "insert", first, last, count=last - first + 1)

    def update(self, table: str, row_id: int, values: Mapping[str, Any]) -> None:
        """Change some columns of one row."""
        self.update_many(table, {row_id: values})

    def update_many(self, table: str, changes: Mapping[int, Mapping[str, Any]]) -> None:
        """Change the same columns of several rows; rows that stay as they are aren't written."""
        if not changes:
            return
        names = list(next(iter(changes.values())))
        kept = rows_by_id(self.connection, table, list(changes), names)
        fresh = {
            key: dict(values)
            for key, values in changes.items()
            if key in kept and any(kept[key][name] != values[name] for name in names)
        }
        if not fresh:
            return
        versions = self._versions
        former = {key: kept[key] for key in fresh}
        update = versions.before_update(table, former, fresh) if versions else None
        assignments = ", ".join(f"{name} = ?" for name in names)
        self.connection.executemany(
            f"UPDATE {table} SET {assignments} WHERE id = ?",
            ([*(values[name] for name in names), key] for key, values in fresh.items()),
        )
        if versions:
            versions.after_update(update)
        before = [{"id": key, **kept[key]} for key in fresh]
        after = [{"id": key, **values} for key, values in fresh.items()]
        self._note(
            table, "update", min(fresh), max(fresh), before=before, after=after, count=len(fresh)
        )

    def delete_where(self, table: str, where: str, parameters: Sequence[Any] = ()) -> int:
        """Remove rows, keeping what they held; returns how many."""
        rows = read_rows(
            self.connection, f"SELECT * FROM {table} WHERE {where} ORDER BY id", parameters
        )
        if rows:
            versions = self._versions
            records = versions.before_delete(table, where, parameters) if versions else []
            self.connection.execute(f"DELETE FROM {table} WHERE {where}", parameters)
            if versions:
                versions.after_delete(table, records)
            self._note(table, "delete", rows[0]["id"], rows[-1]["id"], before=rows, count=len(rows))
        return len(rows)

    def delete_by(self, table: str, column: str, keys: Sequence[int]) -> int:
        """Remove the rows whose `column` holds one of `keys`; returns how many."""
        removed = 0
        for some in batches(keys):
            marks = ", ".join("?" * len(some))
            removed += self.delete_where(table, f"{column} IN ({marks})", some)
        return removed

    def defer_references(self) -> None:
        """Check foreign keys at the end of this action only: parents may go before children."""
        self.connection.execute("PRAGMA defer_foreign_keys = ON")

    def changes(self) -> Changes:
        """What was done, for the views."""
        return Changes(
            label=self.label,
            action_id=self.id if self.tables else 0,
            tables=frozenset(self.tables),
            count=self.count,
            created=self.created,
        )

    def _keep_images(self, before: list[Row], after: list[Row]) -> None:
        """Versions that stood beside a record went: undo puts them back."""
        self.connection.execute(
            "INSERT INTO action_change"
            " (action_id, table_name, kind, first_id, last_id, before, after)"
            " VALUES (?, ?, 'update', ?, ?, ?, ?)",
            [self.id, VERSIONS, before[0]["id"], before[0]["id"], pack(before), pack(after)],
        )

    def _note(
        self,
        table: str,
        kind: str,
        first: int,
        last: int,
        *,
        before: list[Row] | None = None,
        after: list[Row] | None = None,
        count: int = 1,
    ) -> None:
        self.connection.execute(
            "INSERT INTO action_change"
            " (action_id, table_name, kind, first_id, last_id, before, after)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [self.id, table, kind, first, last, pack(before), pack(after)],
        )
        self.tables.add(table)
        self.count += count


@contextlib.contextmanager
def acting(
    connection: sqlite3.Connection, label: str, *, who: str, exercise_id: int | None = None
) -> Iterator[Action]:
    """One action of an officer: everything inside is written, or nothing.

    What had been undone can't be redone once something new is done.
    """
    with transaction(connection):
        cursor = connection.execute(
            "INSERT INTO action (at, who, label, exercise_id) VALUES (?, ?, ?, ?)",
            [datetime.now(UTC).isoformat(timespec="milliseconds"), who, label, exercise_id],
        )
        action = Action(connection, int(cursor.lastrowid or 0), label)
        yield action
        if action.tables:
            connection.execute("UPDATE action SET state = 'dropped' WHERE state = 'undone'")
        else:  # nothing to undo, nothing to audit
            connection.execute("DELETE FROM action WHERE id = ?", [action.id])


def pack(rows: list[Row] | None) -> bytes | None:
    """Rows as kept beside a change."""
    if rows is None:
        return None
    return zlib.compress(json.dumps(rows, ensure_ascii=False, default=_in_letters).encode(), 1)


def unpack(packed: bytes | None) -> list[Row]:
    """The rows kept beside a change, as they were before or after it."""
    if packed is None:
        return []
    text = zlib.decompress(packed)
    rows: list[Row] = json.loads(text, object_hook=_in_bytes if _BYTES.encode() in text else None)
    return rows


_BYTES = "base64 of bytes"


def _in_letters(content: bytes) -> dict[str, str]:
    return {_BYTES: base64.b64encode(content).decode()}


def _in_bytes(found: Row) -> Any:
    return base64.b64decode(found[_BYTES]) if _BYTES in found else found
