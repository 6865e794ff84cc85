"""A village hall: an exercise with two questions, and the keys that respondents and officers press."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from engage_app.domain.activity import ActivityKind
from engage_app.services import drafts, planning
from storage.identifiers import new_uid
from ui.self_completion_window import SURFACE, SelfCompletion
from ui.session import Session
from ui.tasks import TaskRunner

PIN = "2719"
NOTICE = "Your answers are read by the two officers who run this exercise."


class Hall:
    """A session with an exercise that asks two questions, and an activity to file under."""

    def __init__(self, path: Path) -> None:
        self.runner = TaskRunner()
        self.session = Session(self.runner)
        assert self.session.create(path)
        workspace = self.session.workspace
        made = planning.add_exercise(workspace, "Evening clinics", privacy_notice=NOTICE)
        assert made.created is not None
        self.exercise = made.created
        activity = planning.add_activity(workspace, self.exercise, ActivityKind.SURVEY, "Survey")
        assert activity.created is not None
        self.activity = activity.created
        with workspace.acting("ask", self.exercise) as action:
            bus = self._ask(action.insert, "bus", "select_one", "none", required=1)
            for sort, label in enumerate(("Yes", "No")):
                choice = {"uid": new_uid(), "question_id": bus, "sort": sort, "label": label}
                action.insert("choice", choice)
            self._ask(action.insert, "view", "text", "comment", sort=2)
        self.session.choose_exercise(self.exercise)

    def _ask(
        self, insert: Callable[..., int], name: str, kind: str, role: str, **more: object
    ) -> int:
        row = {"uid": new_uid(), "exercise_id": self.exercise, "name": name, "label": name.title()}
        return insert("question", {**row, "type": kind, "role": role, "sort": 1, **more})

    def filed(self) -> list[str]:
        """The comments that were filed."""
        rows = self.session.workspace.connection.execute("SELECT text FROM comment ORDER BY id")
        return [text for (text,) in rows]

    def responses(self) -> int:
        """How many responses there are."""
        (count,) = self.session.workspace.connection.execute(
            "SELECT COUNT(*) FROM response"
        ).fetchone()
        return int(count)

    def draft(self) -> drafts.Draft | None:
        return drafts.load(self.session.workspace, SURFACE, str(self.activity))


def keyboard() -> QWidget:
    now = QApplication.focusWidget()
    assert now is not None
    return now


def press(*keys: Qt.Key | str) -> None:
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(keyboard(), key)
        else:
            QTest.keyClick(keyboard(), key)


TAB, SPACE, ENTER, DOWN = Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Down


def agree() -> None:
    press(TAB, TAB, SPACE)


def answer(words: str) -> None:
    """Yes, and these words; then Finish."""
    press(SPACE, ENTER, words)
    QTest.keyClick(keyboard(), ENTER, Qt.KeyboardModifier.ControlModifier)


def give_pin(window: SelfCompletion, pin: str) -> None:
    """As an officer reaches it by keyboard, and types it."""
    window.activateWindow()
    window.staff_button.setFocus()
    press(SPACE, pin, ENTER)
