"""What an officer is shown before and after captures are brought together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engage_app.errors import EngageError
from engage_app.progress import Progress, no_progress
from engage_app.services import merging
from engage_app.services.merging import Conflict, MergeResult, Version
from engage_app.services.workspace import Workspace
from storage.merging import moments, sources


@dataclass(frozen=True)
class Refused:
    """A file that can't be brought in, and why."""

    path: Path
    error: EngageError


@dataclass(frozen=True)
class Look:
    """What bringing files together would do.

    Attributes:
        result: of those that can be read; None where none can.
        refused: the others.
    """

    result: MergeResult | None
    refused: tuple[Refused, ...]

    @property
    def paths(self) -> list[Path]:
        """The files that can be read."""
        return [source.path for source in self.result.sources] if self.result else []


@dataclass(frozen=True)
class Made:
    """When and by whom a version was made; None and empty where that isn't known."""

    at: datetime | None
    who: str


def look(workspace: Workspace, paths: Sequence[Path], progress: Progress = no_progress) -> Look:
    """Try files on a copy, and find those that can't be read. Nothing is written.

    Raises:
        EngageError: each can be read, and yet they can't be brought together.
    """
    try:
        return Look(merging.preview(workspace, paths, progress), ())
    except EngageError:
        refused = _refused(workspace, paths)
        if not refused:
            raise
    bad = {each.path for each in refused}
    good = [path for path in paths if path not in bad]
    if not good:
        return Look(None, refused)
    return Look(merging.preview(workspace, good, progress), refused)


def made(workspace: Workspace, conflict: Conflict, version: Version) -> Made:
    """When and by whom one of the versions of a record was made."""
    at = moments.moment(version.id)
    who = moments.maker(workspace.connection, conflict.table, conflict.row_id, version.id)
    return Made(at.astimezone() if at else None, who)


def _refused(workspace: Workspace, paths: Sequence[Path]) -> tuple[Refused, ...]:
    found = []
    for path in paths:
        try:
            with sources.copied(path, workspace.path):
                pass
        except EngageError as error:
            found.append(Refused(path, error))
    return tuple(found)
