"""Is the workspace file whole? The file, its references, its search index, its codings."""

import sqlite3
from collections import Counter


def faults(connection: sqlite3.Connection) -> list[str]:
    """What is wrong, in sentences; an empty list where all is well."""
    try:
        found = [
            f"The file is damaged: {row[0]}."
            for row in connection.execute("PRAGMA integrity_check")
            if row[0] != "ok"
        ]
        found += _loose_references(connection)
    except sqlite3.DatabaseError as error:  # too damaged to be looked through
        return [f"The file is damaged: {error}."]
    try:
        connection.execute(
            "INSERT INTO comment_search (comment_search, rank) VALUES ('integrity-check', 1)"
        )
    except sqlite3.DatabaseError:
        found.append("The search index doesn't match the comments.")
    (outside,) = connection.execute(
        "SELECT count(*) FROM coding JOIN comment ON comment.id = coding.comment_id"
        " WHERE coding.stop > length(comment.text) OR coding.start < 0 OR coding.start > coding.stop"
    ).fetchone()
    if outside:
        found.append(f"{outside} codings lie outside the words of their comment.")
    return found


def _loose_references(connection: sqlite3.Connection) -> list[str]:
    """One sentence for each pair of tables, however many records it concerns."""
    loose = Counter(
        (table, parent) for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check")
    )
    return [
        f"{count} records in {table} refer to one in {parent} that isn't there."
        if count > 1
        else f"A record in {table} refers to one in {parent} that isn't there."
        for (table, parent), count in loose.items()
    ]
