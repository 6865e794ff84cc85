"""Codebooks and codings to and from other programs, for the File menu."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from engage_app.services import exchanging, planning
from engage_app.services.receiving import Received
from ui import dialogs
from ui.session import Session


class CodingsFiles:
    """Asks for a file, and writes or reads it in the background."""

    def __init__(self, session: Session, window: QWidget) -> None:
        self._session = session
        self._window = window

    def write(self) -> None:
        """Ask where to, and write codebook and codings of the open exercise."""
        session = self._session
        if not self._chosen():
            return
        workspace, exercise_id = session.workspace, session.exercise_id
        title = planning.exercise(workspace, exercise_id).title
        filters = ";;".join(f"{words} (*{end})" for end, words in exchanging.FORMATS)
        name = "".join(letter for letter in title if letter.isalnum() or letter in " -")
        suggested = workspace.path.parent / f"{name.strip() or 'Codings'}.qdpx"
        to = dialogs.ask_save(self._window, "Export codings", suggested, filters)
        if to is None:
            return
        task = session.runner.run(
            lambda progress: exchanging.write(workspace, exercise_id, to, progress),
            lambda path: session.said.emit(f"Wrote “{path.name}”."),
            session.failed.emit,
        )
        session.working.emit(task, "Writing the codings")

    def take(self) -> None:
        """Ask for a file, and bring its themes and codings into the open exercise."""
        session = self._session
        if not self._chosen():
            return
        workspace, exercise_id = session.workspace, session.exercise_id
        path = dialogs.ask_open(self._window, "Import codings", dialogs.CODINGS)
        if path is None:
            return
        task = session.runner.run(
            lambda progress: exchanging.take(workspace, exercise_id, path, progress),
            lambda received: self._took(path, received),
            session.failed.emit,
            writes=True,
        )
        session.working.emit(task, "Reading the codings")

    def _took(self, path: Path, received: Received) -> None:
        if received.changes:
            self._session.changed.emit(received.changes)
        more = "\n".join([received.sentence(), *received.left_out])
        # A moment later: the job is over once this returns, and its progress bar goes.
        QTimer.singleShot(
            0,
            lambda: dialogs.tell(self._window, "Import codings", f"“{path.name}” was read.", more),
        )

    def _chosen(self) -> bool:
        """Whether an exercise is open; says what to do where none is."""
        if not self._session.has_exercise:
            self._session.said.emit("Choose an exercise first.")
        return self._session.has_exercise
