"""What of a questionnaire is in use: questions that were answered, choices that were chosen."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from storage.identifiers import derived_uid, new_uid

_OWN = "question_id IN (SELECT id FROM question WHERE exercise_id = ?)"
_GIVEN = "(choice_id IS NOT NULL OR number IS NOT NULL OR text IS NOT NULL)"


@dataclass(frozen=True)
class Usage:
    """How far a questionnaire has been answered, on paper forms that wait to be filed too.

    Attributes:
        questions: by question, the responses that answered it; shown and skipped is no answer.
        touched: the questions that anything refers to, if only as shown and skipped.
        choices: by choice, how often it was chosen.
        several: the questions to which somebody gave more than one choice.
    """

    questions: Counter[int] = field(default_factory=Counter)
    touched: set[int] = field(default_factory=set)
    choices: Counter[int] = field(default_factory=Counter)
    several: set[int] = field(default_factory=set)

    def answered(self, question_id: int) -> bool:
        """Whether a question was answered, or at least shown to a respondent."""
        return bool(self.questions[question_id]) or question_id in self.touched


def usage(connection: sqlite3.Connection, exercise_id: int) -> Usage:
    """What of the exercise's questionnaire is in use."""
    found = Usage()
    for table, whose in (("answer", "response_id"), ("equality_answer", "equality_key")):
        _count_answers(connection, exercise_id, table, whose, found)
    for key, count in connection.execute(
        f"SELECT question_id, count(DISTINCT response_id) FROM comment WHERE {_OWN} GROUP BY 1",
        [exercise_id],
    ):
        found.questions[key] += count
    _count_contacts(connection, exercise_id, found)
    _count_entered(connection, exercise_id, found)
    return found


def position_usage(connection: sqlite3.Connection, exercise_id: int) -> dict[str, int]:
    """By position: the responses that hold it; 0 where only a tagging rule means it."""
    ruled = connection.execute(
        """SELECT DISTINCT tag_rule.position FROM tag_rule
        JOIN choice ON choice.id = choice_id JOIN question ON question.id = question_id
        WHERE exercise_id = ? AND tag_rule.position IS NOT NULL""",
        [exercise_id],
    )
    held = connection.execute(
        """SELECT position, count(*) FROM response
        WHERE exercise_id = ? AND position IS NOT NULL GROUP BY 1""",
        [exercise_id],
    )
    return {code: 0 for (code,) in ruled} | dict(held.fetchall())


def _count_answers(
    connection: sqlite3.Connection, exercise_id: int, table: str, whose: str, found: Usage
) -> None:
    for key, given in connection.execute(
        f"""SELECT question_id, count(DISTINCT CASE WHEN {_GIVEN} THEN {whose} END)
        FROM {table} WHERE {_OWN} GROUP BY 1""",
        [exercise_id],
    ):
        found.touched.add(key)
        found.questions[key] += given
    for key, count in connection.execute(
        f"""SELECT choice_id, count(*) FROM {table}
        WHERE {_OWN} AND choice_id IS NOT NULL GROUP BY 1""",
        [exercise_id],
    ):
        found.choices[key] += count
    found.several.update(
        key
        for (key,) in connection.execute(
            f"""SELECT DISTINCT question_id FROM (SELECT question_id FROM {table}
            WHERE {_OWN} AND {_GIVEN} GROUP BY question_id, {whose} HAVING count(*) > 1)""",
            [exercise_id],
        )
    )


def _count_contacts(connection: sqlite3.Connection, exercise_id: int, found: Usage) -> None:
    """Contact details don't say which question they answered: any may be the one."""
    (given,) = connection.execute(
        """SELECT count(DISTINCT respondent_id) FROM contact_detail
        JOIN respondent ON respondent.id = respondent_id WHERE exercise_id = ?""",
        [exercise_id],
    ).fetchone()
    for (key,) in connection.execute(
        "SELECT id FROM question WHERE exercise_id = ? AND role = 'identifier'", [exercise_id]
    ):
        found.questions[key] += given


def _count_entered(connection: sqlite3.Connection, exercise_id: int, found: Usage) -> None:
    """Paper forms that were typed in and aren't responses yet know everything by its name."""
    entries = connection.execute(
        """SELECT answers FROM paper_entry JOIN paper_pile ON paper_pile.id = pile_id
        JOIN activity ON activity.id = activity_id
        WHERE exercise_id = ? AND response_id IS NULL AND answers <> ''""",
        [exercise_id],
    ).fetchall()
    if not entries:
        return
    questions = dict(
        connection.execute("SELECT name, id FROM question WHERE exercise_id = ?", [exercise_id])
    )
    choices = {
        (question, value): key
        for question, value, key in connection.execute(
            f"""SELECT question_id, coalesce(nullif(name, ''), label), id FROM choice
            WHERE {_OWN}""",
            [exercise_id],
        )
    }
    for (text,) in entries:
        for question, values in _answered(json.loads(text), questions):
            found.questions[question] += 1
            if len(values) > 1:
                found.several.add(question)
            found.choices.update(
                choices[question, each] for each in values if (question, each) in choices
            )


def _answered(entry: Any, questions: dict[str, int]) -> Iterator[tuple[int, list[str]]]:
    for name, value in entry.items() if isinstance(entry, dict) else ():
        values = [str(each) for each in value] if isinstance(value, list) else [str(value)]
        if name in questions and value not in (None, "", []):
            yield questions[name], values


def free_uid(connection: sqlite3.Connection, table: str, *parts: str) -> str:
    """The uid of what these parts identify, the same on every laptop; a random one where that is
    another record's already (which was called so before)."""
    uid = derived_uid(*parts)
    taken = connection.execute(f"SELECT 1 FROM {table} WHERE uid = ?", [uid]).fetchone()
    return new_uid() if taken else uid
