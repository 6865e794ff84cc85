"""The list of comments in the queue: as quick with a million rows as with ten."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView

from ui.theme import theme
from ui.widgets.comment_delegate import CommentDelegate


class CommentList(QTableView):
    """Comments under each other.

    A table of one column: QListView asks the model for every row whenever one changes, which takes
    three seconds for a million.
    """

    def __init__(self, model: QAbstractItemModel) -> None:
        super().__init__()
        self._delegate = CommentDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Comments")
        self.setProperty("flush", True)
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(0)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(0)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        theme.changed.connect(self._fit_rows)
        self._fit_rows()

    def choose(self, place: int) -> None:
        """Make the comment at a place the one chosen, and bring it into sight."""
        index = self.model().index(place, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter is never the beginning of a comment looked for: letters are commands."""
        if event.text().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _fit_rows(self) -> None:
        height = self._delegate.sizeHint(QStyleOptionViewItem(), self.model().index(0, 0)).height()
        if height != self.verticalHeader().defaultSectionSize():
            self.verticalHeader().setDefaultSectionSize(height)
