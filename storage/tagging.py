"""Rules "answer X to question Q means group G", and the responses they apply to."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from storage.trail import batches, read_rows


@dataclass(frozen=True)
class TagRule:
    """Answer `choice` to `question` means a group, a place or a position."""

    id: int
    choice_id: int
    kind: str  # "group", "place" or "position"
    group_id: int | None
    place_id: int | None
    position: str | None


def rules(connection: sqlite3.Connection, exercise_id: int) -> list[TagRule]:
    """The tagging rules of an exercise, in the order of its questions and choices."""
    return [
        TagRule(**row)
        for row in read_rows(
            connection,
            """SELECT tag_rule.id, choice_id, kind, group_id, place_id, position FROM tag_rule
            JOIN choice ON choice.id = choice_id JOIN question ON question.id = question_id
            WHERE exercise_id = ? ORDER BY question.sort, choice.sort, tag_rule.id""",
            [exercise_id],
        )
    ]


def rules_of_choice(connection: sqlite3.Connection, choice_id: int) -> list[TagRule]:
    """The rules that start from one choice."""
    return [
        TagRule(**row)
        for row in read_rows(
            connection,
            """SELECT id, choice_id, kind, group_id, place_id, position FROM tag_rule
            WHERE choice_id = ? ORDER BY id""",
            [choice_id],
        )
    ]


def responses_with_choice(connection: sqlite3.Connection, choice_id: int) -> list[int]:
    """The responses that gave this answer."""
    return [
        key
        for (key,) in connection.execute(
            "SELECT DISTINCT response_id FROM answer WHERE choice_id = ? ORDER BY response_id",
            [choice_id],
        )
    ]


def tags(
    connection: sqlite3.Connection, response_ids: Sequence[int]
) -> dict[tuple[int, int], tuple[int, str]]:
    """(response, group) to (id of the tag, its origin)."""
    found: dict[tuple[int, int], tuple[int, str]] = {}
    for some in batches(response_ids):
        marks = ", ".join("?" * len(some))
        for key, response_id, group_id, origin in connection.execute(
            f"""SELECT id, response_id, group_id, origin FROM response_group
            WHERE response_id IN ({marks})""",
            some,
        ):
            found[response_id, group_id] = (key, origin)
    return found


def places_and_positions(
    connection: sqlite3.Connection, response_ids: Sequence[int]
) -> dict[int, tuple[int | None, str | None, str]]:
    """By response: place, position and where the position comes from."""
    found: dict[int, tuple[int | None, str | None, str]] = {}
    for some in batches(response_ids):
        marks = ", ".join("?" * len(some))
        for key, *rest in connection.execute(
            f"SELECT id, place_id, position, position_origin FROM response WHERE id IN ({marks})",
            some,
        ):
            found[key] = (rest[0], rest[1], rest[2])
    return found


def exercise_of_choice(connection: sqlite3.Connection, choice_id: int) -> int:
    """The exercise a choice belongs to; 0 where there is no such choice."""
    row = connection.execute(
        "SELECT exercise_id FROM choice JOIN question ON question.id = question_id"
        " WHERE choice.id = ?",
        [choice_id],
    ).fetchone()
    return int(row[0]) if row else 0


def answered_position(connection: sqlite3.Connection, response_id: int) -> str | None:
    """The position that the response's own answers give by the rules, or None."""
    row = connection.execute(
        """SELECT tag_rule.position FROM answer JOIN tag_rule
        ON tag_rule.choice_id = answer.choice_id
        WHERE response_id = ? AND tag_rule.kind = 'position' ORDER BY tag_rule.id LIMIT 1""",
        [response_id],
    ).fetchone()
    return row[0] if row else None
