"""The closed answers of an import, by far most of its rows: written by SQLite, question by question.

Python hands over a small number for each cell, which says which of the question's different
answers it is; SQLite looks up what rows that means. So no row passes through Python, and its lock
is free for the window while SQLite is at work.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from storage.bulk import check_references, indexes_aside
from storage.imports.readings import AnswerRow, Readings
from storage.surveys.survey_file import SurveyQuestion
from storage.trail import Action

_TOGETHER = 100  # questions; a table of SQLite has room for 2,000 columns
_NAMES = ("response_id", "question_id", "choice_id", "number", "text")


def write_answers(
    action: Action, readings: Readings, responses: range, done: Callable[[int], None]
) -> None:
    """Write the answers to all closed questions.

    Args:
        responses: the ids of the responses, in the order of the readings.
        done: told of each question, by how many responses.
    """
    questions = readings.closed()
    keep = {"answer_question"}
    with indexes_aside(action.connection, "answer", len(responses) * len(questions), keep=keep):
        for start in range(0, len(questions), _TOGETHER):
            some = questions[start : start + _TOGETHER]
            with _staged(action.connection, readings, some, responses):
                for place in range(len(some)):
                    done(len(responses))
                    action.insert_selected("answer", _NAMES, _meant(place))
                check_references(action.connection, "answer", responses, held_in="meaning")


def _meant(place: int) -> str:
    return f"""SELECT staged.id, question_id, choice_id, number, text
        FROM temp.staged CROSS JOIN temp.meaning ON code = c{place}
        ORDER BY staged.id, code, sort"""


@contextmanager
def _staged(
    connection: sqlite3.Connection,
    readings: Readings,
    questions: Sequence[SurveyQuestion],
    responses: range,
) -> Iterator[None]:
    """Inside, two temporary tables: which answers each response gives, and what rows they are."""
    columns: list[Sequence[int]] = [responses]
    meanings: list[tuple[AnswerRow, ...]] = []
    for question in questions:
        codes, different = readings.coded(question, len(meanings))
        columns.append(codes)
        meanings += different
    names = ", ".join(f"c{place}" for place in range(len(questions)))
    connection.execute(f"CREATE TEMP TABLE staged (id INTEGER PRIMARY KEY, {names})")
    connection.execute(
        "CREATE TEMP TABLE meaning (code INTEGER, sort INTEGER, question_id INTEGER,"
        " choice_id INTEGER, number REAL, text TEXT, PRIMARY KEY (code, sort)) WITHOUT ROWID"
    )
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO temp.staged VALUES ({marks})", zip(*columns, strict=True))
    connection.executemany(
        "INSERT INTO temp.meaning VALUES (?, ?, ?, ?, ?, ?)",
        ((code, sort, *row) for code, rows in enumerate(meanings) for sort, row in enumerate(rows)),
    )
    yield
    connection.execute("DROP TABLE temp.staged")
    connection.execute("DROP TABLE temp.meaning")
