"""The places of an exercise, as a tree: system, place, local area partnership, community."""

from dataclasses import dataclass

from engage_app.domain.activity import PLACE_LEVELS, Place
from engage_app.domain.changes import Changes
from engage_app.domain.tree import descendants
from engage_app.errors import NotPossible
from engage_app.services import planning
from engage_app.services.workspace import Workspace
from storage import activities as store
from storage import exercises
from storage.identifiers import derived_uid, new_uid

_NAMED = "A place needs a name."
_TAKEN = "place called “{}” in this exercise"


@dataclass(frozen=True)
class PlaceUse:
    """What refers to a place or one below it."""

    responses: int = 0
    activities: int = 0
    rules: int = 0

    def __bool__(self) -> bool:
        return bool(self.responses or self.activities or self.rules)


def add_place(
    workspace: Workspace,
    exercise_id: int,
    name: str,
    parent_id: int | None = None,
    level: str = "",
) -> Changes:
    """Add a place as the last child of `parent_id`, or at the top. `created` is its id.

    Raises:
        NotPossible: the name is blank, or another place of the exercise bears it.
    """
    name = planning.needed(name, _NAMED)
    planning.unlike(name, [each.name for each in planning.places(workspace, exercise_id)], _TAKEN)
    _check_level(level)
    connection = workspace.connection
    # Named alike on two laptops, it is one place when they are brought together.
    uid = derived_uid(planning.exercise(workspace, exercise_id).uid, name)
    if store.uid_taken(connection, "place", uid):
        uid = new_uid()
    with workspace.acting("add place", exercise_id) as action:
        action.created = action.insert(
            "place",
            {
                "uid": uid,
                "exercise_id": exercise_id,
                "parent_id": parent_id,
                "name": name,
                "level": level,
                "sort": exercises.next_sort(connection, "place", exercise_id),
            },
        )
    return action.changes()


def edit_place(
    workspace: Workspace, exercise_id: int, place_id: int, *, name: str, level: str
) -> Changes:
    """Rename a place and set its level, a code of PLACE_LEVELS or empty.

    Raises:
        NotPossible: the name is blank, or another place of the exercise bears it.
    """
    name = planning.needed(name, _NAMED)
    listed = planning.places(workspace, exercise_id)
    planning.unlike(name, [each.name for each in listed if each.id != place_id], _TAKEN)
    _check_level(level)
    with workspace.acting("edit place", exercise_id) as action:
        action.update("place", place_id, {"name": name, "level": level})
    return action.changes()


def move_place(
    workspace: Workspace, exercise_id: int, place_id: int, parent_id: int | None, place: int = -1
) -> Changes:
    """Put a place under another (None: at the top), before its `place`-th child; −1 is last.

    Raises:
        NotPossible: a place can't go below itself.
    """
    listed = planning.places(workspace, exercise_id)
    if parent_id in descendants(place_id, _parents(listed)):
        raise NotPossible(
            "A place can't be moved below itself.", action="Choose another place for it."
        )
    order = [each.id for each in listed if each.parent_id == parent_id and each.id != place_id]
    order.insert(place if place >= 0 else len(order), place_id)
    with workspace.acting("move place", exercise_id) as action:
        action.update("place", place_id, {"parent_id": parent_id})
        action.update_many("place", {key: {"sort": sort} for sort, key in enumerate(order)})
    return action.changes()


def remove_place(
    workspace: Workspace, exercise_id: int, place_id: int, *, even_if_used: bool = False
) -> Changes:
    """Remove a place and those below it; responses and activities there lose it. Undoable.

    Raises:
        NotPossible: it is in use, and `even_if_used` doesn't say that this is known.
    """
    used = place_use(workspace, exercise_id, place_id)
    if used and not even_if_used:
        raise NotPossible(
            f"That place is in use: by {used.responses:,} responses, {used.activities:,}"
            f" activities and {used.rules:,} tagging rules.",
            action="Give those another place first.",
        )
    below = _below(workspace, exercise_id, place_id)
    with workspace.acting("remove place", exercise_id) as action:
        action.defer_references()
        for table in ("response", "activity"):
            there = exercises.ids_by(workspace.connection, table, "place_id", below)
            action.update_many(table, {key: {"place_id": None} for key in there})
        action.delete_by("tag_rule", "place_id", below)
        action.delete_by("place", "id", below)
    return action.changes()


def place_use(workspace: Workspace, exercise_id: int, place_id: int) -> PlaceUse:
    """What refers to the place or one below it."""
    below = _below(workspace, exercise_id, place_id)
    responses, activities, rules = (
        exercises.usage(workspace.connection, table, "place_id", below)
        for table in ("response", "activity", "tag_rule")
    )
    return PlaceUse(responses, activities, rules)


def usage(workspace: Workspace, exercise_id: int) -> dict[int, PlaceUse]:
    """By place: what refers to it or to one below it; a place nothing refers to is left out."""
    parents = _parents(planning.places(workspace, exercise_id))
    own = store.places_used(workspace.connection, exercise_id)
    sums: dict[int, list[int]] = {}
    for place_id, counts in own.items():
        above: int | None = place_id
        while above is not None:
            so_far = sums.setdefault(above, [0, 0, 0])
            sums[above] = [one + other for one, other in zip(so_far, counts, strict=True)]
            above = parents.get(above)
    return {key: PlaceUse(*counts) for key, counts in sums.items()}


def _below(workspace: Workspace, exercise_id: int, place_id: int) -> list[int]:
    """The place and those below it, the deepest ids first."""
    parents = _parents(planning.places(workspace, exercise_id))
    return sorted(descendants(place_id, parents), reverse=True)


def _parents(listed: list[Place]) -> dict[int, int | None]:
    return {each.id: each.parent_id for each in listed}


def _check_level(level: str) -> None:
    if level not in {"", *PLACE_LEVELS}:
        raise ValueError("no such level")
