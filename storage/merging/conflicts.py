"""Records that copies have otherwise, or that one removed and another uses."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from storage import redaction_moves, redactions
from storage.merging.joining import changed_state, open_questions, references_of
from storage.records import ROWS, Record, loaded, read
from storage.trail import Action
from storage.travelling import BY_TABLE, TRAVELLING, Travelling, Values
from storage.version_rows import BACK, Version, versions_of

_TITLES = ("title", "label", "name", "text", "organisation", "caption", "file_name", "source_id")
_CAN_DO_WITHOUT = frozenset(
    {
        ("activity", "place_id"),
        ("response", "place_id"),
        ("response", "import_id"),
        ("response", "document_id"),
        ("paper_entry", "response_id"),
    }
)


@dataclass(frozen=True)
class Conflict:
    """A record that an officer has to look at.

    Attributes:
        table: its table.
        key: its key.
        row_id: its row.
        used: it was removed on one laptop and is used on another; else it was changed on both.
        versions: by dot, the latest and shown one first: what each says, None for removed.
    """

    table: str
    key: str
    row_id: int
    used: bool
    versions: dict[str, Values | None]


def conflicts(connection: sqlite3.Connection) -> list[Conflict]:
    """All of the workspace, by table and key."""
    return [conflict for spec in TRAVELLING for conflict in _of_table(connection, spec)]


def _of_table(connection: sqlite3.Connection, spec: Travelling) -> Iterator[Conflict]:
    query = f"""SELECT record FROM record_version
        WHERE table_name = ? AND (siblings <> '' OR removed = {BACK}) ORDER BY record"""
    keys = [key for (key,) in connection.execute(query, [spec.table])]
    versions = versions_of(connection, spec.table, keys)
    for key, record in zip(keys, (_record(connection, spec, key) for key in keys), strict=True):
        if record is None or _came_with(connection, spec, record, versions[key]):
            continue
        if conflict := _conflict(spec, record, versions[key]):
            yield conflict


def _came_with(
    connection: sqlite3.Connection, spec: Travelling, record: Record, version: Version
) -> bool:
    """Whether a record is back because something it belongs to is: that one is asked about."""
    if version.removed != BACK:
        return False
    went = _removals(version)
    return any(
        went & _removals(owner)
        for _, table, key in references_of(spec, record.key, record.values)
        for owner in versions_of(connection, table, [key]).values()
    )


def _removals(version: Version) -> set[str]:
    """The dots under which copies removed a record."""
    found = {dot for dot, gone, _ in version.siblings if gone}
    return found | {version.dot} if version.removed else found


def _record(connection: sqlite3.Connection, spec: Travelling, key: str) -> Record | None:
    if spec.has_uid:
        return next(read(connection, spec, "uid = ?", [key]), None)
    owner = spec.references.get(spec.key[0])
    where = f"{spec.key[0]} IN (SELECT id FROM {owner} WHERE uid = ?)" if owner else "0"
    some = read(connection, spec, where, [key.partition(" ")[0]])
    return next((record for record in some if record.key == key), None)


def _conflict(spec: Travelling, record: Record, version: Version) -> Conflict | None:
    asked = open_questions(spec, changed_state(spec, record, version))
    used = bool(version.removed)
    if not asked and not used:
        return None
    told: dict[str, Values | None] = {
        dot: None if gone else loaded(spec, text) for dot, gone, text in asked
    }
    if used:  # shown all the same: keep it as it is, or let it go
        told = {"": record.values, version.dot: None}
    return Conflict(spec.table, record.key, record.ids[0], used, told)


def settle(action: Action, conflict: Conflict, dot: str) -> None:
    """Let one of the versions be the only one."""
    spec = BY_TABLE[conflict.table]
    chosen = conflict.versions[dot]
    if chosen is None:
        action.defer_references()
        _remove(action, spec, [conflict.row_id])
        return
    row_id = conflict.row_id
    versions = versions_of(action.connection, spec.table, [conflict.key])
    refused = _removals(versions[conflict.key])
    if spec.several:
        row_id = _answer_again(action, spec, conflict, chosen)
    else:
        row = {name: _stored(action, spec, name, value) for name, value in chosen.items()}
        if spec.table == "comment":
            _follow_words(action, row_id, str(row["text"]))
        action.update(spec.table, row_id, row)
    action.settle(spec.table, row_id)
    _keep_what_came_with(action, refused)


def _follow_words(action: Action, comment_id: int, new: str) -> None:
    """What is covered in a comment stays covered in the words that were chosen."""
    query = "SELECT text FROM comment WHERE id = ?"
    (old,) = action.connection.execute(query, [comment_id]).fetchone()
    redaction_moves.reworded(action, comment_id, old, new)


def _keep_what_came_with(action: Action, refused: set[str]) -> None:
    """What was removed together with a record that is kept is kept with it."""
    rows = action.connection.execute(
        """SELECT table_name, record FROM record_version
        WHERE removed = ? AND dot IN (SELECT value FROM json_each(?))""",
        [BACK, json.dumps(sorted(refused))],
    )
    for table, key in rows.fetchall():
        if record := _record(action.connection, BY_TABLE[table], key):
            action.settle(table, record.ids[0])


def _remove(action: Action, spec: Travelling, ids: Sequence[int]) -> None:
    """Remove rows and what is nothing without them; what can do without them stays."""
    if not ids:
        return
    for other in TRAVELLING:
        for column, table in other.references.items():
            if table != spec.table:
                continue
            query = f"""SELECT id FROM {other.table}
                WHERE {column} IN (SELECT value FROM json_each(?))"""
            users = [key for (key,) in action.connection.execute(query, [json.dumps(list(ids))])]
            if (other.table, column) in _CAN_DO_WITHOUT:
                action.update_many(other.table, {key: {column: None} for key in users})
            else:
                _remove(action, other, users)
    if spec.table == "exercise":
        action.delete_by("import_profile", "exercise_id", ids)
    action.delete_by(spec.table, "id", ids)


def _answer_again(action: Action, spec: Travelling, conflict: Conflict, chosen: Values) -> int:
    """Put other rows in the place of those of a record; returns one of them."""
    owners = dict(zip(spec.key, conflict.key.split(" "), strict=True))
    row = {name: _stored(action, spec, name, owner) for name, owner in owners.items()}
    where = " AND ".join(f"{name} = ?" for name in row)
    action.delete_where(spec.table, where, list(row.values()))
    for values in chosen[ROWS]:
        told = zip(spec.rows_columns, values, strict=True)
        stored = {name: _stored(action, spec, name, value) for name, value in told}
        added = action.insert(spec.table, {**row, **stored})
    return added


def _stored(action: Action, spec: Travelling, name: str, value: Any) -> Any:
    table = spec.references.get(name)
    return _id(action, BY_TABLE[table], value) if table and value is not None else value


def _id(action: Action, spec: Travelling, key: str) -> int | None:
    """Our row of a record; where it was removed, it comes back."""
    query = f"SELECT id FROM {spec.table} WHERE uid = ?"
    row = action.connection.execute(query, [key]).fetchone()
    if row:
        return int(row[0])
    version = versions_of(action.connection, spec.table, [key]).get(key)
    if version is None or not version.held or spec.content:
        return None
    values = loaded(spec, version.held).items()
    return action.insert(
        spec.table,
        {"uid": key, **{name: _stored(action, spec, name, value) for name, value in values}},
    )


def home(connection: sqlite3.Connection, conflict: Conflict) -> int:
    """The exercise that a record belongs to."""
    spec, row_id = BY_TABLE[conflict.table], conflict.row_id
    while spec.table != "exercise":
        column, table = next(iter(spec.references.items()))
        query = f"SELECT {column} FROM {spec.table} WHERE id = ?"
        (row_id,) = connection.execute(query, [row_id]).fetchone()
        spec = BY_TABLE[table]
    return row_id


def title(connection: sqlite3.Connection, conflict: Conflict) -> str:
    """What a record is called or says; of one without a name, what its owner is called."""
    return _title(connection, BY_TABLE[conflict.table], conflict.row_id)


def _title(connection: sqlite3.Connection, spec: Travelling, row_id: int) -> str:
    for name in _TITLES:
        if name in spec.blanks:
            query = f"SELECT {name} FROM {spec.table} WHERE id = ?"
            row = connection.execute(query, [row_id]).fetchone()
            if row and spec.table == "comment":
                return redactions.covered(connection, {row_id: row[0]})[row_id]
            return str(row[0]) if row else ""
    parts = []
    for column, table in spec.references.items():
        query = f"SELECT {column} FROM {spec.table} WHERE id = ?"
        (other,) = connection.execute(query, [row_id]).fetchone()
        if other is not None and table != "exercise":
            parts.append(_title(connection, BY_TABLE[table], other))
    return " · ".join(filter(None, parts))


def in_words(connection: sqlite3.Connection, table: str, name: str, value: Any) -> Any:
    """A value as an officer reads it: a reference by what it refers to is called."""
    spec = BY_TABLE[table]
    if name == ROWS:
        return "; ".join(
            str(in_words(connection, table, column, part))
            for row in value
            for column, part in zip(spec.rows_columns, row, strict=True)
            if part is not None
        )
    target = spec.references.get(name)
    if target is None or value is None:
        return "" if value is None else value
    query = f"SELECT id FROM {target} WHERE uid = ?"
    row = connection.execute(query, [value]).fetchone()
    return _title(connection, BY_TABLE[target], row[0]) if row else "(removed)"
