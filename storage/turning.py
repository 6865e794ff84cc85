"""Taking actions back and doing them again, from what is kept beside their changes.

Undo and redo make versions of their own, as any other change does: what was undone here stays
undone when copies are joined. Only the joining of copies is undone as if it had never been.
"""

import json
import sqlite3
import sys
from collections.abc import Sequence

from engage_app.domain.changes import Changes
from storage.database import transaction
from storage.packing import pack, unpack
from storage.rows import Row, insert_all, read_rows, rows_by_id
from storage.versions import Versions

VERSIONS = "record_version"
AUTOMATIC = "Engage"
"""Who acts where Engage does something by itself. Undo takes it back with what a person did last."""


def undo_label(connection: sqlite3.Connection) -> str | None:
    """What the next undo takes back, or None."""
    return _label_of(_next_steps(connection, "done"))


def redo_label(connection: sqlite3.Connection) -> str | None:
    """What the next redo does again, or None."""
    return _label_of(_next_steps(connection, "undone"))


def keep_all(connection: sqlite3.Connection) -> None:
    """Let undo begin here: what was done so far stays in the audit trail and stays done."""
    connection.execute("UPDATE action SET state = 'kept' WHERE state = 'done'")


def undo_size(connection: sqlite3.Connection) -> int:
    """About how many rows the next undo writes."""
    return _size_of(connection, _next_steps(connection, "done"))


def redo_size(connection: sqlite3.Connection) -> int:
    """About how many rows the next redo writes."""
    return _size_of(connection, _next_steps(connection, "undone"))


def undo(connection: sqlite3.Connection) -> Changes:
    """Take back the last action of a person, with what Engage did by itself since; Changes are
    empty where there is none."""
    return _turn(connection, from_state="done", to_state="undone", order="DESC")


def redo(connection: sqlite3.Connection) -> Changes:
    """Do what was undone last again; Changes are empty where there is none."""
    return _turn(connection, from_state="undone", to_state="done", order="ASC")


_Step = tuple[int, str, str]
"""id, label and who of an action."""


def _next_steps(connection: sqlite3.Connection, state: str) -> list[_Step]:
    """The actions that undo ("done") or redo ("undone") turns together, in that order: one of a
    person, and those of Engage itself that came after it."""
    order = "DESC" if state == "done" else "ASC"
    query = f"SELECT id, label, who FROM action WHERE state = ? ORDER BY id {order} LIMIT 1"
    first: _Step | None = connection.execute(query, [state]).fetchone()
    if first is None:
        return []
    person = "SELECT {} FROM action WHERE state = ? AND who <> ? AND id > ?"
    if state == "done":
        (last,) = connection.execute(person.format("max(id)"), [state, AUTOMATIC, 0]).fetchone()
        if last is None:  # nothing but Engage's own: one after the other
            return [first]
        between = [state, last, first[0]]
    else:
        after = [state, AUTOMATIC, first[0]]
        (following,) = connection.execute(person.format("min(id)"), after).fetchone()
        between = [state, first[0], following - 1 if following else sys.maxsize]
    query = "SELECT id, label, who FROM action WHERE state = ? AND id BETWEEN ? AND ?"
    steps: list[_Step] = connection.execute(f"{query} ORDER BY id {order}", between).fetchall()
    return steps


def _label_of(steps: Sequence[_Step]) -> str | None:
    named = [label for _, label, who in steps if who != AUTOMATIC]
    return next(iter(named or [label for _, label, _ in steps]), None)


def _size_of(connection: sqlite3.Connection, steps: Sequence[_Step]) -> int:
    query = """SELECT coalesce(sum(CASE kind WHEN 'insert' THEN last_id - first_id + 1
            ELSE (coalesce(length(before), 0) + coalesce(length(after), 0)) / 20 END), 0)
        FROM action_change WHERE action_id = ?"""
    return sum(connection.execute(query, [key]).fetchone()[0] for key, _, _ in steps)


def _turn(connection: sqlite3.Connection, *, from_state: str, to_state: str, order: str) -> Changes:
    with transaction(connection):
        steps = _next_steps(connection, from_state)
        if not steps:
            return Changes(label="")
        # Rows come and go in an order that their references may not allow step by step.
        connection.execute("PRAGMA defer_foreign_keys = ON")
        tables: set[str] = set()
        count = 0
        for action_id, _, _ in steps:
            turn = _Turn(connection, action_id, backwards=to_state == "undone")
            query = f"SELECT id FROM action_change WHERE action_id = ? ORDER BY id {order}"
            for (change_id,) in connection.execute(query, [action_id]).fetchall():
                query = "SELECT * FROM action_change WHERE id = ?"
                (change,) = read_rows(connection, query, [change_id])  # one in memory at a time
                turn.apply(change)
                tables.add(change["table_name"])
                count += 1
            turn.finish()
            connection.execute("UPDATE action SET state = ? WHERE id = ?", [to_state, action_id])
    return Changes(
        label=_label_of(steps) or "",
        action_id=next((key for key, _, who in steps if who != AUTOMATIC), steps[0][0]),
        tables=frozenset(tables),
        count=count,
    )


class _Turn:
    """One action undone, or done again.

    Where it joined copies, its versions go and come as they are.
    """

    def __init__(self, connection: sqlite3.Connection, action_id: int, *, backwards: bool) -> None:
        query = "SELECT joins FROM action WHERE id = ?"
        (joins,) = connection.execute(query, [action_id]).fetchone()
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
        self._delete(table, "id BETWEEN ? AND ?", bounds, undoing=True)
        self._connection.execute(
            f"UPDATE action_change SET {keep_as} = ? WHERE id = ?", [pack(rows), change["id"]]
        )

    def _delete(
        self, table: str, where: str, parameters: Sequence[object], *, undoing: bool = False
    ) -> None:
        versions = self._versions
        removal = (
            versions.before_delete(table, where, parameters, undoing=undoing) if versions else None
        )
        self._connection.execute(f"DELETE FROM {table} WHERE {where}", parameters)
        if versions:
            versions.after_delete(removal)

    def _put_back(self, table: str, rows: list[Row]) -> None:
        if not rows:
            return
        insert_all(self._connection, table, list(rows[0]), (list(row.values()) for row in rows))
        self._came.append((table, [row["id"] for row in rows]))
