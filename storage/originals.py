"""The files that comments were taken from, kept byte for byte."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from storage.documents.document import Document
from storage.identifiers import new_uid
from storage.rows import read_rows
from storage.trail import Action


@dataclass(frozen=True)
class Original:
    """A file kept with an activity, without its bytes."""

    id: int
    activity: str
    file_name: str
    sha256: str
    added_at: str


def same(connection: sqlite3.Connection, exercise_id: int, sha256: str) -> list[Original]:
    """The files of an exercise with this content, latest first."""
    rows = read_rows(
        connection,
        """SELECT document.id, activity.title AS activity, file_name, sha256, added_at
        FROM document JOIN activity ON activity.id = activity_id
        WHERE exercise_id = ? AND sha256 = ? ORDER BY document.id DESC""",
        [exercise_id, sha256],
    )
    return [Original(**row) for row in rows]


def of_response(connection: sqlite3.Connection, response_id: int) -> Original | None:
    """The file a response was taken from; None where it is from none, or its bytes stayed on another
    laptop."""
    rows = read_rows(
        connection,
        """SELECT document.id, activity.title AS activity, file_name, sha256, added_at
        FROM response JOIN document ON document.id = document_id
        JOIN activity ON activity.id = document.activity_id
        WHERE response.id = ? AND length(content) > 0""",
        [response_id],
    )
    return Original(**rows[0]) if rows else None


def content(connection: sqlite3.Connection, document_id: int) -> bytes | None:
    """The bytes of a file that is kept."""
    query = "SELECT content FROM document WHERE id = ?"
    row = connection.execute(query, [document_id]).fetchone()
    return bytes(row[0]) if row else None


def keep(action: Action, activity_id: int, document: Document) -> int:
    """Keep the file of a document; returns its id."""
    return action.insert(
        "document",
        {
            "uid": new_uid(),
            "activity_id": activity_id,
            "file_name": document.name,
            "file_size": len(document.data),
            "sha256": document.sha256,
            "media_type": document.media_type,
            "added_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "content": document.data,
        },
    )
