"""What is being typed and not filed yet; local to this file, and never part of an action."""

import sqlite3


def save(connection: sqlite3.Connection, surface: str, key: str, content: str, now: str) -> None:
    """Keep a draft, in place of the one before."""
    connection.execute(
        """INSERT INTO draft (surface, key, content, saved_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (surface, key) DO UPDATE
        SET content = excluded.content, saved_at = excluded.saved_at""",
        [surface, key, content, now],
    )


def kept(connection: sqlite3.Connection) -> list[tuple[str, str, str, str]]:
    """(surface, key, content, saved at) of every draft, latest first."""
    return connection.execute(
        "SELECT surface, key, content, saved_at FROM draft ORDER BY saved_at DESC, id"
    ).fetchall()


def clear(connection: sqlite3.Connection, surface: str, key: str) -> None:
    """Forget a draft; inside an action, together with what it files."""
    connection.execute("DELETE FROM draft WHERE surface = ? AND key = ?", [surface, key])
