"""The tree of stakeholder groups as a Qt model: names, what was heard, what is planned."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem

from engage_app.domain.stakeholders import StakeholderGroup, in_tree_order
from ui.models.node_tree import NodeTree, cells_of

_NONE = (0, 0)


class GroupTree(NodeTree):
    """Groups under their parents."""

    HEADINGS = ("Stakeholder group", "Heard", "Planned")
    mime: ClassVar[str] = "application/x-engage-stakeholder-group"

    def show(
        self,
        groups: Sequence[StakeholderGroup],
        heard: Mapping[int, tuple[int, int]] | None = None,
    ) -> None:
        """Show these groups, brothers in the order given.

        Args:
            groups: those whose parent is not among them come at the top.
            heard: by group, responses that carry it, and with those below it.
        """
        self.clear()
        self.head(self.HEADINGS, figures=(1, 2))
        for column, words in (
            (1, "Responses of the group or of one below it"),
            (2, "How many people or organisations the plan wants to hear"),
        ):
            self.setHeaderData(
                column, Qt.Orientation.Horizontal, words, Qt.ItemDataRole.ToolTipRole
            )
        self.lay_out(groups, lambda group: _cells(group, (heard or {}).get(group.id, _NONE)))


def group_choices(groups: Sequence[StakeholderGroup]) -> list[tuple[str, int]]:
    """(words, id) in tree order; names that several groups bear say what they lie below."""
    nodes = in_tree_order(groups)
    names = [node.group.name for node in nodes]
    return [
        (
            name if names.count(name) == 1 or not node.depth else f"{name} ({node.path[-2]})",
            node.group.id,
        )
        for node, name in zip(nodes, names, strict=True)
    ]


def _cells(group: StakeholderGroup, heard: tuple[int, int]) -> list[QStandardItem]:
    own, with_below = heard
    counted = f"{with_below:,}" if with_below else ""
    planned = "" if group.planned is None else f"{group.planned:,}"
    spoken = f"{group.name}, {with_below} responses heard"
    if own != with_below:
        spoken += f", {own} of them its own"
    if group.planned is not None:
        spoken += f", {group.planned} planned"
    return cells_of(group, counted, planned, spoken=spoken)
