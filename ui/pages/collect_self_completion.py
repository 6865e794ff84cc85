"""From Collect to the questionnaire on the whole screen: which survey a respondent fills in."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from engage_app.domain.activity import Activity, ActivityKind
from engage_app.services import activities, planning
from ui import dialogs
from ui.pages.activity_choice import ActivityChoice
from ui.pages.activity_dialogs import Asking
from ui.pages.exercise_dates import in_words
from ui.self_completion import start_self_completion
from ui.session import Session
from ui.theme import label

_WHAT_COMES = (
    "Next you choose a PIN. Then the questionnaire fills the screen, and only the PIN brings Engage"
    " back."
)


class RespondentDialog(Asking):
    """Asks which activity the answers belong to."""

    def __init__(self, parent: QWidget, offered: Sequence[Activity]) -> None:
        super().__init__(parent, "Let a respondent fill it in", "Go on")
        self.activity = ActivityChoice(offered, "On our own laptop")
        self.form.addRow("&Activity", self.activity)
        self.form.addRow(label(_WHAT_COMES, "hint", wrap=True))
        self.activity.setFocus()

    def fault(self) -> str:
        return self.activity.fault()


def let_a_respondent_fill_it_in(session: Session) -> None:
    """Ask which survey it is, then hand the computer over; without questions, lead to Plan."""
    parent = _window()
    questions = planning.questions(session.workspace, session.exercise_id)
    if not any(not question.retired for question in questions):
        if dialogs.ask_sure(
            parent,
            "There is no questionnaire yet",
            "There is no questionnaire to fill in yet.",
            "Write its questions on the Plan page.",
            yes="Write the questionnaire",
            no="Not now",
        ):
            session.surface_wanted.emit("plan", "questionnaire", "")
        return
    listed = planning.activities(session.workspace, session.exercise_id)
    offered = [_dated(activity) for activity in listed]
    dialog = RespondentDialog(parent, offered)
    dialog.accepted.connect(lambda: _hand_over(session, dialog.activity.chosen, parent))
    dialog.open()


def _hand_over(session: Session, activity: int | str, parent: QWidget) -> None:
    if isinstance(activity, str):
        own = (session.exercise_id, ActivityKind.SURVEY, activity)
        changes = session.act(activities.add_activity, *own)
        if changes is None or changes.created is None:
            return
        activity = changes.created
    start_self_completion(session, activity, parent)


def _dated(activity: Activity) -> Activity:
    """Told by its date: those of a series are called alike."""
    day = in_words(activity.date)
    return replace(activity, title=f"{activity.title}, {day}") if day else activity


def _window() -> QWidget:
    """The window that was clicked in."""
    windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, QMainWindow)]
    return QApplication.activeWindow() or windows[0]
