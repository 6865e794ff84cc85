"""Handing the officer's computer to a respondent, and getting it back locked after a crash."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from engage_app.errors import EngageError
from engage_app.services import self_completion
from ui.pin import PinDialog
from ui.self_completion_window import SelfCompletion, material
from ui.session import Session


def start_self_completion(
    session: Session, activity_id: int, parent: QWidget
) -> SelfCompletion | None:
    """Ask for a PIN, lock the computer and show the questionnaire; None if it was called off.

    Where it can't begin, `session.failed` says why.
    """
    try:
        material(session, activity_id)
    except EngageError as error:
        session.failed.emit(error)
        return None
    asked = PinDialog(parent)
    accepted = asked.exec() == PinDialog.DialogCode.Accepted
    pin = asked.pin
    asked.deleteLater()
    if not accepted:
        return None
    try:
        self_completion.lock(session.workspace, activity_id, pin)
    except EngageError as error:
        session.failed.emit(error)
        return None
    return _shown(session, activity_id, parent)


def come_back_locked(session: Session, parent: QWidget) -> SelfCompletion | None:
    """Show the questionnaire again, locked, if Engage stopped while it was: call it at start.

    Opens the workspace it was in. Where that or the activity is gone the lock is taken off; where
    it can't be opened now, `session.failed` says why and the lock stays.
    """
    lock = self_completion.locked()
    if lock is None:
        return None
    path = Path(lock.workspace)
    if not path.exists():
        self_completion.release()
        return None
    same = session.has_workspace and session.workspace.path.absolute() == path
    if not same and not session.open(path):
        return None
    place = self_completion.place_of(session.workspace, lock)
    if place is None:
        self_completion.release()
        return None
    exercise_id, activity_id = place
    session.choose_exercise(exercise_id)
    return _shown(session, activity_id, parent)


def _shown(session: Session, activity_id: int, parent: QWidget) -> SelfCompletion:
    window = SelfCompletion(session, activity_id, parent)
    window.showFullScreen()
    window.begin()
    return window
