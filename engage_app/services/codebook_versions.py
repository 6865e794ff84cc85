"""Versions of a codebook: kept by hand, or by Engage before what comments were coded with changes.

Engage keeps a version before a change if codings were accepted since the last one was kept and
the codebook says something else now: each version is one that comments were coded with, and ten
edits in a row leave one behind.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from sqlite3 import Connection

from analysis.codebook_difference import difference as differs
from analysis.codebook_difference import same_meaning
from engage_app.domain.changes import Changes
from engage_app.domain.codebook import CodebookContent, CodebookVersion, ThemeChange
from engage_app.errors import NotPossible
from engage_app.services.tables.wording import day, number_of
from engage_app.services.workspace import Workspace
from storage import codebook_versions as store
from storage.identifiers import new_uid
from storage.trail import Action


@dataclass(frozen=True)
class Standing:
    """The latest version, if any, and in how many points the codebook differs from it by now."""

    latest: CodebookVersion | None = None
    changes: int = 0


def versions(workspace: Workspace, exercise_id: int) -> list[CodebookVersion]:
    """The versions kept, oldest first."""
    return store.versions(workspace.connection, exercise_id)


def keep(workspace: Workspace, exercise_id: int, note: str = "") -> Changes:
    """Keep the codebook as it is as a version. `created` is its id.

    Raises:
        NotPossible: there is no theme, or the latest version says the same.
    """
    now = store.content_now(workspace.connection, exercise_id)
    if not now.themes:
        raise NotPossible("There is no theme to keep yet.", action="Add a theme first.")
    last = store.latest(workspace.connection, exercise_id)
    if last and same_meaning(last, now):
        number = len(versions(workspace, exercise_id))
        raise NotPossible(
            f"Nothing has changed since version {number} was kept.",
            action="Keep a version once the codebook has changed.",
        )
    with workspace.acting("keep codebook version", exercise_id) as action:
        action.created = _insert(action, workspace.officer, exercise_id, now, note.strip())
    return action.changes()


def keep_used(action: Action, officer: str, exercise_id: int, note: str) -> None:
    """Before a change: keep what comments were coded with, unless it is kept already."""
    now = store.content_now(action.connection, exercise_id)
    last = store.latest(action.connection, exercise_id)
    if now.coded > (last.coded if last else 0) and not (last and same_meaning(last, now)):
        _insert(action, officer, exercise_id, now, note)


def difference(
    workspace: Workspace, exercise_id: int, before: int | None, after: int | None = None
) -> list[ThemeChange]:
    """What differs between two versions, by their ids; None is the codebook as it is now.

    Raises:
        NotPossible: there is no such version.
    """
    older, newer = (_content(workspace, exercise_id, each) for each in (before, after))
    return differs(older, newer)


def standing(workspace: Workspace, exercise_id: int) -> Standing:
    """The latest version, and how much the codebook differs from it by now."""
    return standing_in(workspace.connection, exercise_id)


def standing_in(connection: Connection, exercise_id: int) -> Standing:
    """The same, for one who has no workspace but its connection."""
    kept = store.versions(connection, exercise_id)
    last = store.latest(connection, exercise_id)
    if not kept or last is None:
        return Standing()
    return Standing(kept[-1], len(differs(last, store.content_now(connection, exercise_id))))


def in_words(stands: Standing) -> str:
    """Where a codebook stands, as a method page tells it; empty where no version was kept."""
    last = stands.latest
    if last is None:
        return ""
    kept = f"Codebook: version {last.number}, kept on {day(last.made_at[:10])}"
    since = f", with {number_of(stands.changes, 'change')} since" if stands.changes else ""
    return f"{kept}{since}."


def _insert(
    action: Action, officer: str, exercise_id: int, content: CodebookContent, note: str
) -> int:
    return action.insert(
        "codebook_version",
        {
            "uid": new_uid(),
            "exercise_id": exercise_id,
            "made_at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "made_by": officer,
            "note": note,
            "content": store.pack(content),
        },
    )


def _content(workspace: Workspace, exercise_id: int, version: int | None) -> CodebookContent:
    if version is None:
        return store.content_now(workspace.connection, exercise_id)
    found = store.content_of(workspace.connection, version)
    if found is None:
        raise NotPossible(
            "That version of the codebook is no longer there.", action="Choose another one."
        )
    return found
