"""Words that were covered, where a join of copies gave their comment other words.

A redaction is a place in the words it was made for. Where one laptop covers a name while another
rewords the comment, the place means nothing any more, so the words themselves are noted, beside
what travels: from then on they are covered wherever they stand. Of every copy that joins, its
words are added; so it is the same in every order. A note whose redaction isn't accepted, or is
elsewhere by now, is idle: undo may put it back.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

_NAME = "covered words"  # in the table `derived`: a list of (redaction, start, stop, words)
_SHORTEST_PART = 3  # letters of a part of a name that is looked for by itself
_NOTES = """(SELECT note.value ->> 0 AS redaction_id, note.value ->> 1 AS start, note.value ->> 2 AS stop,
    note.value ->> 3 AS words
    FROM {schema}.derived AS kept, json_each(kept.value) AS note WHERE kept.name = ?)"""
_PLACE = "substr(comment.text, redaction.start + 1, redaction.stop - redaction.start)"

Place = tuple[int, int]
Cover = tuple[int, int, int, str]
"""Comment, start, stop, kind."""


def places(words: str, text: str, *, parts: bool) -> Iterator[Place]:
    """Where words stand in a text; with `parts`, where some of them do if the whole doesn't."""
    whole = list(_found(words, text)) if words.strip() else []
    yield from whole
    if parts and not whole:
        for part in re.findall(r"[^\W_]+", words):
            if len(part) >= _SHORTEST_PART:
                yield from _found(part, text)


def _found(words: str, text: str) -> Iterator[Place]:
    """Where words stand in a text, as words of their own and in any letters."""
    pattern = re.compile(rf"(?<![^\W_]){re.escape(words)}(?![^\W_])", re.IGNORECASE)
    yield from (found.span() for found in pattern.finditer(text))


def noted(connection: sqlite3.Connection, comment_id: int) -> dict[Place, list[str]]:
    """By the place of an accepted redaction, the words it was made for, where they are noted."""
    found: dict[Place, list[str]] = {}
    for _, start, stop, _, words, _ in _accepted(connection, [comment_id]):
        found.setdefault((start, stop), []).append(words)
    return found


def elsewhere(
    connection: sqlite3.Connection, comment_ids: Sequence[int] | None = None
) -> list[Cover]:
    """What is to be covered beside the places of redactions.

    Args:
        comment_ids: of these comments; None: of all in the workspace.
    """
    return [
        (comment_id, *place, kind)
        for comment_id, start, stop, kind, words, text in _accepted(connection, comment_ids)
        if text[start:stop] != words
        for place in places(words, text, parts=True)
    ]


def _accepted(
    connection: sqlite3.Connection, comment_ids: Sequence[int] | None
) -> list[tuple[int, int, int, str, str, str]]:
    query = f"""SELECT comment.id, redaction.start, redaction.stop, kind, words, comment.text
        FROM {_NOTES.format(schema="main")} AS note
        JOIN redaction ON redaction.id = redaction_id AND redaction.start = note.start
            AND redaction.stop = note.stop
        JOIN comment ON comment.id = comment_id WHERE status = 'accepted'"""
    values: list[object] = [_NAME]
    if comment_ids is not None:
        query += " AND comment.id IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(list(comment_ids)))
    return connection.execute(query, values).fetchall()


def remember(connection: sqlite3.Connection, sides: Iterable[str]) -> None:
    """Before copies are joined: what each of them covers, by its own words or its notes."""
    connection.execute(
        """CREATE TEMP TABLE stood (uid TEXT, start INTEGER, stop INTEGER, words TEXT,
        PRIMARY KEY (uid, start, stop, words)) WITHOUT ROWID"""
    )
    for side in sides:
        connection.execute(
            f"""INSERT OR IGNORE INTO temp.stood
            SELECT comment.uid, redaction.start, redaction.stop, coalesce(note.words, {_PLACE})
            FROM {side}.redaction AS redaction
            JOIN {side}.comment AS comment ON comment.id = redaction.comment_id
            LEFT JOIN {_NOTES.format(schema=side)} AS note ON redaction_id = redaction.id
                AND note.start = redaction.start AND note.stop = redaction.stop
            WHERE status = 'accepted'""",
            [_NAME],
        )


def note(connection: sqlite3.Connection) -> None:
    """After they were joined: note the words of what is covered and says something else now."""
    connection.execute("DELETE FROM main.derived WHERE name = ?", [_NAME])
    connection.execute(
        f"""INSERT INTO main.derived (exercise_id, name, value)
        SELECT exercise_id, ?1, json_group_array(
            json_array(redaction.id, stood.start, stood.stop, stood.words))
        FROM temp.stood AS stood JOIN main.comment ON comment.uid = stood.uid
        JOIN main.redaction ON comment_id = comment.id AND redaction.start = stood.start
            AND redaction.stop = stood.stop
        JOIN main.question ON question.id = question_id
        WHERE status = 'accepted' AND EXISTS (SELECT 1 FROM temp.stood AS other
            WHERE (other.uid, other.start, other.stop) = (stood.uid, stood.start, stood.stop)
                AND other.words <> {_PLACE})
        GROUP BY exercise_id""",
        [_NAME],
    )


def forget(connection: sqlite3.Connection) -> None:
    """Drop what `remember` made."""
    connection.execute("DROP TABLE IF EXISTS temp.stood")


def take_along(connection: sqlite3.Connection, exercise_id: int) -> None:
    """Copy the notes of an exercise into the attached `package`."""
    connection.execute(
        """INSERT INTO package.derived (exercise_id, name, value)
        SELECT exercise_id, name, value FROM main.derived WHERE exercise_id = ? AND name = ?""",
        [exercise_id, _NAME],
    )
