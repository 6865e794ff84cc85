"""The pieces the comment panel of the Code page is made of."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
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
    """Widgets in a row that wraps."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, theme.px(8))

    def fill(self, widgets: Iterable[QWidget]) -> None:
        """Show these widgets only."""
        self._flow.clear()
        for widget in widgets:
            self._flow.addWidget(widget)
        self.updateGeometry()


def pair(question: str, answer: str) -> QVBoxLayout:
    """A question above its answer, whose words can be selected."""
    column = QVBoxLayout()
    column.setSpacing(theme.px(2))
    column.addWidget(label(question, "hint", wrap=True))
    column.addWidget(_selectable(answer))
    return column


def choices(name: str, none: str) -> ChoiceBox:
    """A list to choose one from, beginning with none of them."""
    box = ChoiceBox(name)
    box.addItem(none, "")
    return box


def _selectable(text: str) -> QLabel:
    made = label(text, wrap=True)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made
