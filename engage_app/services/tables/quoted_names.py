"""The names under quotations: groups large enough that nobody in them is known by it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import ref

import numpy as np

from analysis.respondents import Matrix

if TYPE_CHECKING:
    from engage_app.services.tables.material import Material

ANYBODY = "A respondent"


@dataclass(frozen=True)
class Label:
    """The name under a quotation, and whom it stands for.

    Attributes:
        group_id: the group; None for everybody.
        people, organisations: head-counts of the respondents it stands for.
    """

    name: str
    group_id: int | None
    people: int
    organisations: int


def alive(material: "ref[Material]") -> "Material":
    """The material that holds on to whoever asks."""
    found = material()
    if found is None:
        raise ReferenceError("the material is gone")
    return found


class Names:
    """Under what names the respondents of one exercise may be quoted."""

    def __init__(self, material: "ref[Material]") -> None:
        self._material = material
        self._known: dict[tuple[tuple[int, ...], int, bool], tuple[Label, ...]] = {}

    @property
    def material(self) -> "Material":
        """What they are worked out from."""
        return alive(self._material)

    def of(self, respondent: int) -> Iterator[Label]:
        """Under what names a respondent (a row of the matrices) may be quoted, the nearest first:
        the group, if it stands for enough people or only for organisations, those above it; at
        last "A respondent". A group in which too few take the respondent's position to be shown
        is passed over: words like "I'm in the minority here" would tell of them."""
        material = self.material
        own = tuple(np.flatnonzero(material.own_groups[respondent]).tolist())
        position = self._position(respondent)
        kind = bool(material.who.organisation[respondent])
        if (own, position, kind) not in self._known:
            self._known[own, position, kind] = tuple(self._labels(own, position, kind))
        yield from self._known[own, position, kind]

    def _labels(self, own: tuple[int, ...], position: int, kind: bool) -> Iterator[Label]:
        """The names for whoever is in these groups, takes this position, and is an organisation."""
        material = self.material
        tree, who = material.group_tree, material.who
        nearest = sorted(
            (tree.ids[place] for place in own), key=lambda key: -len(tree.lineage(key))
        )
        for higher in (above for key in nearest for above in tree.lineage(key)):
            mask = material.whole_groups[:, tree.ids.index(higher)]
            people = int((mask & ~who.organisation).sum())
            enough = people >= material.label_least or (people == 0 and kind)
            if enough and not (position >= 0 and self._minority(mask, position)):
                organisations = int((mask & who.organisation).sum())
                yield Label(material.groups[higher].name, higher, people, organisations)
        organisations = int(who.organisation.sum())
        yield Label(ANYBODY, None, len(who.ids) - organisations, organisations)

    def _minority(self, group: Matrix, position: int) -> bool:
        material = self.material
        held = group & material.positions[:, position]
        return 0 < material.who.people_in(held) < material.least_shown

    def _position(self, respondent: int) -> int:
        """The place on the scale of a respondent's position; -1 where none was stated."""
        held = self.material.positions[respondent]
        return int(held.argmax()) if held.any() else -1

    @cached_property
    def exposed(self) -> frozenset[int]:
        """The people (rows of the matrices) in a group so small that its number is hidden."""
        material = self.material
        who, groups = material.who, material.own_groups.T
        small = [0 < who.people_in(mask) < material.least_shown for mask in groups]
        within = groups[np.array(small, dtype=bool)].any(axis=0)
        return frozenset(np.flatnonzero(within & ~who.organisation).tolist())

    def few(self, theme_id: int, group_id: int) -> bool:
        """Whether too few of a group raised a theme to be shown."""
        material = self.material
        raised = material.said.respondents[:, material.theme_tree.ids.index(theme_id)]
        mask = raised & material.whole_groups[:, material.group_tree.ids.index(group_id)]
        return 0 < material.who.people_in(mask) < material.label_least
