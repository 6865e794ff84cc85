"""Responses that another program has and this workspace doesn't: an activity of their own."""

from collections.abc import Iterator, Sequence

from engage_app.domain.activity import ActivityKind
from engage_app.domain.questionnaire import QuestionType, Role
from engage_app.domain.sharing import SharedCoding, SharedResponse
from engage_app.services import planning
from engage_app.services.sharing import KNOWN
from engage_app.services.workspace import Workspace
from storage import exercises
from storage.identifiers import new_uid
from storage.trail import Action

_ASKED = "What was said"
_, _DATE, _PLACE, _GROUPS, _POSITION, _ORGANISATION = KNOWN


class Newcomers:
    """Adds responses to one activity, and what they need besides.

    Args:
        title: what the activity is called.
    """

    def __init__(self, workspace: Workspace, action: Action, exercise_id: int, title: str) -> None:
        self._action = action
        self._exercise_id = exercise_id
        connection = action.connection
        titles = {each.title for each in exercises.activities(connection, exercise_id)}
        self._activity = action.insert(
            "activity",
            {
                "uid": new_uid(),
                "exercise_id": exercise_id,
                "kind": ActivityKind.CORRESPONDENCE,
                "title": _unlike(title.strip() or "Coded project", titles),
                "date": "",
            },
        )
        listed = exercises.questions(connection, exercise_id)
        self._comments = {
            each.label.casefold(): each.id for each in listed if each.role is Role.COMMENT
        }
        self._facts = {
            each.label.casefold(): each.id
            for each in listed
            if each.role is Role.NONE and each.type is QuestionType.TEXT
        }
        self._names = {each.name for each in listed}
        self._sort = len(listed)
        self._references: set[str] = set()
        self._groups = {
            each.name.casefold(): each.id for each in exercises.groups(connection, exercise_id)
        }
        self._places = {
            each.name.casefold(): each.id for each in exercises.places(connection, exercise_id)
        }
        self._positions = {
            step.label.casefold(): step.code
            for step in planning.exercise(workspace, exercise_id).positions
        }

    def add(self, response: SharedResponse) -> Iterator[tuple[int, Sequence[SharedCoding]]]:
        """Add one; yields its comments, by id, and what they are coded to."""
        details = response.details
        respondent = {
            "uid": new_uid(),
            "exercise_id": self._exercise_id,
            "kind": "organisation" if details.get(_ORGANISATION) else "person",
            "organisation": details.get(_ORGANISATION, ""),
        }
        position = self._positions.get(details.get(_POSITION, "").casefold())
        response_id = self._action.insert(
            "response",
            {
                "uid": new_uid(),
                "exercise_id": self._exercise_id,
                "respondent_id": self._action.insert("respondent", respondent),
                "activity_id": self._activity,
                "source_id": self._reference(response.name),
                "submitted_at": details.get(_DATE, ""),
                "place_id": self._place(details.get(_PLACE, "")),
                "position": position,
                "position_origin": "officer" if position else "",
            },
        )
        self._tag(response_id, details.get(_GROUPS, ""))
        self._answer(response_id, details)
        for number, comment in enumerate(response.comments):
            row = {
                "uid": new_uid(),
                "response_id": response_id,
                "question_id": self._question(comment.question),
                "sort": number,
                "text": comment.text,
            }
            comment_id = self._action.insert("comment", row)
            if comment.memo:
                note = {"comment_id": comment_id, "memo": comment.memo}
                self._action.insert("comment_note", note)
            yield comment_id, comment.codings

    def _reference(self, name: str) -> str:
        reference = _unlike(name, self._references)
        self._references.add(reference)
        return reference

    def _place(self, name: str) -> int | None:
        if not name:
            return None
        if name.casefold() not in self._places:
            row = {"uid": new_uid(), "exercise_id": self._exercise_id, "name": name}
            self._places[name.casefold()] = self._action.insert("place", row)
        return self._places[name.casefold()]

    def _tag(self, response_id: int, groups: str) -> None:
        for name in dict.fromkeys(each.strip() for each in groups.split(";") if each.strip()):
            if name.casefold() not in self._groups:
                row = {"uid": new_uid(), "exercise_id": self._exercise_id, "name": name}
                self._groups[name.casefold()] = self._action.insert("stakeholder_group", row)
            tag = {"response_id": response_id, "group_id": self._groups[name.casefold()]}
            self._action.insert("response_group", {**tag, "origin": "officer"})

    def _answer(self, response_id: int, details: dict[str, str]) -> None:
        """What else is known of a respondent is an answer to a question of its name."""
        for name, value in details.items():
            if name in KNOWN:
                continue
            if name.casefold() not in self._facts:
                self._facts[name.casefold()] = self._ask(name, Role.NONE)
            row = {"response_id": response_id, "question_id": self._facts[name.casefold()]}
            self._action.insert("answer", {**row, "text": value})

    def _question(self, label: str) -> int:
        label = label.strip() or _ASKED
        if label.casefold() not in self._comments:
            self._comments[label.casefold()] = self._ask(label, Role.COMMENT)
        return self._comments[label.casefold()]

    def _ask(self, label: str, role: Role) -> int:
        """Add a question that the questionnaire never asks."""
        name = _unlike("received", self._names)
        self._names.add(name)
        self._sort += 1
        return self._action.insert(
            "question",
            {
                "uid": new_uid(),
                "exercise_id": self._exercise_id,
                "name": name,
                "label": label,
                "type": QuestionType.TEXT,
                "role": role,
                "retired": 1,
                "sort": self._sort,
            },
        )


def _unlike(stem: str, taken: set[str]) -> str:
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem} ({number})" if " " in stem else f"{stem}_{number}"
    return name
