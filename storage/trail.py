"""Every action of an officer: one transaction, written down, and undoable.

An `Action` is the only way to write to a workspace. It keeps what each row was before and is
after, in the same transaction as the change, so that the audit trail, undo and redo are one
thing, and undo works across restarts. Rows added in bulk are kept as a range of ids; their
contents are put aside only when they are taken away again. What was changed gets a new version,
by which copies that were apart are joined (storage.versions). Undo and redo: storage.turning.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from engage_app.domain.changes import Changes
from storage.bulk import check_references, in_bulk
from storage.database import transaction
from storage.packing import pack, unpack
from storage.rows import Row, batches, insert_all, read_rows, rows_by_id
from storage.turning import (
    AUTOMATIC,
    VERSIONS,
    keep_all,
    redo,
    redo_label,
    redo_size,
    undo,
    undo_label,
    undo_size,
)
from storage.versions import Versions

__all__ = [
    "AUTOMATIC",
    "VERSIONS",
    "Action",
    "acting",
    "keep_all",
    "pack",
    "redo",
    "redo_label",
    "redo_size",
    "undo",
    "undo_label",
    "undo_size",
    "unpack",
]


class Action:
    """The writes of one action. Use `acting`, which opens and closes the transaction.

    Args:
        undoable: False: what rows were before is not kept.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        action_id: int,
        label: str,
        *,
        undoable: bool = True,
    ) -> None:
        self.connection = connection
        self.id = action_id
        self.label = label
        self.undoable = undoable
        self.tables: set[str] = set()
        self.count = 0
        self.created: int | None = None
        self.added: list[tuple[str, range]] = []
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

    def together(self, table: str, ids: Sequence[int]) -> None:
        """These rows are of one making, whichever were changed: of copies that were apart each
        shows the same one. After all that is done to them."""
        if self._versions:
            self._versions.together(table, ids)
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
        self.added.append((table, range(new_id, new_id + 1)))
        return new_id

    def insert_many(self, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> range:
        """Add rows whose ids follow each other; returns the range of their ids."""
        first = self._next_id(table)
        rows_added = range(first, first + insert_all(self.connection, table, names, rows))
        self._note_range(table, rows_added)
        self.added.append((table, rows_added))
        return rows_added

    def insert_selected(self, table: str, names: Sequence[str], query: str) -> range:
        """Add the rows of a query, as `insert_many`: they never come to Python.

        In a bulk action, checking what they refer to is the caller's.
        """
        first = self._next_id(table)
        columns = ", ".join(names)
        cursor = self.connection.execute(f"INSERT INTO {table} ({columns}) {query}")
        rows_added = range(first, first + max(cursor.rowcount, 0))
        self._note_range(table, rows_added)
        return rows_added

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
        before = after = None
        if self.undoable:
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
            removal = versions.before_delete(table, where, parameters) if versions else None
            self.connection.execute(f"DELETE FROM {table} WHERE {where}", parameters)
            if versions:
                versions.after_delete(removal)
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

    def _next_id(self, table: str) -> int:
        """The id that SQLite gives to the next row: one more than the highest there is."""
        (highest,) = self.connection.execute(f"SELECT max(id) FROM {table}").fetchone()
        return (highest or 0) + 1

    def _note_range(self, table: str, rows: range) -> None:
        if rows:
            self.note_added(table, rows[0], rows[-1])

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
    connection: sqlite3.Connection,
    label: str,
    *,
    who: str,
    exercise_id: int | None = None,
    undoable: bool = True,
    bulk: bool = False,
) -> Iterator[Action]:
    """One action of an officer: everything inside is written, or nothing.

    What had been undone can't be redone once something new is done.

    Args:
        who: a name, or `AUTOMATIC`.
        undoable: False for what is worked out from other things and would be again: it is in the
            audit trail, and undo passes over it. It may only update.
        bulk: very many rows may be added, and none that others refer to is taken away. What they
            refer to is checked at the end.
    """
    with in_bulk(connection) if bulk else contextlib.nullcontext(), transaction(connection):
        cursor = connection.execute(
            "INSERT INTO action (at, who, label, exercise_id) VALUES (?, ?, ?, ?)",
            [datetime.now(UTC).isoformat(timespec="milliseconds"), who, label, exercise_id],
        )
        action = Action(connection, int(cursor.lastrowid or 0), label, undoable=undoable)
        yield action
        if bulk:
            for table, rows in action.added:
                check_references(connection, table, rows)
        if action.tables and undoable:
            connection.execute("UPDATE action SET state = 'dropped' WHERE state = 'undone'")
        elif action.tables:
            connection.execute("UPDATE action SET state = 'kept' WHERE id = ?", [action.id])
        else:  # nothing to undo, nothing to audit
            connection.execute("DELETE FROM action WHERE id = ?", [action.id])
