"""The tree of stakeholder groups."""

from collections.abc import Iterable
from dataclasses import dataclass

from engage_app.domain.tree import in_order


@dataclass(frozen=True)
class StakeholderGroup:
    """A node of the tree.

    Attributes:
        part_name: how a board paper names a part of the group, e.g. "elements of existing PBP
            teams"; empty means "some" before the name.
        planned: how many people or organisations the plan wants to hear, or None.
    """

    id: int
    uid: str
    name: str
    parent_id: int | None = None
    part_name: str = ""
    planned: int | None = None


@dataclass(frozen=True)
class GroupNode:
    """A group in tree order, with its depth (0 at the top) and path of names."""

    group: StakeholderGroup
    depth: int
    path: tuple[str, ...]


def in_tree_order(groups: Iterable[StakeholderGroup]) -> list[GroupNode]:
    """Parents before their children, brothers in the order given; orphans come as roots."""
    return [GroupNode(each.node, each.depth, each.path) for each in in_order(groups)]
