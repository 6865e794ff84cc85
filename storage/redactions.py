"""Personal details in comments: proposed, accepted, rejected; and words with the accepted covered.

A comment's words stay as they are. Whatever shows them outside the editor takes them from here.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engage_app.domain.coding import Origin, Span
from engage_app.domain.redaction import (
    DetailKind,
    FoundDetail,
    Redaction,
    RedactionStatus,
    Replacement,
    replaced,
)
from storage import covered_words
from storage.rows import read_rows

_SCAN = "personal details"  # in the table `derived`
_OF_EXERCISE = """FROM redaction JOIN comment ON comment.id = redaction.comment_id
    JOIN question ON question.id = comment.question_id WHERE question.exercise_id = ?"""


def covers(
    connection: sqlite3.Connection, comment_ids: Sequence[int] | None = None
) -> dict[int, list[Replacement]]:
    """By comment, the passages to cover and what stands for them; passages that overlap are one.

    Where a join of copies changed the words below a redaction, what it was made for is covered too.

    Args:
        comment_ids: of these comments; None: of all in the workspace.
    """
    query = "SELECT comment_id, start, stop, kind FROM redaction WHERE status = 'accepted'"
    values: list[object] = []
    if comment_ids is not None:
        query += " AND comment_id IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(list(comment_ids)))
    accepted = connection.execute(query, values).fetchall()
    accepted += covered_words.elsewhere(connection, comment_ids)
    accepted.sort(key=lambda each: (each[0], each[1], -each[2], each[3]))
    found: dict[int, list[Replacement]] = {}
    for comment_id, start, stop, kind in accepted:
        mine = found.setdefault(comment_id, [])
        if mine and start < mine[-1][1]:
            mine[-1] = (mine[-1][0], max(stop, mine[-1][1]), mine[-1][2])
        else:
            mine.append((start, stop, DetailKind(kind).cover))
    return found


def covered(connection: sqlite3.Connection, texts: Mapping[int, str]) -> dict[int, str]:
    """Words of comments, by their ids, as they may be shown outside the editor."""
    few = list(texts) if len(texts) < 1_000 else None
    hidden = covers(connection, few)
    if not hidden:
        return dict(texts)
    return {
        key: replaced(text, hidden[key]) if key in hidden else text for key, text in texts.items()
    }


def covered_otherwise(connection: sqlite3.Connection, comment_id: int, text: str) -> str:
    """Words that a comment has on another laptop, with all that is covered here covered."""
    query = "SELECT text FROM comment WHERE id = ?"
    (here,) = connection.execute(query, [comment_id]).fetchone()
    if text == here:
        return covered(connection, {comment_id: text})[comment_id]
    noted = covered_words.noted(connection, comment_id)
    places = {
        place: each.kind.cover
        for each in of_comment(connection, comment_id)
        if each.status is RedactionStatus.ACCEPTED
        for key in [(each.span.start, each.span.end)]
        for words in [here[slice(*key)], *noted.get(key, [])]
        for place in covered_words.places(words, text, parts=True)
    }
    return replaced(text, [(*place, cover) for place, cover in places.items()])


def of_comment(connection: sqlite3.Connection, comment_id: int) -> list[Redaction]:
    """What was found in a comment, in the order of its words, whatever was decided."""
    rows = connection.execute(
        """SELECT id, start, stop, kind, status, origin FROM redaction WHERE comment_id = ?
        ORDER BY start, stop""",
        [comment_id],
    )
    return [
        Redaction(
            key,
            comment_id,
            Span(start, stop),
            DetailKind(kind),
            RedactionStatus(status),
            by_hand=origin == Origin.OFFICER,
        )
        for key, start, stop, kind, status, origin in rows
    ]


def as_row(comment_id: int, span: Span, redaction: Redaction) -> dict[str, object]:
    """A redaction of some words of a comment, as a row of the table."""
    origin = Origin.OFFICER if redaction.by_hand else Origin.SUGGESTION
    return {
        "comment_id": comment_id,
        "start": span.start,
        "stop": span.end,
        "kind": redaction.kind,
        "status": redaction.status,
        "origin": origin,
    }


def ids(
    connection: sqlite3.Connection,
    exercise_id: int,
    status: RedactionStatus,
    kind: DetailKind | None = None,
) -> list[int]:
    """The redactions of an exercise in that state, in the order of the comments."""
    rows = connection.execute(
        f"""SELECT redaction.id {_OF_EXERCISE} AND status = ? AND (?3 IS NULL OR kind = ?3)
        ORDER BY redaction.comment_id, start""",
        [exercise_id, status, kind],
    )
    return [key for (key,) in rows]


def rows(connection: sqlite3.Connection, redaction_ids: Sequence[int]) -> list[FoundDetail]:
    """Redactions with the words they are in, in the order of the ids; ids of none are left out."""
    found = {
        row["id"]: FoundDetail(
            row["id"],
            row["comment_id"],
            Span(row["start"], row["stop"]),
            DetailKind(row["kind"]),
            RedactionStatus(row["status"]),
            row["text"],
            row["question"],
        )
        for row in read_rows(
            connection,
            """SELECT redaction.id, comment_id, start, stop, redaction.kind, status, comment.text,
                question.label AS question
            FROM redaction JOIN comment ON comment.id = comment_id
            JOIN question ON question.id = question_id
            WHERE redaction.id IN (SELECT value FROM json_each(?))""",
            [json.dumps(list(redaction_ids))],
        )
    }
    return [found[key] for key in redaction_ids if key in found]


def counts(
    connection: sqlite3.Connection, exercise_id: int
) -> dict[tuple[DetailKind, RedactionStatus], int]:
    """How many there are of each kind in each state."""
    found = connection.execute(
        f"SELECT redaction.kind, status, count(*) {_OF_EXERCISE} GROUP BY 1, 2", [exercise_id]
    )
    return {(DetailKind(kind), RedactionStatus(status)): count for kind, status, count in found}


def spans(
    connection: sqlite3.Connection, comment_ids: Iterable[int]
) -> dict[int, list[tuple[int, int]]]:
    """By comment, (start, stop) of all that was ever found or decided there."""
    found: dict[int, list[tuple[int, int]]] = {}
    for comment_id, start, stop in connection.execute(
        """SELECT comment_id, start, stop FROM redaction
        WHERE comment_id IN (SELECT value FROM json_each(?))""",
        [json.dumps(list(comment_ids))],
    ):
        found.setdefault(comment_id, []).append((start, stop))
    return found


def unscanned(
    connection: sqlite3.Connection,
    exercise_id: int,
    after: int = 0,
    through: int | None = None,
    at_most: int = -1,
) -> list[tuple[int, str]]:
    """Comments not looked through yet, or whose words are others since: id, words as written.

    Args:
        after, through: of these ids only.
        at_most: how many of them, the lowest ids first; -1: all.
    """
    # CROSS and the + keep SQLite to the order of the comments: portions follow one another.
    columns = "comment.id, comment.text"
    query, values = _waiting(connection, exercise_id, columns, "CROSS JOIN")
    return connection.execute(
        f"""{query} AND comment.id > ? AND (?5 IS NULL OR comment.id <= ?5)
        ORDER BY comment.id LIMIT ?""",
        [*values, after, through, at_most],
    ).fetchall()


def waiting(connection: sqlite3.Connection, exercise_id: int) -> int:
    """How many comments weren't looked through yet, or have other words since."""
    query, values = _waiting(connection, exercise_id, "count(*)")
    return int(connection.execute(query, values).fetchone()[0])


def _waiting(
    connection: sqlite3.Connection, exercise_id: int, columns: str, join: str = "JOIN"
) -> tuple[str, list[object]]:
    scan = _scan(connection, exercise_id)
    query = f"""SELECT {columns} FROM comment
        {join} question ON question.id = comment.question_id
        WHERE question.exercise_id = ?
            AND (+comment.id > ? OR +comment.id IN (SELECT value FROM json_each(?)))"""
    return query, [exercise_id, scan["through"], json.dumps(scan["again"])]


def was_scanned(connection: sqlite3.Connection, exercise_id: int) -> bool:
    """Whether the comments of an exercise were ever looked through."""
    query = "SELECT 1 FROM derived WHERE exercise_id = ? AND name = ?"
    return connection.execute(query, [exercise_id, _SCAN]).fetchone() is not None


def note_scanned(
    connection: sqlite3.Connection, exercise_id: int, through: int, action_id: int
) -> None:
    """Remember how far the comments were looked through, and by which action, 0 if it found nothing:
    once one of these is undone, all of it is to be done again."""
    former = _scan(connection, exercise_id)
    actions = [*former["actions"], action_id] if action_id else former["actions"]
    facts = {"through": max(through, former["through"]), "actions": actions, "again": []}
    _keep(connection, exercise_id, facts)


def look_again(connection: sqlite3.Connection, comment_id: int) -> None:
    """A comment has other words: it is looked through again next time."""
    row = connection.execute(
        """SELECT exercise_id FROM comment JOIN question ON question.id = question_id
        WHERE comment.id = ?""",
        [comment_id],
    ).fetchone()
    if row is None or not was_scanned(connection, row[0]):
        return
    facts = _scan(connection, row[0])
    _keep(connection, row[0], {**facts, "again": sorted({*facts["again"], comment_id})})


def _scan(connection: sqlite3.Connection, exercise_id: int) -> dict[str, Any]:
    row = connection.execute(
        "SELECT value FROM derived WHERE exercise_id = ? AND name = ?", [exercise_id, _SCAN]
    ).fetchone()
    facts: dict[str, Any] = {"through": 0, "actions": [], "again": []}
    facts |= json.loads(row[0]) if row else {}
    undone = connection.execute(
        """SELECT 1 FROM action WHERE state IN ('undone', 'dropped')
        AND id IN (SELECT value FROM json_each(?))""",
        [json.dumps(facts["actions"])],
    ).fetchone()
    return {"through": 0, "actions": [], "again": []} if undone else facts


def _keep(connection: sqlite3.Connection, exercise_id: int, facts: Mapping[str, object]) -> None:
    connection.execute(
        """INSERT INTO derived (exercise_id, name, value) VALUES (?, ?, ?)
        ON CONFLICT (exercise_id, name) DO UPDATE SET value = excluded.value""",
        [exercise_id, _SCAN, json.dumps(facts)],
    )
