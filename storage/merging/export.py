"""Everything that travels, written down so that two workspaces can be compared."""

import sqlite3
from typing import Any

from storage.records import read
from storage.travelling import TRAVELLING, Travelling


def everything(connection: sqlite3.Connection) -> dict[str, list[dict[str, Any]]]:
    """All records by table, sorted by key, with keys in the place of local ids: the same for
    workspaces that hold the same, in whatever order it came."""
    return {spec.table: _records(connection, spec) for spec in TRAVELLING}


def _records(connection: sqlite3.Connection, spec: Travelling) -> list[dict[str, Any]]:
    found = {}
    for record in read(connection, spec):
        found[record.key] = {"key": record.key, **record.values, **record.quiet}
    return [found[key] for key in sorted(found)]
