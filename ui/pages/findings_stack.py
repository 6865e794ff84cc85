"""What the Findings page shows: the list and the finding, or why there is none."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.theme import theme
from ui.widgets.empty_state import EmptyState

# Pixels at 100 % text size.
_LIST, _FINDING = 228, 900
_LEAST = 280  # of height


class FindingsStack(QStackedWidget):
    """The list on the left, the parts of a finding under each other on the right.

    Args:
        left: the list.
        parts: what stands on the right, from the top.
        grows: the one of them that takes the room there is.
    """

    def __init__(self, left: QWidget, parts: Sequence[QWidget], grows: QWidget) -> None:
        super().__init__()
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for part in parts:
            column.addWidget(part, 1 if part is grows else 0)
        grows.setMinimumHeight(theme.px(_LEAST))
        right = QScrollArea()  # large text in a small window: then it all scrolls
        right.setWidgetResizable(True)
        right.setFrameShape(QFrame.Shape.NoFrame)
        right.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        right.setWidget(inner)
        self.panels = QSplitter(Qt.Orientation.Horizontal)
        self.panels.setChildrenCollapsible(False)
        for panel, stretch in ((left, 0), (right, 1)):
            self.panels.addWidget(panel)
            self.panels.setStretchFactor(self.panels.count() - 1, stretch)
        self.panels.setSizes([theme.px(_LIST), theme.px(_FINDING)])
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
