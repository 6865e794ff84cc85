"""Categories of respondents, and the dimensions that are made of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from weakref import WeakKeyDictionary

import numpy as np

from analysis import reach
from analysis.respondents import Matrix
from analysis.tree import Tree
from engage_app.domain.disclosure import Key
from engage_app.services.tables.cells import Cell, respondents
from engage_app.services.tables.material import Material
from engage_app.services.tables.positions import NOT_STATED

MOST_COLUMNS = 12
"""Dimensions with more categories are too wide for a table that nobody asked for by name."""

GROUPED = ("group", "subgroup")
"""The dimensions whose categories are stakeholder groups."""

Behind = Callable[[Matrix | None], tuple[int, ...]]
Sums = tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Category:
    """Some of the respondents.

    Attributes:
        mask: who they are.
        key: what the number of them counts; one mask never has two keys, but for the shades of a
            tree, whose sums are told.
        aside: says that something isn't known: it has no share and isn't drawn.
        behind: the responses behind it, of all respondents or of those in a mask; without it,
            all responses of the respondents.
    """

    label: str
    mask: Matrix
    key: Key
    aside: bool = False
    behind: Behind | None = None


@dataclass(frozen=True)
class Dimension:
    """A way to tell respondents apart.

    Attributes:
        label: what it is, in the singular: "Stakeholder group".
        base: who is told apart at all, e.g. "All with a coded comment".
        sums: a category, by its place, and those it is the sum of so long as nobody is in two.
        whole: the places that make up the base, so long as nobody is in two.
        finer: a category, by its place, and those of another dimension that make it up.
    """

    name: str
    label: str
    categories: tuple[Category, ...]
    base: Category
    sums: Sums = ()
    whole: tuple[int, ...] = ()
    finer: tuple[tuple[int, tuple[Category, ...]], ...] = ()

    @property
    def grouped(self) -> bool:
        """Whether it tells stakeholder groups apart: who is in two of them is protected."""
        return self.name in GROUPED

    @property
    def common(self) -> bool:
        """Whether it makes a table that is worth printing and not too wide for a page."""
        return 2 <= sum(not one.aside for one in self.categories) <= MOST_COLUMNS


class _Keys:
    """The keys of masks, so that the same respondents are the same figure in whatever table."""

    def __init__(self, firm: Iterable[Category]) -> None:
        self._known: dict[bytes, Key] = {}
        for one in firm:
            if one.mask.any():
                self._known.setdefault(np.packbits(one.mask).tobytes(), one.key)

    def of(self, category: Category) -> Category:
        """The category with the key that its mask has had first."""
        if not category.mask.any():
            return category
        mark = np.packbits(category.mask).tobytes()
        return replace(category, key=self._known.setdefault(mark, category.key))


@dataclass
class _Known:
    """What has been worked out for one exercise, for as long as its material lives."""

    keys: _Keys
    dimensions: dict[str, Dimension]


_known: WeakKeyDictionary[Material, _Known] = WeakKeyDictionary()


def known(material: Material) -> _Known:
    """What has been worked out of the dimensions of this exercise."""
    if material not in _known:
        firm = (everybody(material), coded(material), *positions(material), *channels(material))
        _known[material] = _Known(_Keys(firm), {})
    return _known[material]


def keyed(material: Material, category: Category) -> Category:
    """The category with the key under which its respondents are known already, if they are."""
    return known(material).keys.of(category)


def everybody(material: Material) -> Category:
    """All respondents."""
    return Category(
        "All respondents", np.ones(len(material.who.ids), dtype=bool), ("respondents", "all")
    )


def coded(material: Material) -> Category:
    """The respondents with a coded comment."""
    label = "All with a coded comment"
    return Category(label, material.said.answered, ("respondents", "coded"))


def channels(material: Material) -> list[Category]:
    """Who answered a survey, and who was heard in another way: as in the table of reach."""
    kinds = {one.id: one.kind.value for one in material.activities}
    masks = reach.by_channel(material.who, material.responses, kinds)
    names = ("survey", "conversations")
    return [Category("", mask, (name, "all")) for name, mask in zip(names, masks, strict=True)]


def counted(material: Material, category: Category) -> Cell:
    """How many respondents are in a category."""
    cell = respondents(material.who, category.mask, category.key)
    return replace(cell, who=partial(category.behind, None)) if category.behind else cell


def positions(material: Material) -> list[Category]:
    """Those who hold each position, and set aside those who stated none."""
    held = material.positions
    found = [
        Category(step.label, held[:, n], ("position", "all", step.code))
        for n, step in enumerate(material.scale)
    ]
    unstated: Matrix = np.logical_not(held.any(axis=1))
    if unstated.any():
        found.append(Category(NOT_STATED, unstated, ("not stated", "all"), aside=True))
    return found


def tree_sums(tree: Tree) -> tuple[Sums, tuple[int, ...]]:
    """The sums of a tree with a category for each node, and its top."""
    place = {key: n for n, key in enumerate(tree.ids)}
    sums = tuple(
        (place[key], tuple(place[child] for child in tree.children(key)))
        for key in tree.ids
        if key in tree.branches
    )
    return sums, tuple(place[key] for key in tree.roots)


def with_rest(made: Dimension, material: Material, label: str) -> Dimension:
    """The dimension with those who are in none of its categories set aside, if there are any."""
    rest = np.ones(len(material.who.ids), dtype=bool)
    for one in made.categories:
        rest &= ~one.mask
    if not rest.any():
        return made
    aside = keyed(material, Category(label, rest, (made.name, "none"), aside=True))
    number = len(made.categories)
    return replace(made, categories=(*made.categories, aside), whole=(*made.whole, number))


def unique(labels: Sequence[str]) -> list[str]:
    """The labels, each other than those before it: a second "Workshop" is "Workshop (2)"."""
    found: list[str] = []
    for label in labels:
        name, number = label, 1
        while name in found:
            number += 1
            name = f"{label} ({number})"
        found.append(name)
    return found
