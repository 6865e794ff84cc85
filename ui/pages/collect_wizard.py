"""From a survey file that was read to one that is confirmed, in three steps."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engage_app.errors import EngageError
from engage_app.services import import_apart, importing, planning
from engage_app.services.importing import SurveyFile, SurveyMapping
from ui import dialogs
from ui.pages.collect_preview import PreviewStep
from ui.pages.collect_steps import FileStep, QuestionsStep
from ui.pages.exercises_list import counted
from ui.session import Session
from ui.theme import label, set_property, theme
from ui.widgets.buttons import button

AS_LAST_TIME = "Import as last time"
_CHECK = "Check the questions"
SETTINGS_NAME = "import settings.json"
STEPS = ("The file", "Its questions", "Preview")


class ImportWizard(QWidget):
    """Three steps side by side in time: each can be gone back to, nothing is written.

    Signals:
        confirmed: import as `survey` and `mapping` say.
        definition_wanted: read the file again with the survey's own questionnaire.
        left: the officer doesn't want to import this file.
    """

    confirmed = Signal()
    definition_wanted = Signal()
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.survey: SurveyFile | None = None
        self.mapping: SurveyMapping | None = None
        self.file = FileStep()
        self.questions = QuestionsStep()
        self.preview = PreviewStep(session)
        self._steps = QStackedWidget()
        self._marks = [label("", "body", wrap=True) for _ in STEPS]
        self.back = button("Back", on_click=self.go_back)
        self.next = button("Next", "primary", on_click=self.go_on)
        self.at_once = button(AS_LAST_TIME, "primary", on_click=self._import_at_once)
        self.leave = button("Cancel", "quiet", on_click=self.left.emit)
        self._build()
        self.questions.changed.connect(self._change)
        self.questions.matched.connect(self._match)
        self.preview.changed.connect(self._change)
        self.preview.groups_wanted.connect(self._make_groups)
        self.preview.later.found.connect(self._show_buttons)
        self.file.definition_wanted.connect(self.definition_wanted)
        self.file.settings_wanted.connect(self.use_settings)
        self.questions.settings_saved.connect(self.save_settings)
        self.file.flagged.changed.connect(self._show_buttons)

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
        buttons.addWidget(self.at_once)
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
        totals = (each.row for each in survey.flagged if each.kind == "total")
        mapping = importing.leave_out(mapping, totals)
        if self.survey is not survey:
            self._let_go()
        self.survey, self.mapping = survey, mapping
        activities = planning.activities(session.workspace, session.exercise_id)
        self.file.show_file(survey, mapping, activities)
        self._show_mapping()
        self._show(0)

    def take_focus(self) -> None:
        """Put the keyboard where the step in front begins."""
        first = self.next if self.at_once.isHidden() else self.at_once
        (first, self.questions.table, self.next)[self.step].setFocus()

    def end(self) -> None:
        """Let go of the file."""
        self._let_go()
        self.survey = self.mapping = None
        self.preview.later.clear()

    def _let_go(self) -> None:
        if self.survey is not None:
            importing.let_go(self.survey)

    @property
    def updating(self) -> bool:
        """Whether responses that changed since they came in are to be updated."""
        return self.preview.later.updating

    def go_on(self) -> None:
        """To the next step; after the last one, the officer has confirmed."""
        if self.mapping is None:
            return
        if self.step == 0:
            self.mapping = self.file.with_choices(self.mapping)
        if self.step == len(STEPS) - 1:
            self.confirmed.emit()
        else:
            self._show(self.step + 1)

    def go_back(self) -> None:
        """To the step before."""
        if self.step > 0:
            self._show(self.step - 1)

    def use_settings(self) -> None:
        """Ask for a file with settings and set the questions as it says."""
        if self.survey is None or self.mapping is None:
            return
        path = dialogs.ask_open(self, "Use saved settings", dialogs.SETTINGS)
        if path is None:
            return
        session, chosen = self._session, self.file.with_choices(self.mapping)
        try:
            profile = importing.read_profile(path)
            mapping = import_apart.plan(
                session.workspace, session.exercise_id, self.survey, profile
            )
        except EngageError as error:
            session.failed.emit(error)
            return
        self.mapping = replace(
            mapping,
            activity_id=chosen.activity_id,
            activity_title=chosen.activity_title,
            left_out=chosen.left_out,
        )
        self.file.show_known(self.mapping)
        self._show_mapping()
        self._show_buttons()

    def save_settings(self) -> None:
        """Ask where to, and keep the types, roles and tags in a file for another laptop."""
        if self.survey is None or self.mapping is None:
            return
        suggested = self._session.workspace.path.with_name(SETTINGS_NAME)
        path = dialogs.ask_save(self, "Save these settings", suggested, dialogs.SETTINGS)
        if path is not None:
            try:
                importing.save_profile(path, self.survey, self.mapping)
            except EngageError as error:
                self._session.failed.emit(error)

    def _show(self, step: int) -> None:
        if self.survey is None or self.mapping is None:
            return
        if step == len(STEPS) - 1:
            some = importing.preview(self.survey, self.mapping)
            count = self.survey.responses - len(self.mapping.left_out)
            self.preview.show_preview(some, self.mapping, count)
            self.preview.later.compare(self.survey, self.mapping)
        self._steps.setCurrentIndex(step)
        for place, (mark, words) in enumerate(zip(self._marks, STEPS, strict=True)):
            mark.setText(f"{place + 1}  {words}")
            set_property(mark, "role", "strong" if place == step else "hint")
        self.setAccessibleName(f"Import, step {step + 1} of {len(STEPS)}: {STEPS[step]}")
        self._show_buttons()
        self.take_focus()

    def _show_buttons(self) -> None:
        if self.survey is None or self.mapping is None:
            return
        last = self.step == len(STEPS) - 1
        known = self.step == 0 and self.mapping.remembered
        count = self.survey.responses - len(self.file.flagged.left_out)
        self.back.setEnabled(self.step > 0)
        self.next.setText(self._importing(count) if last else _CHECK if known else "Next")
        self.next.setEnabled(count > 0 or self.survey.questionnaire)
        set_property(self.next, "kind", "secondary" if known else "primary")
        self.at_once.setVisible(known)
        self.at_once.setEnabled(self.next.isEnabled())

    def _importing(self, count: int) -> str:
        """What the last button does, e.g. "Import 12 responses, update 1"."""
        if self.survey is not None and self.survey.questionnaire and self.mapping is not None:
            asked = sum(question.included for question in self.mapping.questions)
            return f"Bring in {counted(asked, 'question')}"
        later = self.preview.later
        found = later.comparison
        new = count if found is None else found.new
        words = f"Import {counted(new, 'response')}"
        return f"{words}, update {len(found.changed):,}" if found and later.updating else words

    def _import_at_once(self) -> None:
        """As it was confirmed before; what changed since is left alone and reported."""
        if self.mapping is not None:
            self.preview.later.clear()
            self.mapping = self.file.with_choices(self.mapping)
            self.confirmed.emit()

    def _change(self, name: str, other: dict[str, Any]) -> None:
        if self.survey is None or self.mapping is None:
            return
        try:
            self.mapping = import_apart.change(self.survey, self.mapping, name, **other)
        except EngageError as error:
            self._session.failed.emit(error)
        self._show_mapping()

    def _match(self, name: str, same_as: str | None, choices: dict[str, str] | None) -> None:
        if self.mapping is None:
            return
        session = self._session
        try:
            self.mapping = importing.match(
                session.workspace, session.exercise_id, self.mapping, name, same_as, choices=choices
            )
        except EngageError as error:
            session.failed.emit(error)
        self._show_mapping()

    def _make_groups(self, wanted: bool) -> None:
        if self.mapping is not None:
            self.mapping = importing.make_groups(self.mapping, wanted)
            self._show_mapping()

    def _show_mapping(self) -> None:
        if self.mapping is not None:
            session = self._session
            offers = importing.match_offers(session.workspace, session.exercise_id, self.mapping)
            self.questions.show_mapping(self.mapping, offers)
            self.preview.show_meanings(self.mapping)
