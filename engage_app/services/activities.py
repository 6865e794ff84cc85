"""Activities: their details, a series of them, and removing one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as day
from typing import Any, TypedDict, Unpack

from engage_app.domain.activity import FORMATS, Activity, ActivityKind, AgendaItem
from engage_app.domain.changes import Changes
from engage_app.errors import NotPossible
from engage_app.services import planning
from engage_app.services.workspace import Workspace
from storage import activities as store
from storage.identifiers import new_uid
from storage.imports.undoing import remove_dependents

SERIES_LIMIT = 200  # activities made at once
_MOST = 9_999_999
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
# What a series has in common; people invited, heads counted and notes are each activity's own.
_COPIED = ("title", "venue", "facilitator", "starts_at", "ends_at", "place_id", "format")


class ActivityDetails(TypedDict, total=False):
    """What can be said of an activity, as domain.Activity has it."""

    kind: ActivityKind
    title: str
    date: str
    venue: str
    facilitator: str
    invited: int | None
    attended: int | None
    starts_at: str
    ends_at: str
    place_id: int | None
    format: str
    notes: str
    sampled: bool


@dataclass(frozen=True)
class ActivityContents:
    """An activity with what belongs to it.

    Attributes:
        headcounts: heads counted, by the id of the stakeholder group.
        organisations: the names of those present, in alphabetical order.
        responses: how many were captured.
    """

    activity: Activity
    headcounts: Mapping[int, int]
    organisations: tuple[str, ...]
    agenda: tuple[AgendaItem, ...]
    responses: int


def responses(workspace: Workspace, exercise_id: int) -> dict[int, int]:
    """How many responses each activity has; those without any are left out."""
    return store.responses(workspace.connection, exercise_id)


def contents(workspace: Workspace, activity_id: int) -> ActivityContents:
    """One activity with what belongs to it.

    Raises:
        NotPossible: it isn't there any more.
    """
    connection = workspace.connection
    return ActivityContents(
        _activity(workspace, activity_id),
        store.headcounts(connection, activity_id),
        tuple(name for _, name in store.organisations(connection, activity_id)),
        tuple(store.agenda(connection, activity_id)),
        store.counted_in(connection, "response", activity_id),
    )


def cautions(given: ActivityContents) -> list[str]:
    """What is allowed and yet worth a second look, in sentences."""
    said = []
    heads, attended = sum(given.headcounts.values()), given.activity.attended
    if attended is not None and heads > attended:
        said.append(
            f"The heads counted by group add up to {heads:,}, more than the {attended:,} who"
            " attended. That is right where some belong to several groups."
        )
    invited = given.activity.invited
    if invited is not None and attended is not None and attended > invited:
        said.append(f"More came ({attended:,}) than were invited ({invited:,}).")
    return said


def add_activity(
    workspace: Workspace, /, exercise_id: int, kind: ActivityKind, title: str, **details: Any
) -> Changes:
    """Add an activity; `details` as ActivityDetails has them. `created` is its id.

    Raises:
        NotPossible: the title is blank, or a detail can't be.
    """
    _check(workspace, exercise_id, details)
    return planning.add_activity(workspace, exercise_id, kind, title, **details)


def edit_activity(
    workspace: Workspace, activity_id: int, **details: Unpack[ActivityDetails]
) -> Changes:
    """Change details of an activity.

    Raises:
        NotPossible: the title is blank, a detail can't be, or the activity is gone.
    """
    exercise_id, _, _ = home(workspace, activity_id)
    if "title" in details:
        details["title"] = planning.needed(details["title"], "An activity needs a title.")
    given = _activity(workspace, activity_id)
    times: dict[str, Any] = {"starts_at": given.starts_at, "ends_at": given.ends_at}
    if not times.keys() & details.keys():
        times = {}
    _check(workspace, exercise_id, {**times, **details})
    row: dict[str, Any] = {**details}
    if "sampled" in row:
        row["sampled"] = int(row["sampled"])
    with workspace.acting("edit activity", exercise_id) as action:
        action.update("activity", activity_id, row)
    return action.changes()


def duplicate(workspace: Workspace, activity_id: int, dates: Sequence[str]) -> Changes:
    """Make a series: the activity again on each of these dates, with its venue and agenda.

    Who was invited, came and spoke is each activity's own. `created` is the id of the first.

    Raises:
        NotPossible: no date is given, too many are, or one is no date.
    """
    exercise_id, _, _ = home(workspace, activity_id)
    if not 0 < len(dates) <= SERIES_LIMIT:
        raise NotPossible(
            f"A series can be of 1 to {SERIES_LIMIT} more activities.",
            action="Choose another number.",
        )
    given = contents(workspace, activity_id)
    copied = {name: getattr(given.activity, name) for name in _COPIED}
    for each in dates:
        check_date(each)
    with workspace.acting("duplicate activity", exercise_id) as action:
        for each in dates:
            own = {"uid": new_uid(), "exercise_id": exercise_id, "kind": given.activity.kind}
            made = action.insert("activity", {**own, **copied, "date": each})
            action.created = action.created or made
            for sort, item in enumerate(given.agenda):
                row = {"sort": sort, "title": item.title, "minutes": item.minutes}
                action.insert("agenda_item", belonging(made, row))
    return action.changes()


def remove_activity(workspace: Workspace, activity_id: int) -> Changes:
    """Remove an activity with its agenda, heads counted and photos. Undoable.

    Raises:
        NotPossible: it holds what people said: that never goes by the way.
    """
    exercise_id, _, title = home(workspace, activity_id)
    if said := _what_it_holds(workspace, activity_id):
        raise NotPossible(
            f"“{title}” holds {said}, so it can't be removed.",
            action="Take those out first: undo the import or the capture that brought them.",
        )
    with workspace.acting("remove activity", exercise_id) as action:
        chosen = "SELECT id FROM activity WHERE id = ?"
        remove_dependents(action, "activity", chosen, [activity_id], set())
        action.delete_by("activity", "id", [activity_id])
    return action.changes()


def what_goes(workspace: Workspace, activity_id: int) -> str:
    """What would be removed with an activity, e.g. "2 photos and its agenda"; may be empty."""
    connection = workspace.connection
    photos = store.counted_in(connection, "photo", activity_id)
    parts = [_several(photos, "photo")] if photos else []
    for table, words in (
        ("activity_headcount", "the heads counted"),
        ("activity_organisation", "the organisations present"),
        ("agenda_item", "its agenda"),
        ("document", "its documents"),
    ):
        if store.counted_in(connection, table, activity_id):
            parts.append(words)
    return _and(parts)


def _what_it_holds(workspace: Workspace, activity_id: int) -> str:
    """What people said there, in words; empty where nothing is."""
    connection = workspace.connection
    parts = [
        _several(number, one)
        for number, one in (
            (store.counted_in(connection, "response", activity_id), "response"),
            (store.counted_in(connection, "survey_import", activity_id), "import"),
            (store.entered_on_paper(connection, activity_id), "paper form"),
        )
        if number
    ]
    return _and(parts)


def _several(number: int, one: str) -> str:
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"


def _and(parts: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def home(workspace: Workspace, activity_id: int) -> tuple[int, str, str]:
    """(exercise, uid, title) of an activity.

    Raises:
        NotPossible: it isn't there any more.
    """
    found = store.home(workspace.connection, activity_id)
    if found is None:
        raise NotPossible(
            "That activity is no longer in this workspace.", action="Choose one from the list."
        )
    return found


def _activity(workspace: Workspace, activity_id: int) -> Activity:
    exercise_id, _, _ = home(workspace, activity_id)
    listed = planning.activities(workspace, exercise_id)
    return next(each for each in listed if each.id == activity_id)


def belonging(activity_id: int, row: dict[str, Any]) -> dict[str, Any]:
    """A new record of an activity, with an identifier of its own."""
    return {"uid": new_uid(), "activity_id": activity_id, **row}


def _check(workspace: Workspace, exercise_id: int, details: Mapping[str, Any]) -> None:
    check_date(details.get("date", ""))
    start, end = details.get("starts_at", ""), details.get("ends_at", "")
    for time in (start, end):
        if time and not _TIME.fullmatch(time):
            raise NotPossible(f"“{time}” is not a time.", action="Write it like 14:30.")
    if start and end and end < start:
        raise NotPossible(
            f"It can't end at {end}, before it starts at {start}.", action="Change one of the two."
        )
    if details.get("format", "") not in {"", *FORMATS}:
        raise ValueError("no such format")
    for count in (details.get("invited"), details.get("attended")):
        check_count(count)
    place = details.get("place_id")
    if place is not None and not store.ids_in(workspace.connection, "place", exercise_id, [place]):
        raise foreign("place")


def check_date(iso: str) -> None:
    """Check an ISO date; none at all is fine.

    Raises:
        NotPossible: it is no date.
    """
    try:
        day.fromisoformat(iso or "2000-01-01")
    except ValueError as error:
        raise NotPossible(f"“{iso}” is not a date.", action="Write it like 16/5/2022.") from error


def check_count(count: int | None) -> None:
    """Check a number of people, minutes or forms.

    Raises:
        NotPossible: it is below nought, or more than anybody counts.
    """
    if count is not None and not 0 <= count <= _MOST:
        raise NotPossible(f"A number must be between 0 and {_MOST:,}.", action="Type another one.")


def foreign(what: str) -> NotPossible:
    """The sentence for a record of another exercise."""
    return NotPossible(
        f"That {what} is not in this exercise any more.", action=f"Choose another {what}."
    )
