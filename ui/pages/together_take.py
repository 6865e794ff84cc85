"""Taking an exercise along: a file that colleagues open, capture into and give back."""

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from engage_app.progress import Progress
from engage_app.services import merging, planning
from ui import dialogs
from ui.icons import Picture
from ui.pages.together_work import WorkingDialog, fit
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.flow_layout import FlowLayout
from ui.workspace_actions import free_path

TITLE = "Take an exercise along"
GOES = (
    "What goes along: the questionnaire, stakeholder groups, places, activities, codebook and rules"
)
STAYS = "What stays here: contact details, equality answers, photos and documents"
_SAID = "responses, comments and codings"
THEN = (
    "Give this file to your colleagues; they open it in Engage, capture into it, and give it back."
    " Then choose “Bring captures together”."
)
_LONGEST = 80  # letters of a title that a file is called by


def open_take_along(
    session: Session, exercise_id: int | None = None, parent: QWidget | None = None
) -> "TakeAlong":
    """Ask what to take along and where to; by default of the open exercise."""
    made = TakeAlong(session, parent or QApplication.activeWindow(), exercise_id)
    made.open()
    return made


class TakeAlong(WorkingDialog):
    """Which exercise, with what people said or without, and the file; then what to do with it."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, exercise_id: int | None = None
    ) -> None:
        super().__init__(session, TITLE, parent)
        self.exercise = ChoiceBox("Exercise")
        self.with_responses = QCheckBox(f"Take {_SAID} along too")
        self.goes = label("", wrap=True)
        self.stays = label("", wrap=True)
        self.file = QLineEdit()
        self.choose_button = button("Choose…", icon="folder", on_click=self.choose_file)
        self.take_button = button("Take along", "primary", on_click=self.take)
        self.cancel_button = button("Cancel", "quiet", on_click=self.reject)
        self.done_button = button("Close", "primary", on_click=self.accept)
        self.ready = label("", "heading", wrap=True)
        self.folder = label("", "hint", wrap=True)
        self._build()
        self._offer(exercise_id)
        self.exercise.currentIndexChanged.connect(lambda _: self._suggest())
        self.with_responses.toggled.connect(lambda _: self._tell())

    def _build(self) -> None:
        self.add_step(self._form())
        self.add_step(self._result())
        holder = QWidget()
        buttons = FlowLayout(holder, gap=theme.px(8), right=True)
        for each in (self.cancel_button, self.take_button, self.done_button):
            buttons.addWidget(each)
        self.column.addWidget(holder)
        self.take_button.setDefault(True)
        self.setMinimumWidth(theme.px(480))
        fit(self, 640, 460)

    def _form(self) -> QWidget:
        made = QWidget()
        file = QHBoxLayout()
        file.setSpacing(theme.px(8))
        file.addWidget(self.file, 1)
        file.addWidget(self.choose_button)
        self.file.setAccessibleName("File")
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(8))
        column.addWidget(_named("&Exercise", self.exercise))
        column.addWidget(self.exercise)
        column.addSpacing(theme.px(8))
        for part in (self.with_responses, self.goes, self.stays):
            column.addWidget(part)
        column.addSpacing(theme.px(8))
        column.addWidget(_named("&File", self.file))
        column.addLayout(file)
        column.addStretch(1)
        return made

    def _result(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        line.addWidget(Picture("success", "success", 24), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.ready, 1)
        column.addLayout(line)
        column.addWidget(self.folder)
        column.addWidget(label(THEN, wrap=True))
        column.addStretch(1)
        return made

    def take(self) -> None:
        """Write the package in the background."""
        typed = self.file.text().strip()
        if self.busy or not typed:
            self.file.setFocus()
            return
        workspace, exercise_id = self.session.workspace, self.exercise.currentData()
        to, along = workspace.path.parent / typed, self.with_responses.isChecked()

        def job(_progress: Progress) -> Path:
            return merging.take_along(workspace, exercise_id, to, with_responses=along)

        self.run_job(job, self._taken, "Taking the exercise along", writes=True)

    def show_buttons(self) -> None:
        """Take along while there is something to take; close once it was taken."""
        there = self.steps.currentIndex() == 1
        self.take_button.setEnabled(self.exercise.count() > 0 and not self.busy)
        for each in (self.cancel_button, self.take_button):
            each.setVisible(not there)
        self.done_button.setVisible(there)

    def choose_file(self) -> None:
        """Ask where to save it."""
        suggested = self.session.workspace.path.parent / self.file.text().strip()
        chosen = dialogs.ask_save(self, TITLE, suggested, dialogs.WORKSPACES, replaces=False)
        if chosen is not None:
            self.file.setText(str(chosen))
            self.take_button.setFocus()

    def _offer(self, exercise_id: int | None) -> None:
        session = self.session
        if exercise_id is None and session.has_exercise:
            exercise_id = session.exercise_id
        for each in planning.exercises(session.workspace):
            self.exercise.addItem(each.exercise.title, each.exercise.id)
        self.exercise.setCurrentIndex(max(self.exercise.findData(exercise_id), 0))
        self.show_buttons()
        self._suggest()
        self._tell()

    def _suggest(self) -> None:
        folder = self.session.workspace.path.parent
        name = _file_name(self.exercise.currentText())
        self.file.setText(str(free_path(folder, f"{name} to take along")))
        self.file.setCursorPosition(len(self.file.text()))

    def _tell(self) -> None:
        along = self.with_responses.isChecked()
        self.goes.setText(f"{GOES}, {_SAID}." if along else f"{GOES}.")
        self.stays.setText(f"{STAYS}." if along else f"{STAYS}, and all {_SAID}.")

    def _taken(self, path: Path) -> None:
        self.ready.setText(f"“{path.name}” is ready")
        self.folder.setText(f"It is in {path.parent}")
        self.steps.setCurrentIndex(1)
        self.show_buttons()
        self.done_button.setDefault(True)
        self.done_button.setFocus()


def _named(words: str, field: QWidget) -> QLabel:
    """The name over a field; Alt and its letter go there."""
    made = label(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setBuddy(field)
    return made


def _file_name(title: str) -> str:
    """A title as the name of a file, on every system."""
    words = re.sub(r'[\x00-\x1f<>:"/\\|?*]+', " ", title)
    return " ".join(words.split())[:_LONGEST].strip(" .") or "Exercise"
