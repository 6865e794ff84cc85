"""A tree of groups or themes, as ids."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Tree:
    """Nodes in tree order: parents before their children, brothers in the order given.

    Attributes:
        ids: every node.
        parents: node to its parent, None at the top.
    """

    ids: tuple[int, ...]
    parents: dict[int, int | None]

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int | None]]) -> "Tree":
        """The tree of (id, parent id), brothers in their order; orphans come to the top."""
        listed = list(pairs)
        known = {key for key, _ in listed}
        parents = {key: parent if parent in known else None for key, parent in listed}
        children: dict[int | None, list[int]] = {}
        for key, _ in listed:
            children.setdefault(parents[key], []).append(key)
        ordered: list[int] = []
        waiting = list(reversed(children.get(None, [])))
        while waiting:
            key = waiting.pop()
            ordered.append(key)
            waiting.extend(reversed(children.get(key, [])))
        return cls(tuple(ordered), {key: parents[key] for key in ordered})

    def children(self, key: int) -> list[int]:
        """The nodes right below a node, in order."""
        return [other for other in self.ids if self.parents[other] == key]

    @property
    def roots(self) -> list[int]:
        """The nodes at the top, in order."""
        return [key for key in self.ids if self.parents[key] is None]

    @property
    def branches(self) -> frozenset[int]:
        """The nodes that have children."""
        return frozenset(parent for parent in self.parents.values() if parent is not None)

    def lineage(self, key: int) -> list[int]:
        """The node, its parent, and so on to the top."""
        found = [key]
        while (parent := self.parents[found[-1]]) is not None:
            found.append(parent)
        return found

    def below(self, key: int) -> list[int]:
        """The node itself and all below it, in tree order."""
        return [other for other in self.ids if key in self.lineage(other)]
