"""Report: cover and contents on the left, the paper as the board will read it on the right."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from engage_app.domain.changes import Changes
from engage_app.domain.report import Report
from engage_app.errors import EngageError
from engage_app.progress import Progress
from engage_app.services import covers, planning, reporting
from engage_app.services.covers import ReportPlan
from ui import dialogs
from ui.messages import Message, Tone
from ui.pages.report_contents import ContentsForm
from ui.pages.report_cover import CoverForm
from ui.pages.report_html import RichReport, rich
from ui.pages.report_preview import ReportPreview
from ui.session import Session
from ui.tasks import Task
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.page import Page

WORD = "Word documents (*.docx)"
EXCEL = "Excel workbooks (*.xlsx)"
NARROW = 760  # pixels at 100 % text size: below, the preview is behind a tab
_PREVIEW_AFTER = 250  # milliseconds: several changes at once make one preview
_LIVELY = frozenset({"report_cover", "exercise"})  # what the form shows, and so the preview
_NOT_SHOWN = frozenset({"import_profile", "tag_rule", "contact_detail"})
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')

Write = Callable[[Report, Path], Path]


class ReportPage(Page):
    """The paper of the exercise: what goes into it, a preview, and the files.

    Signals:
        previewed: the preview shows the report as it would be saved now.
    """

    key = "report"
    title = "Report"
    icon_name = "report"

    previewed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._stale = True
        self._shown = (0, ReportPlan())  # the exercise in the form, and what is on disk for it
        self._folder: Path | None = None
        self._previewing: Task[RichReport] | None = None
        self.cover = CoverForm()
        self.contents = ContentsForm()
        self.tabs = QTabWidget()
        self.preview = ReportPreview()
        self.save_excel = button(
            "Save Excel summary…", icon="export", on_click=lambda: self._ask(EXCEL, ".xlsx")
        )
        self.save_word = button(
            "Save Word paper…", "primary", icon="export", on_click=lambda: self._ask(WORD, ".docx")
        )
        self._later = QTimer(self, singleShot=True, interval=_PREVIEW_AFTER)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.add_action(self.save_excel)
        self.add_action(self.save_word)
        self.tabs.addTab(self.cover, "Cover")
        self.tabs.addTab(self.contents, "Contents")
        self.tabs.setMinimumWidth(theme.px(280))
        self._right = QWidget()
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        heading = QHBoxLayout()
        heading.addWidget(label("Preview", "heading"))
        heading.addWidget(label("As the board will read it", "hint"), 1)
        column.addLayout(heading)
        column.addWidget(self.preview, 1)
        self._panels = QSplitter(Qt.Orientation.Horizontal)
        self._panels.setChildrenCollapsible(False)
        self._panels.addWidget(self.tabs)
        self._panels.addWidget(self._right)
        self._panels.setStretchFactor(0, 0)
        self._panels.setStretchFactor(1, 1)
        self._panels.setSizes([theme.px(380), theme.px(820)])
        self.body.addWidget(self._panels, 1)

    def _connect(self) -> None:
        self._later.timeout.connect(self._make_preview)
        self.cover.settled.connect(lambda: self._keep("edit cover"))
        self.contents.sections_chosen.connect(lambda: self._keep("choose sections"))
        self.contents.threshold_chosen.connect(lambda: self._keep("set suppression"))
        self.session.exercise_changed.connect(self._other_exercise)
        self.session.changed.connect(self._changed)

    def refresh(self) -> None:
        """Read the cover anew and make the preview, where something has changed since."""
        if self._stale and self.session.has_exercise:
            self._stale = False
            self._read()
            self._make_preview()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is being typed is saved before the window lets go of the workspace."""
        if event.type() == QEvent.Type.Close and self.session.has_exercise:
            self.cover.flush()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """What is being typed is saved before another page comes."""
        if self.session.has_exercise:
            self.cover.flush()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side, or where there isn't the room behind a tab of its own."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        if narrow == (self.tabs.indexOf(self._right) >= 0):
            return
        if narrow:
            self.tabs.addTab(self._right, "Preview")
        else:
            self._panels.addWidget(self._right)
            self._panels.setStretchFactor(1, 1)
            self._right.show()

    def _read(self) -> None:
        workspace, exercise_id = self.session.workspace, self.session.exercise_id
        plan = covers.plan(workspace, exercise_id)
        self._shown = (exercise_id, plan)
        if not self.cover.dirty:  # what couldn't be saved must not be written over
            self.cover.show_details(plan.cover, planning.exercise(workspace, exercise_id))
        self.contents.show_choices(plan.left_out, covers.threshold_of(plan))
        self._show_blanks()

    def _show_blanks(self) -> None:
        workspace, exercise_id = self.session.workspace, self.session.exercise_id
        blanks = reporting.blanks(workspace, exercise_id, self._shown[1].cover)
        self.cover.blanks.show_blanks(blanks)
        self.tabs.setTabText(0, f"Cover ({len(blanks)} to fill)" if blanks else "Cover")

    def _keep(self, what: str) -> None:
        """Save what the form says; the page hears of it as of any other change."""
        exercise_id, before = self._shown
        if not self.session.has_exercise or exercise_id != self.session.exercise_id:
            return
        chosen = self.contents.threshold.value()
        untouched = before.threshold is None and chosen == covers.threshold_of(before)
        plan = ReportPlan(
            self.cover.details(), self.contents.left_out(), None if untouched else chosen
        )
        if self.session.act(covers.save_plan, exercise_id, plan, what) is None:
            self.cover.keep_dirty()

    def _make_preview(self) -> None:
        self._later.stop()
        if not self.session.has_exercise:  # closed since the change that asked for it
            return
        if self._previewing is not None:
            self._previewing.cancel()
        workspace, exercise_id = self.session.workspace, self._shown[0]
        task = self.session.runner.run(
            lambda progress: rich(covers.planned_report(workspace, exercise_id, progress)),
            lambda made: self._take_preview(task, made),
            self._no_preview,
        )
        self._previewing = task
        self.session.working.emit(task, "Making the preview")

    def _take_preview(self, task: Task[RichReport], made: RichReport) -> None:
        if task is self._previewing:  # not overtaken by a later one
            self._allow_saving(True)
            self.preview.show_report(made)
            self.previewed.emit()

    def _no_preview(self, error: Exception) -> None:
        if isinstance(error, EngageError):
            self._allow_saving(False)
            self.preview.show_sentence(str(error))
        else:
            self.fail(error)

    def _allow_saving(self, allowed: bool) -> None:
        for each in (self.save_word, self.save_excel):
            each.setEnabled(allowed)

    def _ask(self, kind: str, ending: str) -> None:
        self.cover.flush()
        workspace, (exercise_id, plan) = self.session.workspace, self._shown
        title = plan.cover.title or planning.exercise(workspace, exercise_id).title
        name = " ".join(_NOT_IN_NAMES.sub(" ", title).split())[:80].rstrip(". ") or "Report"
        folder = self._folder or workspace.path.parent
        asked = "Save Word paper" if ending == ".docx" else "Save Excel summary"
        path = dialogs.ask_save(self, asked, folder / f"{name}{ending}", kind)
        if path is None:
            return
        if path.suffix.lower() != ending:
            path = path.with_name(path.name + ending)
        self._folder = path.parent
        self._save(path, reporting.write_word if ending == ".docx" else reporting.write_excel)

    def _save(self, path: Path, write: Write) -> None:
        workspace, exercise_id = self.session.workspace, self._shown[0]

        def job(progress: Progress) -> Path:
            def building(done: int, total: int) -> None:
                progress(done, total + 2)  # writing takes a while too

            return write(covers.planned_report(workspace, exercise_id, building), path)

        self.banners.clear()
        self._allow_saving(False)
        task = self.session.runner.run(job, lambda used: self._saved(path, used), self.fail)
        task.signals.finished.connect(lambda: self._allow_saving(True))
        self.session.working.emit(task, f"Saving “{path.name}”")

    def _saved(self, wanted: Path, used: Path) -> None:
        text = f"Saved as “{used.name}” in {used.parent}."
        if used != wanted:
            text = (
                f"“{wanted.name}” is open in another program, so the report was saved beside it "
                f"as “{used.name}”."
            )
        count = len(self.cover.blanks.names)
        fields = "1 field of the cover reads" if count == 1 else f"{count} fields of the cover read"
        advice = f"{fields} “To be confirmed”." if count else ""
        banner = self.banners.say(
            Message(Tone.SUCCESS, text, advice), action="Open file", on_action=lambda: _open(used)
        )
        row = banner.layout()
        if isinstance(row, QHBoxLayout):
            folder = button("Open folder", on_click=lambda: _open(used.parent))
            row.insertWidget(row.count() - 1, folder, 0, Qt.AlignmentFlag.AlignVCenter)

    def _changed(self, changes: Changes) -> None:
        if changes.tables <= _NOT_SHOWN:
            return
        if not self.isVisible():
            self._stale = True
            return
        if changes.tables & _LIVELY:
            self.cover.flush()
            self._read()
        self._later.start()

    def _other_exercise(self) -> None:
        self._stale = True
        self._later.stop()
        self.banners.clear()
        self.preview.show_sentence("")
        if self.isVisible():
            self.refresh()


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
