"""Who raised each theme by side, for and against: the figures, and what adds up in them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from analysis.respondents import Matrix
from engage_app.domain.disclosure import Claim
from engage_app.domain.exercise import POSITION_SCALE, Side
from engage_app.services.tables.cells import MAIN, Cell, respondents
from engage_app.services.tables.material import Material
from engage_app.services.tables.position_rows import position_rows
from engage_app.services.tables.theme_positions import position_cells
from engage_app.services.tables.themes import answered, raised_by

IN_FAVOUR, WITH_CONCERNS, OTHER = "In favour", "With concerns", "Other views"
SIDES = (IN_FAVOUR, WITH_CONCERNS, OTHER)
"""The columns by side."""

_NAMES = ("for", "against", "other")
Sums = list[tuple[Cell, Sequence[Cell]]]


@dataclass(frozen=True)
class Sided:
    """Respondents who raised a theme, or all with a coded comment, by side.

    Attributes:
        total: all of them.
        favour, against, rest: those in favour, those with concerns, and all others.
    """

    total: Cell
    favour: Cell
    against: Cell
    rest: Cell

    @property
    def cells(self) -> tuple[Cell, Cell, Cell]:
        """By side, in the order of SIDES."""
        return self.favour, self.against, self.rest


def of_theme(material: Material, theme_id: int) -> tuple[Sided, Sums]:
    """Those who raised a theme, by side; and what makes up each side in the table by position."""
    raised = material.said.respondents[:, material.theme_tree.ids.index(theme_id)]
    total = raised_by(material, theme_id)
    cells = []
    for name, side in zip(_NAMES, _masks(material), strict=True):
        cell = respondents(material.who, side & raised, ("theme and side", theme_id, name))
        who = partial(material.said.responses, theme_id, side & raised)
        cells.append(replace(cell, who=who))
    sided = Sided(total, *cells)
    held = list(position_cells(material, theme_id).values())
    made_of = [[held[n] for n in places] for places in _places(material)]
    return sided, [(total, sided.cells), *zip(sided.cells, made_of, strict=True)]


def of_all(material: Material) -> Sided:
    """Those with a coded comment, by side: what the shares of a side are of."""
    coded = material.said.answered
    cells = (
        respondents(material.who, side & coded, ("coded and side", name), MAIN)
        for name, side in zip(_NAMES, _masks(material), strict=True)
    )
    return Sided(answered(material), *cells)


def facts(material: Material, everybody: Sided, themes: Iterable[Sided]) -> Iterator[Claim]:
    """That no more of a side raised a theme than there are, and no more of a side have a coded
    comment than hold its positions."""
    for one in themes:
        yield from _no_more(one.cells, [[cell] for cell in everybody.cells])
    row = position_rows(material)[-1]
    held = [*row.counts, row.not_stated]
    yield from _no_more(everybody.cells, [[held[n] for n in each] for each in _places(material)])


def _no_more(parts: Sequence[Cell], wholes: Sequence[Sequence[Cell]]) -> Iterator[Claim]:
    for part, whole in zip(parts, wholes, strict=True):
        above = tuple((cell.key, 1) for cell in whole if cell.key)
        if part.key and above and sum(cell.number for cell in whole) >= part.number:
            yield Claim((*above, (part.key, -1)))


def _places(material: Material) -> list[list[int]]:
    """Where the positions of each side are on the scale; those who stated none come last."""
    scale = material.scale
    sides = ((Side.FOR,), (Side.AGAINST,), (Side.BOTH, Side.NEITHER))
    found = [[n for n, step in enumerate(scale) if step.side in side] for side in sides]
    return [*found[:2], [*found[2], len(scale)]]


def _masks(material: Material) -> tuple[Matrix, Matrix, Matrix]:
    """The respondents in favour, with concerns, and all others."""
    places = _places(material)
    favour: Matrix = np.asarray(material.positions[:, places[0]].any(axis=1))
    against: Matrix = np.asarray(material.positions[:, places[1]].any(axis=1))
    return favour, against, ~favour & ~against


def in_words(material: Material) -> str:
    """Who is on which side."""
    if material.scale == POSITION_SCALE:
        return (
            "In favour are the respondents who welcome the proposal or see an opportunity in it; "
            "with concerns, those who have concern or some concern; the others have mixed views, "
            "none, or stated none."
        )
    labels = {
        side: ", ".join(f"“{step.label}”" for step in material.scale if step.side is side)
        for side in (Side.FOR, Side.AGAINST)
    }
    return f"In favour: {labels[Side.FOR]}. With concerns: {labels[Side.AGAINST]}."
