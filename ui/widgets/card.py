"""A card with one figure on it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import label, set_property, theme


class StatCard(QPushButton):
    """A big number, what it counts, and a hint: "243 · responses · from 12 activities".

    It is a button (signal `clicked`) once `set_clickable` says so; until then only to be read.
    """

    def __init__(self, name: str, number: str = "", hint: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAutoDefault(False)
        self._name = label(name, "strong", wrap=True)
        self._number = label(number, "number")
        self._hint = label(hint, "hint", wrap=True)
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(2))
        column.setContentsMargins(*(theme.px(side) for side in (16, 12, 16, 14)))
        for part in (self._number, self._name, self._hint):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(part)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.set_clickable(False)
        self.show_figure(number, hint)

    def show_figure(self, number: str, hint: str = "") -> None:
        """Show another number and hint."""
        self._number.setText(number)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(f"{self._name.text()}: {number}")
        self.setAccessibleDescription(hint)
        self.updateGeometry()

    def set_clickable(self, clickable: bool) -> None:
        """Whether it can be clicked, and reached with the Tab key."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if clickable else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not clickable)
        shape = Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        set_property(self, "flat_card", str(not clickable).lower())

    def sizeHint(self) -> QSize:
        """As wide as three cards in a narrow window; as high as its words need."""
        layout = self.layout()
        width = max(theme.px(168), self._number.sizeHint().width() + theme.px(34))
        height = layout.heightForWidth(width) if layout is not None else 0
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        """The same: nothing on it may be cut."""
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height its words need at a width."""
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else 0


class CardGrid(QWidget):
    """Cards of one width, in as many columns as there is room for."""

    def __init__(self, cards: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self._cards: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        # The columns there are now must not keep it from becoming narrower.
        self._grid.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        self._grid.setSpacing(theme.px(16))
        for card in cards:
            self.add(card)

    def add(self, card: QWidget) -> None:
        """Append a card."""
        self._cards.append(card)
        self._columns = 0
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the number of columns for the width there is."""
        super().resizeEvent(event)
        self._place()

    def minimumSizeHint(self) -> QSize:
        """One card wide, and as high as the rows there are now."""
        widest = max((card.minimumSizeHint().width() for card in self._cards), default=0)
        return QSize(widest, self._grid.minimumSize().height())

    def _place(self) -> None:
        gap = self._grid.spacing()
        widest = max((card.minimumSizeHint().width() for card in self._cards), default=1)
        fitting = max(1, (self.width() + gap) // (widest + gap))
        rows = -(-len(self._cards) // fitting)
        columns = -(-len(self._cards) // max(1, rows))  # 4 cards in 3 columns look better as 2 + 2
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // columns, number % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self.updateGeometry()
