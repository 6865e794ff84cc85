"""What is open in the window: the workspace, the exercise, and how pages ask for work.

Pages hold no workspace of their own. They ask the session to act, and hear what changed.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from PySide6.QtCore import QObject, Signal

from engage_app.domain.changes import Changes
from engage_app.domain.filters import CommentFilter
from engage_app.errors import EngageError, NotPossible, WorkspaceBusy
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace
from ui.tasks import TaskRunner

if TYPE_CHECKING:
    from ui.suggesting import Suggesting

Asked = ParamSpec("Asked")
_AT_ONCE = 1_000  # rows that the window's own thread undoes


class Session(QObject):
    """The open workspace and exercise.

    Signals:
        workspace_changed: another workspace is open, or none.
        exercise_changed: another exercise is chosen, or none.
        changed: Changes of an action; pages refresh what its tables show.
        failed: an exception for the officer to read; the current page shows it.
        said: a sentence that something went well.
        comments_wanted: a CommentFilter; the window shows those comments.
        responses_wanted: a CommentFilter; the window shows those responses.
        page_wanted: the key of a page to go to.
        working: (Task, what) of a job just started, for the window's progress strip.
        surface_wanted: (page, surface, key) of something to type on, as `drafts.Draft` names them.
        leaving: the workspace is about to be closed; what is being typed is saved now.
    """

    workspace_changed = Signal()
    exercise_changed = Signal()
    changed = Signal(object)
    failed = Signal(object)
    said = Signal(str)
    comments_wanted = Signal(object)
    responses_wanted = Signal(object)
    page_wanted = Signal(str)
    working = Signal(object, str)
    surface_wanted = Signal(str, str, str)
    leaving = Signal()

    def __init__(self, runner: TaskRunner) -> None:
        super().__init__()
        self.runner = runner
        self.suggesting: Suggesting | None = None  # the window starts it; a page alone has none
        self._workspace: Workspace | None = None
        self._exercise_id: int | None = None

    @property
    def has_workspace(self) -> bool:
        """Whether a workspace is open."""
        return self._workspace is not None

    @property
    def workspace(self) -> Workspace:
        """The open workspace.

        Raises:
            RuntimeError: none is open; pages that need one are not shown then.
        """
        if self._workspace is None:
            raise RuntimeError("no workspace is open")
        return self._workspace

    @property
    def has_exercise(self) -> bool:
        """Whether an exercise is chosen."""
        return self._workspace is not None and self._exercise_id is not None

    @property
    def exercise_id(self) -> int:
        """The chosen exercise.

        Raises:
            RuntimeError: none is chosen; pages that need one are not shown then.
        """
        if self._exercise_id is None:
            raise RuntimeError("no exercise is chosen")
        return self._exercise_id

    def open(self, path: Path) -> bool:
        """Open a workspace; on failure the one that is open stays. Tells whether it went well."""
        return self._take(lambda: workspaces.open_workspace(path))

    def create(self, path: Path) -> bool:
        """Make a workspace and open it; on failure the one that is open stays."""
        return self._take(lambda: workspaces.create(path))

    def close(self) -> None:
        """Close the workspace; what was done is on disk."""
        if self._workspace is not None:
            self.leaving.emit()
        self.runner.drop_readers()
        if self._workspace is not None:
            self._workspace.close()
        self._workspace = None
        self._exercise_id = None

    def choose_exercise(self, exercise_id: int | None) -> None:
        """Make this the exercise that every page shows."""
        self._exercise_id = exercise_id
        self.exercise_changed.emit()

    def act(
        self,
        write: Callable[Concatenate[Workspace, Asked], Changes],
        *args: Asked.args,
        **kwargs: Asked.kwargs,
    ) -> Changes | None:
        """Let a service write, at once, on the window's thread; None where it failed.

        For work of an instant. What may take longer goes through `runner`. Where a job is writing
        at this moment, the officer hears so instead of the window standing still; while a job
        only computes, the write goes through.
        """
        try:
            with self.workspace.hurrying():
                changes = write(self.workspace, *args, **kwargs)
        except WorkspaceBusy as error:
            self.failed.emit(_still_at_work() if self.runner.busy else error)
            return None
        except EngageError as error:
            self.failed.emit(error)
            return None
        if changes:
            self.changed.emit(changes)
        return changes

    def undo(self) -> None:
        """Take back the last action."""
        self._turn(workspaces.undo, workspaces.undo_size, "Undone", "Undoing")

    def redo(self) -> None:
        """Do the last undone action again."""
        self._turn(workspaces.redo, workspaces.redo_size, "Done again", "Doing again")

    def _turn(
        self,
        turn: Callable[[Workspace], Changes],
        size: Callable[[Workspace], int],
        done: str,
        doing: str,
    ) -> None:
        """Undo or redo; what writes many rows, such as an import, in the background."""
        workspace = self.workspace

        def tell(changes: Changes | None) -> None:
            if changes:
                self.said.emit(f"{done}: {changes.label}.")

        def finished(changes: Changes) -> None:
            if changes and self._workspace is workspace:
                self.changed.emit(changes)
                tell(changes)

        if size(workspace) < _AT_ONCE:
            tell(self.act(turn))
        elif self.runner.writing:
            self.failed.emit(_still_at_work())
        else:
            task = self.runner.run(
                lambda _progress: turn(workspace), finished, self.failed.emit, writes=True
            )
            self.working.emit(task, doing)

    def show_comments(self, wanted: CommentFilter) -> None:
        """Show the comments behind a figure."""
        self.comments_wanted.emit(wanted)

    def show_responses(self, wanted: CommentFilter) -> None:
        """Show the responses behind a figure."""
        self.responses_wanted.emit(wanted)

    def _take(self, opened: Callable[[], Workspace]) -> bool:
        if self.runner.writing:
            self.failed.emit(_still_at_work())
            return False
        try:
            workspace = opened()
        except EngageError as error:
            self.failed.emit(error)
            return False
        self.close()
        self._workspace = workspace
        self.workspace_changed.emit()
        return True


def _still_at_work() -> NotPossible:
    return NotPossible(
        "Engage is still at work on the open workspace.",
        action="Wait until it is done, or cancel it, then try again.",
    )
