"""How far two coders agree: a sentence for the whole, and a table by theme."""

from typing import Any

from PySide6.QtCore import QModelIndex, QRect, QSortFilterProxyModel, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QVBoxLayout, QWidget

from engage_app.services.second_coding import Agreement, ThemeFigures
from ui.theme import label, theme
from ui.widgets.finding_grid import WrappingHeader
from ui.widgets.tips import plain

SortRole = Qt.ItemDataRole.UserRole + 1
HEADS = (
    ("Theme", 190, ""),
    ("Agreement", 104, "The share of comments on which the two agree about the theme"),
    ("Kappa", 76, "Cohen's kappa: agreement beyond chance"),
    ("Alpha", 76, "Krippendorff's alpha: agreement beyond chance"),
    ("95 % interval of alpha", 116, "From comments drawn again 1,000 times"),
    ("Reading of alpha", 270, ""),
    ("Both", 64, "Comments on which both put it"),
    ("First only", 68, "Comments on which only the first coder put it"),
    ("Second only", 80, "Comments on which only the second coder put it"),
    ("Neither", 84, "Comments on which neither put it"),
)
"""Columns, their widths in pixels at 100 % text size, and what they mean."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WORDS = (0, 5)  # columns that hold words
_TALL = 10_000
_NOT_DEFINED = "–"


class AgreementPanel(QWidget):
    """The figures of one sample; a click on a heading sorts by it."""

    def __init__(self) -> None:
        super().__init__()
        self.reading = label("", "strong", wrap=True)
        self.sources = label("", "hint", wrap=True)
        self.table = QTableView()
        self._model = QStandardItemModel()
        self._sorted = QSortFilterProxyModel()
        self._sorted.setSourceModel(self._model)
        self._sorted.setSortRole(SortRole)
        self._dress()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.reading)
        column.addWidget(self.table, 1)
        column.addWidget(self.sources)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.table)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy)
        self.setFocusProxy(self.table)

    def _dress(self) -> None:
        table = self.table
        table.setModel(self._sorted)
        table.setHorizontalHeader(WrappingHeader())
        table.setAccessibleName("Agreement by theme")
        table.setAccessibleDescription("Ctrl+C copies the table")
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setTextElideMode(Qt.TextElideMode.ElideNone)
        table.setTabKeyNavigation(False)
        table.setSortingEnabled(True)
        table.setCornerButtonEnabled(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = table.horizontalHeader()
        header.setSectionsClickable(True)
        header.sortIndicatorChanged.connect(lambda *_: self._fit_rows())

    def copy(self) -> None:
        """Put the table on the clipboard, as it is sorted."""
        QApplication.clipboard().setText(self.as_text())

    def show_waiting(self) -> None:
        """Say that the figures are being worked out."""
        self._model.setRowCount(0)
        self.reading.setText("Working out how far the two agree…")
        self.sources.clear()

    def show_nothing(self) -> None:
        """Say nothing: the figures couldn't be had."""
        self._model.setRowCount(0)
        self.reading.clear()
        self.sources.clear()

    def show_agreement(self, found: Agreement) -> None:
        """Show the figures, themes in the order of the codebook."""
        self.reading.setText(found.reading)
        self.sources.setText(found.sources)
        self._model.clear()
        for column, (name, width, meaning) in enumerate(HEADS):
            head = QStandardItem(name)
            head.setToolTip(plain(meaning or name))
            head.setTextAlignment(
                (_LEFT if column in _WORDS else _RIGHT) | Qt.TextFlag.TextWordWrap
            )
            self._model.setHorizontalHeaderItem(column, head)
            self.table.setColumnWidth(column, theme.px(width))
        for place, figures in enumerate(found.themes):
            self._model.appendRow(_row(place, figures))
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.table.horizontalHeader().updateGeometry()
        self._fit_rows()
        self.table.setCurrentIndex(self._sorted.index(0, 0))

    def _fit_rows(self) -> None:
        """Rows as high as their words: Qt forgets the padding of the style sheet."""
        metrics = QFontMetrics(theme.font())
        for row in range(self._sorted.rowCount(QModelIndex())):
            heights = [
                metrics.boundingRect(
                    QRect(0, 0, self.table.columnWidth(column) - theme.px(24), _TALL),
                    Qt.TextFlag.TextWordWrap,
                    str(self._sorted.index(row, column).data()),
                ).height()
                for column in _WORDS
            ]
            self.table.setRowHeight(row, max(heights) + theme.px(14))

    def as_text(self) -> str:
        """The table as it is sorted, tab separated, headings first."""
        model = self._sorted
        rows = [[name for name, *_ in HEADS]]
        rows += [
            [str(model.index(row, column).data() or "") for column in range(len(HEADS))]
            for row in range(model.rowCount(QModelIndex()))
        ]
        return "\n".join("\t".join(row) for row in rows) + "\n"


def _row(place: int, figures: ThemeFigures) -> list[QStandardItem]:
    found, alpha = figures.found, figures.found.alpha
    kappa_tip = f"{figures.kappa_reading}. {found.kappa.why}".strip(". ") + "."
    between = (
        f"{alpha.low:.2f} to {alpha.high:.2f}".replace("-", "−")
        if alpha.low is not None and alpha.high is not None
        else _NOT_DEFINED
    )
    counts = (found.both, found.only_first, found.only_second, found.neither)
    cells: list[tuple[str, Any, str]] = [
        (figures.theme.name, place, figures.theme.definition or figures.theme.name),
        (f"{found.share:.0%}", found.share, f"{found.comments:,} comments coded by both"),
        (_figure(found.kappa.value), _key(found.kappa.value), kappa_tip),
        (_figure(alpha.value), _key(alpha.value), figures.reading),
        (between, _key(alpha.low), ""),
        (figures.reading, _key(alpha.value), figures.reading),
        *((f"{number:,}", number, "") for number in counts),
    ]
    row = []
    for column, (words, key, tip) in enumerate(cells):
        item = QStandardItem(words)
        item.setEditable(False)
        item.setData(key, SortRole)
        item.setToolTip(plain(tip or words))
        if column not in _WORDS:
            item.setTextAlignment(_RIGHT)
        row.append(item)
    row[0].setData(f"{figures.theme.name}: {figures.reading}", Qt.ItemDataRole.AccessibleTextRole)
    return row


def _figure(value: float | None) -> str:
    return _NOT_DEFINED if value is None else f"{value:.3f}".replace("-", "−")


def _key(value: float | None) -> float:
    """What isn't defined is sorted below everything."""
    return -2.0 if value is None else value
