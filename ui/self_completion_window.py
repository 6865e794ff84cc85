"""The questionnaire on the whole screen, for a respondent at the officer's computer.

It can't be left without the officer's PIN, and forgets a respondent who goes away. How it is begun is
`ui.self_completion`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from time import monotonic
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from engage_app.domain.exercise import Exercise
from engage_app.domain.form_values import Answers
from engage_app.domain.questionnaire import Question
from engage_app.errors import NotPossible
from engage_app.services import collecting, planning
from ui.pin import PinPage
from ui.session import Session
from ui.theme import theme
from ui.widgets.buttons import button
from ui.widgets.draft_keeper import DraftKeeper
from ui.widgets.form.notice import Notice
from ui.widgets.form.sitting import Sitting

SURFACE = "self-completion"  # of its drafts
_ACTIVITY = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)
_ANSWERING = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin)


@dataclass(frozen=True)
class Pace:
    """How long the screen waits, in seconds.

    Attributes:
        thanks: from the thanks to the next respondent's start.
        idle: from the last key or touch to the question whether anybody is there.
        warning: from that question to the start, with everything forgotten.
    """

    thanks: float = 20
    idle: float = 120
    warning: float = 30


def material(session: Session, activity_id: int) -> tuple[Exercise, list[Question]]:
    """The exercise and the questions to ask.

    Raises:
        NotPossible: the activity is gone, or nothing is asked.
    """
    exercise_id = collecting.exercise_of(session.workspace, activity_id)
    questions = planning.questions(session.workspace, exercise_id)
    if not any(not question.retired for question in questions):
        raise NotPossible(
            "There is no questionnaire to fill in yet.",
            action="Write its questions on the Plan page.",
        )
    return planning.exercise(session.workspace, exercise_id), questions


class SelfCompletion(QWidget):
    """The full screen. `begin()` after it is shown; `left` once the officer has it back.

    Signals:
        left: (filed, unfinished): how many responses were filed, how many begun and not finished.
    """

    left = Signal(int, int)

    def __init__(
        self, session: Session, activity_id: int, parent: QWidget | None, pace: Pace | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)  # nothing behind it is reached
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("page")  # the ground of a page
        exercise, questions = material(session, activity_id)
        self.setWindowTitle(exercise.title)
        self._session, self._activity_id = session, activity_id
        self._pace = pace or Pace()
        self._unlocked = False
        self._unfiled: Answers = {}
        self._draft: dict[str, Any] = {}
        self.filed = self.unfinished = 0
        self.sitting = Sitting(
            exercise.title, questions, exercise.privacy_notice, proposal=exercise.proposal
        )
        self.pin = PinPage()
        self._notices()
        self._build()
        self.keeper = DraftKeeper(session, SURFACE, str(activity_id), self._content, parent=self)
        self._clocks()
        self._wire()

    def _notices(self) -> None:
        self.still_there = Notice(
            "Are you still there?", "", (("&Yes, I’m still here", "primary", self._go_on),)
        )
        self.interrupted = Notice(
            "Were you filling this in?",
            "The questionnaire was interrupted before it was finished.",
            (
                ("No, start &again", "primary", self._start_over),
                ("&Yes, go on where I was", "secondary", self._resume),
            ),
        )
        self.not_kept = Notice(
            "Your answers could not be kept just now",
            "They are not lost. Please try again, or ask a member of staff.",
            (("&Try again", "primary", lambda: self._file(self._unfiled)),),
        )

    def _build(self) -> None:
        self._stack = QStackedWidget()
        for page in (self.sitting, self.still_there, self.interrupted, self.not_kept, self.pin):
            self._stack.addWidget(page)
        self.staff_button = button("Staff: leave…", "quiet", on_click=self._ask_pin)
        column = QVBoxLayout(self)
        margin = theme.px(40)
        column.setContentsMargins(margin, theme.px(32), margin, theme.px(12))
        column.addWidget(self._stack, 1)
        column.addWidget(self.staff_button, 0, Qt.AlignmentFlag.AlignRight)

    def _clocks(self) -> None:
        self._idle = _clock(self, self._pace.idle, self._nobody_there)
        self._after = _clock(self, self._pace.thanks, self._next_respondent)
        self._deadline = 0.0
        self._counting = QTimer(self, interval=min(1000, round(self._pace.warning * 250)))
        self._counting.timeout.connect(self._count_down)

    def _wire(self) -> None:
        self.sitting.changed.connect(self.keeper.typed)
        self.sitting.finished.connect(self._file)
        self.sitting.moved.connect(self._moved)
        self.pin.opened.connect(self._leave)
        self.pin.cancelled.connect(self._go_on)

    def begin(self) -> None:
        """Show the start, or ask whether to go on with what a crash interrupted."""
        draft = self.keeper.begin()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        if draft is not None and draft.content:
            self._draft = draft.content
            self._show(self.interrupted)
        else:
            self._show(self.sitting)
        self._idle.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody is there: count from now again."""
        if event.type() in _ACTIVITY:
            self._idle.start()
            if self._stack.currentWidget() is self.still_there and event.type() in _ANSWERING:
                self._go_on()
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, and whatever else nobody took, does nothing."""
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Only the PIN closes it, or the computer being shut down: then it comes back locked."""
        app = QGuiApplication.instance()
        ending = isinstance(app, QGuiApplication) and app.isSavingSession()
        if not (self._unlocked or ending):
            event.ignore()
            return
        self.keeper.end()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        for clock in (self._idle, self._after, self._counting):
            clock.stop()
        super().closeEvent(event)

    def _content(self) -> dict[str, Any]:
        """What a draft keeps: also what was interrupted, until somebody says whether to go on."""
        return self._draft or self.sitting.state()

    def _show(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        self.staff_button.setVisible(page is not self.pin)
        if isinstance(page, PinPage):
            page.ask()
        elif isinstance(page, Notice | Sitting):
            page.take_focus()

    def _file(self, answers: Answers) -> None:
        changes = self._session.act(
            collecting.file_response, self._activity_id, answers, draft=self.keeper.draft
        )
        if changes is None:
            self._unfiled = answers
            self._show(self.not_kept)
            return
        self._unfiled = {}
        self.filed += 1
        self.sitting.thank()
        self.keeper.filed()
        self._show(self.sitting)

    def _moved(self, place: str) -> None:
        if place in ("thanks", "declined"):
            self._after.start()
        else:
            self._after.stop()

    def _next_respondent(self) -> None:
        if self.sitting.place in ("thanks", "declined"):
            self.sitting.start_over()

    def _nobody_there(self) -> None:
        """Nothing moved for long: back from the PIN, or ask before answers are forgotten."""
        page = self._stack.currentWidget()
        if page is self.pin:
            self._go_on()
        elif page is self.interrupted or (page is self.sitting and self.sitting.begun):
            self._deadline = monotonic() + self._pace.warning
            self._count_down()
            self._show(self.still_there)
            self._counting.start()
            return
        self._idle.start()

    def _count_down(self) -> None:
        left = self._deadline - monotonic()
        if left <= 0:
            self.unfinished += 1
            self._start_over()
        seconds = max(1, ceil(left))
        self.still_there.sentence.setText(
            f"What you have answered will be forgotten in {seconds} second{'s' * (seconds > 1)}, "
            "so that nobody else sees it. Press any key to go on."
        )

    def _go_on(self) -> None:
        """Back to where the respondent was."""
        self._counting.stop()
        self._idle.start()
        if self._unfiled:
            self._show(self.not_kept)
        else:
            self._show(self.interrupted if self._draft else self.sitting)

    def _resume(self) -> None:
        draft, self._draft = self._draft, {}
        self._show(self.sitting)
        self.sitting.restore(draft)

    def _start_over(self) -> None:
        """Forget what was answered, on the disk as well."""
        self._counting.stop()
        self._draft = {}
        self.sitting.start_over()
        self.keeper.discard()
        self._show(self.sitting)
        self._idle.start()

    def _ask_pin(self) -> None:
        self._counting.stop()
        self._show(self.pin)

    def _leave(self) -> None:
        """What is half-way is forgotten: the next respondent must not be offered it."""
        half_way = self.sitting.begun and self.sitting.place not in ("thanks", "declined")
        if (self._draft or half_way) and not self._unfiled:
            self.unfinished += 1
            self._start_over()
        self._unlocked = True
        self.close()
        self.left.emit(self.filed, self.unfinished)
        self._session.said.emit(_said(self.filed, self.unfinished))


def _clock(parent: QObject, seconds: float, then: Callable[[], None]) -> QTimer:
    clock = QTimer(parent, singleShot=True, interval=round(seconds * 1000))
    clock.timeout.connect(then)
    return clock


def _said(filed: int, unfinished: int) -> str:
    said = "1 response was filed." if filed == 1 else f"{filed or 'No'} responses were filed."
    return f"{said} {unfinished} left unfinished and not kept." if unfinished else said
