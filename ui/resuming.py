"""Opening where it was: after a crash, or whatever else ended Engage amid typing."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLockFile

from engage_app.services import resuming
from engage_app.settings import data_folder
from ui.session import Session
from ui.workspace_actions import WorkspaceActions


class Resuming:
    """Takes the officer back to what was being typed.

    A second window of Engage doesn't: what the first one is typing at this moment is not left
    over from anything. A lock tells the two apart; one whose process is gone counts for nothing.

    Args:
        go_to: opens (page, surface, key).
    """

    def __init__(
        self,
        session: Session,
        actions: WorkspaceActions,
        go_to: Callable[[str, str, str], object],
    ) -> None:
        self._session = session
        self._actions = actions
        self._go_to = go_to
        folder = data_folder()
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)
        self._first = self._lock.tryLock(0)

    def resume(self, workspace: Path | None = None) -> None:
        """Open a workspace where one was asked for, and the surface that was being typed on.

        Where another workspace was asked for, what was typed waits in the one it was typed in.
        """
        place = resuming.last() if self._first else None
        if place is None or (workspace and workspace.absolute() != Path(place.workspace)):
            if workspace is not None:
                self._actions.open_path(workspace)
            return
        if not Path(place.workspace).is_file() or not self._actions.open_path(
            Path(place.workspace)
        ):
            resuming.forget()
            return
        session = self._session
        exercise_id = resuming.exercise_of(session.workspace, place)
        if exercise_id is None:
            resuming.forget()
            return
        session.choose_exercise(exercise_id)
        with contextlib.suppress(KeyError):  # a page that this version doesn't have
            self._go_to(place.page, place.surface, place.key)

    def close(self) -> None:
        """The window is closed; the next one is the first."""
        self._lock.unlock()
