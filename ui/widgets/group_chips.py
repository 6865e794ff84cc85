"""Stakeholder groups chosen for something that isn't filed yet: a chip each, and one more."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engage_app.domain.stakeholders import StakeholderGroup
from ui.theme import theme
from ui.widgets.buttons import button
from ui.widgets.chip import Chip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.layouts import clear


class GroupChips(QWidget):
    """The groups chosen; Delete on a chip takes it off.

    Args:
        ask: asks for a group out of these, and calls back with its id.

    Signals:
        changed: others are chosen now.
    """

    changed = Signal()

    def __init__(
        self, ask: Callable[[Sequence[StakeholderGroup], Callable[[int], None]], None]
    ) -> None:
        super().__init__()
        self._ask = ask
        self._groups: dict[int, StakeholderGroup] = {}
        self._chosen: list[int] = []
        self.add_button = button("Add group", "quiet", icon="add", on_click=self.ask)
        self._flow = FlowLayout(self, gap=theme.px(6))
        self._flow.addWidget(self.add_button)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The ids, in the order they were chosen."""
        return tuple(self._chosen)

    def offer(self, groups: Sequence[StakeholderGroup]) -> None:
        """Offer these; chosen ones that are gone are let go of."""
        self._groups = {group.id: group for group in groups}
        self.choose(self._chosen)

    def choose(self, ids: Sequence[int]) -> None:
        """Choose these and no others."""
        self._chosen = [key for key in dict.fromkeys(ids) if key in self._groups]
        self._flow.removeWidget(self.add_button)
        clear(self._flow)
        for key in self._chosen:
            chip = Chip(self._groups[key].name, removable=True)
            chip.setAccessibleDescription("Delete takes it off.")
            chip.removed.connect(lambda key=key: self._drop(key))
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.add_button)
        self.updateGeometry()

    def ask(self) -> None:
        """Ask for one more."""
        others = [group for key, group in self._groups.items() if key not in self._chosen]
        self._ask(others, self._add)

    def _add(self, key: int) -> None:
        self.choose([*self._chosen, key])
        self.add_button.setFocus()
        self.changed.emit()

    def _drop(self, key: int) -> None:
        self.choose([each for each in self._chosen if each != key])
        self.add_button.setFocus()
        self.changed.emit()
