"""Exercises: where an officer begins, and goes from one exercise to another."""

from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog

from engage_app.domain.changes import Changes
from engage_app.domain.exercise import Exercise
from engage_app.services import planning
from ui.pages.exercise_dialog import ExerciseDialog
from ui.pages.exercises_list import ExerciseList, counted
from ui.pages.exercises_welcome import WelcomePanel
from ui.session import Session
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.workspace_actions import WorkspaceActions

_SHOWN = {"exercise", "response", "comment", "coding"}


class ExercisesPage(Page):
    """A welcome while no workspace is open; then the exercises in it."""

    key = "exercises"
    title = "Exercises"
    icon_name = "exercises"
    scrolls = True

    def __init__(self, session: Session, files: WorkspaceActions | None = None) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self.files = files or WorkspaceActions(session, self)
        if files is None:
            self.files.working.connect(session.working)
        self.copy = button("Copy workspace…", "quiet", icon="copy", on_click=self.files.copy)
        self.together = button(
            "Bring captures together…", "quiet", icon="import", on_click=self.files.bring_together
        )
        self.new = button("New exercise", "primary", icon="add", on_click=self.new_exercise)
        self.welcome = WelcomePanel(self.files)
        self.list = ExerciseList()
        self.empty = EmptyState(
            "exercises",
            "No exercise in this workspace yet",
            "An exercise is one engagement on one proposal: who you ask, what they say, and what "
            "the board reads.",
            action="New exercise",
            on_action=self.new_exercise,
        )
        self._build()

    def _build(self) -> None:
        self.add_action(self.copy)
        self.add_action(self.together)
        self.add_action(self.new)
        self.body.addWidget(self.welcome, 1)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.list)
        self.body.addStretch(0)
        self.list.opened.connect(self.choose)
        self.list.edited.connect(self.edit_details)
        self.list.taken_along.connect(self.files.take_along)
        session = self._session
        session.workspace_changed.connect(self._mark_stale)
        session.exercise_changed.connect(self._mark_stale)
        session.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Read the exercises, or the recent workspaces, anew."""
        self._stale = False
        session = self._session
        opened = session.has_workspace
        listed = planning.exercises(session.workspace) if opened else []
        self.welcome.setVisible(not opened)
        self.empty.setVisible(opened and not listed)
        self.list.setVisible(bool(listed))
        for action in (self.copy, self.together, self.new):
            action.setVisible(opened)
        if not opened:
            self.set_subtitle("")
            self.welcome.refresh()
            return
        self.set_subtitle(f"{session.workspace.path.name}, {counted(len(listed), 'exercise')}")
        self.list.show_exercises(listed, session.exercise_id if session.has_exercise else None)

    def choose(self, exercise_id: int) -> None:
        """Make this the exercise every page shows, and go to its overview."""
        self._session.choose_exercise(exercise_id)
        self._session.page_wanted.emit("overview")

    def new_exercise(self) -> None:
        """Ask for an exercise's details and start it, from scratch or from a template."""
        dialog = ExerciseDialog(self)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        details = dialog.details()
        template = dialog.template_name()
        if template:
            made = self._from_template(template, details)
        else:
            made = self._session.act(lambda workspace: planning.add_exercise(workspace, **details))
        if made and made.created:
            self.choose(made.created)

    def edit_details(self, exercise: Exercise) -> None:
        """Ask for the details of an exercise and save them."""
        dialog = ExerciseDialog(self, exercise)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._edit(exercise.id, dialog.details())

    def _edit(self, exercise_id: int, details: dict[str, Any]) -> None:
        self._session.act(
            lambda workspace: planning.edit_exercise(workspace, exercise_id, **details)
        )

    def _from_template(self, template: str, details: dict[str, Any]) -> Changes | None:
        from engage_app.services import templates

        title = details.pop("title")
        made = self._session.act(templates.add_from_template, template, title=title)
        own = {name: words for name, words in details.items() if words}
        if made and made.created and own:  # what the officer left empty comes from the template
            self._edit(made.created, own)
        return made

    def _changed(self, changes: Changes) -> None:
        if changes.tables & _SHOWN:
            self._mark_stale()

    def _mark_stale(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring up to date what changed while another page was in front."""
        super().showEvent(event)
        if self._stale or not self._session.has_workspace:
            self.refresh()
