"""Counts of the answers to a question."""

from functools import partial

from analysis.respondents import Matrix
from engage_app.services.tables.cells import Cell, Who
from engage_app.services.tables.material import Material


def count(material: Material, mask: Matrix, *key: str | int) -> Cell:
    """How many respondents are in a mask; `key` begins with the question."""
    who = material.who
    behind: Who = partial(who.responses, mask)
    return Cell(int(mask.sum()), ("answers", *key), who.people_in(mask), who=behind)
