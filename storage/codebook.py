"""The codebook and the codings."""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from engage_app.domain.coding import Coding, CodingStatus, Origin, Span, Theme
from storage.rows import Row, batches, read_rows

KEYWORD_SEPARATOR = ";"
SPLIT_OFF = "split off"
"""The coder of a rejected coding that only keeps rules from proposing a theme again where its coding
went to another in a split: nobody put it forward."""


def themes(connection: sqlite3.Connection, exercise_id: int) -> list[Theme]:
    """The themes of an exercise, brothers in their order."""
    rows = read_rows(
        connection,
        """SELECT id, uid, name, parent_id, definition, use_when, avoid_when, example, keywords,
        colour, shortcut, kind, retired FROM theme WHERE exercise_id = ? ORDER BY sort, uid""",
        [exercise_id],
    )
    return [
        Theme(
            **{
                **row,
                "keywords": split_keywords(row["keywords"]),
                "retired": bool(row["retired"]),
            }
        )
        for row in rows
    ]


def split_keywords(stored: str) -> tuple[str, ...]:
    """The patterns of a theme, as stored or typed: apart by semicolons or line ends."""
    pieces = stored.replace("\n", KEYWORD_SEPARATOR).split(KEYWORD_SEPARATOR)
    return tuple(dict.fromkeys(piece.strip() for piece in pieces if piece.strip()))


def theme_counts(connection: sqlite3.Connection, exercise_id: int) -> dict[int, tuple[int, int]]:
    """By theme: comments with an accepted coding, comments with a proposal to review."""
    return {
        theme_id: (accepted, proposed)
        for theme_id, accepted, proposed in connection.execute(
            """SELECT theme_id,
                count(DISTINCT CASE status WHEN 'accepted' THEN comment_id END),
                count(DISTINCT CASE status WHEN 'proposed' THEN comment_id END)
            FROM coding JOIN theme ON theme.id = theme_id
            WHERE exercise_id = ? GROUP BY theme_id""",
            [exercise_id],
        )
    }


def codings_of(connection: sqlite3.Connection, comment_id: int) -> list[Coding]:
    """The codings of a comment: accepted first, then proposed, then rejected."""
    rows = read_rows(
        connection,
        """SELECT id, comment_id, theme_id, coder, origin, status, start, stop, matches
        FROM coding WHERE comment_id = ? ORDER BY status, id""",
        [comment_id],
    )
    return [_coding(row) for row in rows]


def coding_ids(connection: sqlite3.Connection, theme_id: int) -> list[int]:
    """The codings of a theme."""
    return [
        key for (key,) in connection.execute("SELECT id FROM coding WHERE theme_id = ?", [theme_id])
    ]


def doubled_codings(connection: sqlite3.Connection, theme_id: int) -> list[int]:
    """Codings of a theme that say what another one says: same comment, same passage. The accepted
    one stays, else the proposed one; of two alike the oldest."""
    return [
        key
        for (key,) in connection.execute(
            """SELECT id FROM (
                SELECT id, row_number() OVER (
                    PARTITION BY comment_id, start, stop
                    ORDER BY status, id) AS place -- accepted, proposed, rejected
                FROM coding WHERE theme_id = ?)
            WHERE place > 1""",
            [theme_id],
        )
    ]


def rows_to_carry(
    connection: sqlite3.Connection, table: str, same: str, gone: int, into: int
) -> tuple[list[int], list[int]]:
    """The rows of a table that refer to one theme, where another takes its place.

    Args:
        table: its rows are unique by their theme and what `same` compares.
        same: the condition under which `other`, of the theme `into`, says the same as `one`.

    Returns:
        The rows that another says already, and the others.
    """
    rows = connection.execute(
        f"""SELECT id, EXISTS (SELECT 1 FROM {table} AS other WHERE theme_id = ? AND {same})
        FROM {table} AS one WHERE theme_id = ?""",
        [into, gone],
    ).fetchall()
    return [key for key, said in rows if said], [key for key, said in rows if not said]


def carry_outcomes(connection: sqlite3.Connection, gone: Sequence[int], into: int) -> None:
    """What became of suggestions of some themes is told of another; 0 where of none any more."""
    connection.executemany(
        "UPDATE suggestion_outcome SET theme_id = ? WHERE theme_id = ?",
        [(into, key) for key in gone],
    )


def codings_with_text(connection: sqlite3.Connection, theme_id: int) -> list[tuple[Row, str]]:
    """The codings of a theme that aren't rejected, every column, with the words of the comment."""
    rows = read_rows(
        connection,
        """SELECT coding.*, comment.text FROM coding JOIN comment ON comment.id = comment_id
        WHERE theme_id = ? AND status <> 'rejected' ORDER BY coding.id""",
        [theme_id],
    )
    return [(row, str(row.pop("text"))) for row in rows]


def withdrawable(connection: sqlite3.Connection, theme_ids: Sequence[int]) -> list[int]:
    """Open proposals of keyword rules for these themes; one without matches was accepted once."""
    found: list[int] = []
    for some in batches(theme_ids):
        marks = ", ".join("?" * len(some))
        query = f"""SELECT id FROM coding WHERE theme_id IN ({marks})
            AND origin = 'rule' AND status = 'proposed' AND matches <> ''"""
        found += [key for (key,) in connection.execute(query, some)]
    return found


def comment_texts(connection: sqlite3.Connection, exercise_id: int) -> list[tuple[int, str, str]]:
    """Every comment of an exercise: id, text, and the label of its question."""
    return connection.execute(
        """SELECT comment.id, comment.text, question.label
        FROM comment JOIN question ON question.id = comment.question_id
        WHERE question.exercise_id = ? ORDER BY comment.id""",
        [exercise_id],
    ).fetchall()


def unscored_comments(
    connection: sqlite3.Connection, exercise_id: int
) -> list[tuple[int, str, str]]:
    """Comments without a sentiment yet: id, text, and the label of their question."""
    return connection.execute(
        """SELECT comment.id, comment.text, question.label
        FROM comment JOIN question ON question.id = comment.question_id
        WHERE question.exercise_id = ? AND sentiment IS NULL ORDER BY comment.id""",
        [exercise_id],
    ).fetchall()


def origins(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Origin]:
    """Where codings come from, by id."""
    found: dict[int, Origin] = {}
    for some in batches(ids):
        marks = ", ".join("?" * len(some))
        query = f"SELECT id, origin FROM coding WHERE id IN ({marks})"
        found.update((key, Origin(origin)) for key, origin in connection.execute(query, some))
    return found


def accepted_of(
    connection: sqlite3.Connection, comment_ids: Sequence[int], theme_id: int
) -> list[int]:
    """The accepted codings of a theme on these comments."""
    return [
        key
        for (key,) in connection.execute(
            """SELECT id FROM coding WHERE theme_id = ? AND status = 'accepted'
            AND comment_id IN (SELECT value FROM json_each(?)) ORDER BY id""",
            [theme_id, json.dumps(list(comment_ids))],
        )
    ]


def themes_of_answer(connection: sqlite3.Connection, comment_id: int) -> set[int]:
    """The themes, decided on or proposed, on any comment of the respondent's to the same question."""
    return {
        key
        for (key,) in connection.execute(
            """SELECT DISTINCT theme_id FROM comment AS one
            JOIN comment AS other ON other.response_id = one.response_id
                AND other.question_id = one.question_id
            JOIN coding ON coding.comment_id = other.id WHERE one.id = ?""",
            [comment_id],
        )
    }


def text_length(connection: sqlite3.Connection, comment_id: int) -> int:
    """How many code points a comment has; 0 where there is none."""
    row = connection.execute("SELECT text FROM comment WHERE id = ?", [comment_id]).fetchone()
    return len(row[0]) if row else 0


def exercise_of_theme(connection: sqlite3.Connection, theme_id: int) -> int:
    """The exercise a theme belongs to; 0 where there is no such theme."""
    row = connection.execute("SELECT exercise_id FROM theme WHERE id = ?", [theme_id]).fetchone()
    return int(row[0]) if row else 0


def comments_outside(
    connection: sqlite3.Connection, comment_ids: Sequence[int], exercise_id: int
) -> int:
    """How many of these comments are another exercise's."""
    count = 0
    for some in batches(comment_ids):
        marks = ", ".join("?" * len(some))
        query = f"""SELECT count(*) FROM comment JOIN response ON response.id = response_id
            WHERE comment.id IN ({marks}) AND exercise_id <> ?"""
        count += connection.execute(query, [*some, exercise_id]).fetchone()[0]
    return count


def rule_proposals(
    connection: sqlite3.Connection, exercise_id: int
) -> dict[tuple[int, int], tuple[int, str]]:
    """Open proposals of keyword rules: (comment, theme) to (coding id, matches as stored)."""
    return {
        (comment_id, theme_id): (coding_id, matches)
        for coding_id, comment_id, theme_id, matches in connection.execute(
            """SELECT coding.id, comment_id, theme_id, matches FROM coding
            JOIN theme ON theme.id = theme_id
            WHERE exercise_id = ? AND origin = 'rule' AND status = 'proposed'""",
            [exercise_id],
        )
    }


def decided_pairs(connection: sqlite3.Connection, exercise_id: int) -> set[tuple[int, int]]:
    """(comment, theme) pairs that an officer has decided on, either way."""
    return set(
        connection.execute(
            """SELECT comment_id, theme_id FROM coding JOIN theme ON theme.id = theme_id
            WHERE exercise_id = ? AND status <> 'proposed'""",
            [exercise_id],
        )
    )


def origin_counts(connection: sqlite3.Connection, exercise_id: int) -> dict[tuple[str, str], int]:
    """How many codings were put forward, by (origin, status)."""
    return {
        (origin, status): count
        for origin, status, count in connection.execute(
            """SELECT origin, status, count(*) FROM coding JOIN theme ON theme.id = theme_id
            WHERE exercise_id = ? AND NOT (coder = ? AND status = 'rejected')
            GROUP BY origin, status""",
            [exercise_id, SPLIT_OFF],
        )
    }


def coders(connection: sqlite3.Connection, exercise_id: int) -> int:
    """How many people decided on the codings that count, as far as these tell: a keyword rule's
    bears nobody's name."""
    (count,) = connection.execute(
        """SELECT count(DISTINCT coder) FROM coding JOIN theme ON theme.id = theme_id
        WHERE exercise_id = ? AND status = 'accepted' AND coder <> '' AND origin <> 'rule'""",
        [exercise_id],
    ).fetchone()
    return int(count)


def pack_spans(spans: Iterable[Span]) -> str:
    """Spans as stored."""
    return json.dumps([[span.start, span.end] for span in spans], separators=(",", ":"))


def _coding(row: dict[str, object]) -> Coding:
    start, stop = row["start"], row["stop"]
    stored = str(row["matches"])
    return Coding(
        id=int(str(row["id"])),
        comment_id=int(str(row["comment_id"])),
        theme_id=int(str(row["theme_id"])),
        coder=str(row["coder"]),
        origin=Origin(str(row["origin"])),
        status=CodingStatus(str(row["status"])),
        passage=Span(start, stop) if isinstance(start, int) and isinstance(stop, int) else None,
        matches=tuple(Span(*pair) for pair in json.loads(stored)) if stored else (),
    )
