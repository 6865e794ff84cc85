"""The organisation's own Word document of an exercise, whose styles its papers take."""

import sqlite3

from storage.trail import Action


def name_of(connection: sqlite3.Connection, exercise_id: int) -> str | None:
    """The name of its file; None where there is none."""
    query = "SELECT file_name FROM report_template WHERE exercise_id = ?"
    row = connection.execute(query, [exercise_id]).fetchone()
    return str(row[0]) if row else None


def content_of(connection: sqlite3.Connection, exercise_id: int) -> bytes:
    """The document; nothing where there is none."""
    query = "SELECT content FROM report_template WHERE exercise_id = ?"
    row = connection.execute(query, [exercise_id]).fetchone()
    return bytes(row[0]) if row else b""


def keep(action: Action, exercise_id: int, file_name: str, sha256: str, content: bytes) -> None:
    """Keep a template in place of the one there is."""
    values = {"file_name": file_name, "sha256": sha256, "content": content}
    there = _id_of(action.connection, exercise_id)
    if there:
        action.update("report_template", there, values)
    else:
        action.insert("report_template", {"exercise_id": exercise_id, **values})


def forget(action: Action, exercise_id: int) -> None:
    """Go back to Engage's own."""
    action.delete_by("report_template", "exercise_id", [exercise_id])


def _id_of(connection: sqlite3.Connection, exercise_id: int) -> int:
    query = "SELECT id FROM report_template WHERE exercise_id = ?"
    row = connection.execute(query, [exercise_id]).fetchone()
    return int(row[0]) if row else 0
