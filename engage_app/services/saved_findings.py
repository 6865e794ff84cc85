"""Findings that an officer keeps: by name, worked out anew whenever they are looked at or printed.

What a saved finding is limited to is stored by uids, with the names of that day: one that refers
to what was removed since can say what that was, and is printed nowhere.
"""

import json
from dataclasses import dataclass
from typing import Any

from engage_app.domain.changes import Changes
from engage_app.domain.scope import FindingWanted, Names, details_of, sentence, wanted_of
from engage_app.errors import NotPossible
from engage_app.services import finding_tables, planning
from engage_app.services.workspace import Workspace
from storage import saved_findings as store
from storage.identifiers import new_uid

PREFIX = "saved_"
"""What the names of their tables begin with."""

_NOT_PRINTED = ("quotes", "campaigns")
_WORDS = {
    "group": "the stakeholder group",
    "place": "the place",
    "activity": "the activity",
    "position": "the position",
    "choice": "the answer",
    "theme": "the theme",
}


@dataclass(frozen=True)
class SavedFinding:
    """A finding under a name.

    Attributes:
        table: the name of its table.
        wanted: what is asked for.
        said: what it is limited to, in a sentence; empty where to nothing.
        missing: what it refers to that is no longer there: "the place “Northtown”".
    """

    id: int
    table: str
    name: str
    wanted: FindingWanted
    in_report: bool
    said: str = ""
    missing: tuple[str, ...] = ()


def listed(workspace: Workspace, exercise_id: int) -> list[SavedFinding]:
    """The saved findings of an exercise, in the officer's order."""
    rows = store.listed(workspace.connection, exercise_id)
    known = finding_tables.names(workspace, exercise_id) if rows else {}
    return [_read(row, known) for row in rows]


def save(
    workspace: Workspace,
    exercise_id: int,
    name: str,
    wanted: FindingWanted,
    *,
    in_report: bool = False,
) -> Changes:
    """Keep a finding, after those kept before, perhaps to be printed; `created` is its id.

    Raises:
        NotPossible: the name is blank, or another one's; or words of respondents, whom a filter
            could make known, would be printed.
    """
    _needed_printable(wanted, printed=in_report)
    name = _free(workspace, exercise_id, name)
    known = finding_tables.names(workspace, exercise_id)
    with workspace.acting("save finding", exercise_id) as action:
        action.created = action.insert(
            "saved_finding",
            {
                "uid": new_uid(),
                "exercise_id": exercise_id,
                "sort": store.last_place(action.connection, exercise_id) + 1,
                "name": name,
                "finding": wanted.finding,
                "details": _written(wanted, known),
                "in_report": int(in_report),
            },
        )
    return action.changes()


def change(workspace: Workspace, exercise_id: int, key: int, wanted: FindingWanted) -> Changes:
    """Let a saved finding be this one from now on."""
    known = finding_tables.names(workspace, exercise_id)
    row = {"finding": wanted.finding, "details": _written(wanted, known)}
    with workspace.acting("change saved finding", exercise_id) as action:
        action.update("saved_finding", key, row)
    return action.changes()


def rename(workspace: Workspace, exercise_id: int, key: int, name: str) -> Changes:
    """Give a saved finding another name: the title of its table.

    Raises:
        NotPossible: the name is blank, or another one's.
    """
    name = _free(workspace, exercise_id, name, key)
    with workspace.acting("rename saved finding", exercise_id) as action:
        action.update("saved_finding", key, {"name": name})
    return action.changes()


def remove(workspace: Workspace, exercise_id: int, key: int) -> Changes:
    """Forget a saved finding. Undoable."""
    with workspace.acting("remove saved finding", exercise_id) as action:
        action.delete_by("saved_finding", "id", [key])
    return action.changes()


def put_in_report(
    workspace: Workspace, exercise_id: int, key: int, *, printed: bool = True
) -> Changes:
    """Print a saved finding in the report, or no longer.

    Raises:
        NotPossible: it holds the words of respondents, whom a filter could make known.
    """
    (found,) = [one for one in listed(workspace, exercise_id) if one.id == key]
    _needed_printable(found.wanted, printed=printed)
    label = "put finding in the report" if printed else "take finding out of the report"
    with workspace.acting(label, exercise_id) as action:
        action.update("saved_finding", key, {"in_report": int(printed)})
    return action.changes()


def move(workspace: Workspace, exercise_id: int, key: int, by: int) -> Changes:
    """Move a saved finding up (-1) or down (1) among the others."""
    keys = [row.id for row in store.listed(workspace.connection, exercise_id)]
    place = keys.index(key)
    keys.insert(max(0, min(len(keys) - 1, place + by)), keys.pop(place))
    with workspace.acting("move saved finding", exercise_id) as action:
        action.update_many("saved_finding", {one: {"sort": n} for n, one in enumerate(keys)})
    return action.changes()


def printable(wanted: FindingWanted) -> bool:
    """Whether it holds figures, not words of respondents."""
    return wanted.finding not in _NOT_PRINTED


def _needed_printable(wanted: FindingWanted, *, printed: bool) -> None:
    if printed and not printable(wanted):
        raise NotPossible(
            "Quotations and texts are printed for the whole exercise only: among a few responses "
            "they could show who said what.",
            action="Put a finding with figures in the report.",
        )


def _free(workspace: Workspace, exercise_id: int, name: str, own: int = 0) -> str:
    name = planning.needed(name, "A saved finding needs a name.")
    for row in store.listed(workspace.connection, exercise_id):
        if row.name.casefold() == name.casefold() and row.id != own:
            raise NotPossible(
                f"There is already a finding called “{row.name}”.", action="Choose another name."
            )
    return name


def _written(wanted: FindingWanted, known: Names) -> str:
    asked = wanted.only.asked
    named = {name: known[name, asked[name]] for name in _WORDS if (name, asked.get(name)) in known}
    details = {**details_of(wanted), "names": named} if named else details_of(wanted)
    return json.dumps(details, ensure_ascii=False, sort_keys=True)


def _read(row: store.StoredFinding, known: Names) -> SavedFinding:
    table = f"{PREFIX}{row.uid[:12]}"
    try:
        wanted = wanted_of(row.finding, row.details)
    except (ValueError, KeyError, TypeError):
        gone = ("something that only a later Engage knows",)
        blank = FindingWanted(row.finding)
        return SavedFinding(row.id, table, row.name, blank, row.in_report, "", gone)
    return SavedFinding(
        row.id,
        table,
        row.name,
        wanted,
        row.in_report,
        sentence(wanted.only, known),
        _missing(wanted, row.details.get("names", {}), known),
    )


def _missing(wanted: FindingWanted, named: dict[str, Any], known: Names) -> tuple[str, ...]:
    return tuple(
        f"{_WORDS[name]} “{named[name]}”" if name in named else _WORDS[name]
        for name in finding_tables.missing(wanted, known)
    )
