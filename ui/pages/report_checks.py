"""Checks: everything blank or weak in the paper, each with a way to where it is seen to."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from engage_app.domain.checks import Remark, Severity
from engage_app.domain.report import Report
from engage_app.errors import EngageError
from engage_app.services import preflight
from ui.icons import Picture
from ui.pages.report_going import go, words_for
from ui.pages.report_steps import ReportStep
from ui.session import Session
from ui.suggesting import LEARNING
from ui.tasks import Task
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.layouts import clear, fill, scrolled

Found = tuple[Remark, ...]
_NOTHING = "Nothing is blank, and nothing looks weak. Read the paper once more, and send it."


class ChecksTab(ReportStep):
    """The remarks of the pre-flight, faults first.

    What the workspace and the paper say is found whenever the preview is made; the files that would
    be saved are made and looked at only while somebody looks here.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.remarks: Found = ()
        self._of_paper: Found = ()
        self._of_files: Found = ()
        self._files_task: Task[Found] | None = None
        self._report: Report | None = None
        self._task: Task[Found] | None = None
        self.title = label("Checking the paper…", "strong", wrap=True)
        self.hint = label("", "hint", wrap=True)
        self._rows: list[RemarkRow] = []
        self._build()

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, theme.px(12), theme.px(14), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addWidget(self.title)
        column.addWidget(self.hint)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(8))
        column.addLayout(self._list)
        column.addStretch(1)
        self._area = scrolled(inside)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName("What is left to see to")
        fill(self, self._area)
        self.setFocusProxy(self._area)

    def take(self, report: Report, found: Found) -> None:
        """Show what was found in a paper just made."""
        self._stop()
        self._report = report
        self._show_found(found)

    def refuse(self, error: EngageError) -> None:
        """No paper could be made: say why, and what else there is."""
        workspace, exercise_id = self.session.workspace, self.session.exercise_id
        self._report, self._of_files = None, ()
        self._stop()
        task = self.session.runner.run(
            lambda _: preflight.refused(workspace, exercise_id, error),
            lambda found: self._take(task, found),
            self.session.failed.emit,
        )
        self._task = task

    def left(self) -> str:
        """How many faults and weak spots there are, in words; empty where none."""
        faults = sum(remark.severity is Severity.FAULT for remark in self.remarks)
        return in_words(faults, len(self.remarks) - faults)

    def load(self) -> None:
        """Somebody looks here: look at the files too."""
        self._check_files()

    def _stop(self) -> None:
        """What is being looked through is looked through no more."""
        for under_way in (self._task, self._files_task):
            if under_way is not None:
                under_way.cancel()
        self._task = self._files_task = None

    def _take(self, task: Task[Found], found: Found) -> None:
        if task is self._task:
            self._show_found(found)

    def _show_found(self, found: Found) -> None:
        self._of_paper = found
        self._show(preflight.ordered((*found, *self._of_files)))
        if self.isVisible():
            self._check_files()
        else:
            self._stale = True  # the files are looked at when somebody looks here

    def _check_files(self) -> None:
        """Make the files aside, and look at them as every reader's program will."""
        report = self._report
        if report is None:
            return
        if self._files_task is not None:
            self._files_task.cancel()
        task = self.session.runner.run(
            lambda progress: preflight.of_files(report, progress),
            lambda found: self._take_files(task, found),
            self.session.failed.emit,
            lane=LEARNING,
        )
        self._files_task = task
        self.session.working.emit(task, "Checking the files")

    def _take_files(self, task: Task[Found], found: Found) -> None:
        if task is self._files_task:
            self._of_files = found
            self._show(preflight.ordered((*self._of_paper, *found)))

    def forget(self) -> None:
        """Another exercise: show nothing of this one."""
        self._stop()
        self._report = None
        self._of_paper = self._of_files = ()
        self._show(())
        self.title.setText("Checking the paper…")
        self.counted.emit("")

    def _show(self, found: Found) -> None:
        faults = sum(remark.severity is Severity.FAULT for remark in found)
        weak = len(found) - faults
        self.title.setText(in_words(faults, weak) or _NOTHING)
        self.hint.setText(
            "A fault must not go to a board. A weak spot may have its reasons: the paper can be "
            "saved with either."
            if found
            else ""
        )
        self.hint.setVisible(bool(found))
        self.counted.emit(_short(faults, weak))
        if found != self.remarks:
            self.remarks = found
            self._show_rows(found)

    def _show_rows(self, found: Sequence[Remark]) -> None:
        had = next((n for n, row in enumerate(self._rows) if row.go.hasFocus()), -1)
        clear(self._list)
        self._rows = [RemarkRow(remark, self.session) for remark in found]
        for row in self._rows:
            self._list.addWidget(row)
        if had >= 0:
            where = self._rows[min(had, len(self._rows) - 1)].go if self._rows else self._area
            where.setFocus()

    @property
    def rows(self) -> tuple["RemarkRow", ...]:
        """What is shown, in order."""
        return tuple(self._rows)


class RemarkRow(QFrame):
    """One remark: what is so, what to do, and a button that goes there."""

    def __init__(self, remark: Remark, session: Session) -> None:
        super().__init__()
        self.remark = remark
        self.setProperty("surface", "card")
        fault = remark.severity is Severity.FAULT
        weight = "Fault" if fault else "Weak spot"
        self.setAccessibleName(f"{weight}: {remark.what} {remark.action}".strip())
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.px(side) for side in (12, 10, 10, 8)))
        row.setSpacing(theme.px(10))
        picture = Picture("warning" if fault else "info", "error" if fault else "info", 18)
        picture.setToolTip(weight)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        where = " · ".join(part for part in (weight, remark.where, remark.rule) if part)
        words.addWidget(label(where, "hint", wrap=True))
        words.addWidget(label(remark.what, wrap=True))
        if remark.action:
            words.addWidget(label(remark.action, "hint", wrap=True))
        self.go = button(words_for(remark) or "Go there", on_click=lambda: go(session, remark))
        self.go.setAccessibleName(f"{self.go.text()}: {remark.what}")
        words.addSpacing(theme.px(4))
        words.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(words, 1)
        self.go.setHidden(not words_for(remark))


def in_words(faults: int, weak: int) -> str:
    """How many of both, e.g. "1 fault and 2 weak spots"; empty where there is none."""
    parts = []
    if faults:
        parts.append("1 fault" if faults == 1 else f"{faults} faults")
    if weak:
        parts.append("1 weak spot" if weak == 1 else f"{weak} weak spots")
    return " and ".join(parts)


def _short(faults: int, weak: int) -> str:
    """For the tab."""
    named = "1 fault" if faults == 1 else f"{faults} faults"
    return ", ".join([*([named] if faults else []), *([f"{weak} weak"] if weak else [])])
