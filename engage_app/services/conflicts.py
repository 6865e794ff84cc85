"""What copies of a workspace have otherwise, and an officer's decision about it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engage_app.domain.changes import Changes
from engage_app.errors import NotPossible
from engage_app.services.workspace import Workspace
from storage import redactions
from storage.merging import conflicts as store
from storage.merging import populations

_NAMES = {
    "stakeholder_group": "stakeholder group",
    "tag_rule": "tagging rule",
    "activity_headcount": "head-count",
    "activity_organisation": "organisation present",
    "agenda_item": "agenda item",
    "survey_import": "import",
    "contact_detail": "contact detail",
    "response_group": "tag",
    "equality_answer": "equality answer",
    "paper_pile": "pile of paper forms",
    "paper_entry": "paper form",
    "report_cover": "report",
    "report_text": "edited text of the paper",
    "report_template": "template of the paper",
    "saved_finding": "saved finding",
    "population_source": "population",
    "population_count": "figure of a population",
    "theme_answer": "answer to a theme",
    "quote_pick": "choice of a quotation",
    "coding_sample": "sample for a second coder",
    "sample_comment": "comment of a sample",
    "second_coding": "second coder's theme",
    "codebook_version": "version of the codebook",
    "comment_note": "note on a comment",
    "recode": "comment to code again",
    "redaction": "personal detail",
}


@dataclass(frozen=True)
class Version:
    """One of the versions between which to choose.

    Attributes:
        id: what `settle` takes.
        removed: the record is removed in it.
        fields: (what, value) of the fields in which the versions differ, in words.
    """

    id: str
    removed: bool
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Conflict:
    """A record that was changed on several laptops, or removed on one and used on another.

    Attributes:
        table: what kind of record, as in `Changes.tables`.
        key: which one.
        row_id: its id in this workspace.
        exercise_id: whose it is.
        kind: what kind of record, in the officer's words.
        title: what the record is called, or says.
        used: it was removed on one laptop and is used on another; else it was changed on both.
        versions: the one shown now comes first.
    """

    table: str
    key: str
    row_id: int
    exercise_id: int
    kind: str
    title: str
    used: bool
    versions: tuple[Version, ...]


def conflicts(workspace: Workspace, exercise_id: int | None = None) -> list[Conflict]:
    """What has to be decided, of one exercise or of all."""
    connection = workspace.connection
    found = []
    for each in populations.as_one(connection, store.conflicts(connection)):
        home = store.home(connection, each)
        if exercise_id in (None, home):
            found.append(_in_words(workspace, each, home))
    return found


def settle(workspace: Workspace, conflict: Conflict, choice: str) -> Changes:
    """Let one version be the only one, on every laptop that this workspace comes to. Undoable.

    Args:
        workspace: the open workspace.
        conflict: as `conflicts` gave it.
        choice: the id of one of its versions. A record that is removed takes along what hangs on it.

    Raises:
        NotPossible: it was settled, or changed again, meanwhile.
    """
    with workspace.acting("settle conflict", conflict.exercise_id) as action:
        for each in populations.as_one(action.connection, store.conflicts(action.connection)):
            if (each.table, each.key) == (conflict.table, conflict.key) and choice in each.versions:
                one = populations if populations.is_population(each) else store
                one.settle(action, each, choice)
                break
        else:
            raise NotPossible(
                "That was changed or settled meanwhile.", action="Look at the conflicts again."
            )
    return action.changes()


def as_json(conflict: Conflict) -> dict[str, Any]:
    """A conflict as plain data, without local ids."""
    return {
        "kind": conflict.kind,
        "key": conflict.key,
        "title": conflict.title,
        "what": "removed on one laptop, used on another"
        if conflict.used
        else "changed on several laptops",
        "versions": [
            {"removed": version.removed, "fields": dict(version.fields)}
            for version in conflict.versions
        ],
    }


def _in_words(workspace: Workspace, found: store.Conflict, exercise_id: int) -> Conflict:
    told = [values for values in found.versions.values() if values is not None]
    names = _differing(told) if len(told) > 1 else []
    versions = [
        Version(dot, values is None, tuple(_fields(workspace, found, values or {}, names)))
        for dot, values in found.versions.items()
    ]
    return Conflict(
        table=found.table,
        key=found.key,
        row_id=found.row_id,
        exercise_id=exercise_id,
        kind=_NAMES.get(found.table, found.table),
        title=store.title(workspace.connection, found),
        used=found.used,
        versions=tuple(versions),
    )


def _differing(told: Iterable[Mapping[str, Any]]) -> list[str]:
    first, *others = told
    return [name for name in first if any(first[name] != other[name] for other in others)]


def _fields(
    workspace: Workspace, found: store.Conflict, values: Mapping[str, Any], names: list[str]
) -> Iterable[tuple[str, str]]:
    for name in names:
        if name in values:
            shown = store.in_words(workspace.connection, found.table, name, values[name])
            if (found.table, name) == ("comment", "text"):
                shown = redactions.covered_otherwise(workspace.connection, found.row_id, shown)
            words = shown if isinstance(shown, str) else json.dumps(shown, ensure_ascii=False)
            yield name.removesuffix("_id").replace("_", " "), words
