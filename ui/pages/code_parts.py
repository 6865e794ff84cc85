"""The pieces the comment panel of the Code page is made of."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.icons import set_icon
from ui.theme import label, theme
from ui.widgets.chip import Chip
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.tips import plain


class Proposal(QWidget):
    """One proposed theme, why, and the two buttons to decide on it."""

    def __init__(
        self,
        name: str,
        colour: str,
        why: str,
        *,
        first: bool,
        accept: Callable[[], None],
        reject: Callable[[], None],
    ) -> None:
        super().__init__()
        line = Flow()
        decisions = QWidget()
        beside = QHBoxLayout(decisions)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme.px(8))
        for text, icon_name, slot, key in (
            (f"Accept {name}", "accept", accept, "Enter"),
            (f"Reject {name}", "reject", reject, "Backspace"),
        ):
            button = QToolButton()
            set_icon(button, icon_name)
            button.setAccessibleName(text)
            button.setToolTip(plain(f"{text} ({key})" if first else text))
            button.clicked.connect(lambda _checked, decide=slot: decide())
            beside.addWidget(button)
        line.fill((Chip(name, colour), decisions))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(2))
        layout.addWidget(line)
        if why:
            layout.addWidget(label(why, "hint", wrap=True))


class Flow(QWidget):
    """Widgets in a row that wraps.

    Args:
        gap: between them, in pixels at 100 % text size.
    """

    def __init__(self, gap: int = 8) -> None:
        super().__init__()
        self._flow = FlowLayout(self, theme.px(gap))
        self.setMinimumWidth(1)  # chips fit the width there is

    def fill(self, widgets: Iterable[QWidget]) -> None:
        """Show these widgets only."""
        self._flow.clear()
        for widget in widgets:
            self._flow.addWidget(widget)
        self._fit_chips()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long names are cut to the width there is."""
        super().resizeEvent(event)
        self._fit_chips()

    def _fit_chips(self) -> None:
        for each in self.findChildren(Chip):
            each.fit(self.width())


class ChipRow(QWidget):
    """Chips that wrap, used again for what is shown next: making one takes a millisecond.

    Args:
        coloured: whether they have a dot, and can be removed.
        none: what is said where there is none.

    Signals:
        removed: the key of a chip whose cross was pressed.
    """

    removed = Signal(int)

    def __init__(self, *, coloured: bool, none: str = "") -> None:
        super().__init__()
        self._flow = FlowLayout(self, theme.px(8))
        self._coloured = coloured
        self._none = label(none, "hint")
        self._flow.addWidget(self._none)
        self._chips: list[Chip] = []
        self._keys: list[int] = []
        self._shown: Sequence[tuple[int, str, str, str]] = ()
        theme.changed.connect(self._begin_anew)
        self.setMinimumWidth(1)  # chips fit the width there is
        self.show_chips([])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long names are cut to the width there is."""
        super().resizeEvent(event)
        for each in self._chips:
            each.fit(self.width())

    @property
    def shown(self) -> list[str]:
        """What the chips say."""
        return [each.text for each in self._chips[: len(self._keys)]]

    def show_chips(self, chips: Sequence[tuple[int, str, str, str]]) -> None:
        """Show these only: key, words, colour, tooltip."""
        self._shown = tuple(chips)
        self._keys = [key for key, *_ in chips]
        while len(self._chips) < len(chips):
            self._add()
        for place, made in enumerate(self._chips):
            if place < len(chips):
                _, words, colour, told = chips[place]
                if made.text != words:
                    made.set_text(words)
                made.set_colour(colour)
                if told:
                    made.setToolTip(plain(told))
            if made.isHidden() != (place >= len(chips)):
                made.setHidden(place >= len(chips))
        self._none.setHidden(bool(chips) or not self._none.text())

    def _add(self) -> None:
        made = Chip("", "#000000" if self._coloured else "", removable=self._coloured)
        place = len(self._chips)
        made.removed.connect(lambda: self.removed.emit(self._keys[place]))
        made.fit(self.width())
        self._chips.append(made)
        self._flow.addWidget(made)

    def _begin_anew(self) -> None:
        """Text has another size: chips are made for one."""
        for made in self._chips:
            made.hide()
            made.deleteLater()
        self._chips.clear()
        self.show_chips(self._shown)


def pair(question: str, answer: str) -> QVBoxLayout:
    """A question above its answer, whose words can be selected."""
    column = QVBoxLayout()
    column.setSpacing(theme.px(2))
    column.addWidget(label(question, "hint", wrap=True))
    column.addWidget(selectable(answer))
    return column


def choices(name: str, none: str) -> ChoiceBox:
    """A list to choose one from, beginning with none of them."""
    box = ChoiceBox(name)
    box.addItem(none, "")
    return box


def selectable(text: str) -> QLabel:
    """Words that can be selected, to be copied."""
    made = label(text, wrap=True)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made
