"""Tagging rules that come with an import, and the groups and places they name."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from storage.imports.identities import uid_of
from storage.imports.questions import StoredQuestion
from storage.questionnaire import free_uid
from storage.surveys.survey_file import SurveyQuestion, Tag
from storage.trail import Action


@dataclass
class Rules:
    """What choices mean, by the choice's id."""

    groups: dict[int, list[int]] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)
    positions: dict[int, str] = field(default_factory=dict)


def names_of(connection: sqlite3.Connection, table: str, exercise_id: int) -> tuple[str, ...]:
    """The names of the stakeholder groups or places of an exercise."""
    query = f"SELECT name FROM {table} WHERE exercise_id = ? ORDER BY id"
    return tuple(name for (name,) in connection.execute(query, [exercise_id]))


def tags_of(connection: sqlite3.Connection, question_id: int) -> tuple[Tag, ...]:
    """The rules of a question as tags, by the names of choice and target."""
    return tuple(
        Tag(choice, kind, target)
        for choice, kind, target in connection.execute(
            """SELECT choice.label, kind,
                coalesce(stakeholder_group.name, place.name, position, '')
            FROM tag_rule JOIN choice ON choice.id = choice_id
            LEFT JOIN stakeholder_group ON stakeholder_group.id = group_id
            LEFT JOIN place ON place.id = place_id
            WHERE question_id = ? ORDER BY choice.sort, tag_rule.id""",
            [question_id],
        )
    )


def ensure_rules(
    action: Action,
    exercise_id: int,
    questions: Sequence[SurveyQuestion],
    stored: Mapping[str, StoredQuestion],
) -> Rules:
    """Add the rules of new choices; returns all that apply to these questions.

    A choice that was there before keeps its rules as they are now: an officer may have changed
    them. Only where its question has none at all do the new ones count for it too.
    """
    ids = {
        "group": _Names(action, "stakeholder_group", exercise_id),
        "place": _Names(action, "place", exercise_id),
    }
    for question in questions:
        there = stored[question.name]
        ruled = bool(tags_of(action.connection, there.id))
        rows = [
            _row(tag, there.choices[tag.choice], ids)
            for tag in question.tags
            if tag.choice in there.choices and (tag.choice in there.added or not ruled)
        ]
        names = ("choice_id", "kind", "group_id", "place_id", "position")
        action.insert_many("tag_rule", names, rows)
    return _rules(action.connection, [stored[question.name].id for question in questions])


class _Names:
    """Ids of groups or places by name, any case; an unknown name is added."""

    def __init__(self, action: Action, table: str, exercise_id: int) -> None:
        self._action = action
        self._table = table
        self._exercise_id = exercise_id
        query = f"SELECT name, id FROM {table} WHERE exercise_id = ? ORDER BY id DESC"
        rows = action.connection.execute(query, [exercise_id]).fetchall()
        self._ids = {name.casefold(): int(key) for name, key in rows}
        self._sort = len(rows)

    def id_of(self, name: str) -> int:
        key = name.casefold()
        if key not in self._ids:
            connection = self._action.connection
            exercise = uid_of(connection, "exercise", self._exercise_id)
            # As one adds a place by hand; a group is known by where it came from, too.
            parts = (name,) if self._table == "place" else ("imported", name)
            uid = free_uid(connection, self._table, exercise, *parts)
            row = {"uid": uid, "exercise_id": self._exercise_id, "name": name}
            if self._table == "stakeholder_group":
                row["sort"] = self._sort
                self._sort += 1
            self._ids[key] = self._action.insert(self._table, row)
        return self._ids[key]


def _row(
    tag: Tag, choice_id: int, ids: Mapping[str, _Names]
) -> tuple[int, str, int | None, int | None, str | None]:
    group = ids["group"].id_of(tag.target) if tag.kind == "group" else None
    place = ids["place"].id_of(tag.target) if tag.kind == "place" else None
    position = tag.target if tag.kind == "position" else None
    return choice_id, tag.kind, group, place, position


def _rules(connection: sqlite3.Connection, question_ids: Sequence[int]) -> Rules:
    rules = Rules()
    for question_id in question_ids:
        for choice_id, kind, group_id, place_id, position in connection.execute(
            """SELECT choice_id, kind, group_id, place_id, position FROM tag_rule
            JOIN choice ON choice.id = choice_id WHERE question_id = ? ORDER BY tag_rule.id""",
            [question_id],
        ):
            if kind == "group" and group_id is not None:
                rules.groups.setdefault(choice_id, []).append(group_id)
            elif kind == "place" and place_id is not None:
                rules.places.setdefault(choice_id, place_id)
            elif kind == "position" and position:
                rules.positions.setdefault(choice_id, position)
    return rules
