"""Taking an import out again, long after: all that came with it and all that hangs on it.

What hangs on a response is found by following foreign keys, so that a table added later is
followed too. Questions, choices, groups and places that the import added go with it, unless
something else has come to use them, or a later export of the same survey is still there.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from storage.rows import batches
from storage.trail import Action

_ADDED = ("choice", "question", "stakeholder_group", "place", "activity")  # users before used


def remove_import(action: Action, import_id: int) -> None:
    """Remove an import and everything of it."""
    connection = action.connection
    (activity_id,) = connection.execute(
        "SELECT activity_id FROM survey_import WHERE id = ?", [import_id]
    ).fetchone()
    action.defer_references()
    mine = "SELECT id FROM response WHERE import_id = ?"
    respondents = (
        f"SELECT respondent_id FROM response WHERE id IN ({mine}) EXCEPT"
        " SELECT respondent_id FROM response WHERE import_id IS NOT ?"
    )
    action.delete_where(
        "equality_answer",
        f"equality_key IN (SELECT equality_key FROM respondent WHERE id IN ({respondents}))",
        [import_id, import_id],
    )
    remove_dependents(action, "respondent", respondents, [import_id, import_id], {"response"})
    remove_dependents(action, "response", mine, [import_id], set())
    action.delete_where("respondent", f"id IN ({respondents})", [import_id, import_id])
    action.delete_where("response", "import_id = ?", [import_id])
    action.delete_where("survey_import", "id = ?", [import_id])
    others = "SELECT 1 FROM response WHERE activity_id = ? LIMIT 1"
    if connection.execute(others, [activity_id]).fetchone():
        return
    actions = actions_that_added(connection, "survey_import", import_id)
    actions |= actions_that_added(connection, "activity", activity_id)
    added = _added_by(connection, actions)
    for table in _ADDED:
        _remove_unused(action, table, added.get(table, []))


def remove_dependents(
    action: Action, table: str, ids: str, parameters: Sequence[int], spared: set[str]
) -> None:
    """Remove what refers to the rows chosen by `ids`, the deepest first."""
    for child, column in _references_to(action.connection, table):
        if child in spared or child == table:
            continue
        chosen = f"SELECT id FROM {child} WHERE {column} IN ({ids})"
        remove_dependents(action, child, chosen, parameters, spared)
        action.delete_where(child, f"{column} IN ({ids})", parameters)


def _remove_unused(action: Action, table: str, ids: list[int]) -> None:
    """Remove those of the rows that nothing refers to any more; a choice's rules go with it."""
    used: set[int] = set()
    for child, column in _references_to(action.connection, table):
        if (child, column) != ("tag_rule", "choice_id"):
            query = f"SELECT DISTINCT {column} FROM {child} WHERE {column} IS NOT NULL"
            used.update(key for (key,) in action.connection.execute(query))
    unused = [key for key in ids if key not in used]
    if table == "choice":
        action.delete_by("tag_rule", "choice_id", unused)
    action.delete_by(table, "id", unused)


def _references_to(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """The tables and columns that refer to a table."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return [
        (child, key[3])
        for (child,) in tables
        for key in connection.execute(f"PRAGMA foreign_key_list({child})")
        if key[2] == table
    ]


def actions_that_added(connection: sqlite3.Connection, table: str, row_id: int) -> set[int]:
    """The import that added this row, if one did: what an officer added by hand stays."""
    imports = {action_id for action_id, _, _ in _additions(connection, "survey_import")}
    return imports & {_adder(_additions(connection, table), row_id)}


def _additions(connection: sqlite3.Connection, table: str) -> list[tuple[int, int, int]]:
    """(action, first id, last id) of the rows added to a table by what stands, latest first.

    What was undone added nothing: its ids may have been given to other rows since.
    """
    return connection.execute(
        """SELECT action_id, first_id, last_id FROM action_change
        JOIN action ON action.id = action_id AND state IN ('done', 'kept')
        WHERE table_name = ? AND kind = 'insert' ORDER BY action_change.id DESC""",
        [table],
    ).fetchall()


def _adder(additions: list[tuple[int, int, int]], row_id: int) -> int:
    """The action that added the row of this id that is there now, or 0: of several, the latest,
    for ids are given again once their row is gone."""
    return next((key for key, first, last in additions if first <= row_id <= last), 0)


def _added_by(connection: sqlite3.Connection, actions: set[int]) -> dict[str, list[int]]:
    """The rows that the actions added and that are still there, by table."""
    added: dict[str, list[int]] = {}
    for table in _ADDED:
        additions = _additions(connection, table)
        for action_id, first, last in additions:
            if action_id in actions:
                there = _still_there(connection, table, first, last)
                mine = [key for key in there if _adder(additions, key) == action_id]
                added.setdefault(table, []).extend(mine)
    return added


def _still_there(
    connection: sqlite3.Connection, table: str, first: int, last: int
) -> Iterator[int]:
    for some in batches(range(first, last + 1)):
        query = f"SELECT id FROM {table} WHERE id BETWEEN ? AND ?"
        yield from (key for (key,) in connection.execute(query, [some[0], some[-1]]))
