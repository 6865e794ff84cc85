"""Every action of an officer: one transaction, written down, and undoable.

An `Action` is the only way to write to a workspace. It keeps what each row was before and is
after, in the same transaction as the change, so that the audit trail, undo and redo are one
thing, and undo works across restarts. Rows added in bulk are kept as a range of ids; their
contents are put aside only when they are taken away again.
"""

import contextlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from engage_app.domain.changes import Changes
from storage.database import transaction
from storage.rows import Row, batches, insert_all, read_rows


class Action:
    """The writes of one action. Use `acting`, which opens and closes the transaction."""

    def __init__(self, connection: sqlite3.Connection, action_id: int, label: str) -> None:
        self.connection = connection
        self.id = action_id
        self.label = label
        self.tables: set[str] = set()
        self.count = 0
        self.created: int | None = None

    def insert(self, table: str, row: Mapping[str, Any]) -> int:
        """Add one row; returns its id."""
        names = ", ".join(row)
        marks = ", ".join("?" * len(row))
        cursor = self.connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values())
        )
        new_id = int(cursor.lastrowid or 0)
        self._note(table, "insert", new_id, new_id)
        return new_id

    def insert_many(self, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> range:
        """Add rows whose ids follow each other; returns the range of their ids."""
        (highest,) = self.connection.execute(f"SELECT max(id) FROM {table}").fetchone()
        first = (highest or 0) + 1
        numbered = ((number, *row) for number, row in enumerate(rows, first))
        added = insert_all(self.connection, table, ["id", *names], numbered)
        if added:
            self._note(table, "insert", first, first + added - 1, count=added)
        return range(first, first + added)

    def update(self, table: str, row_id: int, values: Mapping[str, Any]) -> None:
        """Change some columns of one row."""
        self.update_many(table, {row_id: values})

    def update_many(self, table: str, changes: Mapping[int, Mapping[str, Any]]) -> None:
        """Change the same columns of several rows; rows that stay as they are aren't written."""
        if not changes:
            return
        names = list(next(iter(changes.values())))
        kept = self._rows_by_id(table, list(changes), names)
        fresh = {
            key: dict(values)
            for key, values in changes.items()
            if key in kept and any(kept[key][name] != values[name] for name in names)
        }
        if not fresh:
            return
        assignments = ", ".join(f"{name} = ?" for name in names)
        self.connection.executemany(
            f"UPDATE {table} SET {assignments} WHERE id = ?",
            ([*(values[name] for name in names), key] for key, values in fresh.items()),
        )
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
            self.connection.execute(f"DELETE FROM {table} WHERE {where}", parameters)
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

    def _rows_by_id(self, table: str, keys: list[int], names: list[str]) -> dict[int, Row]:
        found: dict[int, Row] = {}
        columns = ", ".join(["id", *names])
        for some in batches(keys):
            marks = ", ".join("?" * len(some))
            query = f"SELECT {columns} FROM {table} WHERE id IN ({marks})"
            for row in read_rows(self.connection, query, some):
                found[row.pop("id")] = row
        return found

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
            [self.id, table, kind, first, last, _pack(before), _pack(after)],
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


def undo_label(connection: sqlite3.Connection) -> str | None:
    """What the next undo takes back, or None."""
    row = connection.execute(
        "SELECT label FROM action WHERE state = 'done' ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return row[0] if row else None


def redo_label(connection: sqlite3.Connection) -> str | None:
    """What the next redo does again, or None."""
    row = connection.execute(
        "SELECT label FROM action WHERE state = 'undone' ORDER BY id LIMIT 1"
    ).fetchone()
    return row[0] if row else None


def keep_all(connection: sqlite3.Connection) -> None:
    """Let undo begin here: what was done so far stays in the audit trail and stays done."""
    connection.execute("UPDATE action SET state = 'kept' WHERE state = 'done'")


def undo(connection: sqlite3.Connection) -> Changes:
    """Take back the last action; Changes are empty where there is none."""
    return _turn(connection, from_state="done", to_state="undone", order="DESC")


def redo(connection: sqlite3.Connection) -> Changes:
    """Do the last undone action again; Changes are empty where there is none."""
    return _turn(connection, from_state="undone", to_state="done", order="ASC")


def _turn(connection: sqlite3.Connection, *, from_state: str, to_state: str, order: str) -> Changes:
    backwards = to_state == "undone"
    with transaction(connection):
        row = connection.execute(
            f"SELECT id, label FROM action WHERE state = ? ORDER BY id {order} LIMIT 1",
            [from_state],
        ).fetchone()
        if row is None:
            return Changes(label="")
        action_id, label = row
        changes = read_rows(
            connection,
            f"SELECT * FROM action_change WHERE action_id = ? ORDER BY id {order}",
            [action_id],
        )
        # Rows come and go in an order that their references may not allow step by step.
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for change in changes:
            _apply(connection, change, backwards=backwards)
        connection.execute("UPDATE action SET state = ? WHERE id = ?", [to_state, action_id])
    return Changes(
        label=label,
        action_id=action_id,
        tables=frozenset(change["table_name"] for change in changes),
        count=len(changes),
    )


def _apply(connection: sqlite3.Connection, change: Row, *, backwards: bool) -> None:
    table = change["table_name"]
    match change["kind"], backwards:
        case "update", _:
            _overwrite(connection, table, unpack(change["before" if backwards else "after"]))
        case ("insert", True) | ("delete", False):
            _take_away(connection, change, keep_as="after" if backwards else "before")
        case _:
            _put_back(connection, table, unpack(change["after" if not backwards else "before"]))


def _overwrite(connection: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    if not rows:
        return
    names = [name for name in rows[0] if name != "id"]
    assignments = ", ".join(f"{name} = ?" for name in names)
    connection.executemany(
        f"UPDATE {table} SET {assignments} WHERE id = ?",
        ([*(row[name] for name in names), row["id"]] for row in rows),
    )


def _take_away(connection: sqlite3.Connection, change: Row, *, keep_as: str) -> None:
    """Remove the rows of a change, keeping them beside it so that they can come back.

    A deletion done again removes just the rows it removed before, not a range of ids: others
    may lie between them.
    """
    table = change["table_name"]
    if change["kind"] == "delete":
        kept = unpack(change["before"])
        connection.executemany(f"DELETE FROM {table} WHERE id = ?", ([row["id"]] for row in kept))
        return
    bounds = [change["first_id"], change["last_id"]]
    rows = read_rows(connection, f"SELECT * FROM {table} WHERE id BETWEEN ? AND ?", bounds)
    connection.execute(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", bounds)
    connection.execute(
        f"UPDATE action_change SET {keep_as} = ? WHERE id = ?", [_pack(rows), change["id"]]
    )


def _put_back(connection: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    if not rows:
        return
    insert_all(connection, table, list(rows[0]), (list(row.values()) for row in rows))


def _pack(rows: list[Row] | None) -> bytes | None:
    if rows is None:
        return None
    return zlib.compress(json.dumps(rows, ensure_ascii=False).encode(), 1)


def unpack(packed: bytes | None) -> list[Row]:
    """The rows kept beside a change, as they were before or after it."""
    if packed is None:
        return []
    rows: list[Row] = json.loads(zlib.decompress(packed))
    return rows
