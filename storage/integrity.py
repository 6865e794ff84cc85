"""Is the workspace file whole? The file, its references, its search index, its codings."""

import sqlite3


def faults(connection: sqlite3.Connection) -> list[str]:
    """What is wrong, in sentences; an empty list where all is well."""
    found = [
        f"The file is damaged: {row[0]}."
        for row in connection.execute("PRAGMA integrity_check")
        if row[0] != "ok"
    ]
    found += [
        f"A record in {table} refers to one in {parent} that isn't there."
        for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check")
    ]
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
