"""What suggestions of themes are learned from, and what is kept of them: embeddings, outcomes."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from engage_app.domain.sharing import Replaced
from storage.database import transaction
from storage.redactions import covers
from storage.rows import batches

_ACCEPTED = "SELECT 1 FROM coding WHERE comment_id = comment.id AND status = 'accepted'"


@dataclass(frozen=True)
class Said:
    """A comment: its words, those of its question, and the themes it is coded to."""

    id: int
    text: str
    question: str
    themes: frozenset[int] = frozenset()


def coded(connection: sqlite3.Connection, exercise_id: int, most: int) -> list[Said]:
    """The comments coded last, at most so many, in the order they came in."""
    rows = connection.execute(
        """SELECT comment.id, text, label, json_group_array(DISTINCT theme_id)
        FROM coding JOIN theme ON theme.id = theme_id
        JOIN comment ON comment.id = coding.comment_id
        JOIN question ON question.id = question_id
        WHERE theme.exercise_id = ? AND status = 'accepted' AND theme.retired = 0
        GROUP BY comment.id ORDER BY max(coding.id) DESC LIMIT ?""",
        [exercise_id, most],
    ).fetchall()
    found = [
        Said(key, text, label, frozenset(json.loads(themes))) for key, text, label, themes in rows
    ]
    return _without_details(connection, sorted(found, key=lambda said: said.id))


def count_coded(connection: sqlite3.Connection, exercise_id: int) -> int:
    """How many comments have an accepted theme."""
    (count,) = connection.execute(
        """SELECT count(DISTINCT comment_id) FROM coding JOIN theme ON theme.id = theme_id
        WHERE exercise_id = ? AND status = 'accepted'""",
        [exercise_id],
    ).fetchone()
    return int(count)


def uncoded(connection: sqlite3.Connection, exercise_id: int, most: int) -> list[Said]:
    """Comments without an accepted theme, at most so many, the same each time: spread by a hash of
    their ids, so that they come from all of the exercise."""
    rows = connection.execute(
        f"""SELECT comment.id, text, label FROM comment JOIN question ON question.id = question_id
        WHERE exercise_id = ? AND NOT EXISTS ({_ACCEPTED})
        ORDER BY (comment.id * 2654435761) % 4294967296 LIMIT ?""",
        [exercise_id, most],
    )
    return _without_details(connection, [Said(*row) for row in rows])


def _without_details(connection: sqlite3.Connection, listed: list[Said]) -> list[Said]:
    """Without the personal details that are covered: what is learned is quoted, and becomes the
    name of a theme."""
    hidden = covers(connection)
    if not hidden:
        return listed
    return [
        replace(said, text=Replaced(said.text, gaps).text)
        if (gaps := [(start, stop, "…") for start, stop, _ in hidden.get(said.id, ())])
        else said
        for said in listed
    ]


def said(connection: sqlite3.Connection, comment_ids: Sequence[int]) -> list[Said]:
    """The comments of these ids, with the themes decided on, either way, in the order of the ids."""
    found: dict[int, Said] = {}
    for some in batches(comment_ids):
        marks = ", ".join("?" * len(some))
        for key, text, label, themes in connection.execute(
            f"""SELECT comment.id, text, label,
                (SELECT json_group_array(theme_id) FROM coding
                    WHERE comment_id = comment.id AND status <> 'proposed')
            FROM comment JOIN question ON question.id = question_id
            WHERE comment.id IN ({marks})""",
            some,
        ):
            found[key] = Said(key, text, label, frozenset(json.loads(themes)))
    return [found[key] for key in comment_ids if key in found]


def vectors(
    connection: sqlite3.Connection, comment_ids: Sequence[int], model: str
) -> dict[int, bytes]:
    """Embeddings kept of these comments by this model, as they were stored."""
    found: dict[int, bytes] = {}
    for some in batches(comment_ids):
        marks = ", ".join("?" * len(some))
        found.update(
            connection.execute(
                f"""SELECT comment_id, vector FROM embedding
                WHERE comment_id IN ({marks}) AND model = ?""",
                [*some, model],
            )
        )
    return found


def keep_vectors(
    connection: sqlite3.Connection, model: str, made: Iterable[tuple[int, bytes]]
) -> None:
    """Keep embeddings. They are worked out from the words, so they are outside the trail."""
    with transaction(connection):
        connection.executemany(
            """INSERT OR REPLACE INTO embedding (comment_id, model, vector)
            SELECT id, ?, ? FROM comment WHERE id = ?""",
            ((model, vector, comment_id) for comment_id, vector in made),
        )


def note_outcome(connection: sqlite3.Connection, outcome: tuple[int, int, float, int, str]) -> None:
    """Keep how the first suggestion for a comment fared, the first time it is judged.

    Args:
        outcome: comment, theme, score, how many coded comments it was learned from, and when.
    """
    comment_id, theme_id, score, learned_from, at = outcome
    with transaction(connection):
        connection.execute(
            """INSERT OR IGNORE INTO suggestion_outcome
                (comment_id, theme_id, score, taken, learned_from, at)
            SELECT ?, ?, ?, EXISTS (SELECT 1 FROM coding WHERE comment_id = ? AND theme_id = ?
                AND status = 'accepted'), ?, ?""",
            [comment_id, theme_id, score, comment_id, theme_id, learned_from, at],
        )


def outcomes(connection: sqlite3.Connection, exercise_id: int) -> list[bool]:
    """For each comment judged, oldest first: was the first suggestion taken?"""
    return [
        bool(taken)
        for (taken,) in connection.execute(
            """SELECT taken FROM suggestion_outcome JOIN theme ON theme.id = theme_id
            WHERE exercise_id = ? ORDER BY at, comment_id""",
            [exercise_id],
        )
    ]


def codings_by_theme(connection: sqlite3.Connection, exercise_id: int) -> list[int]:
    """How many accepted codings each theme has that has any."""
    return [
        count
        for (count,) in connection.execute(
            """SELECT count(*) FROM coding JOIN theme ON theme.id = theme_id
            WHERE exercise_id = ? AND status = 'accepted' GROUP BY theme_id""",
            [exercise_id],
        )
    ]
