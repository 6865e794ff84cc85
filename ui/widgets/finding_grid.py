"""The table of a finding: columns as wide as they need, headings that wrap, cells to choose."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from engage_app.domain.report import Kind, Table
from ui.models.finding_table import FindingTable
from ui.models.formats import written
from ui.theme import theme
from ui.widgets.frozen_column import FrozenColumn

_WRAP = int(Qt.TextFlag.TextWordWrap)
_TALL = 10_000
TEXT_WIDTH = 200  # pixels at 100 % text size that a column of words gets at least


class WrappingHeader(QHeaderView):
    """A heading as high as the longest name, wrapped to its column."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def sectionSizeFromContents(self, logical: int) -> QSize:
        """The size a heading needs in the column it has."""
        model = self.model()
        name = str(model.headerData(logical, Qt.Orientation.Horizontal) or "")
        width = self.sectionSize(logical)
        metrics = QFontMetrics(theme.font("small", bold=True))
        room = QRect(0, 0, max(8, width - theme.px(24)), _TALL)
        height = metrics.boundingRect(room, _WRAP, name).height()
        return QSize(width, height + theme.px(16))


class FindingGrid(QTableView):
    """Shows a `Table`.

    Signals:
        cell_activated: (row, column), by click or by Enter.
        fitted: columns and rows have other sizes.
    """

    cell_activated = Signal(int, int)
    fitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model = FindingTable()
        self.setModel(self._model)
        self.setHorizontalHeader(WrappingHeader())
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)  # Tab leaves the table; arrows move in it
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setCornerButtonEnabled(False)
        self.clicked.connect(self._choose)
        self.frozen = FrozenColumn(self, WrappingHeader())
        self.frozen.cell_clicked.connect(self._choose)
        theme.changed.connect(self.fit)

    def show(self, table: Table | None = None) -> None:
        """Show this table; without one, become visible as any widget."""
        if table is None:
            super().show()
            return
        self._model.show(table)
        self.setAccessibleName(table.title)
        self.setAccessibleDescription(f"{table.unit}. {table.base}".strip(". "))
        self.scrollToTop()
        self.horizontalScrollBar().setValue(0)
        self.fit()

    def fit(self) -> None:
        """Fit columns to the width there is and rows to their words."""
        widths = self._widths()
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self.horizontalHeader().updateGeometry()
        self.updateGeometries()
        self._fit_rows(widths)
        self.frozen.fit()
        self.fitted.emit()

    def height_of_contents(self) -> int:
        """The height at which nothing needs to scroll."""
        return self.horizontalHeader().height() + self.verticalHeader().length() + theme.px(16)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again where the width is another."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
        else:
            self.frozen.place()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, and not under the first column."""
        super().scrollTo(index, hint)
        if not hasattr(self, "frozen"):  # Qt scrolls while the table is being made
            return
        hidden = self.frozen.width_taken - self.visualRect(index).left()
        if index.column() > 0 and hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the current cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        self.cell_activated.emit(index.row(), index.column())

    def width_of_contents(self) -> int:
        """The width at which no column needs to be scrolled to."""
        return sum(self._natural()[0]) + theme.px(16)

    def _widths(self) -> list[int]:
        """The natural widths, and what is left of the view for the columns of words."""
        widths, texts = self._natural()
        columns = self._model.table.columns
        left = self.viewport().width() - sum(widths)
        share = sum(columns[place].width for place in texts)
        for place in texts if left > 0 else ():
            widths[place] += int(left * columns[place].width / (share or 1))
        return widths

    def _natural(self) -> tuple[list[int], list[int]]:
        """Widths that cut nothing, and which columns are words."""
        table = self._model.table
        metrics, bold = QFontMetrics(theme.font()), QFontMetrics(theme.font("small", bold=True))
        padding, widths, texts = theme.px(26), [], []
        for place, column in enumerate(table.columns):
            heading = max((bold.horizontalAdvance(word) for word in column.name.split()), default=0)
            cells = [
                metrics.horizontalAdvance(written(row[place], column.kind)) for row in table.rows
            ]
            if column.kind is Kind.TEXT:
                texts.append(place)
                most = max([*cells, heading]) + padding
                widths.append(min(most, theme.px(TEXT_WIDTH)))
            else:
                widths.append(max([*cells, heading, theme.px(40)]) + padding)
        return widths, texts

    def _fit_rows(self, widths: list[int]) -> None:
        table = self._model.table
        metrics = QFontMetrics(theme.font())
        wrapped = [
            (place, QRect(0, 0, widths[place] - theme.px(26), _TALL))
            for place, column in enumerate(table.columns)
            if column.kind is Kind.TEXT
        ]
        least = metrics.height()
        for number, row in enumerate(table.rows):
            tall = max(
                (
                    metrics.boundingRect(room, _WRAP, written(row[place], Kind.TEXT)).height()
                    for place, room in wrapped
                ),
                default=least,
            )
            self.setRowHeight(number, max(tall, least) + theme.px(14))
