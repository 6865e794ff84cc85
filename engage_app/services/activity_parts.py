"""What belongs to an activity: heads counted by group, organisations present, the agenda."""

from collections.abc import Iterable, Mapping, Sequence

from engage_app.domain.activity import AgendaItem
from engage_app.domain.changes import Changes
from engage_app.services import planning
from engage_app.services.activities import belonging, check_count, foreign, home
from engage_app.services.workspace import Workspace
from storage import activities as store
from storage.identifiers import derived_uid, new_uid


def set_headcounts(workspace: Workspace, activity_id: int, heads: Mapping[int, int]) -> Changes:
    """Make these the heads counted, by stakeholder group; groups left out have none.

    Raises:
        NotPossible: a count is below nought, or a group is another exercise's.
    """
    exercise_id, _, _ = home(workspace, activity_id)
    for count in heads.values():
        check_count(count)
    groups = store.ids_in(workspace.connection, "stakeholder_group", exercise_id, list(heads))
    if len(groups) != len(heads):
        raise foreign("stakeholder group")
    with workspace.acting("count heads", exercise_id) as action:
        before = store.headcounts(workspace.connection, activity_id)
        for group_id in before.keys() - heads.keys():
            where = "activity_id = ? AND group_id = ?"
            action.delete_where("activity_headcount", where, [activity_id, group_id])
        for group_id, attended in heads.items():
            if group_id not in before:
                row = {"activity_id": activity_id, "group_id": group_id, "attended": attended}
                action.insert("activity_headcount", row)
            elif before[group_id] != attended:
                key = store.headcount_id(workspace.connection, activity_id, group_id)
                action.update("activity_headcount", key, {"attended": attended})
    return action.changes()


def set_organisations(workspace: Workspace, activity_id: int, names: Iterable[str]) -> Changes:
    """Make these the organisations present; the same name twice counts once."""
    exercise_id, uid, _ = home(workspace, activity_id)
    wanted = {name.casefold(): name for name in (" ".join(each.split()) for each in names) if name}
    with workspace.acting("set organisations present", exercise_id) as action:
        for key, name in store.organisations(workspace.connection, activity_id):
            if wanted.get(name.casefold()) == name:
                del wanted[name.casefold()]
            else:
                action.delete_by("activity_organisation", "id", [key])
        for name in wanted.values():
            # Named alike on two laptops, it is one organisation when they are brought together.
            fresh = derived_uid(uid, name.casefold())
            if store.uid_taken(workspace.connection, "activity_organisation", fresh):
                fresh = new_uid()
            row = {"uid": fresh, "activity_id": activity_id, "name": name}
            action.insert("activity_organisation", row)
    return action.changes()


def set_agenda(workspace: Workspace, activity_id: int, items: Sequence[AgendaItem]) -> Changes:
    """Make these the agenda, in this order; an item whose id is 0 is new, one left out goes.

    Raises:
        NotPossible: an item has no title, or can't take so many minutes.
    """
    exercise_id, _, _ = home(workspace, activity_id)
    rows = []
    for sort, item in enumerate(items):
        title = planning.needed(item.title, "Every item of the agenda needs a title.")
        check_count(item.minutes)
        rows.append((item.id, {"sort": sort, "title": title, "minutes": item.minutes}))
    with workspace.acting("change agenda", exercise_id) as action:
        kept = {key for key, _ in rows}
        before = [item.id for item in store.agenda(workspace.connection, activity_id)]
        action.delete_by("agenda_item", "id", [key for key in before if key not in kept])
        for key, row in rows:
            if key in before:
                action.update("agenda_item", key, row)
            else:
                action.insert("agenda_item", belonging(activity_id, row))
    return action.changes()
