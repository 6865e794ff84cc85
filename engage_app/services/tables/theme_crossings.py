"""Themes crossed with stakeholder groups: the cells that every table of both is made of."""

from functools import partial

import numpy as np

from analysis.reach import Scope
from analysis.respondents import cross
from engage_app.domain.disclosure import Key
from engage_app.services.tables.cells import MAIN, SPARE, USUAL, Cell
from engage_app.services.tables.material import Material


def crossings(material: Material, columns: list[Scope]) -> list[list[Cell]]:
    """Cells of themes × groups, from two products of matrices."""
    if not columns:
        return [[] for _ in material.theme_tree.ids]
    masks = np.stack([scope.mask for scope in columns], axis=1)
    raised = material.said.respondents
    counts = cross(raised, masks).tolist()
    persons = cross(raised & ~material.who.organisation[:, None], masks).tolist()
    worths = _worths(material, columns)
    return [
        [
            Cell(
                counts[row][n],
                _crossing_key(theme_id, scope),
                counts[row][n] if persons[row][n] else 0,
                who=partial(material.said.responses, theme_id, scope.mask),
                worth=worths[n],
            )
            for n, scope in enumerate(columns)
        ]
        for row, theme_id in enumerate(material.theme_tree.ids)
    ]


def _worths(material: Material, columns: list[Scope]) -> list[int]:
    """A table by sub-group gives way before the one by whole branches, which a board reads."""
    roots: dict[int | None, int] = dict.fromkeys([0, *material.group_tree.roots], USUAL)
    roots[None] = MAIN
    return [roots.get(scope.group_id, SPARE) for scope in columns]


def _crossing_key(theme_id: int, scope: Scope) -> Key:
    if scope.group_id is None:
        return ("respondents", "theme", theme_id)
    return ("theme and group", theme_id, *scope.key)
