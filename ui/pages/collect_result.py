"""What an import did: what came in, what did not, row by row."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from engage_app.services.importing import ImportResult
from ui.pages.collect_combo import ChoosingTable
from ui.pages.collect_models import PROBLEM_HEADINGS, TextTable, problem_rows
from ui.pages.exercises_list import counted
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout

_WIDTHS = ((64, 0), (140, 1), (280, 3), (240, 3))
UNCHANGED = "Nothing in this exercise has changed."
FOLLOWS = (
    "Engage now scores the sentiment of the comments and applies the keyword rules. You can go on "
    "working."
)
QUESTIONS_IN = (
    "They are part of the exercise now; the responses to them will find them by name. Undo takes "
    "them out."
)
NO_PROBLEMS = "Every row came in as it was, and every answer fits its question."


class ResultPanel(QWidget):
    """The result of an import.

    Signals:
        undo_wanted: take the import out again.
        done: back to where an import begins.
        page_wanted: the key of a page to go to.
    """

    undo_wanted = Signal()
    done = Signal()
    page_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.summary = label("", "heading", wrap=True)
        self.after = label("", "subtitle", wrap=True)
        self.code = button("Code the comments", "primary", on_click=self._to_code)
        self.responses = button("See the responses", on_click=self._to_responses)
        self.undo = button("Undo import", icon="undo", on_click=self.undo_wanted.emit)
        self.again = button("Import another file", "quiet", on_click=self.done.emit)
        self.problem_title = label("", "heading", wrap=True)
        self.problems = TextTable()
        self.problem_table = ChoosingTable("Problems, row by row", _WIDTHS)
        self.problem_table.setModel(self.problems)
        self._build()

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("surface", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(*(theme.px(side) for side in (20, 16, 20, 20)))
        inner.setSpacing(theme.px(8))
        inner.addWidget(self.summary)
        inner.addWidget(self.after)
        inner.addSpacing(theme.px(8))
        holder = QWidget()
        flow = FlowLayout(holder, gap=theme.px(8))
        for each in (self.code, self.responses, self.undo, self.again):
            flow.addWidget(each)
        inner.addWidget(holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(16))
        layout.addWidget(card)
        layout.addWidget(self.problem_title)
        layout.addWidget(self.problem_table, 1)
        layout.addStretch(0)

    def show_result(self, result: ImportResult) -> None:
        """Show what came of an import."""
        came_in = result.import_id != 0
        self.summary.setText(result.summary)
        self.after.setText(_after(result) if came_in or result.questions else UNCHANGED)
        for each in (self.code, self.responses, self.undo):
            each.setVisible(came_in)
        self._show_problems(problem_rows(result.problems))

    def take_focus(self) -> None:
        """Put the keyboard on what one does next."""
        (self.again if self.code.isHidden() else self.code).setFocus()

    def _show_problems(self, rows: Sequence[tuple[str, ...]]) -> None:
        self.problem_title.setText(f"{counted(len(rows), 'thing')} to look at")
        self.problem_title.setVisible(bool(rows))
        self.problems.show(PROBLEM_HEADINGS, rows)
        self.problem_table.setVisible(bool(rows))

    def _to_code(self) -> None:
        self.page_wanted.emit("code")

    def _to_responses(self) -> None:
        self.page_wanted.emit("responses")


def _after(result: ImportResult) -> str:
    if not result.import_id:
        return QUESTIONS_IN
    return FOLLOWS if result.problems else f"{NO_PROBLEMS} {FOLLOWS}"
