"""Undo and redo: an action's changes, applied backwards or again.

They make versions of their own, as any other change does: what was undone here stays undone when
copies are joined. Only the joining of copies is undone as if it had never been.
"""

import json
import sqlite3
from collections.abc import Sequence

from engage_app.domain.changes import Changes
from storage.database import transaction
from storage.rows import Row, insert_all, read_rows, rows_by_id
from storage.trail import VERSIONS, pack, unpack
from storage.versions import Versions


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
            f"SELECT id, label, joins FROM action WHERE state = ? ORDER BY id {order} LIMIT 1",
            [from_state],
        ).fetchone()
        if row is None:
            return Changes(label="")
        action_id, label, joins = row
        changes = read_rows(
            connection,
            f"SELECT * FROM action_change WHERE action_id = ? ORDER BY id {order}",
            [action_id],
        )
        # Rows come and go in an order that their references may not allow step by step.
        connection.execute("PRAGMA defer_foreign_keys = ON")
        turn = _Turn(connection, backwards=backwards, joins=bool(joins))
        for change in changes:
            turn.apply(change)
        turn.finish()
        connection.execute("UPDATE action SET state = ? WHERE id = ?", [to_state, action_id])
    return Changes(
        label=label,
        action_id=action_id,
        tables=frozenset(change["table_name"] for change in changes),
        count=len(changes),
    )


class _Turn:
    """One action undone, or done again.

    Args:
        joins: the action joined copies, so its versions go and come as they are.
    """

    def __init__(self, connection: sqlite3.Connection, *, backwards: bool, joins: bool) -> None:
        self._connection = connection
        self._backwards = backwards
        self._versions = None if joins else Versions(connection, lambda *_: None)
        self._came: list[tuple[str, list[int]]] = []
        self._beside: list[Row] = []

    def apply(self, change: Row) -> None:
        """Apply one change of the action."""
        table, backwards = change["table_name"], self._backwards
        if table == VERSIONS and self._versions:
            self._beside += unpack(change["before" if backwards else "after"])
            return
        match change["kind"], backwards:
            case "update", _:
                self._overwrite(table, unpack(change["before" if backwards else "after"]))
            case ("insert", True) | ("delete", False):
                self._take_away(change, keep_as="after" if backwards else "before")
            case _:
                self._put_back(table, unpack(change["after" if not backwards else "before"]))

    def finish(self) -> None:
        """See to the versions of what came back, once all of it is there."""
        if self._versions:
            for table, ids in self._came:
                self._versions.came_back(table, ids)
            self._versions.put_beside(self._beside)

    def _overwrite(self, table: str, rows: list[Row]) -> None:
        if not rows:
            return
        names = [name for name in rows[0] if name != "id"]
        versions = self._versions
        update = None
        if versions:
            former = rows_by_id(self._connection, table, [row["id"] for row in rows], names)
            now = {row["id"]: row for row in rows if row["id"] in former}
            update = versions.before_update(table, former, now)
        assignments = ", ".join(f"{name} = ?" for name in names)
        self._connection.executemany(
            f"UPDATE {table} SET {assignments} WHERE id = ?",
            ([*(row[name] for name in names), row["id"]] for row in rows),
        )
        if versions:
            versions.after_update(update)

    def _take_away(self, change: Row, *, keep_as: str) -> None:
        """Remove the rows of a change, keeping them beside it so that they can come back.

        A deletion done again removes just the rows it removed before, not a range of ids: others
        may lie between them.
        """
        table = change["table_name"]
        if change["kind"] == "delete":
            ids = json.dumps([row["id"] for row in unpack(change["before"])])
            self._delete(table, "id IN (SELECT value FROM json_each(?))", [ids])
            return
        bounds = [change["first_id"], change["last_id"]]
        query = f"SELECT * FROM {table} WHERE id BETWEEN ? AND ?"
        rows = read_rows(self._connection, query, bounds)
        self._delete(table, "id BETWEEN ? AND ?", bounds)
        self._connection.execute(
            f"UPDATE action_change SET {keep_as} = ? WHERE id = ?", [pack(rows), change["id"]]
        )

    def _delete(self, table: str, where: str, parameters: Sequence[object]) -> None:
        versions = self._versions
        records = versions.before_delete(table, where, parameters) if versions else []
        self._connection.execute(f"DELETE FROM {table} WHERE {where}", parameters)
        if versions:
            versions.after_delete(table, records)

    def _put_back(self, table: str, rows: list[Row]) -> None:
        if not rows:
            return
        insert_all(self._connection, table, list(rows[0]), (list(row.values()) for row in rows))
        self._came.append((table, [row["id"] for row in rows]))
