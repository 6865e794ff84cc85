"""Comments and responses as an officer reads, filters and searches them."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from engage_app.domain.coding import Sentiment
from engage_app.domain.filters import CommentFilter
from engage_app.domain.response import ClosedAnswer, CommentRow, ResponseRow
from storage.comment_conditions import conditions, match_expression, of_exercise
from storage.redactions import covered
from storage.rows import batches

__all__ = ["match_expression"]


def comment_ids(
    connection: sqlite3.Connection, exercise_id: int, wanted: CommentFilter
) -> list[int]:
    """The ids of the comments that pass the filter, in the order they came in."""
    query, values = of_exercise(exercise_id, wanted)
    return [key for (key,) in connection.execute(f"{query} ORDER BY comment.id", values)]


def has_comments(connection: sqlite3.Connection, exercise_id: int) -> bool:
    """Whether an exercise holds a comment."""
    row = connection.execute(
        """SELECT 1 FROM question JOIN comment ON comment.question_id = question.id
        WHERE question.exercise_id = ? LIMIT 1""",
        [exercise_id],
    ).fetchone()
    return row is not None


def search_count(connection: sqlite3.Connection, words: str) -> int:
    """How many comments of the workspace hold the words."""
    match = match_expression(words)
    if not match:
        return 0
    (count,) = connection.execute(
        "SELECT count(*) FROM comment_search WHERE comment_search MATCH ?", [match]
    ).fetchone()
    return int(count)


def comment_rows(
    connection: sqlite3.Connection, ids: Sequence[int], *, as_written: bool = False
) -> list[CommentRow]:
    """The comments of these ids, in the order of the ids; ids of none are left out.

    Args:
        as_written: for the editor alone: accepted personal details aren't covered.
    """
    found: dict[int, CommentRow] = {}
    for some in batches(ids):
        found.update(_comment_rows(connection, some))
    if not as_written:
        shown = covered(connection, {key: row.text for key, row in found.items()})
        found = {
            key: row if shown[key] == row.text else replace(row, text=shown[key])
            for key, row in found.items()
        }
    return [found[key] for key in ids if key in found]


def _comment_rows(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, CommentRow]:
    marks = ", ".join("?" * len(ids))
    rows = connection.execute(
        f"""SELECT comment.id, response.id, comment.text, question.label, activity.title,
            coalesce(place.name, ''), coalesce(response.position, ''),
            coalesce(comment.corrected_sentiment, comment.sentiment), comment.compound,
            coalesce(flagged, 0), coalesce(memo, '')
        FROM comment JOIN response ON response.id = comment.response_id
        JOIN question ON question.id = comment.question_id
        JOIN activity ON activity.id = response.activity_id
        LEFT JOIN place ON place.id = response.place_id
        LEFT JOIN comment_note ON comment_note.comment_id = comment.id
        WHERE comment.id IN ({marks})""",
        ids,
    ).fetchall()
    groups = group_names(connection, [row[1] for row in rows])
    themes = _theme_names(connection, ids)
    return {
        row[0]: CommentRow(
            id=row[0],
            response_id=row[1],
            text=row[2],
            question=row[3],
            activity=row[4],
            groups=groups.get(row[1], ()),
            place=row[5],
            position=row[6],
            sentiment=Sentiment(row[7]) if row[7] else None,
            compound=row[8],
            themes=themes.get(row[0], ()),
            flagged=bool(row[9]),
            memo=row[10],
        )
        for row in rows
    }


def group_names(
    connection: sqlite3.Connection, response_ids: Sequence[int]
) -> dict[int, tuple[str, ...]]:
    """The names of the stakeholder groups that responses carry."""
    names: dict[int, tuple[str, ...]] = {}
    for some in batches(sorted(set(response_ids))):
        marks = ", ".join("?" * len(some))
        for key, name in connection.execute(
            f"""SELECT response_id, name FROM response_group
            JOIN stakeholder_group ON stakeholder_group.id = group_id
            WHERE response_id IN ({marks}) ORDER BY sort, stakeholder_group.id""",
            some,
        ):
            names[key] = (*names.get(key, ()), name)
    return names


def response_ids(
    connection: sqlite3.Connection, exercise_id: int, wanted: CommentFilter
) -> list[int]:
    """The ids of the responses that pass the filter, whether or not they hold comments."""
    if _asks_of_comments(wanted):
        return _of_comments(connection, comment_ids(connection, exercise_id, wanted))
    asked, values = conditions(wanted)
    where = " AND ".join(["response.exercise_id = ?", *asked])
    return [
        key
        for (key,) in connection.execute(
            f"SELECT response.id FROM response WHERE {where} ORDER BY response.id",
            [exercise_id, *values],
        )
    ]


def _asks_of_comments(wanted: CommentFilter) -> bool:
    return any(" comment" in f" {each}" for each in conditions(wanted)[0])


def _of_comments(connection: sqlite3.Connection, ids: Sequence[int]) -> list[int]:
    found: set[int] = set()
    for some in batches(ids):
        marks = ", ".join("?" * len(some))
        found.update(
            key
            for (key,) in connection.execute(
                f"SELECT response_id FROM comment WHERE id IN ({marks})", some
            )
        )
    return sorted(found)


def response_rows(connection: sqlite3.Connection, ids: Sequence[int]) -> list[ResponseRow]:
    """The responses of these ids, in the order of the ids."""
    found: dict[int, ResponseRow] = {}
    groups = group_names(connection, ids)
    for some in batches(ids):
        marks = ", ".join("?" * len(some))
        for row in connection.execute(
            f"""SELECT response.id, response.source_id, activity.title,
                coalesce(place.name, ''), respondent.organisation,
                coalesce(response.position, ''),
                (SELECT count(*) FROM comment WHERE response_id = response.id),
                response.submitted_at
            FROM response JOIN activity ON activity.id = response.activity_id
            JOIN respondent ON respondent.id = response.respondent_id
            LEFT JOIN place ON place.id = response.place_id
            WHERE response.id IN ({marks})""",
            some,
        ):
            found[row[0]] = ResponseRow(
                id=row[0],
                reference=row[1] or f"R{row[0]}",
                activity=row[2],
                groups=groups.get(row[0], ()),
                place=row[3],
                organisation=row[4],
                position=row[5],
                comments=row[6],
                submitted_at=row[7],
            )
    return [found[key] for key in ids if key in found]


def closed_answers(connection: sqlite3.Connection, response_id: int) -> list[ClosedAnswer]:
    """The closed answers of a response in the order of the questions; equality answers stay out:
    nobody needs them to code a comment."""
    answers: dict[tuple[int, str], list[str]] = {}  # two questions may share their wording
    for key, grid, label, words, number in connection.execute(
        """SELECT question.id, question.grid, question.label,
            coalesce(choice.label, answer.text, ''), answer.number
        FROM answer JOIN question ON question.id = answer.question_id
        LEFT JOIN choice ON choice.id = answer.choice_id
        WHERE response_id = ? ORDER BY question.sort, question.id, choice.sort""",
        [response_id],
    ):
        value = words if number is None else f"{number:.15g}"  # 3, not 3.0
        answers.setdefault((key, f"{grid}: {label}" if grid else label), []).append(value)
    return [
        ClosedAnswer(label, "; ".join(filter(None, each))) for (_, label), each in answers.items()
    ]


def comments_of(connection: sqlite3.Connection, response_id: int) -> list[tuple[int, str, str]]:
    """The comments of a response: id, question, text with accepted personal details covered."""
    rows = connection.execute(
        """SELECT comment.id, question.label, comment.text FROM comment
        JOIN question ON question.id = comment.question_id
        WHERE response_id = ? ORDER BY question.sort, comment.sort, comment.id""",
        [response_id],
    ).fetchall()
    shown = covered(connection, {key: text for key, _, text in rows})
    return [(key, question, shown[key]) for key, question, _ in rows]


def comment_facts(connection: sqlite3.Connection, comment_id: int) -> tuple[bool, str, str]:
    """Of a comment: whether its sentiment was corrected, where its respondent's position comes
    from, and the organisation answered for."""
    row = connection.execute(
        """SELECT corrected_sentiment IS NOT NULL, position_origin, organisation
        FROM comment JOIN response ON response.id = comment.response_id
        JOIN respondent ON respondent.id = response.respondent_id WHERE comment.id = ?""",
        [comment_id],
    ).fetchone()
    return bool(row[0]), str(row[1]), str(row[2])


def _theme_names(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    marks = ", ".join("?" * len(ids))
    names: dict[int, tuple[str, ...]] = {}
    for key, name in connection.execute(
        f"""SELECT DISTINCT comment_id, theme.name FROM coding
        JOIN theme ON theme.id = coding.theme_id
        WHERE status = 'accepted' AND comment_id IN ({marks}) ORDER BY theme.sort, theme.id""",
        ids,
    ):
        names[key] = (*names.get(key, ()), name)
    return names
