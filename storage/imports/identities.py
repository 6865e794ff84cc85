"""Identifiers of what an import makes: the same for the same file on every laptop, so that the
same export imported twice apart is one when the laptops' workspaces are brought together.

What is taken in this workspace, because the record was given another name since, gets a random
one.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence

from storage.identifiers import derived_uid, new_uid


def uid_of(connection: sqlite3.Connection, table: str, row_id: int) -> str:
    """The identifier of a record that is there."""
    (uid,) = connection.execute(f"SELECT uid FROM {table} WHERE id = ?", [row_id]).fetchone()
    return str(uid)


def free_uids(connection: sqlite3.Connection, table: str, wanted: Sequence[str]) -> list[str]:
    """The identifiers wanted, with random ones in the place of those that are taken."""
    query = f"SELECT uid FROM {table} WHERE uid IN (SELECT value FROM json_each(?))"
    taken = {uid for (uid,) in connection.execute(query, [json.dumps(wanted)])}
    free = []
    for uid in wanted:
        free.append(new_uid() if uid in taken else uid)
        taken.add(uid)
    return free


def response_uids(
    connection: sqlite3.Connection,
    activity_id: int,
    sha256: str,
    rows: Sequence[int],
    source_ids: Sequence[str],
) -> list[str]:
    """The identifiers of responses: by the survey tool's id for them, or else by file and row.

    Args:
        sha256: of the file.
        rows: their places in the file.
        source_ids: of the same responses; empty where the tool gives none.
    """
    activity = uid_of(connection, "activity", activity_id)
    wanted = [
        derived_uid(activity, source_id) if source_id else derived_uid(activity, sha256, str(row))
        for row, source_id in zip(rows, source_ids, strict=True)
    ]
    return free_uids(connection, "response", wanted)


def respondent_uids(connection: sqlite3.Connection, responses: Sequence[str]) -> list[str]:
    """The identifiers of those who gave these responses."""
    wanted = [derived_uid(uid, "respondent") for uid in responses]
    return free_uids(connection, "respondent", wanted)


def comment_uids(
    connection: sqlite3.Connection, responses: range, comments: Sequence[tuple[int, int]]
) -> list[str]:
    """The identifiers of comments: several of a response to one question are numbered.

    Args:
        responses: ids of the responses that the comments belong to.
        comments: the ids of response and question of each.
    """
    query = "SELECT id, uid FROM response WHERE id BETWEEN ? AND ?"
    bounds = [responses.start, responses.stop - 1]
    given = dict(connection.execute(query, bounds).fetchall())
    asked = {key: uid_of(connection, "question", key) for key in {each[1] for each in comments}}
    counted: Counter[tuple[int, int]] = Counter()
    wanted = []
    for response_id, question_id in comments:
        number = counted[response_id, question_id]
        counted[response_id, question_id] += 1
        wanted.append(derived_uid(given[response_id], asked[question_id], str(number)))
    return free_uids(connection, "comment", wanted)
