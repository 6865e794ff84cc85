"""Which quotations are proposed: of any position or one, of any group or one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engage_app.services.quoting_desk import Desk
from ui.theme import theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.flow_layout import FlowLayout

_EVERY = "every"


class QuoteFilters(QWidget):
    """Two drop-downs.

    Signals:
        chosen: the officer wants others.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.position = ChoiceBox("Only of position")
        self.group = ChoiceBox("Only of group")
        line = FlowLayout(self, gap=theme.px(8))
        for box in (self.position, self.group):
            box.setMinimumContentsLength(10)
            box.activated.connect(lambda _place: self.chosen.emit())
            line.addWidget(box)

    def wanted_position(self) -> str | None:
        """The key of a position; empty for those of none, None for all."""
        position = self.position.currentData()
        return None if position in (None, _EVERY) else position

    def wanted_group(self) -> int:
        """The id of a group; nought for all."""
        return self.group.currentData() or 0

    def fill(self, found: Desk) -> None:
        """Offer what the theme has; what is chosen stays chosen."""
        choices: tuple[tuple[ChoiceBox, str, tuple[tuple[object, str], ...]], ...] = (
            (self.position, "Any position", found.positions),
            (self.group, "Any group", found.groups),
        )
        for box, every, listed in choices:
            kept = box.currentData()
            box.clear()
            box.addItem(every, _EVERY if box is self.position else 0)
            for data, name in listed:
                box.addItem(name, data)
            box.setCurrentIndex(max(box.findData(kept), 0) if kept is not None else 0)
