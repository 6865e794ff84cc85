"""The samples for second coders, each with how far it is."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.second_coding import Sample
from ui.pages.exercise_dates import in_words
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.tips import plain

HEADS = ("Sample", "Second coder", "Coded", "Compared", "Settled", "Drawn")
SampleRole = Qt.ItemDataRole.UserRole + 1
_INTRO = (
    "A second coder codes a sample without seeing what the first one put on it. Taken along with"
    " responses (Together page), a sample can be coded on another laptop."
)


class SamplesPanel(QWidget):
    """The list, and what can be done with the sample chosen.

    Signals:
        draw_wanted: a new sample.
        code_wanted, compare_wanted, removal_wanted: the id of a sample.
    """

    draw_wanted = Signal()
    code_wanted = Signal(int)
    compare_wanted = Signal(int)
    removal_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.samples: dict[int, Sample] = {}
        self.table = QTableWidget(0, len(HEADS))
        self.method = label("", "hint", wrap=True)
        self.draw = button("Draw a sample…", "primary", icon="add", on_click=self.draw_wanted.emit)
        self.code = button("Code this sample", on_click=lambda: self._want(self.code_wanted))
        self.compare = button("Compare", on_click=lambda: self._want(self.compare_wanted))
        self.remove = button(
            "Remove", "quiet", icon="remove", on_click=lambda: self._want(self.removal_wanted)
        )
        self._dress_table()
        buttons = QWidget()
        line = FlowLayout(buttons, theme.px(8))
        for each in (self.draw, self.code, self.compare, self.remove):
            line.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(label(_INTRO, wrap=True))
        column.addWidget(buttons)
        column.addWidget(self.table, 1)
        column.addWidget(self.method)
        self.table.currentCellChanged.connect(lambda *_: self._tell())
        self.table.cellActivated.connect(lambda *_: self._open())
        self.setFocusProxy(self.table)

    def _dress_table(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels(HEADS)
        table.setAccessibleName("Samples for second coders")
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setCornerButtonEnabled(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """Show these; the one chosen stays so, else the latest is."""
        kept = self.chosen()
        self.samples = {each.id: each for each in samples}
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(samples))
            for row, sample in enumerate(samples):
                self._fill(row, sample)
            self.table.resizeRowsToContents()
        ids = list(self.samples)
        if ids:
            self.table.setCurrentCell(ids.index(kept) if kept in ids else 0, 0)
        self._tell()

    def chosen(self) -> int:
        """The id of the sample chosen; 0 where there is none."""
        item = self.table.item(self.table.currentRow(), 0)
        return int(item.data(SampleRole)) if item is not None else 0

    def choose(self, sample_id: int) -> None:
        """Let a sample be the one chosen, where it is there."""
        if sample_id in self.samples:
            self.table.setCurrentCell(list(self.samples).index(sample_id), 0)

    def _fill(self, row: int, sample: Sample) -> None:
        cells = (
            sample.title,
            sample.coder,
            f"{sample.done:,} of {sample.comments:,}",
            f"{sample.compared:,}",
            f"{sample.settled:,}",
            in_words(sample.drawn_at),
        )
        spoken = (
            f"{sample.title}, {sample.done} of {sample.comments} coded, {sample.compared}"
            f" compared, {sample.settled} settled"
        )
        for column, words in enumerate(cells):
            item = QTableWidgetItem(words)
            item.setToolTip(plain(words))
            item.setData(SampleRole, sample.id)
            if not column:
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self.table.setItem(row, column, item)

    def _tell(self) -> None:
        sample = self.samples.get(self.chosen())
        for each in (self.code, self.remove):
            each.setEnabled(sample is not None)
        self.compare.setEnabled(sample is not None and sample.done > 0)
        drawn_by = f" by {sample.drawn_by}" if sample and sample.drawn_by else ""
        self.method.setText(
            f"Drawn{drawn_by}: {sample.method}; seed {sample.seed}." if sample else ""
        )

    def _want(self, signal: SignalInstance) -> None:
        if self.chosen():
            signal.emit(self.chosen())

    def _open(self) -> None:
        """Enter goes on with it: coding while there is something to code, then comparing."""
        sample = self.samples.get(self.chosen())
        if sample is not None:
            wanted = self.code_wanted if sample.done < sample.comments else self.compare_wanted
            wanted.emit(sample.id)
