"""What a later export of a survey says otherwise than the workspace. Nothing is written.

A question that was not shown and one that was skipped are alike here: survey tools change their
minds about which it was whenever a question is added.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from engage_app.domain.questionnaire import Role
from storage.imports.questions import StoredQuestion
from storage.imports.readings import Readings, in_words
from storage.rows import read_rows
from storage.surveys.roles import contact_kind
from storage.surveys.survey_file import NOT_SHOWN, SurveyQuestion, Value

Said = tuple[str, ...]
"""What one response answers to a question: nothing, a text or number, or the choices made."""

_CLOSED = """SELECT response_id, number, coalesce(choice.label, answer.text)
    FROM answer JOIN response ON response.id = response_id
    LEFT JOIN choice ON choice.id = choice_id
    WHERE activity_id = ? AND answer.question_id = ? ORDER BY choice.sort, answer.id"""
_COMMENT = """SELECT response_id, NULL, text FROM comment
    JOIN response ON response.id = response_id
    WHERE activity_id = ? AND question_id = ? ORDER BY sort, comment.id"""
_EQUALITY = """SELECT response.id, number, coalesce(choice.label, equality_answer.text)
    FROM equality_answer
    JOIN respondent ON respondent.equality_key = equality_answer.equality_key
    JOIN response ON response.respondent_id = respondent.id
    LEFT JOIN choice ON choice.id = choice_id
    WHERE activity_id = ? AND equality_answer.question_id = ?
    ORDER BY choice.sort, equality_answer.id"""
_CONTACT = """SELECT response.id, NULL, value FROM contact_detail
    JOIN response ON response.respondent_id = contact_detail.respondent_id
    WHERE activity_id = ? AND contact_detail.kind = ? ORDER BY contact_detail.id"""
_QUERIES = {Role.COMMENT: _COMMENT, Role.EQUALITY: _EQUALITY, Role.IDENTIFIER: _CONTACT}
_DESTROYED = frozenset({Role.EQUALITY, Role.IDENTIFIER})
"""What can be destroyed apart from the responses: where it all is gone, it doesn't come back."""


@dataclass(frozen=True)
class KnownResponse:
    """A response of the activity, as the workspace has it."""

    id: int
    respondent_id: int
    source_id: str
    submitted_at: str
    place_id: int | None
    position_origin: str
    equality_key: str | None


@dataclass(frozen=True)
class Difference:
    """One question that a response answers otherwise now. Of contact details of one kind the
    first question stands for all."""

    question: SurveyQuestion
    before: str
    after: str


@dataclass(frozen=True)
class Changed:
    """A response that the file has otherwise than the workspace.

    Attributes:
        row: its index in the file.
        response: as the workspace has it.
        perhaps_new: found by its place and most of its answers alone.
    """

    row: int
    response: KnownResponse
    differences: Sequence[Difference]
    perhaps_new: bool = False


def known_responses(
    connection: sqlite3.Connection, activity_id: int | None
) -> dict[str, KnownResponse]:
    """The responses of an activity by the survey tool's ids; none where there is no activity."""
    return {
        row["source_id"]: KnownResponse(**row)
        for row in read_rows(
            connection,
            """SELECT response.id, respondent_id, source_id, submitted_at, place_id,
            position_origin, equality_key
            FROM response JOIN respondent ON respondent.id = respondent_id
            WHERE activity_id = ? AND source_id <> ''""",
            [activity_id],
        )
    }


def differences(
    connection: sqlite3.Connection,
    activity_id: int,
    readings: Readings,
    responses: Sequence[KnownResponse],
) -> dict[int, list[Difference]]:
    """What is answered otherwise, by the response's place among the rows that were read.

    Args:
        responses: the workspace's, one for each row that was read.
    """
    found: dict[int, list[Difference]] = {}
    for questions in _together(readings.questions):
        first = questions[0]
        stored = readings.stored.get(first.name)
        before = _before(connection, activity_id, first, stored)
        if first.role in _DESTROYED and not before:
            continue
        after = _after(readings, questions)
        for index, (response, now) in enumerate(zip(responses, after, strict=True)):
            was = before.get(response.id, ())
            if was != now and sorted(was) != sorted(now):
                difference = Difference(first, "; ".join(was), "; ".join(now))
                found.setdefault(index, []).append(difference)
    return found


def _together(questions: Sequence[SurveyQuestion]) -> Iterable[Sequence[SurveyQuestion]]:
    """The questions one by one; contact details of one kind together, as they are kept."""
    contacts = [question for question in questions if question.role is Role.IDENTIFIER]
    yield from ([each] for each in questions if each.role is not Role.IDENTIFIER)
    contacts.sort(key=lambda question: contact_kind(question.label))
    for _, some in groupby(contacts, key=lambda question: contact_kind(question.label)):
        yield list(some)


def _before(
    connection: sqlite3.Connection,
    activity_id: int,
    question: SurveyQuestion,
    stored: StoredQuestion | None,
) -> dict[int, Said]:
    """By response, what the workspace has."""
    if stored is None:
        return {}
    contact = question.role is Role.IDENTIFIER
    about = contact_kind(question.label) if contact else stored.id
    query = _QUERIES.get(question.role, _CLOSED)
    found: dict[int, Said] = {}
    for response_id, number, text in connection.execute(query, [activity_id, about]):
        words = text if number is None else _number(number)
        if words is not None:
            found[response_id] = (*found.get(response_id, ()), words)
    return found


def _after(readings: Readings, questions: Sequence[SurveyQuestion]) -> list[Said]:
    """What the file has, in the workspace's words for the choices."""
    first = questions[0]
    if first.role in (Role.COMMENT, Role.IDENTIFIER):
        columns = [readings.values(question) for question in questions]
        return [tuple(filter(None, map(in_words, row))) for row in zip(*columns, strict=True)]
    stored = readings.stored.get(first.name)
    choices = stored.choices if stored else {}
    own: dict[int, str] = {}
    for label, key in choices.items():  # the workspace's own label comes before the file's
        own.setdefault(key, label)
    labels = {label: own[key] for label, key in choices.items()}
    return [_said(value, labels) for value in readings.values(first)]


def _said(value: Value, labels: Mapping[str, str]) -> Said:
    if value is None or value is NOT_SHOWN:
        return ()
    if isinstance(value, int | float):
        return (_number(value),)
    if isinstance(value, list):
        return tuple(dict.fromkeys(labels.get(each, each) for each in value))
    return (labels.get(str(value), str(value)),)


def _number(value: float) -> str:
    return f"{value:.15g}"
