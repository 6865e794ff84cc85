"""The tree of stakeholder groups."""

from collections.abc import Iterable
from dataclasses import dataclass


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
    listed = list(groups)
    known = {group.id for group in listed}
    children: dict[int | None, list[StakeholderGroup]] = {}
    for group in listed:
        parent = group.parent_id if group.parent_id in known else None
        children.setdefault(parent, []).append(group)
    nodes: list[GroupNode] = []

    def walk(parent: int | None, path: tuple[str, ...]) -> None:
        for group in children.get(parent, []):
            here = (*path, group.name)
            nodes.append(GroupNode(group, len(path), here))
            walk(group.id, here)

    walk(None, ())
    return nodes
