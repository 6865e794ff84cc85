"""Before and after, file by file, and what comes of bringing them together."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from engage_app.services.merging import MergeResult
from engage_app.services.together import Refused
from ui.icons import Picture
from ui.pages.collect_combo import ChoosingTable
from ui.pages.collect_models import TextTable
from ui.pages.exercises_list import counted
from ui.pages.together_words import COUNTED, summary
from ui.theme import label, theme
from ui.widgets.layouts import clear

_WIDTHS = ((150, 1), *((100, 0) for _ in COUNTED))
_MOST = 9  # rows seen at once; more scroll
NOW, THEN = "This workspace now", "This workspace afterwards"
BEFORE, AFTER = "This workspace before", "This workspace now"


class SummaryPanel(QWidget):
    """The counts as a table, then what comes in and what changes in words."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "heading", wrap=True)
        self.counts = TextTable()
        self.table = ChoosingTable("Counts before and after", _WIDTHS)
        self.table.setModel(self.counts)
        self.lines: list[tuple[str, str]] = []
        self._lines = QGridLayout()
        self._lines.setColumnStretch(1, 1)
        self._lines.setHorizontalSpacing(theme.px(24))
        self._lines.setVerticalSpacing(theme.px(8))
        self.refused = QFrame()
        self.refused.setProperty("surface", "card")
        self._refused = QVBoxLayout(self.refused)
        self._refused.setContentsMargins(*(theme.px(side) for side in (16, 12, 16, 12)))
        self._refused.setSpacing(theme.px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(16))
        column.addWidget(self.title)
        column.addWidget(self.table)
        column.addLayout(self._lines)
        column.addWidget(self.refused)
        column.addStretch(1)

    def show_result(
        self, result: MergeResult | None, refused: Sequence[Refused] = (), *, done: bool
    ) -> None:
        """Show what would come of it, or what came of it."""
        files = counted(len(result.sources), "file") if result else ""
        if done:
            self.title.setText(f"{files} brought together")
        else:
            self.title.setText(f"What {files} would bring" if result else "Nothing can be read")
        rows = _rows(result, done=done) if result else []
        self.counts.show(("", *(kind.capitalize() for kind in COUNTED)), rows)
        self.table.setVisible(bool(rows))
        self._fit(len(rows))
        self._say(summary(result, done=done) if result else [])
        self._show_refused(refused)

    def _fit(self, rows: int) -> None:
        height = self.table.verticalHeader().defaultSectionSize() * min(rows, _MOST)
        self.table.setFixedHeight(
            height + self.table.horizontalHeader().sizeHint().height() + theme.px(20)
        )

    def _say(self, lines: list[tuple[str, str]]) -> None:
        clear(self._lines)
        self.lines = lines
        for row, (what, more) in enumerate(lines):
            self._lines.addWidget(label(what, "strong", wrap=True), row, 0)
            self._lines.addWidget(label(more, wrap=True), row, 1)

    def _show_refused(self, refused: Sequence[Refused]) -> None:
        clear(self._refused)
        self.refused.setVisible(bool(refused))
        if not refused:
            return
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(theme.px(12))
        grid.addWidget(Picture("warning", "warning", 20), 0, 0)
        grid.addWidget(label(_left_out(len(refused)), "strong", wrap=True), 0, 1)
        for row, each in enumerate(refused, 1):
            grid.addWidget(label(str(each.error), wrap=True), row, 1)
        self._refused.addLayout(grid)


def _left_out(count: int) -> str:
    if count == 1:
        return "1 file can't be brought in, and is left out"
    return f"{count} files can't be brought in, and are left out"


def _rows(result: MergeResult, *, done: bool) -> list[tuple[str, ...]]:
    first, last = (BEFORE, AFTER) if done else (NOW, THEN)
    told = [
        (first, result.before),
        *((source.path.name, source.holds) for source in result.sources),
        (last, result.after),
    ]
    return [(name, *(f"{counts.get(kind, 0):,}" for kind in COUNTED)) for name, counts in told]
