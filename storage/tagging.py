"""Rules "answer X to question Q means group G", and the responses they apply to."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from storage.rows import batches, read_rows


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


def foreign(
    connection: sqlite3.Connection, response_ids: Sequence[int], owner: str, key: int
) -> bool:
    """Whether a response belongs to another exercise than row `key` of the table `owner`."""
    for some in batches(response_ids):
        marks = ", ".join("?" * len(some))
        query = f"""SELECT 1 FROM response JOIN {owner} AS other ON other.id = ?
            WHERE response.id IN ({marks}) AND response.exercise_id <> other.exercise_id LIMIT 1"""
        if connection.execute(query, [key, *some]).fetchone():
            return True
    return False


def exercise_of_group(connection: sqlite3.Connection, group_id: int) -> int:
    """The exercise a stakeholder group belongs to; 0 where there is no such group."""
    row = connection.execute(
        "SELECT exercise_id FROM stakeholder_group WHERE id = ?", [group_id]
    ).fetchone()
    return int(row[0]) if row else 0


def exercise_of_choice(connection: sqlite3.Connection, choice_id: int) -> int:
    """The exercise a choice belongs to; 0 where there is no such choice."""
    row = connection.execute(
        "SELECT exercise_id FROM choice JOIN question ON question.id = question_id"
        " WHERE choice.id = ?",
        [choice_id],
    ).fetchone()
    return int(row[0]) if row else 0


def exercise_of_response(connection: sqlite3.Connection, response_id: int) -> int:
    """The exercise a response belongs to; 0 where there is no such response."""
    row = connection.execute(
        "SELECT exercise_id FROM response WHERE id = ?", [response_id]
    ).fetchone()
    return int(row[0]) if row else 0


def answered_positions(
    connection: sqlite3.Connection, response_ids: Sequence[int]
) -> dict[int, str]:
    """The positions that responses' own answers give by the rules; of several, the first rule's."""
    found: dict[int, str] = {}
    for some in batches(response_ids):
        marks = ", ".join("?" * len(some))
        for key, position in connection.execute(
            f"""SELECT response_id, tag_rule.position FROM answer
            JOIN tag_rule ON tag_rule.choice_id = answer.choice_id
            WHERE response_id IN ({marks}) AND tag_rule.kind = 'position' ORDER BY tag_rule.id""",
            some,
        ):
            found.setdefault(key, position)
    return found


def ruled_into(connection: sqlite3.Connection, group_id: int) -> set[int]:
    """The responses that some answer puts into this group."""
    return {
        key
        for (key,) in connection.execute(
            """SELECT response_id FROM answer JOIN tag_rule
            ON tag_rule.choice_id = answer.choice_id
            WHERE tag_rule.kind = 'group' AND group_id = ?""",
            [group_id],
        )
    }


def groups_on(connection: sqlite3.Connection, response_id: int) -> list[tuple[int, str]]:
    """The groups of one response with the tag's origin, in the order of the tree's brothers."""
    return connection.execute(
        """SELECT group_id, origin FROM response_group
        JOIN stakeholder_group ON stakeholder_group.id = group_id
        WHERE response_id = ? ORDER BY sort, stakeholder_group.id""",
        [response_id],
    ).fetchall()


def untagged(connection: sqlite3.Connection, exercise_id: int) -> list[int]:
    """The responses that carry no stakeholder group, in the order they came in."""
    return [
        key
        for (key,) in connection.execute(
            """SELECT id FROM response WHERE exercise_id = ? AND NOT EXISTS (
                SELECT 1 FROM response_group WHERE response_id = response.id) ORDER BY id""",
            [exercise_id],
        )
    ]


def heard(connection: sqlite3.Connection, exercise_id: int) -> dict[int, tuple[int, int]]:
    """By group: responses that carry it, responses that carry it or a group below it."""
    return {
        group_id: (own, with_below)
        for group_id, own, with_below in connection.execute(
            """WITH RECURSIVE up (id, above) AS (
                SELECT id, id FROM stakeholder_group WHERE exercise_id = ?
                UNION SELECT up.id, parent_id FROM up
                JOIN stakeholder_group ON stakeholder_group.id = up.above
                WHERE parent_id IS NOT NULL)
            SELECT above, count(DISTINCT CASE WHEN above = group_id THEN response_id END),
                count(DISTINCT response_id)
            FROM up JOIN response_group ON group_id = up.id GROUP BY above""",
            [exercise_id],
        )
    }


def choice_counts(connection: sqlite3.Connection, question_id: int) -> dict[int, int]:
    """By choice of one question: the responses that gave it. Choices of none are left out."""
    return dict(
        connection.execute(
            """SELECT choice_id, count(DISTINCT response_id) FROM answer
            WHERE question_id = ? AND choice_id IS NOT NULL GROUP BY choice_id""",
            [question_id],
        ).fetchall()
    )
