"""From a survey file that was read to one that is confirmed, in three steps."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engage_app.errors import EngageError
from engage_app.services import importing, planning
from engage_app.services.importing import SurveyFile, SurveyMapping
from ui.pages.collect_steps import FileStep, PreviewStep, QuestionsStep
from ui.pages.exercises_list import counted
from ui.session import Session
from ui.theme import label, set_property, theme
from ui.widgets.buttons import button

STEPS = ("The file", "Its questions", "Preview")


class ImportWizard(QWidget):
    """Three steps side by side in time: each can be gone back to, nothing is written.

    Signals:
        confirmed: import as `survey` and `mapping` say.
        left: the officer doesn't want to import this file.
    """

    confirmed = Signal()
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.survey: SurveyFile | None = None
        self.mapping: SurveyMapping | None = None
        self.file = FileStep()
        self.questions = QuestionsStep()
        self.preview = PreviewStep()
        self._steps = QStackedWidget()
        self._marks = [label("", "body", wrap=True) for _ in STEPS]
        self.back = button("Back", on_click=self.go_back)
        self.next = button("Next", "primary", on_click=self.go_on)
        self.leave = button("Cancel", "quiet", on_click=self.left.emit)
        self._build()
        self.questions.changed.connect(self._change)
        self.preview.changed.connect(self._change)
        self.preview.groups_wanted.connect(self._make_groups)

    def _build(self) -> None:
        for step in (self.file, self.questions, self.preview):
            self._steps.addWidget(step)
        marks = QHBoxLayout()
        marks.setSpacing(theme.px(24))
        for mark in self._marks:
            marks.addWidget(mark)
        marks.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(16))
        layout.addLayout(marks)
        layout.addWidget(self._steps, 1)
        layout.addLayout(buttons)

    @property
    def step(self) -> int:
        """The step in front, from 0."""
        return self._steps.currentIndex()

    def begin(self, survey: SurveyFile, mapping: SurveyMapping) -> None:
        """Take a file that was read, with what is suggested for it."""
        session = self._session
        self.survey, self.mapping = survey, mapping
        activities = planning.activities(session.workspace, session.exercise_id)
        self.file.show_file(survey, mapping, activities)
        self.questions.show_mapping(mapping)
        self._show(0)

    def end(self) -> None:
        """Let go of the file."""
        self.survey = self.mapping = None

    def go_on(self) -> None:
        """To the next step; after the last one, the officer has confirmed."""
        if self.mapping is None:
            return
        if self.step == 0:
            self.mapping = self.file.with_activity(self.mapping)
        if self.step == len(STEPS) - 1:
            self.confirmed.emit()
        else:
            self._show(self.step + 1)

    def go_back(self) -> None:
        """To the step before."""
        if self.step > 0:
            self._show(self.step - 1)

    def _show(self, step: int) -> None:
        if self.survey is None or self.mapping is None:
            return
        if step == len(STEPS) - 1:
            some = importing.preview(self.survey, self.mapping)
            self.preview.show_preview(some, self.mapping, self.survey.responses)
        self._steps.setCurrentIndex(step)
        for place, (mark, words) in enumerate(zip(self._marks, STEPS, strict=True)):
            mark.setText(f"{place + 1}  {words}")
            set_property(mark, "role", "strong" if place == step else "hint")
        self.setAccessibleName(f"Import, step {step + 1} of {len(STEPS)}: {STEPS[step]}")
        self.back.setEnabled(step > 0)
        last = step == len(STEPS) - 1
        count = counted(self.survey.responses, "response")
        self.next.setText(f"Import {count}" if last else "Next")
        self.next.setEnabled(self.survey.responses > 0)
        (self.next, self.questions.table, self.next)[step].setFocus()

    def _change(self, name: str, other: dict[str, Any]) -> None:
        if self.survey is None or self.mapping is None:
            return
        try:
            self.mapping = importing.change(self.survey, self.mapping, name, **other)
        except EngageError as error:
            self._session.failed.emit(error)
        self._show_mapping()

    def _make_groups(self, wanted: bool) -> None:
        if self.mapping is not None:
            self.mapping = importing.make_groups(self.mapping, wanted)
            self._show_mapping()

    def _show_mapping(self) -> None:
        if self.mapping is not None:
            self.questions.show_mapping(self.mapping)
            self.preview.show_meanings(self.mapping)
