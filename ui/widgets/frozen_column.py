"""The first column of a wide table, which stays in its place while the others scroll under it."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

MOST = 0.6  # of the table's width: a wider column would leave the others no room


class FrozenColumn(QTableView):
    """Lies over a table and shows its first column; keys go to the table under it.

    Args:
        over: the table, whose model and header kind are set.
        header: of the same kind as the table's.

    Signals:
        cell_clicked: the index that was clicked.
    """

    cell_clicked = Signal(QModelIndex)

    def __init__(self, over: QTableView, header: QHeaderView) -> None:
        super().__init__(over)
        self._over = over
        self.setModel(over.model())
        self.setSelectionModel(over.selectionModel())
        self.setHorizontalHeader(header)
        self.verticalHeader().hide()
        self.setObjectName("frozen")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(over.selectionMode())
        self.setAccessibleName("")  # the table under it says it all
        own, theirs = self.verticalScrollBar(), over.verticalScrollBar()
        theirs.valueChanged.connect(own.setValue)
        own.valueChanged.connect(theirs.setValue)
        over.horizontalScrollBar().valueChanged.connect(lambda _value: self._show())
        self.clicked.connect(self.cell_clicked)
        self.hide()

    @property
    def width_taken(self) -> int:
        """How much of the table lies under it, in pixels."""
        return self.width() if self.isVisible() else 0

    def fit(self) -> None:
        """Take the sizes of the table under it."""
        over = self._over
        for column in range(over.model().columnCount()):
            self.setColumnHidden(column, column > 0)
        self.setColumnWidth(0, over.columnWidth(0))
        for row in range(over.model().rowCount()):
            self.setRowHeight(row, over.rowHeight(row))
        self.horizontalHeader().setFixedHeight(over.horizontalHeader().height())
        self.place()

    def place(self) -> None:
        """Lie where the first column is, as high as the table."""
        over, frame = self._over, self._over.frameWidth()
        height = over.viewport().height() + over.horizontalHeader().height()
        self.setGeometry(frame, frame, over.columnWidth(0), height)
        self._show()

    def _show(self) -> None:
        """Be there as long as the first column would be scrolled away."""
        over = self._over
        wide = over.columnWidth(0) > over.viewport().width() * MOST
        self.setVisible(over.horizontalScrollBar().value() > 0 and not wide)
        if self.isVisible():
            self.verticalScrollBar().setValue(over.verticalScrollBar().value())
