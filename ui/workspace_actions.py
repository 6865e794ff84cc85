"""What an officer does with workspace files, for the menus and the Exercises page alike."""

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from engage_app.errors import EngageError
from engage_app.progress import Progress
from engage_app.services import planning, worker
from engage_app.services import workspace as workspaces
from ui import dialogs
from ui.session import Session

SAMPLE_NAME = "Sample exercise"


class WorkspaceActions(QObject):
    """New, open, copy and the sample: each asks for a file where it needs one.

    Signals:
        working: (Task, what) of a job just started, for a progress strip to watch.
    """

    working = Signal(object, str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._window = parent
        self._making_sample = False

    def new(self) -> bool:
        """Ask where to keep a new workspace, make it and open it. Tells whether it was done."""
        wanted = self._ask_new("New workspace", "Engagement")
        if wanted is None or not self._session.create(wanted):
            return False
        self._show_exercise()
        return True

    def open(self) -> bool:
        """Ask for a workspace and open it. Tells whether it was done."""
        chosen = dialogs.ask_open(
            self._window, "Open workspace", dialogs.WORKSPACES, self._folder()
        )
        return chosen is not None and self.open_path(chosen)

    def open_path(self, path: Path) -> bool:
        """Open this workspace; where it holds one exercise, that one too."""
        if not self._session.open(path):
            return False
        self._show_exercise()
        return True

    def copy(self) -> None:
        """Ask where to, and copy the open workspace in the background."""
        session = self._session
        workspace = session.workspace
        to = self._ask_new("Copy workspace", f"{workspace.path.stem} copy")
        if to is None:
            return
        task = session.runner.run(
            lambda _progress: workspaces.copy(workspace, to),
            lambda path: session.said.emit(f"Copied to “{path.name}”."),
            session.failed.emit,
        )
        self.working.emit(task, "Copying the workspace")

    def take_along(self, exercise_id: int | None = None) -> None:
        """Ask what to take along, of this exercise or of the open one, and where to."""
        from ui.pages.together_take import open_take_along

        open_take_along(self._session, exercise_id, self._window)

    def bring_together(self) -> None:
        """Ask for the files that colleagues gave back, and bring them into the open workspace."""
        from ui.pages.together import open_together

        open_together(self._session, (), self._window)

    def sample(self) -> None:
        """Ask where to keep the sample exercise, make it in the background and open it.

        What is open stays open until the sample is whole; cancelled or failed, it leaves no file.
        """
        wanted = None if self._making_sample else self._ask_new("Try the sample", SAMPLE_NAME)
        if wanted is None:
            return
        session = self._session
        self._making_sample = True
        task = session.runner.run(
            lambda progress: _make_sample(wanted, progress),
            self.open_path,
            session.failed.emit,
            writes=True,
        )
        task.signals.finished.connect(self._sample_over)
        self.working.emit(task, "Making the sample exercise")

    def _sample_over(self) -> None:
        self._making_sample = False

    def _show_exercise(self) -> None:
        """Go to the exercise where there is no choice, to the list of them where there is."""
        session = self._session
        try:
            listed = planning.exercises(session.workspace)
        except EngageError as error:
            session.failed.emit(error)
            listed = []
        only = listed[0].exercise.id if len(listed) == 1 else None
        session.choose_exercise(only)
        session.page_wanted.emit("exercises" if only is None else "overview")

    def _ask_new(self, title: str, name: str) -> Path | None:
        suggested = free_path(self._folder(), name)
        return dialogs.ask_save(self._window, title, suggested, dialogs.WORKSPACES, replaces=False)

    def _folder(self) -> Path:
        """Beside the workspace that is or was last open; else among the officer's documents."""
        if self._session.has_workspace:
            return self._session.workspace.path.parent
        for path in workspaces.recent():
            return path.parent
        place = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(place))


def free_path(folder: Path, name: str) -> Path:
    """A workspace's file of that name, with a number where the name is taken."""
    path = folder / f"{name}{workspaces.SUFFIX}"
    number = 2
    while path.exists():
        path = folder / f"{name} {number}{workspaces.SUFFIX}"
        number += 1
    return path


def _make_sample(path: Path, progress: Progress) -> Path:
    """A workspace with the sample in it, made and closed in this thread: all of it, or no file."""
    from engage_app.services import samples  # brings the survey readers

    workspace = workspaces.create(path)
    try:
        samples.add_sample(workspace, progress=progress, run=worker.apart)
    except BaseException:
        workspace.close()
        for left in (workspace.path, *_beside(workspace.path)):
            left.unlink(missing_ok=True)
        raise
    workspace.close()
    return workspace.path


def _beside(path: Path) -> list[Path]:
    """The files SQLite keeps beside a database while it is open."""
    return [path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")]
