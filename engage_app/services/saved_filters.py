"""Filters of the comments under a name: save, choose, rename, remove.

A filter refers to themes, groups and the like by their ids. With it their names are kept, so that
one that was removed since can be told by its name.
"""

import json
from dataclasses import dataclass, fields, replace
from typing import Any

from engage_app.domain.changes import Changes
from engage_app.domain.coding import Sentiment
from engage_app.domain.filters import CodingState, CommentFilter, Noted
from engage_app.errors import NotPossible
from engage_app.services import codebook, planning, scales
from engage_app.services.workspace import Workspace
from storage import saved_filters as store

_SNAPSHOTS = {"response_ids", "response_ids_title"}  # what lay behind a figure on that day
_WORDS = {
    "theme_id": "theme",
    "group_id": "stakeholder group",
    "place_id": "place",
    "activity_id": "activity",
    "question_id": "question",
    "position": "position",
}
_KINDS: dict[str, Any] = {"state": CodingState, "sentiment": Sentiment, "noted": Noted}


@dataclass(frozen=True)
class SavedFilter:
    """A filter under a name.

    Attributes:
        wanted: the filter, without what is no longer there.
        missing: what that was, in words for the officer: "the theme “Parking”".
    """

    id: int
    name: str
    wanted: CommentFilter
    missing: tuple[str, ...] = ()


def listed(workspace: Workspace, exercise_id: int) -> list[SavedFilter]:
    """The saved filters of an exercise, by name."""
    stored = store.listed(workspace.connection, exercise_id)
    there = _there(workspace, exercise_id) if stored else {}
    return [_read(key, name, details, there) for key, name, details in stored]


def save(workspace: Workspace, exercise_id: int, name: str, wanted: CommentFilter) -> Changes:
    """Keep a filter; one of the same name becomes this one. `created` is its id.

    Raises:
        NotPossible: the name is blank.
    """
    name = planning.needed(name, "A saved filter needs a name.")
    details = json.dumps(_written(wanted, _there(workspace, exercise_id)), ensure_ascii=False)
    with workspace.acting("save filter", exercise_id) as action:
        key = store.id_of(action.connection, exercise_id, name)
        if key:
            action.update("saved_filter", key, {"details": details})
        else:
            row = {"exercise_id": exercise_id, "name": name, "details": details}
            key = action.insert("saved_filter", row)
        action.created = key
    return action.changes()


def rename(workspace: Workspace, exercise_id: int, key: int, name: str) -> Changes:
    """Give a saved filter another name.

    Raises:
        NotPossible: the name is blank, or another one's.
    """
    name = planning.needed(name, "A saved filter needs a name.")
    if store.id_of(workspace.connection, exercise_id, name) not in (0, key):
        raise NotPossible(
            f"There is already a filter called “{name}”.", action="Choose another name."
        )
    with workspace.acting("rename filter", exercise_id) as action:
        action.update("saved_filter", key, {"name": name})
    return action.changes()


def remove(workspace: Workspace, exercise_id: int, key: int) -> Changes:
    """Forget a saved filter. Undoable."""
    with workspace.acting("remove filter", exercise_id) as action:
        action.delete_by("saved_filter", "id", [key])
    return action.changes()


_Names = dict[str, dict[object, str]]
"""By field of a filter: what it may refer to, and how that is called."""


def _there(workspace: Workspace, exercise_id: int) -> _Names:
    groups = planning.groups(workspace, exercise_id)
    activities = planning.activities(workspace, exercise_id)
    return {
        "theme_id": {each.id: each.name for each in codebook.themes(workspace, exercise_id)},
        "group_id": {each.id: each.name for each in groups},
        "place_id": {each.id: each.name for each in planning.places(workspace, exercise_id)},
        "activity_id": {each.id: each.title for each in activities},
        "question_id": {each.id: each.label for each in planning.questions(workspace, exercise_id)},
        "position": {each.code: each.label for each in scales.positions(workspace, exercise_id)},
    }


def _written(wanted: CommentFilter, there: _Names) -> dict[str, Any]:
    nothing = CommentFilter()
    asked = {
        each.name: getattr(wanted, each.name)
        for each in fields(wanted)
        if each.name not in _SNAPSHOTS and getattr(wanted, each.name) != getattr(nothing, each.name)
    }
    named = {name: there[name].get(asked[name], "") for name in _WORDS if name in asked}
    return {**asked, "names": named}


def _read(key: int, name: str, details: dict[str, Any], there: _Names) -> SavedFilter:
    wanted, missing = CommentFilter(), []
    known = {each.name for each in fields(wanted)} - _SNAPSHOTS
    for field, value in details.items():
        if field not in known:
            continue
        if field in _WORDS and value not in there[field]:
            called = details.get("names", {}).get(field, "")
            missing.append(f"the {_WORDS[field]} “{called}”" if called else f"a {_WORDS[field]}")
        else:
            wanted = replace(wanted, **{field: _KINDS.get(field, lambda same: same)(value)})
    return SavedFilter(key, name, wanted, tuple(missing))
