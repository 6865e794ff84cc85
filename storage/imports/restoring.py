"""What an import changed in responses that were there before it, put back when it is taken out.

Done from the audit trail, row by row: what has been changed again since stays as it is now.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from storage.imports.undoing import actions_that_added, remove_dependents
from storage.rows import Row, batches, read_rows
from storage.trail import Action, unpack

_NEW_RESPONSE = "response_id NOT IN (SELECT id FROM response WHERE import_id = ?)"
_NEW_PERSON = "respondent_id NOT IN (SELECT respondent_id FROM response WHERE import_id = ?)"
_NEW_KEY = """equality_key NOT IN (SELECT equality_key FROM respondent
    JOIN response ON respondent_id = respondent.id
    WHERE import_id = ? AND equality_key IS NOT NULL)"""
_NOT_NEW = {
    "answer": _NEW_RESPONSE,
    "comment": _NEW_RESPONSE,
    "response_group": _NEW_RESPONSE,
    "contact_detail": _NEW_PERSON,
    "equality_answer": _NEW_KEY,
}
"""Of the rows an import added: those of responses that were there before."""
_RESPONSE_OF = {
    "answer": """SELECT DISTINCT response.id FROM answer JOIN response ON response.id = response_id
        WHERE answer.id BETWEEN ? AND ?""",
    "comment": """SELECT DISTINCT response.id FROM comment JOIN response ON response.id = response_id
        WHERE comment.id BETWEEN ? AND ?""",
    "response_group": """SELECT DISTINCT response.id FROM response_group
        JOIN response ON response.id = response_id WHERE response_group.id BETWEEN ? AND ?""",
    "contact_detail": """SELECT DISTINCT response.id FROM contact_detail
        JOIN response ON response.respondent_id = contact_detail.respondent_id
        WHERE contact_detail.id BETWEEN ? AND ?""",
    "equality_answer": """SELECT DISTINCT response.id FROM equality_answer
        JOIN respondent ON respondent.equality_key = equality_answer.equality_key
        JOIN response ON response.respondent_id = respondent.id
        WHERE equality_answer.id BETWEEN ? AND ?""",
}
"""The responses that rows of a table are about, by the rows' ids."""
_OWNER_COLUMNS = ("response_id", "respondent_id", "equality_key")
_BY_OWNER = {
    "response_id": "SELECT id FROM response WHERE id",
    "response.id": "SELECT id FROM response WHERE id",
    "respondent_id": "SELECT id FROM response WHERE respondent_id",
    "respondent.id": "SELECT id FROM response WHERE respondent_id",
    "equality_key": """SELECT response.id FROM response
        JOIN respondent ON respondent.id = respondent_id WHERE equality_key""",
    "comment.id": """SELECT response.id FROM response
        JOIN comment ON comment.response_id = response.id WHERE comment.id""",
}
_OVERWRITTEN = ("comment", "coding", "response", "respondent")
_OWNERS = {
    "answer": ("response_id", "response"),
    "comment": ("response_id", "response"),
    "response_group": ("response_id", "response"),
    "coding": ("comment_id", "comment"),
    "contact_detail": ("respondent_id", "respondent"),
}


def updated_by(connection: sqlite3.Connection, import_id: int) -> int:
    """How many responses that were there before it the import changed."""
    earlier = """SELECT 1 FROM survey_import WHERE id < ? AND activity_id = (
        SELECT activity_id FROM survey_import WHERE id = ?)"""
    if not connection.execute(earlier, [import_id, import_id]).fetchone():
        return 0  # the first one of an activity found nothing to change
    found: set[int] = set()
    rows: dict[str, set[Any]] = {}  # by column: whose rows went or were changed
    for change in _changes(connection, import_id):
        table, inserted = change["table_name"], change["kind"] == "insert"
        if inserted and table in _NOT_NEW:
            found.update(_in_range(connection, _RESPONSE_OF[table], change, import_id))
        elif not inserted and (table in _NOT_NEW or table in ("response", "respondent")):
            for row in unpack(change["before"]):
                column = next((n for n in _OWNER_COLUMNS if row.get(n) is not None), "")
                key = column or f"{table}.id"
                rows.setdefault(key, set()).add(row[column or "id"])
    for column, keys in rows.items():
        for some in batches(sorted(keys)):
            marks = ", ".join("?" * len(some))
            query = f"{_BY_OWNER[column]} IN ({marks}) AND coalesce(response.import_id, 0) <> ?"
            found.update(key for (key,) in connection.execute(query, [*some, import_id]))
    return len(found)


def _in_range(
    connection: sqlite3.Connection, query: str, change: Row, import_id: int
) -> Iterator[int]:
    """The earlier responses of rows that were added together: all are, or none, so the first
    row tells."""
    query += " AND coalesce(response.import_id, 0) <> ?"
    first, last = change["first_id"], change["last_id"]
    if connection.execute(query, [first, first, import_id]).fetchone():
        yield from (key for (key,) in connection.execute(query, [first, last, import_id]))


def is_latest(connection: sqlite3.Connection, import_id: int) -> bool:
    """Whether nothing was imported into the same activity after it."""
    return not connection.execute(
        """SELECT 1 FROM survey_import WHERE id > ? AND activity_id = (
            SELECT activity_id FROM survey_import WHERE id = ?)""",
        [import_id, import_id],
    ).fetchone()


def restore(action: Action, import_id: int) -> None:
    """Put back what the import changed; the latest change first."""
    comments: dict[int, int] = {}  # a comment that went, and as what it comes back
    for change in _changes(action.connection, import_id):
        table = change["table_name"]
        match change["kind"]:
            case "insert" if table in _NOT_NEW:
                _take_away(action, change, import_id)
            case "update" if table in _OVERWRITTEN:
                _overwrite(action, table, unpack(change["before"]), unpack(change["after"]))
            case "delete" if table in _NOT_NEW or table in _OVERWRITTEN:
                _put_back(action, table, unpack(change["before"]), comments)


def _changes(connection: sqlite3.Connection, import_id: int) -> list[Row]:
    found: list[Row] = []
    for action_id in sorted(actions_that_added(connection, "survey_import", import_id)):
        query = "SELECT * FROM action_change WHERE action_id = ? ORDER BY id DESC"
        found += read_rows(connection, query, [action_id])
    return found


def _take_away(action: Action, change: Row, import_id: int) -> None:
    table = change["table_name"]
    where = f"id BETWEEN ? AND ? AND {_NOT_NEW[table]}"
    parameters = [change["first_id"], change["last_id"], import_id]
    remove_dependents(action, table, f"SELECT id FROM {table} WHERE {where}", parameters, set())
    action.delete_where(table, where, parameters)


def _overwrite(
    action: Action, table: str, before: Sequence[Row], after: Sequence[Mapping[str, Any]]
) -> None:
    for old, new in zip(before, after, strict=True):
        rows = read_rows(action.connection, f"SELECT * FROM {table} WHERE id = ?", [new["id"]])
        # A comment's tone is scored anew as soon as its words change: the words decide.
        told = ("text",) if table == "comment" else tuple(new)
        if rows and all(rows[0][name] == new[name] for name in told):
            values = {name: value for name, value in old.items() if name != "id"}
            action.update(table, new["id"], values)


def _put_back(action: Action, table: str, rows: Sequence[Row], comments: dict[int, int]) -> None:
    column, owner = _OWNERS.get(table, ("", ""))
    for row in rows:
        former = row.pop("id")
        if table == "coding":
            row["comment_id"] = comments.get(row["comment_id"], row["comment_id"])
        there = f"SELECT 1 FROM {owner} WHERE id = ?"
        if owner and not action.connection.execute(there, [row[column]]).fetchone():
            continue
        added = action.insert(table, row)
        if table == "comment":
            comments[former] = added
