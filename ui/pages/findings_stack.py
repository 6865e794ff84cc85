"""What the Findings page shows: the list and the finding, or why there is none."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.theme import theme
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.finding_view import FindingView
from ui.widgets.panels import Panels

# Pixels at 100 % text size.
_LIST, _FINDING = 228, 900
_LEAST = 280  # of height
_NARROW = 640  # below, all of it is one column that scrolls
_OVER = 170  # height of the list over the finding
QWIDGETSIZE_MAX = (1 << 24) - 1  # what Qt calls no limit


class FindingsStack(QStackedWidget):
    """The list on the left, the parts of a finding under each other on the right.

    Args:
        left: the list.
        parts: what stands on the right, from the top.
        grows: the one of them that takes the room there is.
    """

    def __init__(self, left: QWidget, parts: Sequence[QWidget], grows: FindingView) -> None:
        super().__init__()
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for part in parts:
            column.addWidget(part, 1 if part is grows else 0)
        grows.least = _LEAST
        right = QScrollArea()  # large text in a small window: then it all scrolls
        right.setWidgetResizable(True)
        right.setFrameShape(QFrame.Shape.NoFrame)
        right.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        right.setWidget(inner)
        self._left, self._column, self._view = left, column, grows
        self.choose = button("Choose another finding", icon="findings")
        self.choose.setCheckable(True)
        self.choose.toggled.connect(self._open)
        self.choose.hide()
        column.insertWidget(0, self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.panels = Panels(Qt.Orientation.Horizontal, (left, right), (_LIST, _FINDING))
        for place in (0, 1):
            self.panels.setStretchFactor(place, place)
        self.waiting = EmptyState(
            "findings", "Working out the findings", "This takes a moment after a change."
        )
        self.empty = EmptyState(
            "findings",
            "No findings yet",
            "Findings are the tables and charts a board reads. They appear here as soon as there "
            "are responses.",
            action="Collect responses",
        )
        for each in (self.waiting, self.empty, self.panels):
            self.addWidget(each)
        theme.changed.connect(self._arrange)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side, or where there isn't the room the list over the finding, once asked for."""
        super().resizeEvent(event)
        self._arrange()

    def chosen(self) -> None:
        """The officer has chosen from the list: where it lies over the finding, it goes."""
        if self.choose.isChecked():
            self.choose.setChecked(False)
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """To the list, or to what opens it."""
        (self.choose if self._left.isHidden() else self._left).setFocus()

    def _arrange(self) -> None:
        narrow = self.width() < theme.px(_NARROW)
        over = self._column.indexOf(self._left) >= 0
        if narrow:
            self._left.setFixedHeight(theme.px(_OVER))
        if narrow and not over:
            self._column.insertWidget(1, self._left)
        elif over and not narrow:
            self._left.setMinimumHeight(0)
            self._left.setMaximumHeight(QWIDGETSIZE_MAX)
            self.panels.insertWidget(0, self._left)
            self.panels.begin_anew()
        self._view.show_whole(narrow)
        self.choose.setVisible(narrow)
        self._left.setVisible(not narrow or self.choose.isChecked())

    def _open(self, wanted: bool) -> None:
        self._arrange()
        if wanted:
            self._left.setFocus()
