"""A file beside what is here already: new, as before, changed; and whether to update."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from engage_app.progress import Progress
from engage_app.services import importing
from engage_app.services.importing import ChangedResponse, Comparison, SurveyFile, SurveyMapping
from ui.pages.collect_combo import ChoosingTable
from ui.pages.collect_models import TextTable
from ui.session import Session
from ui.tasks import Task
from ui.theme import label, theme

_HEADINGS = ("Row", "Question", "Answer here", "Answer in the file")
_WIDTHS = ((64, 0), (180, 2), (220, 3), (220, 3))
_EXPLAINED = (
    "The respondents' own later answers take the place of those here. Codings of words that "
    "changed become proposals to look at again; undo brings everything back."
)


class LaterPart(QWidget):
    """Compares a file with the responses that are here, in the background; shows what changed.

    Signals:
        found: a Comparison; also again when the officer wants an update or not.
    """

    found = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._task: Task[Any] | None = None
        self._mapping: SurveyMapping | None = None
        self.comparison: Comparison | None = None
        self.summary = label("", "heading", wrap=True)
        self.update_changed = QCheckBox("&Update the changed responses")
        self.explained = label(_EXPLAINED, "hint", wrap=True)
        self.changes = TextTable()
        self.table = ChoosingTable("Changed answers", _WIDTHS)
        self.table.setModel(self.changes)
        self.table.setMinimumHeight(theme.px(120))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        for part in (self.summary, self.table, self.update_changed, self.explained):
            layout.addWidget(part, 1 if part is self.table else 0)
        self.update_changed.toggled.connect(lambda _checked: self.found.emit())
        self.clear()

    @property
    def updating(self) -> bool:
        """Whether the changed responses are to be updated."""
        changed = self.comparison is not None and bool(self.comparison.changed)
        return changed and self.update_changed.isChecked()

    def clear(self) -> None:
        """Let go of what was compared, and don't show anything."""
        if self._task is not None:
            self._task.cancel()
        self._task = self._mapping = self.comparison = None
        self.update_changed.setChecked(False)
        self.changes.show(_HEADINGS, ())
        self.setVisible(False)

    def compare(self, survey: SurveyFile, mapping: SurveyMapping) -> None:
        """Compare a file with the activity it is to join; nothing is written."""
        self.clear()
        if mapping.activity_id is None:
            return
        session = self._session
        workspace, exercise_id = session.workspace, session.exercise_id
        self.setVisible(True)
        self.summary.setText("Comparing the file with the responses that are here …")
        self._show_parts(False)

        def work(_progress: Progress) -> Comparison:
            return importing.compare(workspace, exercise_id, survey, mapping)

        def take(comparison: Comparison) -> None:
            if self._mapping is mapping:  # else another comparison has begun
                self._show(comparison)

        self._mapping = mapping
        self._task = session.runner.run(work, take, session.failed.emit)

    def _show(self, comparison: Comparison) -> None:
        self.comparison = comparison
        here = comparison.unchanged + len(comparison.changed)
        self.setVisible(here > 0)
        self.summary.setText(comparison.summary)
        self._show_parts(bool(comparison.changed))
        rows = [
            (_row(each), answer.question, answer.before, answer.after)
            for each in comparison.changed
            for answer in each.answers
        ]
        self.changes.show(_HEADINGS, rows)
        self.found.emit()

    def _show_parts(self, changed: bool) -> None:
        for part in (self.table, self.update_changed, self.explained):
            part.setVisible(changed)


def _row(changed: ChangedResponse) -> str:
    """The row's number, and whether it may as well be a new response."""
    return f"{changed.row:,} (or new?)" if changed.perhaps_new else f"{changed.row:,}"
