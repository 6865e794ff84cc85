"""A finding as the officer reads it: table and chart side by side, notes under them."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from engage_app.domain.report import NO_FIGURE, SUPPRESSED, Chart, ChartKind, Table
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.chart_view import ChartView
from ui.widgets.finding_grid import FindingGrid

# Pixels at 100 % text size.
CHART_WIDTH = 360  # the least beside a table
HEAT_WIDTH = 480
TABLE_WIDTH = 380
BESIDE_FROM = 720  # a view at least so wide shows the chart beside the table
CHART_SHARE = 0.46  # of the width, where the table would like all of it
LEAST_HEIGHT = 240
LONG_NOTES = 420  # letters
TALLEST = 560  # what is longer scrolls by itself


class FindingView(QWidget):
    """Title, what is counted, table, chart, notes.

    Table and chart stand side by side; a wide table then scrolls sideways and the line between
    them can be drawn. In a narrow window they stand under each other, and the whole view scrolls.

    Signals:
        cell_activated: (row, column) of the table, by click or Enter.
        bar_clicked: (category, series) of the chart.
    """

    cell_activated = Signal(int, int)
    bar_clicked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "heading", wrap=True)
        self.counted = label("", "subtitle", wrap=True)
        self.grid = FindingGrid()
        self.chart = ChartView()
        self.notes = label("", "hint", wrap=True)
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.more = button("How to read this", "quiet", on_click=self._show_notes)
        self._drawn: Chart | None = None
        self._whole = False
        self.least = 0
        """Pixels at 100 % text size that it is high at least."""
        self.grid.fitted.connect(self._fit_heights)
        self.grid.cell_activated.connect(self.cell_activated)
        self.chart.bar_clicked.connect(self.bar_clicked)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.grid)
        self._splitter.addWidget(self.chart)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scrolled())
        theme.changed.connect(self._arrange)

    def show(self, table: Table | None = None) -> None:
        """Show this finding; without one, become visible as any widget."""
        if table is None:
            super().show()
            return
        self.title.setText(table.title)
        self.counted.setText(_counted(table))
        self.counted.setVisible(bool(self.counted.text()))
        self._drawn = table.chart if _drawable(table.chart) else None
        self.chart.setVisible(self._drawn is not None)
        if self._drawn is not None:
            hides = any(SUPPRESSED in row for row in table.rows)
            self.chart.show(self._drawn, SUPPRESSED if hides else NO_FIGURE)
        self.grid.show(table)
        text = "\n".join(table.notes)
        self.notes.setText(text)
        # long ones wait for a click: they would leave the table no room
        self.notes.setVisible(0 < len(text) <= LONG_NOTES)
        self.more.setVisible(len(text) > LONG_NOTES)
        self.setAccessibleName(table.title)
        self._area.verticalScrollBar().setValue(0)
        self._arrange()

    def show_whole(self, whole: bool) -> None:
        """Be as high as all there is to show: what is around it scrolls, and nothing in it."""
        if whole != self._whole:
            self._whole = whole
            self._arrange()

    @property
    def side_by_side(self) -> bool:
        """Whether the chart stands beside the table."""
        return self._splitter.orientation() == Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:
        """No higher than it must be: it takes what room there is, and scrolls."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side, or under each other."""
        super().resizeEvent(event)
        self._arrange()

    def _show_notes(self) -> None:
        self.notes.setVisible(not self.notes.isVisible())
        self._fit_heights()

    def _scrolled(self) -> QScrollArea:
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._column = column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.title)
        column.addWidget(self.counted)
        column.addSpacing(theme.px(8))
        column.addWidget(self._splitter, 1)
        column.addSpacing(theme.px(4))
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.notes)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        return self._area

    def _arrange(self) -> None:
        width = self.width() - theme.px(28)
        table = max(theme.px(TABLE_WIDTH), self.grid.width_of_contents())
        heat = self._drawn is not None and self._drawn.kind is ChartKind.HEAT
        chart = theme.px(HEAT_WIDTH if heat else CHART_WIDTH)
        beside = self._drawn is None or width >= theme.px(BESIDE_FROM)
        way = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        self._splitter.setOrientation(way)
        # Beside each other each part scrolls by itself: their height asks for no room of its own.
        # Where all is shown it is just as high as the parts are at least.
        fixed = beside or self._whole
        tall = QSizePolicy.Policy.Ignored if fixed else QSizePolicy.Policy.Preferred
        self._splitter.setSizePolicy(QSizePolicy.Policy.Preferred, tall)
        if beside:
            chart = max(min(chart, width - table), min(chart, round(width * CHART_SHARE)))
            spare = max(0, width - table - chart)
            self._splitter.setSizes([width - chart - spare // 2, chart + spare // 2])
        self._fit_heights()

    def _fit_whole(self) -> None:
        needed = 0
        if self._whole:
            least = self._column.totalMinimumSize().height()
            width = self._area.viewport().width()  # a scroll bar that is to go narrows it
            needed = max(self._column.minimumHeightForWidth(width), least)
        self.setMinimumHeight(max(theme.px(self.least), needed))

    def _fit_heights(self) -> None:
        least = theme.px(LEAST_HEIGHT)
        # A part is never higher than the view: its own scroll bars stay within reach.
        room = self.window().height() // 2 if self._whole else self._area.viewport().height()
        tallest = min(theme.px(TALLEST), max(least, room))
        wanted = (self.grid.height_of_contents(), self.chart.height_at(self.chart.width()))
        for part, height in zip((self.grid, self.chart), wanted, strict=True):
            beside = self.side_by_side
            part.setMinimumHeight(
                least if beside and not self._whole else min(max(height, theme.px(120)), tallest)
            )
        highs = [part.minimumHeight() for part in (self.grid, self.chart) if not part.isHidden()]
        needed = max(highs) if self.side_by_side else sum(highs) + self._splitter.handleWidth()
        self._splitter.setMinimumHeight(needed if self._whole else 0)
        self._fit_whole()


def _counted(table: Table) -> str:
    parts = (("Counted", table.unit), ("Base", table.base))
    return " · ".join(f"{name}: {text.rstrip('.')}" for name, text in parts if text.strip())


def _drawable(chart: Chart | None) -> bool:
    return chart is not None and any(
        value is not None for series in chart.series for value in series.values
    )
