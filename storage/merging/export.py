"""Everything that travels, written down so that two workspaces can be compared.

It leaves the application, so accepted personal details are covered in it.
"""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from engage_app.domain.redaction import Replacement, replaced
from storage.records import read
from storage.redactions import covers
from storage.travelling import TRAVELLING, Travelling


def everything(connection: sqlite3.Connection) -> dict[str, list[dict[str, Any]]]:
    """All records by table, sorted by key, with keys in the place of local ids: the same for
    workspaces that hold the same, in whatever order it came."""
    hidden = covers(connection)
    return {spec.table: _records(connection, spec, hidden) for spec in TRAVELLING}


def _records(
    connection: sqlite3.Connection, spec: Travelling, hidden: Mapping[int, list[Replacement]]
) -> list[dict[str, Any]]:
    found = {}
    entries = _typed_details(connection, hidden) if spec.table == "paper_entry" else {}
    for record in read(connection, spec):
        values = dict(record.values)
        (key, *_) = record.ids
        if spec.table == "comment" and key in hidden:
            values["text"] = replaced(str(values["text"]), hidden[key])
        for words, cover in entries.get(key, ()):
            values["answers"] = str(values["answers"]).replace(words, cover)
        found[record.key] = {"key": record.key, **values, **record.quiet}
    return [found[key] for key in sorted(found)]


def _typed_details(
    connection: sqlite3.Connection, hidden: Mapping[int, list[Replacement]]
) -> dict[int, list[tuple[str, str]]]:
    """By row of `paper_entry`, the covered words of its response, as JSON has them, and their
    covers: an entry keeps what was typed, comments too."""
    found: dict[int, list[tuple[str, str]]] = {}
    query = """SELECT paper_entry.id, comment.id, text FROM paper_entry
        JOIN response ON response.id = paper_entry.response_id
        JOIN comment ON comment.response_id = response.id
        WHERE comment.id IN (SELECT value FROM json_each(?))"""
    for entry, comment, text in connection.execute(query, [json.dumps(list(hidden))]):
        for start, stop, cover in hidden[comment]:
            words = json.dumps(text[start:stop], ensure_ascii=False)[1:-1]
            found.setdefault(entry, []).append((words, cover))
    return found
