"""Trees kept as a parent for each node: groups, themes, places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Node(Protocol):
    """What a tree is made of."""

    @property
    def id(self) -> int: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def parent_id(self) -> int | None: ...  # noqa: D102


N = TypeVar("N", bound=Node)


@dataclass(frozen=True)
class Placed(Generic[N]):
    """A node in tree order, with its depth (0 at the top) and path of names."""

    node: N
    depth: int
    path: tuple[str, ...]


def in_order(nodes: Iterable[N]) -> list[Placed[N]]:
    """Parents before their children, brothers in the order given; orphans come as roots."""
    listed = list(nodes)
    known = {node.id for node in listed}
    children: dict[int | None, list[N]] = {}
    for node in listed:
        parent = node.parent_id if node.parent_id in known else None
        children.setdefault(parent, []).append(node)
    placed: list[Placed[N]] = []

    def walk(parent: int | None, path: tuple[str, ...]) -> None:
        for node in children.get(parent, []):
            here = (*path, node.name)
            placed.append(Placed(node, len(path), here))
            walk(node.id, here)

    walk(None, ())
    return placed


def descendants(top: int, parents: Mapping[int, int | None]) -> set[int]:
    """The node itself and all below it; `parents` maps each node to its parent."""
    found = {top}
    grown = True
    while grown:
        more = {child for child, parent in parents.items() if parent in found} - found
        found |= more
        grown = bool(more)
    return found
