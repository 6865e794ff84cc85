"""Versions of records that travel, as the table `record_version` keeps them.

A record that was never changed has no row here: its version is a hash of its value. A changed one
has a dot (when and at random, one for each action) in the place of all it has seen; one that was
taken away keeps a row that says so. Copies that were apart are joined from this: see
storage.merging.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from storage.rows import Row

GONE, BACK = 1, 2
Sibling = tuple[str, bool, str]
"""Dot, whether it is a removal, and the value as text."""
FIELDS = "id, table_name, record, dot, seen, base, siblings, held, removed"


@dataclass(slots=True)
class Version:
    """A row of `record_version`.

    Attributes:
        dot: the version that is shown.
        seen: the versions that came before, and others it took the place of.
        base: former values of some columns: with them, the value is the one the record was made
            with, whose hash is among the versions seen.
        siblings: versions beside the one shown, where copies were changed apart.
        held: the value, where the row shows another one or is gone.
        removed: GONE where the version shown is a removal, BACK where the row is there all the
            same, because something else needs it; else 0.
    """

    id: int
    table: str
    key: str
    dot: str
    seen: frozenset[str]
    base: str
    siblings: list[Sibling]
    held: str
    removed: int

    @classmethod
    def of(cls, row: Sequence[Any]) -> "Version":
        """From a row of FIELDS."""
        seen = frozenset(row[4].split())
        siblings = [(dot, bool(gone), text) for dot, gone, text in json.loads(row[6] or "[]")]
        row_id, table, key, dot = row[:4]
        return cls(row_id, table, key, dot, seen, row[5], siblings, row[7], row[8])

    def row(self) -> Row:
        """As stored, without table and key."""
        return {
            "dot": self.dot,
            "seen": " ".join(sorted(self.seen)),
            "base": self.base,
            "siblings": packed(self.siblings),
            "held": self.held,
            "removed": self.removed,
        }


def packed(siblings: Iterable[Sibling]) -> str:
    """Siblings as stored."""
    listed = [[dot, int(gone), text] for dot, gone, text in sorted(siblings)]
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":")) if listed else ""


def versions_of(
    connection: sqlite3.Connection, table: str, keys: Iterable[str], schema: str = "main"
) -> dict[str, Version]:
    """The versions of these records, by key, where they were ever changed."""
    if not has_versions(connection, table, schema):
        return {}
    rows = connection.execute(
        f"""SELECT {FIELDS} FROM {schema}.record_version
        WHERE table_name = ? AND record IN (SELECT value FROM json_each(?))""",
        [table, json.dumps(list(keys))],
    )
    return {row[2]: Version.of(row) for row in rows}


def all_versions(
    connection: sqlite3.Connection, table: str, schema: str = "main"
) -> dict[str, Version]:
    """The versions of all records of a table that were ever changed."""
    query = f"SELECT {FIELDS} FROM {schema}.record_version WHERE table_name = ?"
    return {row[2]: Version.of(row) for row in connection.execute(query, [table])}


def has_versions(connection: sqlite3.Connection, table: str, schema: str = "main") -> bool:
    """Whether any record of a table was ever changed."""
    query = f"SELECT 1 FROM {schema}.record_version WHERE table_name = ? LIMIT 1"
    return connection.execute(query, [table]).fetchone() is not None
