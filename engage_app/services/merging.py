"""Bringing together what was captured apart, and taking an exercise along.

Every order of joining gives the same workspace, and joining again changes nothing: see
docs/architecture.md, "Captured apart".
"""

import contextlib
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engage_app.domain.changes import Changes
from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services.conflicts import Conflict, Version, conflicts, settle
from engage_app.services.taking import take_along
from engage_app.services.workspace import Workspace
from storage import database, trail
from storage.merging import counting, export, merge, sources

__all__ = [
    "Conflict",
    "MergeResult",
    "Source",
    "Version",
    "bring_together",
    "conflicts",
    "full_export",
    "preview",
    "settle",
    "take_along",
]

Counts = dict[str, int]
"""How many by kind, in the officer's words: "responses", "comments" …"""


@dataclass(frozen=True)
class Source:
    """One file that was brought in, and what it holds."""

    path: Path
    holds: Counts


@dataclass(frozen=True)
class MergeResult:
    """What bringing captures together did, or would do.

    Attributes:
        before: what the workspace held.
        after: what it holds now.
        sources: the files, in the order they were named.
        added: how many records came.
        changed: how many are otherwise than before.
        removed: how many went, because they were removed elsewhere.
        conflicts: what an officer has to decide, old and new.
    """

    before: Counts
    after: Counts
    sources: tuple[Source, ...]
    added: Counts
    changed: Counts
    removed: Counts
    conflicts: tuple[Conflict, ...]
    changes: Changes = field(default_factory=lambda: Changes(""))

    @property
    def unchanged(self) -> bool:
        """Whether the workspace had all of it already."""
        return not self.changes


def bring_together(
    workspace: Workspace, paths: Sequence[Path], progress: Progress = no_progress
) -> MergeResult:
    """Join workspaces and packages into this one: all of them, or on error none. Undoable.

    Args:
        workspace: what they are joined into.
        paths: the files; they are read and never written.
        progress: it may cancel; nothing is written then.

    Raises:
        NotPossible: no file was named, or the workspace itself.
        WorkspaceError: one isn't there, is no workspace, is damaged, or a newer Engage wrote it.
    """
    if not paths:
        raise NotPossible("No file was chosen.", action="Choose the files to bring together.")
    before = counting.counts(workspace.connection)
    steps = _Steps(len(paths) * merge.STEPS, progress)
    with contextlib.ExitStack() as stack:
        copies = [stack.enter_context(sources.copied(path, workspace.path)) for path in paths]
        held = [_join_into_first(copy, copies[0], steps) for copy in copies]
        stack.enter_context(merge.attached(workspace.connection, copies[0]))
        with workspace.acting("bring captures together") as action:
            action.joins()
            written = merge.join_source(action, steps.step)
    return MergeResult(
        before=before,
        after=counting.counts(workspace.connection),
        sources=tuple(Source(path, holds) for path, holds in zip(paths, held, strict=True)),
        added=_by_kind(written.added),
        changed=_by_kind(written.changed),
        removed=_by_kind(written.removed),
        conflicts=tuple(conflicts(workspace)),
        changes=action.changes(),
    )


def preview(
    workspace: Workspace, paths: Sequence[Path], progress: Progress = no_progress
) -> MergeResult:
    """What `bring_together` would do. Nothing is written: it is tried on a copy.

    Raises:
        NotPossible, WorkspaceError: as `bring_together`.
    """
    for path in paths:
        sources.check_another(path, workspace.path)
    with tempfile.TemporaryDirectory(prefix="engage-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "preview.engage"
        database.backup(workspace.connection, copy)
        trial = Workspace(copy, workspace.officer, database.open_existing(copy))
        try:
            return bring_together(trial, paths, progress)
        finally:
            trial.close()


def full_export(workspace: Workspace) -> dict[str, list[dict[str, Any]]]:
    """All that travels, by table, without local ids: alike for workspaces that hold the same."""
    return export.everything(workspace.connection)


class _Steps:
    """How far the joining is."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def step(self) -> None:
        """One step more."""
        self._progress(self._done, self._total)
        self._done += 1


def _join_into_first(copy: Path, first: Path, steps: _Steps) -> Counts:
    """Join one copy of a source into the first one's: so the workspace itself changes in one
    action, however many there are. Returns what the source holds."""
    with contextlib.closing(database.open_existing(first)) as connection:
        if copy == first:
            return counting.counts(connection)
        with merge.attached(connection, copy):
            holds = counting.counts(connection, "src")
            with trail.acting(connection, "join", who="") as action:
                action.joins()
                merge.join_source(action, steps.step)
    return holds


def _by_kind(tables: Mapping[str, int]) -> Counts:
    found: Counter[str] = Counter()
    for table, count in tables.items():
        if count:
            found[counting.KIND_OF.get(table, counting.OTHER)] += count
    return dict(found)
