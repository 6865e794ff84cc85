"""Trees kept as a parent for each node: groups, themes, places."""

from collections.abc import Mapping


def descendants(top: int, parents: Mapping[int, int | None]) -> set[int]:
    """The node itself and all below it; `parents` maps each node to its parent."""
    found = {top}
    grown = True
    while grown:
        more = {child for child, parent in parents.items() if parent in found} - found
        found |= more
        grown = bool(more)
    return found
