"""Collect: bring in what people said, see what came of it, take it out again."""

from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from engage_app.domain.changes import Changes
from engage_app.errors import EngageError
from engage_app.progress import Progress
from engage_app.services import contributing, exchange, import_apart, importing
from engage_app.services.importing import ImportRecord, ImportResult, SurveyFile, SurveyMapping
from engage_app.services.workspace import Workspace
from ui import dialogs
from ui.messages import Message, Tone
from ui.pages.collect_follow_up import FollowUp
from ui.pages.collect_home import HomePanel
from ui.pages.collect_letters import go_on_with_letter, take_letter
from ui.pages.collect_result import ResultPanel
from ui.pages.collect_wizard import ImportWizard
from ui.pages.exercises_list import counted
from ui.pages.together_files import bring_dropped, dropped_files, dropped_workspaces
from ui.pages.together_line import ConflictsLine
from ui.session import Session
from ui.tasks import Task
from ui.theme import theme
from ui.widgets.buttons import button
from ui.widgets.page import Page
from ui.widgets.progress_strip import ProgressStrip

_SHOWN = {"survey_import", "response", "comment"}
_SUBTITLE = "Import a survey, or type what people say. An import is shown before anything is saved."


class CollectPage(Page):
    """The drop area; then a wizard; then the result. One of them at a time, in the page."""

    key = "collect"
    title = "Collect"
    icon_name = "import"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self._busy: Task[Any] | None = None
        self._last_import = 0
        self._path: Path | None = None
        self.home = HomePanel(self.choose_file, session)
        self.wizard = ImportWizard(session)
        self.result = ResultPanel()
        self.export = button("Save questionnaire…", "quiet", on_click=self.save_questionnaire)
        self.export.setToolTip("As an XLSForm, which KoboToolbox, ODK and Engage read")
        self.conflicts = ConflictsLine(session)
        self.strip = ProgressStrip(appears_after=0)
        self.follow_up = FollowUp(session)
        self._panels = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.set_subtitle(_SUBTITLE)
        self.add_action(self.export)
        self.setAcceptDrops(True)
        for panel in (self.home, self.wizard, self.result):
            self._panels.addWidget(panel)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(16))
        column.addWidget(self.conflicts)
        column.addWidget(self._panels, 1)
        column.addWidget(self.strip)
        self.body.addWidget(body)

    def _connect(self) -> None:
        session = self._session
        self.home.undo_wanted.connect(self.undo_import)
        self.home.responses_wanted.connect(lambda: session.page_wanted.emit("responses"))
        self.wizard.confirmed.connect(self.run_import)
        self.wizard.left.connect(self.go_home)
        self.wizard.definition_wanted.connect(self.add_definition)
        self.result.done.connect(self.go_home)
        self.result.undo_wanted.connect(self._undo_last)
        self.result.page_wanted.connect(session.page_wanted)
        session.exercise_changed.connect(self._other_exercise)
        session.changed.connect(self._changed)

    def refresh(self) -> None:
        """Read the imports anew."""
        self.conflicts.refresh()
        if self._session.has_exercise and self._stale and not self.home.isHidden():
            self._stale = False
            session = self._session
            records = importing.imports(session.workspace, session.exercise_id)
            updated = {
                each.id: importing.updated_by(session.workspace, each.id) for each in records
            }
            self.home.show_imports(records, updated)
            self.home.show_captured(
                *contributing.captured_here(session.workspace, session.exercise_id)
            )

    def open_at(self, surface: str, key: str) -> None:
        """Go on with the letter or interview that was being entered."""
        go_on_with_letter(self._session, surface, self)

    def choose_file(self) -> None:
        """Ask for a survey file or a letter and take it."""
        chosen = dialogs.ask_open(self, "Choose a survey export", dialogs.SURVEY_FILES)
        if chosen is not None:
            self.take_file(chosen)

    def add_definition(self) -> None:
        """Ask for the survey's own questionnaire and read the file again with it."""
        if self._path is not None:
            chosen = dialogs.ask_open(
                self, "Choose the survey's questionnaire", dialogs.QUESTIONNAIRES
            )
            if chosen is not None:
                self.take_file(self._path, definition=chosen)

    def save_questionnaire(self) -> None:
        """Ask where to, and write the questions of the exercise as an XLSForm."""
        session = self._session
        suggested = session.workspace.path.with_name("questionnaire.xlsx")
        path = dialogs.ask_save(self, "Save questionnaire", suggested, dialogs.XLSFORMS)
        if path is None:
            return
        try:
            written = exchange.write_xlsform(session.workspace, session.exercise_id, path)
        except EngageError as error:
            self.fail(error)
        else:
            self.say(Message(Tone.SUCCESS, f"The questionnaire is in “{written.name}”."))

    def take_file(self, path: Path, *, definition: Path | None = None) -> None:
        """Read a survey file in the background, then ask what it is; nothing is written. A letter
        is opened to be split into comments.

        Args:
            definition: the survey's own questionnaire, as `importing.inspect` takes it.
        """
        if self._busy is not None or take_letter(self._session, path, self):
            return
        self.banners.clear()
        session = self._session
        workspace, exercise_id = session.workspace, session.exercise_id

        def read(progress: Progress) -> tuple[SurveyFile, SurveyMapping]:
            survey = importing.inspect_apart(path, progress, definition=definition)
            return survey, import_apart.plan(workspace, exercise_id, survey)

        def done(found: tuple[SurveyFile, SurveyMapping]) -> None:
            if session.has_exercise and session.exercise_id == exercise_id:
                self._path = path
                self._show_wizard(*found)

        self._start(session.runner.run(read, done, self.fail), f"Reading {path.name}")

    def run_import(self) -> None:
        """Import what the officer confirmed, in the background."""
        survey, mapping = self.wizard.survey, self.wizard.mapping
        if self._busy is not None or survey is None or mapping is None:
            return
        update = self.wizard.updating
        self.banners.clear()
        session = self._session
        workspace, exercise_id = session.workspace, session.exercise_id

        def work(progress: Progress) -> ImportResult:
            return import_apart.run_import(
                workspace, exercise_id, survey, mapping, update=update, progress=progress
            )

        def done(result: ImportResult) -> None:
            self._imported(workspace, exercise_id, result)

        task = session.runner.run(work, done, self.fail, writes=True)
        task.signals.cancelled.connect(self._cancelled)
        self._start(task, f"Importing {counted(survey.responses, 'response')}")

    def undo_import(self, record: ImportRecord) -> None:
        """Take an import out, in the background. Undo brings it back."""
        self._take_out(record.id, record.file_name)

    def go_home(self) -> None:
        """To the drop area; a file that was read is let go of."""
        self.wizard.end()
        self._panels.setCurrentWidget(self.home)
        self.refresh()
        self.home.drop.button.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one survey at a time, or any number of workspaces."""
        if self._busy is None and (dropped_workspaces(event) or len(dropped_files(event)) == 1):
            event.acceptProposedAction()
            self.home.drop.light(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The file went away again."""
        super().dragLeaveEvent(event)
        self.home.drop.light(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file: a survey is imported, a letter split, workspaces are brought together."""
        self.home.drop.light(False)
        event.acceptProposedAction()
        files = dropped_files(event)
        if not bring_dropped(self._session, event, self) and len(files) == 1:
            self.take_file(files[0])

    def showEvent(self, event: QShowEvent) -> None:
        """Bring up to date what changed while another page was in front."""
        super().showEvent(event)
        self.refresh()

    def _start(self, task: Task[Any], what: str) -> None:
        self._busy = task
        self._panels.setEnabled(False)
        task.signals.finished.connect(self._finished)
        self.strip.watch(task, what)

    def _finished(self) -> None:
        self._busy = None
        self._panels.setEnabled(True)

    def _show_wizard(self, survey: SurveyFile, mapping: SurveyMapping) -> None:
        self._panels.setEnabled(True)  # what is disabled can't take the focus
        self.wizard.begin(survey, mapping)
        self._panels.setCurrentWidget(self.wizard)
        self.wizard.take_focus()

    def _imported(self, workspace: Workspace, exercise_id: int, result: ImportResult) -> None:
        session = self._session
        if not session.has_workspace or session.workspace is not workspace:
            return
        if result.changes:
            session.changed.emit(result.changes)
        if session.has_exercise and session.exercise_id == exercise_id:
            self.wizard.end()
            self._last_import = result.import_id
            self._panels.setEnabled(True)
            self.result.show_result(result)
            self._panels.setCurrentWidget(self.result)
            self.result.take_focus()
            if result.import_id:
                self.follow_up.start()

    def _cancelled(self) -> None:
        self.say(Message(Tone.INFO, "Import stopped. Nothing was saved."))

    def _undo_last(self) -> None:
        session = self._session
        for record in importing.imports(session.workspace, session.exercise_id):
            if record.id == self._last_import:
                self.undo_import(record)

    def _take_out(self, import_id: int, name: str) -> None:
        if self._busy is not None:
            return
        self.banners.clear()
        self.follow_up.cancel()  # what is being scored is about to go
        session = self._session
        workspace = session.workspace

        def done(changes: Changes) -> None:
            if session.has_workspace and session.workspace is workspace:
                session.changed.emit(changes)
                self.go_home()
                self.say(
                    Message(Tone.SUCCESS, f"“{name}” was taken out again.", "Undo brings it back.")
                )

        task = session.runner.run(
            lambda _progress: importing.undo_import(workspace, import_id),
            done,
            self.fail,
            writes=True,
        )
        self._start(task, f"Taking out {name}")

    def _other_exercise(self) -> None:
        self._stale = True
        self.banners.clear()
        if self._busy is not None and not self._busy.writes:
            self._busy.cancel()
        self.wizard.end()
        self._panels.setCurrentWidget(self.home)
        if self.isVisible():
            self.refresh()

    def _changed(self, changes: Changes) -> None:
        if changes.tables & _SHOWN:
            self._stale = True
            if self.isVisible():
                self.refresh()
