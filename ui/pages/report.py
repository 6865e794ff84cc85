"""Report: the steps to a paper on the left, the paper as the board will read it on the right."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engage_app.domain.changes import Changes
from engage_app.domain.report import Report, Table
from engage_app.errors import EngageError
from engage_app.progress import Progress
from engage_app.services import covers, drafted, planning, preflight, reporting
from engage_app.services.covers import ReportPlan
from ui.pages.report_answers import AnswersTab
from ui.pages.report_checks import ChecksTab, Found
from ui.pages.report_contents import ContentsForm
from ui.pages.report_cover import CoverForm
from ui.pages.report_html import RichReport, rich
from ui.pages.report_preview import ReportPreview
from ui.pages.report_quotes import QuotesTab
from ui.pages.report_saving import Saving
from ui.pages.report_steps import PREPARED, ReportStep, Steps
from ui.pages.report_template import TemplatePart
from ui.pages.report_text import TextTab
from ui.session import Session
from ui.tasks import Task
from ui.theme import label, theme
from ui.widgets.page import Page

if TYPE_CHECKING:
    from engage_app.services.paper.edits import DraftedText

_PREVIEW_AFTER = 250  # milliseconds: several changes at once make one preview
_LIVELY = frozenset({"report_cover", "exercise"})  # what the forms show, and so the preview
_WORDS = frozenset({"report_cover", "report_text"})  # what no table is made of
_NOT_SHOWN = frozenset({"import_profile", "tag_rule", "contact_detail"})

Made = tuple[Report, RichReport, "tuple[DraftedText, ...]", Found]


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
        self._previewing: Task[Made] | None = None
        self._tables: dict[str, Table] = {}  # as published for the preview, while they hold
        self.cover = CoverForm()
        self.contents = ContentsForm()
        self.template = TemplatePart(session)
        self.contents.add_part(self.template)
        self.text = TextTab(session)
        self.answers = AnswersTab(session)
        self.quotes = QuotesTab(session)
        self.checks = ChecksTab(session)
        self.preview = ReportPreview()
        self.preview.show_sentence(PREPARED)
        self.quotes.quotation_shown.connect(self.preview.go_to_words)
        self.steps = Steps(self._beside())
        self.parts: dict[str, QWidget] = {}  # by the name that `open_at` takes
        self.saving = Saving(
            session,
            self.banners,
            self.contents.wanted_formats,
            self.settle,
            self.checks.left,
        )
        self._later = QTimer(self, singleShot=True, interval=_PREVIEW_AFTER)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.add_action(self.saving.more)
        self.add_action(self.saving.word)
        steps: tuple[tuple[str, str, QWidget], ...] = (  # no letter twice, nor of the menus: FEVH
            ("cover", "&Cover", self.cover),
            ("contents", "C&ontents", self.contents),
            ("text", "&Text", self.text),
            ("answers", "&Answers", self.answers),
            ("quotes", "&Quotations", self.quotes),
            ("checks", "Chec&ks", self.checks),
        )
        for key, words, step in steps:
            self.parts[key] = step
            self.steps.add(step, words)
            if isinstance(step, ReportStep):
                step.place_shown.connect(self.preview.go_to_text)
                step.counted.connect(partial(self._count, step, words))
        self.body.addWidget(self.steps, 1)

    def _beside(self) -> QWidget:
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        heading = QHBoxLayout()
        heading.addWidget(label("Preview", "heading"))
        heading.addWidget(label("As the board will read it", "hint"), 1)
        column.addLayout(heading)
        column.addWidget(self.preview, 1)
        return beside

    def _connect(self) -> None:
        self._later.timeout.connect(self._make_preview)
        self.cover.settled.connect(lambda: self._keep("edit cover"))
        self.contents.sections_chosen.connect(lambda: self._keep("choose sections"))
        self.contents.small_numbers.chosen.connect(lambda: self._keep("set suppression"))
        self.saving.checks_wanted.connect(lambda: self.steps.bring(self.checks))
        self.saving.failed.connect(self.fail)
        self.session.exercise_changed.connect(self._other_exercise)
        self.session.changed.connect(self._changed)

    def refresh(self) -> None:
        """Read the cover anew and make the preview, where something has changed since."""
        if self._stale and self.session.has_exercise:
            self._stale = False
            self._read()
            self._make_preview()

    def open_at(self, surface: str, key: str) -> None:
        """Bring a step to the front, and in it the field, text or theme of that key."""
        part = self.parts.get(surface)
        if part is None:
            return
        self.steps.bring(part)
        if isinstance(part, ReportStep):
            part.go_to(key)
        elif part is self.cover and key:
            self.cover.go_to(key)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is being typed is saved before the window lets go of the workspace."""
        if event.type() == QEvent.Type.Close and self.session.has_exercise:
            self.settle()
        return super().eventFilter(watched, event)

    def settle(self) -> None:
        """What is being typed anywhere on the page is brought to disk."""
        self.cover.flush()
        self.text.typing.settle()
        self.answers.typing.settle()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is being typed is saved before another page comes."""
        if self.session.has_exercise:
            self.settle()
        super().hideEvent(event)

    def _read(self) -> None:
        workspace, exercise_id = self.session.workspace, self.session.exercise_id
        plan = covers.plan(workspace, exercise_id)
        if covers.rule_of(plan) != covers.rule_of(self._shown[1]):
            self._tables = {}
        self._shown = (exercise_id, plan)
        if not self.cover.dirty:  # what couldn't be saved must not be written over
            self.cover.show_details(plan.cover, planning.exercise(workspace, exercise_id))
        self.contents.show_left_out(plan.left_out)
        self.contents.small_numbers.show_rule(covers.rule_of(plan))
        blanks = reporting.blanks(workspace, exercise_id, plan.cover)
        self.cover.blanks.show_blanks(blanks)
        self._count(self.cover, "&Cover", f"{len(blanks)} to fill" if blanks else "")

    def _count(self, step: QWidget, words: str, many: str) -> None:
        self.steps.rename(step, f"{words} ({many})" if many else words)

    def _keep(self, what: str) -> None:
        """Save what the forms say; the page hears of it as of any other change."""
        exercise_id, before = self._shown
        if not self.session.has_exercise or exercise_id != self.session.exercise_id:
            return
        chosen = self.contents.small_numbers.rule()
        plan = replace(
            before,
            cover=self.cover.details(),
            left_out=self.contents.left_out(),
            rule=before.rule if chosen == covers.rule_of(before) else chosen,
        )
        if self.session.act(covers.save_plan, exercise_id, plan, what) is None:
            self.cover.keep_dirty()

    def _make_preview(self) -> None:
        self._later.stop()
        if not self.session.has_exercise:  # closed since the change that asked for it
            return
        if self._previewing is not None:
            self._previewing.cancel()
        workspace, exercise_id, tables = self.session.workspace, self._shown[0], self._tables

        def job(progress: Progress) -> Made:
            paper = drafted.made(workspace, exercise_id, progress, tables)
            found = preflight.of_paper(workspace, exercise_id, paper)
            return paper.report, rich(paper.report), paper.texts, found

        task = self.session.runner.run(
            job, lambda made: self._take_preview(task, made), self._no_preview
        )
        self._previewing = task
        self.session.working.emit(task, "Making the preview")

    def _take_preview(self, task: Task[Made], made: Made) -> None:
        if task is self._previewing:  # not overtaken by a later one
            self.saving.allow(True)
            report, shown, texts, found = made
            self.preview.show_report(shown)
            self.text.show_texts(texts)
            self.checks.take(report, found)
            self.previewed.emit()

    def _no_preview(self, error: Exception) -> None:
        if isinstance(error, EngageError):
            self.saving.allow(False)
            self.preview.show_sentence(str(error))
            self.text.forget(str(error))
            self.checks.refuse(error)
        else:
            self._stale = True  # the next visit tries again
            self.fail(error)

    def _changed(self, changes: Changes) -> None:
        if changes.tables <= _NOT_SHOWN:
            return
        self.saving.outdate()
        if not changes.tables <= _WORDS:
            self._tables = {}  # another: a preview under way may still fill the one there is
        if not self.isVisible():
            self._stale = True
            return
        if changes.tables & _LIVELY:
            self.cover.flush()
            self._read()
        self._later.start()

    def _other_exercise(self) -> None:
        self._stale = True
        self._tables = {}
        self._later.stop()
        self.banners.clear()
        self.preview.show_sentence(PREPARED)
        self.text.forget()
        self.checks.forget()
        if self.isVisible():
            self.refresh()
