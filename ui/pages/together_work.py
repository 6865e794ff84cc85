"""A dialog whose jobs run in the background while its steps wait."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from engage_app.domain.changes import Changes
from ui.messages import Message, Tone, explain
from ui.session import Session
from ui.tasks import Job, Task
from ui.theme import label, theme
from ui.widgets.banner import BannerArea
from ui.widgets.progress_strip import ProgressStrip

T = TypeVar("T")


class WorkingDialog(QDialog):
    """A title, messages, steps, and a strip for what is under way.

    Escape stops what is under way; else it closes.
    """

    stopped_words = "Stopped. Nothing was changed."

    def __init__(self, session: Session, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.closed = False
        self._task: Task[Any] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.banners = BannerArea()
        self.steps = QStackedWidget()
        self.strip = ProgressStrip(appears_after=0)
        self.column = QVBoxLayout(self)
        margin = theme.px(24)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(theme.px(16))
        self.column.addWidget(label(title, "title", wrap=True))
        self.column.addWidget(self.banners)
        self.column.addWidget(self.steps, 1)
        self.column.addWidget(self.strip)

    def add_step(self, step: QWidget) -> None:
        """Append a step; it scrolls where there isn't the room."""
        self.steps.addWidget(scrolling(step))

    @property
    def busy(self) -> bool:
        """Whether a job is under way."""
        return self._task is not None

    def run_job(
        self,
        job: Job[T],
        done: Callable[[T], None],
        what: str,
        changed: Callable[[T], Changes] | None = None,
        *,
        writes: bool = False,
    ) -> None:
        """Run a job; call while not busy.

        Args:
            job: takes a Progress, by which it may be stopped.
            done: takes the result, unless the dialog was closed.
            what: e.g. "Reading 2 files".
            changed: what the result changed in the workspace, which the window is told.
            writes: as `TaskRunner.run`; a job that changed something does.
        """
        session, workspace = self.session, self.session.workspace
        self.banners.clear()

        def ready(found: T) -> None:
            self._task = None
            open_still = session.has_workspace and session.workspace is workspace
            if changed is not None and open_still and (changes := changed(found)):
                session.changed.emit(changes)
            if not self.closed:
                self._over()
                done(found)

        writes = writes or changed is not None
        task = session.runner.run(job, ready, self._failed, writes=writes)
        task.signals.cancelled.connect(self._stopped)
        self._task = task
        self.steps.setEnabled(False)
        self.show_buttons()
        self.strip.watch(task, what)

    def show_buttons(self) -> None:
        """Offer what can be done now: called whenever a job begins or is over."""
        raise NotImplementedError

    def reject(self) -> None:
        """Stop what is under way; else close."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Closed, however."""
        self.closed = True
        super().done(result)

    def _over(self) -> None:
        self.steps.setEnabled(True)
        self.show_buttons()

    def _failed(self, error: Exception) -> None:
        self._task = None
        if self.closed:
            self.session.failed.emit(error)
            return
        self._over()
        message = explain(error)
        if message is not None:
            self.banners.say(message)

    def _stopped(self) -> None:
        self._task = None
        if not self.closed:
            self._over()
            self.banners.say(Message(Tone.INFO, self.stopped_words))


def fit(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog this size at 100 % text size, as far as the screen has room."""
    room = dialog.screen().availableGeometry()
    dialog.resize(
        min(theme.px(width), room.width() - 48), min(theme.px(height), room.height() - 64)
    )


def scrolling(inside: QWidget) -> QScrollArea:
    """What scrolls up and down where it is too high; the keyboard goes to what is inside."""
    inside.setObjectName("scrolled")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
