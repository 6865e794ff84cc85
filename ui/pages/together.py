"""Bringing together what was captured on several laptops: choose, look, do, settle."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QWidget,
)

from engage_app.domain.changes import Changes
from engage_app.errors import EngageError
from engage_app.progress import Progress
from engage_app.services import merging, together
from engage_app.services import workspace as workspaces
from engage_app.services.merging import MergeResult
from engage_app.services.together import Look
from ui.messages import Message, Tone
from ui.pages.exercises_list import counted
from ui.pages.together_files import FilesStep, dropped_files
from ui.pages.together_settle import open_conflicts
from ui.pages.together_summary import SummaryPanel
from ui.pages.together_work import WorkingDialog, fit
from ui.session import Session
from ui.theme import theme
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout

TITLE = "Bring captures together"
FILES, PREVIEW, RESULT = range(3)


def open_together(
    session: Session, paths: Sequence[Path] = (), parent: QWidget | None = None
) -> "Together":
    """Ask for files to bring into the open workspace; `paths` are looked at at once."""
    made = Together(session, parent or QApplication.activeWindow())
    made.open()
    if paths:
        made.files.add(paths)
        made.look()
    return made


class Together(WorkingDialog):
    """Three steps: the files, what they would bring, what they brought."""

    stopped_words = "Stopped. Nothing was brought in."

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, TITLE, parent)
        self._step = FILES
        self._paths: list[Path] = []
        self._done: MergeResult | None = None
        self._nothing_to_do = False
        self._open = 0  # how many records are to be settled
        self.setAcceptDrops(True)
        self.files = FilesStep()
        self.summary = SummaryPanel()
        self.close_button = button("Cancel", "quiet", on_click=self.reject)
        self.back_button = button("Choose other files", on_click=self.go_back)
        self.undo_button = button("Undo", icon="undo", on_click=self.undo)
        self.look_button = button("See what they bring", "primary", on_click=self.look)
        self.bring_button = button(TITLE, "primary", on_click=self.bring)
        self.settle_button = button("", "primary", on_click=self.settle)
        self._build()
        self.files.changed.connect(self.show_buttons)
        self.files.added.connect(self.look_button.setFocus)
        session.changed.connect(self._changed)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self.undo)
        self._show(FILES)

    def _build(self) -> None:
        self.add_step(self.files)
        self.add_step(self.summary)
        holder = QWidget()
        buttons = FlowLayout(holder, gap=theme.px(8), right=True)
        for each in (
            self.close_button,
            self.back_button,
            self.undo_button,
            self.look_button,
            self.bring_button,
            self.settle_button,
        ):
            buttons.addWidget(each)
        self.column.addWidget(holder)
        fit(self, 880, 640)

    @property
    def step(self) -> int:
        """FILES, PREVIEW or RESULT."""
        return self._step

    def look(self) -> None:
        """Read the files in the background and show what they would bring."""
        paths, workspace = list(self.files.paths), self.session.workspace
        if self.busy or not paths:
            return

        def job(progress: Progress) -> Look:
            return together.look(workspace, paths, progress)

        self.run_job(job, self._show_look, f"Reading {counted(len(paths), 'file')}")

    def bring(self) -> None:
        """Bring the files that can be read together, in the background."""
        session, paths = self.session, self._paths
        workspace = session.workspace
        if self.busy or self._step != PREVIEW or not paths:
            return

        def job(progress: Progress) -> MergeResult:
            return merging.bring_together(workspace, paths, progress)

        def done(result: MergeResult) -> None:
            self._done, self._open = result, len(result.conflicts)
            self.summary.show_result(result, done=True)
            self._show(RESULT)

        what = f"Bringing {counted(len(paths), 'file')} together"
        self.run_job(job, done, what, lambda result: result.changes)

    def undo(self) -> None:
        """Take everything that was brought in out again, while it was the last thing done."""
        workspace = self.session.workspace
        if self.busy or not self._undoable():
            return

        def done(_changes: Changes) -> None:
            self._done = None
            self._show(FILES)
            words = "What was brought in is out again. The workspace is as it was before."
            self.banners.say(Message(Tone.SUCCESS, words))

        self.run_job(
            lambda _progress: workspaces.undo(workspace),
            done,
            "Taking it out again",
            lambda made: made,
        )

    def settle(self) -> None:
        """Look at what was changed on both sides."""
        open_conflicts(self.session, self).finished.connect(self.show_buttons)

    def go_back(self) -> None:
        """To the choice of files."""
        self._show(FILES)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files while they are being chosen."""
        if self._step == FILES and not self.busy and dropped_files(event):
            event.acceptProposedAction()
            self.files.drop.light(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The files went away again."""
        super().dragLeaveEvent(event)
        self.files.drop.light(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the files to those chosen."""
        self.files.drop.light(False)
        event.acceptProposedAction()
        self.files.add(dropped_files(event))

    def _show_look(self, found: Look) -> None:
        self._paths = found.paths
        self.summary.show_result(found.result, found.refused, done=False)
        nothing_new = found.result is not None and found.result.unchanged
        files = counted(len(self._paths), "file")
        words = f"Bring {files} together" if len(self._paths) > 1 else "Bring this file in"
        out = f", leave {len(found.refused)} out" if found.refused else ""
        self.bring_button.setText(words + out)
        self._nothing_to_do = nothing_new or not self._paths
        self._show(PREVIEW)

    def _changed(self, _changes: Changes) -> None:
        if not self.closed and self._step == RESULT:
            self._open = len(merging.conflicts(self.session.workspace))
            self.show_buttons()

    def _undoable(self) -> bool:
        if self._done is None or self._done.unchanged:
            return False
        try:
            last = workspaces.undo_label(self.session.workspace)
        except EngageError:
            return False
        return last == self._done.changes.label

    def _show(self, step: int) -> None:
        self._step = step
        self.steps.setCurrentIndex(min(step, PREVIEW))
        self.show_buttons()
        if step == FILES:
            first = self.look_button if self.files.paths else self.files.drop.button
        elif step == PREVIEW:
            first = self.back_button if self._nothing_to_do else self.bring_button
        else:
            first = self.close_button if self.settle_button.isHidden() else self.settle_button
        first.setFocus()

    def show_buttons(self) -> None:
        """Offer what can be done at this step."""
        step, free = self._step, not self.busy
        for each, shown in (
            (self.back_button, step == PREVIEW),
            (self.look_button, step == FILES),
            (self.bring_button, step == PREVIEW and not self._nothing_to_do),
            (self.undo_button, step == RESULT and self._undoable()),
            (self.settle_button, step == RESULT and self._open > 0),
        ):
            each.setVisible(shown)
            each.setEnabled(free)
        self.look_button.setEnabled(free and bool(self.files.paths))
        self.settle_button.setText(f"Look at {counted(self._open, 'record')} changed on both sides")
        self.close_button.setText("Close" if step == RESULT else "Cancel")
