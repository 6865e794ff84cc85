"""Builds the window and what it needs."""

import signal
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from engage_app import logs, settings
from engage_app.domain.changes import Changes
from engage_app.domain.filters import CommentFilter
from engage_app.progress import Progress
from engage_app.services import self_completion, worker
from engage_app.services import workspace as workspaces
from ui.codings_files import CodingsFiles
from ui.main_window import Entry, MainWindow
from ui.messages import explain, install_exception_hook
from ui.resuming import Resuming
from ui.session import Session
from ui.suggesting import Suggesting
from ui.tasks import TaskRunner
from ui.tone_learning import ToneLearning
from ui.widgets.page import Page
from ui.workspace_actions import WorkspaceActions

_ALWAYS = ("exercises",)


def run(workspace: Path | None = None) -> int:
    """Open the window, with a workspace where one is given; returns when it is closed."""
    logs.start(settings.data_folder())
    app, window = build(workspace)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in a terminal closes it
    window.show()
    return app.exec()


def build(workspace: Path | None = None) -> tuple[QApplication, MainWindow]:
    """The application and its window, not yet shown."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Engage")
    window = Controller().window
    install_exception_hook(window.say)
    # once the window is on screen: opening may take a moment, and may fail
    QTimer.singleShot(0, window, lambda: begin(controller_of(window), workspace))
    return app, window


def begin(controller: "Controller", workspace: Path | None) -> None:
    """Back to a respondent's questionnaire if the computer was handed over, else to the officer's work."""
    if self_completion.locked() is not None:
        from ui.self_completion import come_back_locked

        come_back_locked(controller.session, controller.window)
    if self_completion.locked() is None:
        controller.resuming.resume(workspace)


class Controller(QObject):
    """Connects the window, the session and the pages: who hears whom.

    The window owns it.
    """

    def __init__(self) -> None:
        self.runner = TaskRunner()
        self.session = Session(self.runner)
        self.session.suggesting = Suggesting(self.session)
        ToneLearning(self.session)
        self.window = MainWindow(_pages(self.session))
        for key, parent, module, name in _WITHIN:
            self.window.add_page_within(key, parent, _factory(self.session, module, name))
        super().__init__(self.window)
        self.actions = WorkspaceActions(self.session, self.window)
        self.resuming = Resuming(self.session, self.actions, self._open_surface)
        self._connect_menus()
        self._connect_session()
        self.window.set_pages_visible(_ALWAYS)
        self.window.set_recent(workspaces.recent())
        self.window.go_to("exercises")

    def _connect_menus(self) -> None:
        window, actions, session = self.window, self.actions, self.session
        window.new_requested.connect(actions.new)
        window.open_requested.connect(actions.open)
        window.recent_requested.connect(lambda path: actions.open_path(Path(path)))
        window.copy_requested.connect(actions.copy)
        window.take_along_requested.connect(self._when_open(actions.take_along))
        window.together_requested.connect(self._when_open(actions.bring_together))
        codings = CodingsFiles(session, window)
        window.export_codings_requested.connect(self._when_open(codings.write))
        window.import_codings_requested.connect(self._when_open(codings.take))
        window.undo_requested.connect(self._when_open(session.undo))
        window.redo_requested.connect(self._when_open(session.redo))
        window.closing.connect(self._close)

    def _connect_session(self) -> None:
        session = self.session
        session.workspace_changed.connect(self._workspace_changed)
        session.exercise_changed.connect(self._show_pages)
        session.changed.connect(self._changed)
        session.failed.connect(self._failed)
        session.said.connect(self.window.status)
        session.comments_wanted.connect(self._show_comments)
        session.responses_wanted.connect(self._show_responses)
        session.page_wanted.connect(self.window.go_to)
        session.surface_wanted.connect(self._open_surface)
        self.runner.failed.connect(self._failed)
        session.working.connect(self.window.progress.watch)
        self.actions.working.connect(self.window.progress.watch)

    def _workspace_changed(self) -> None:
        self.window.set_workspace(self.session.workspace.path)
        self.window.set_recent(workspaces.recent())
        self._offer_undo()
        self._show_pages()

    def _show_pages(self) -> None:
        every = [key for key, *_ in _PAGES]
        self.window.set_pages_visible(every if self.session.has_exercise else _ALWAYS)
        if self.session.has_exercise:
            self.runner.run(_load_pages, lane="pages")

    def _changed(self, _changes: Changes) -> None:
        self._offer_undo()

    def _offer_undo(self) -> None:
        workspace = self.session.workspace
        undo, redo = workspaces.undo_label(workspace), workspaces.redo_label(workspace)
        self.window.set_undo(undo or "", redo or "")

    def _failed(self, error: Exception) -> None:
        message = explain(error)
        if message is not None:
            self.window.say(message)

    def _show_comments(self, wanted: CommentFilter) -> None:
        from ui.pages.code import CodePage

        page = self.window.go_to(CodePage.key)
        if isinstance(page, CodePage):
            page.show_comments(wanted)

    def _show_responses(self, wanted: CommentFilter) -> None:
        from ui.pages.responses import ResponsesPage

        page = self.window.go_to(ResponsesPage.key)
        if isinstance(page, ResponsesPage):
            page.show_responses(wanted)

    def _open_surface(self, page: str, surface: str, key: str) -> None:
        self.window.go_to(page).open_at(surface, key)

    def _when_open(self, act: Callable[[], None]) -> Callable[[], None]:
        return lambda: act() if self.session.has_workspace else None

    def _close(self) -> None:
        worker.stop_learning()
        self.runner.close()
        self.session.close()
        self.resuming.close()
        worker.stop()


def controller_of(window: MainWindow) -> Controller:
    """Who connects this window: for scripts and tests."""
    return window.findChildren(Controller)[0]


_PAGES = (
    ("exercises", "Exercises", "exercises", "ui.pages.exercises", "ExercisesPage"),
    ("overview", "Overview", "overview", "ui.pages.overview", "OverviewPage"),
    ("plan", "Plan", "plan", "ui.pages.plan", "PlanPage"),
    ("collect", "Collect", "import", "ui.pages.collect", "CollectPage"),
    ("responses", "Responses", "responses", "ui.pages.responses", "ResponsesPage"),
    ("code", "Code", "code", "ui.pages.code", "CodePage"),
    ("findings", "Findings", "findings", "ui.pages.findings", "FindingsPage"),
    ("report", "Report", "report", "ui.pages.report", "ReportPage"),
)


# Pages that are opened from another one: key, whose, and where it is made.
_WITHIN = (
    ("capture", "collect", "ui.pages.capture", "CapturePage"),
    ("paper", "collect", "ui.pages.paper", "PaperPage"),
)


def _pages(session: Session) -> list[Entry]:
    """The pages in the order of an officer's work; each is imported when it is first shown."""
    return [
        (key, title, icon, _factory(session, module, name))
        for key, title, icon, module, name in _PAGES
    ]


def _load_pages(progress: Progress) -> None:
    """Import them all beside the window, so that going to one doesn't wait for its modules."""
    for *_, module, _name in (*_PAGES, *_WITHIN):
        progress(0, 0)
        import_module(module)


def _factory(session: Session, module: str, name: str) -> Callable[[], Page]:
    return lambda: cast("Page", getattr(import_module(module), name)(session))
