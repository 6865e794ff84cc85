"""The parts of the Overview: cards in a grid, the next step, and panels with bars."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.icons import Picture
from ui.pages.overview_bars import BarTable
from ui.pages.overview_standing import NextStep
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.card import StatCard

_CARD = 184  # pixels at 100 % text size: the narrowest a card reads well at


class CardGrid(QWidget):
    """Cards side by side, as many as there is room for."""

    def __init__(self, cards: Sequence[StatCard]) -> None:
        super().__init__()
        self._cards = cards
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(16))
        self._arrange(len(cards))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the cards anew where the room for them changed."""
        super().resizeEvent(event)
        room = (event.size().width() + theme.px(16)) // (theme.px(_CARD) + theme.px(16))
        self._arrange(min(max(room, 1), len(self._cards)))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(len(self._cards)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


class NextStepCard(QFrame):
    """The one thing to do next.

    Signals:
        taken: the NextStep, when its button is pressed.
    """

    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.setAccessibleName("Next step")
        self._step: NextStep | None = None
        self._title = label("", "heading", wrap=True)
        self._why = label("", "subtitle", wrap=True)
        self.button: QPushButton = button("", "primary", on_click=self._take)
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        words.addWidget(label("Next step", "hint"))
        words.addWidget(self._title)
        words.addWidget(self._why)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(*(theme.px(side) for side in (20, 16, 20, 16)))
        self._row.setSpacing(theme.px(16))
        self._row.addWidget(Picture("flag", "link", 28))
        self._row.addLayout(words, 1)
        self._row.addWidget(self.button)
        self.hide()

    def show_step(self, step: NextStep) -> None:
        """Show this step."""
        self._step = step
        self._title.setText(step.title)
        self._why.setText(step.why)
        self.button.setText(step.action)
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button goes below the words where it would squeeze them."""
        super().resizeEvent(event)
        cramped = event.size().width() < self.button.sizeHint().width() + theme.px(380)
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if cramped else QBoxLayout.Direction.LeftToRight
        )

    def _take(self) -> None:
        if self._step is not None:
            self.taken.emit(self._step)


class BarPanel(QFrame):
    """A heading, what it counts, and a table with bars."""

    def __init__(self, title: str, counts: str, table: BarTable) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.table = table
        self._counts = label(counts, "hint", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(side) for side in (16, 16, 16, 16)))
        layout.setSpacing(theme.px(8))
        layout.addWidget(label(title, "heading", wrap=True))
        layout.addWidget(self._counts)
        layout.addWidget(table, 1)
        table.setStyleSheet("QTableView { border: none; border-radius: 0; }")  # the card has one

    def explain(self, counts: str) -> None:
        """Say what the figures count."""
        self._counts.setText(counts)


class TwoColumns(QWidget):
    """Panels beside each other, or under each other in a narrow window."""

    def __init__(self, left: QWidget, right: Sequence[QWidget]) -> None:
        super().__init__()
        column = QVBoxLayout()
        column.setSpacing(theme.px(16))
        for panel in right:
            column.addWidget(panel)
        column.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(16))
        self._row.addWidget(left, 3)
        self._row.addLayout(column, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the arrangement for the width there is."""
        super().resizeEvent(event)
        cramped = event.size().width() < theme.px(760)
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if cramped else QBoxLayout.Direction.LeftToRight
        )
