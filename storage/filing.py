"""One response filled in by hand: its respondent, answers, comments and tags."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from engage_app.domain.form_values import Answer, Answers, blank
from engage_app.domain.questionnaire import Question, Role
from storage import tagging
from storage.identifiers import new_uid
from storage.surveys.roles import contact_kind, yes_or_no
from storage.trail import Action

AnswerRow = tuple[int, int | None, float | None, str | None]
"""question_id, choice_id, number, text; all None says shown and skipped."""


@dataclass
class Reading:
    """What the answers of one response come to."""

    answers: list[AnswerRow] = field(default_factory=list)
    equality: list[AnswerRow] = field(default_factory=list)
    comments: list[tuple[int, int, str]] = field(default_factory=list)  # question, place, words
    contacts: list[tuple[str, str]] = field(default_factory=list)  # kind, value
    organisation: str = ""
    consent: str = ""

    @property
    def chosen(self) -> set[int]:
        """The ids of the choices made."""
        return {row[1] for row in self.answers if row[1] is not None}


def read(questions: Sequence[Question], answers: Answers) -> Reading:
    """Sort the answers by what their questions are for; a question without a key has no row."""
    reading = Reading()
    for place, question in enumerate(questions):
        if question.name not in answers:
            continue
        value = answers[question.name]
        rows = answer_rows(question, value)
        words = "" if blank(value) else _in_words(rows, question)
        match question.role:
            case Role.COMMENT:
                reading.comments += [(question.id, place, words)] if words else []
            case Role.IDENTIFIER:
                reading.contacts += [(contact_kind(question.label), words)] if words else []
            case Role.EQUALITY:
                reading.equality += rows
            case _:
                reading.answers += rows
        if question.role is Role.ORGANISATION:
            reading.organisation = reading.organisation or words
        if question.role is Role.CONSENT:
            reading.consent = reading.consent or yes_or_no(words)
    return reading


def answer_rows(question: Question, value: Answer) -> list[AnswerRow]:
    """An answer as rows of `answer`: one for each choice made."""
    if value is None or blank(value):
        return [(question.id, None, None, None)]
    if isinstance(value, int | float):
        return [(question.id, None, value, None)]
    given = [value] if isinstance(value, str) else list(value)
    if not question.closed:
        return [(question.id, None, None, each.strip()) for each in given]
    choices = {choice.value: choice.id for choice in question.choices}
    return [
        (question.id, choices.get(each), None, None if each in choices else each) for each in given
    ]


def write(
    action: Action, activity: tuple[int, int], reading: Reading, facts: dict[str, Any]
) -> int:
    """Add the response; returns its id.

    Args:
        activity: its exercise and its own id.
        facts: further columns of `response`.
    """
    exercise_id, activity_id = activity
    key = new_uid() if says_something(reading.equality) else None
    respondent_id = action.insert(
        "respondent",
        {
            "uid": new_uid(),
            "exercise_id": exercise_id,
            "kind": "organisation" if reading.organisation else "person",
            "organisation": reading.organisation,
            "equality_key": key,
        },
    )
    groups, place_id, position = meant(action.connection, exercise_id, reading.chosen)
    response_id = action.insert(
        "response",
        {
            "uid": new_uid(),
            "exercise_id": exercise_id,
            "respondent_id": respondent_id,
            "activity_id": activity_id,
            "place_id": place_id,
            "consent": reading.consent,
            "position": position,
            "position_origin": "question" if position else "",
            **facts,
        },
    )
    add(action, "response_group", ("response_id", "group_id", "origin"),
         ((response_id, group, "rule") for group in groups))  # fmt: skip
    columns = ("question_id", "choice_id", "number", "text")
    add(action, "answer", ("response_id", *columns),
         ((response_id, *row) for row in reading.answers))  # fmt: skip
    if key:
        add(action, "equality_answer", ("equality_key", *columns),
             ((key, *row) for row in reading.equality))  # fmt: skip
    add(action, "comment", ("uid", "response_id", "question_id", "sort", "text"),
         ((new_uid(), response_id, *comment) for comment in reading.comments))  # fmt: skip
    add(action, "contact_detail", ("respondent_id", "kind", "value"),
         ((respondent_id, *contact) for contact in reading.contacts))  # fmt: skip
    return response_id


def says_something(rows: Sequence[AnswerRow]) -> bool:
    """Whether any of the answers isn't blank."""
    return any(row[1:] != (None, None, None) for row in rows)


def add(action: Action, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows where there are any."""
    listed = list(rows)
    if listed:
        action.insert_many(table, names, listed)


def meant(
    connection: sqlite3.Connection, exercise_id: int, chosen: set[int]
) -> tuple[list[int], int | None, str | None]:
    """The groups, the place and the position that the choices mean by the tagging rules."""
    groups: list[int] = []
    place: int | None = None
    position: str | None = None
    for rule in tagging.rules(connection, exercise_id):
        if rule.choice_id not in chosen:
            continue
        if rule.group_id is not None and rule.group_id not in groups:
            groups.append(rule.group_id)
        place = place or rule.place_id
        position = position or rule.position
    return groups, place, position


def _in_words(rows: Sequence[AnswerRow], question: Question) -> str:
    labels = {choice.id: choice.label for choice in question.choices}
    said = [labels[row[1]] if row[1] else row[3] or str(row[2]) for row in rows]
    return "; ".join(said)
