"""Is the workspace file whole? The file, its references, its search index, its codings."""

import sqlite3
from collections import Counter

from engage_app.domain.scales import scale_from
from storage.connection import said

# What belongs to one exercise and what it refers to in another, with the words for it.
_MIXED = {
    "codings put a theme of another exercise on a comment": """coding
        JOIN comment ON comment.id = comment_id JOIN response AS one ON one.id = response_id
        JOIN theme AS other ON other.id = theme_id""",
    "comments or answers are given to a question of another exercise": """(
            SELECT response_id, question_id FROM comment
            UNION ALL SELECT response_id, question_id FROM answer)
        JOIN response AS one ON one.id = response_id
        JOIN question AS other ON other.id = question_id""",
    "responses carry a stakeholder group of another exercise": """response_group
        JOIN response AS one ON one.id = response_id
        JOIN stakeholder_group AS other ON other.id = group_id""",
    "responses have a place of another exercise": """response AS one
        JOIN place AS other ON other.id = place_id""",
    "responses belong to an activity of another exercise": """response AS one
        JOIN activity AS other ON other.id = activity_id""",
    "responses belong to a respondent of another exercise": """response AS one
        JOIN respondent AS other ON other.id = respondent_id""",
    "activities have a place of another exercise": """activity AS one
        JOIN place AS other ON other.id = place_id""",
    "head-counts are of a stakeholder group of another exercise": """activity_headcount
        JOIN activity AS one ON one.id = activity_id
        JOIN stakeholder_group AS other ON other.id = group_id""",
    "tagging rules mean a stakeholder group of another exercise": """tag_rule
        JOIN choice ON choice.id = choice_id JOIN question AS one ON one.id = question_id
        JOIN stakeholder_group AS other ON other.id = group_id""",
    "tagging rules mean a place of another exercise": """tag_rule
        JOIN choice ON choice.id = choice_id JOIN question AS one ON one.id = question_id
        JOIN place AS other ON other.id = place_id""",
}


def faults(connection: sqlite3.Connection) -> list[str]:
    """What is wrong, in sentences; an empty list where all is well."""
    try:
        found = [
            f"The file is damaged: {row[0]}."
            for row in connection.execute("PRAGMA integrity_check")
            if row[0] != "ok"
        ]
        found += _loose_references(connection)
    except sqlite3.DatabaseError as error:  # too damaged to be looked through
        return [f"The file is damaged: {said(error)}."]
    try:
        connection.execute(
            "INSERT INTO comment_search (comment_search, rank) VALUES ('integrity-check', 1)"
        )
    except sqlite3.DatabaseError:
        found.append("The search index doesn't match the comments.")
    for table, words in (("coding", "codings"), ("redaction", "personal details")):
        (outside,) = connection.execute(
            f"""SELECT count(*) FROM {table} AS t JOIN comment ON comment.id = t.comment_id
            WHERE t.stop > length(comment.text) OR t.start < 0 OR t.start > t.stop"""
        ).fetchone()
        if outside:
            found.append(f"{outside} {words} lie outside the words of their comment.")
    return found + _mixed_exercises(connection)


def _loose_references(connection: sqlite3.Connection) -> list[str]:
    """One sentence for each pair of tables, however many records it concerns."""
    loose = Counter(
        (table, parent) for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check")
    )
    return [
        f"{count} records in {table} refer to one in {parent} that isn't there."
        if count > 1
        else f"A record in {table} refers to one in {parent} that isn't there."
        for (table, parent), count in loose.items()
    ]


def _mixed_exercises(connection: sqlite3.Connection) -> list[str]:
    """What of one exercise refers to another one, and positions that the scale doesn't have."""
    found = []
    for words, tables in _MIXED.items():
        (count,) = connection.execute(
            f"SELECT count(*) FROM {tables} WHERE one.exercise_id <> other.exercise_id"
        ).fetchone()
        if count:
            found.append(f"{count} {words}.")
    if count := _off_the_scale(connection):
        found.append(f"{count} responses have a position that the scale doesn't have.")
    return found


def _off_the_scale(connection: sqlite3.Connection) -> int:
    """How many responses have a position that their exercise's scale doesn't have."""
    held = connection.execute(
        """SELECT exercise_id, position, count(*) FROM response
        WHERE position IS NOT NULL GROUP BY 1, 2"""
    ).fetchall()
    scales: dict[int, set[str]] = {}
    for key in {key for key, _, _ in held}:
        texts = connection.execute("SELECT position_scale FROM exercise WHERE id = ?", [key])
        scales[key] = {step.code for (text,) in texts for step in scale_from(text)}
    return sum(count for key, code, count in held if code not in scales[key])
