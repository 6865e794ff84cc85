"""Identifiers of what an import makes: the same for the same file on every laptop, so that the
same export imported twice apart is one when the laptops' workspaces are brought together.

What is taken in this workspace, because the record was given another name since, gets a random
one.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from storage.identifiers import derived_uid, new_uid

_HALF = 16  # of an identifier's 32 digits


def uid_of(connection: sqlite3.Connection, table: str, row_id: int) -> str:
    """The identifier of a record that is there."""
    (uid,) = connection.execute(f"SELECT uid FROM {table} WHERE id = ?", [row_id]).fetchone()
    return str(uid)


def free_uids(connection: sqlite3.Connection, table: str, wanted: Sequence[str]) -> list[str]:
    """The identifiers wanted, with random ones in the place of those that are taken."""
    none_there = not connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()
    if none_there and len(set(wanted)) == len(wanted):
        return list(wanted)
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


def comment_uids(
    connection: sqlite3.Connection,
    responses: Mapping[int, str],
    comments: Sequence[tuple[int, int]],
) -> list[str]:
    """The identifiers of comments: half of each is the response's, so that nothing needs to be
    worked out for every one of very many; several of a response to one question are numbered.

    Args:
        responses: their identifiers, by id.
        comments: the ids of response and question of each.
    """
    counted: Counter[tuple[int, int]] = Counter()

    @cache
    def about(question_id: int, number: int) -> str:
        return derived_uid(uid_of(connection, "question", question_id), str(number))[_HALF:]

    wanted = []
    for pair in comments:
        response_id, question_id = pair
        wanted.append(responses[response_id][:_HALF] + about(question_id, counted[pair]))
        counted[pair] += 1
    return free_uids(connection, "comment", wanted)
