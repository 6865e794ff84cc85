"""The versions of one record side by side, one of them to be chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from engage_app.services.merging import Conflict
from engage_app.services.together import Made
from ui.pages.together_words import (
    field_name,
    field_value,
    marked,
    version_title,
    who_and_when,
)
from ui.theme import label, theme
from ui.widgets.layouts import clear

_BESIDE = 240  # pixels at 100 % text size that a version beside others needs
REMOVED = "It is taken away, with all that hangs on it. Undo brings it back."
KEPT = "It stays as it is now."


class VersionCard(QFrame):
    """One version: what it is, who made it and when, and the fields that differ."""

    def __init__(self, conflict: Conflict, place: int, made: Made) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        version = conflict.versions[place]
        self.choice = QRadioButton(version_title(conflict, place))
        self.choice.setToolTip(f"Key {place + 1}")
        self.fields: list[tuple[str, str, str]] = [
            (field_name(name), marked(conflict.versions, place, name), field_value(name, value))
            for name, value in version.fields
        ]
        told = who_and_when(made)
        said = REMOVED if version.removed else "" if self.fields else KEPT
        spoken = "; ".join(f"{name}, {mark}: {value}" for name, mark, value in self.fields)
        self.choice.setAccessibleDescription(" ".join(filter(None, (told, said, spoken))))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(side) for side in (16, 12, 16, 16)))
        column.setSpacing(theme.px(4))
        column.addWidget(self.choice)
        if told:
            column.addWidget(label(told, "hint", wrap=True))
        if said:
            column.addWidget(label(said, wrap=True))
        for name, mark, value in self.fields:
            column.addSpacing(theme.px(8))
            column.addWidget(label(f"{name} ({mark})", "hint", wrap=True))
            words = label(value, wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(words)
        column.addStretch(1)


class VersionsPanel(QWidget):
    """Beside each other where there is the room, else under each other.

    Signals:
        chosen: a version was chosen.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[VersionCard] = []
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(lambda _: self.chosen.emit())
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, theme.px(8), 0)
        self._row.setSpacing(theme.px(12))

    @property
    def place(self) -> int:
        """Which version is chosen, from 0; −1 while none is."""
        return self._group.checkedId()

    def show_conflict(self, conflict: Conflict, made: Sequence[Made]) -> None:
        """Show the versions of a record; none is chosen."""
        for card in self.cards:
            self._group.removeButton(card.choice)
        clear(self._row)
        self.cards = [VersionCard(conflict, place, each) for place, each in enumerate(made)]
        for place, card in enumerate(self.cards):
            self._group.addButton(card.choice, place)
            self._row.addWidget(card, 1)
        self._arrange()

    def choose(self, place: int) -> None:
        """Choose a version, from 0; nothing where there is none of that number."""
        if place < len(self.cards):
            card = self.cards[place]
            card.choice.setChecked(True)
            card.choice.setFocus()
            self.chosen.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the arrangement for the width there is."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        way = QBoxLayout.Direction
        beside = self.width() >= theme.px(_BESIDE) * max(len(self.cards), 1)
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)
