"""Whether answers come from a sample drawn at random, and the intervals that they then have."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from analysis.intervals import wilson
from analysis.respondents import positions_in
from engage_app.domain.report import NOT_APPLICABLE, NOT_AVAILABLE, Column, Kind, Value
from engage_app.services.tables.cells import Cell, words
from engage_app.services.tables.material import Material
from engage_app.services.tables.reach import CHOSE

COLUMNS = (
    Column("95% interval from", Kind.SHARE, "respondents", 1.1),
    Column("95% interval to", Kind.SHARE, "respondents", 1.1),
)
NOTE = (
    "Those asked were drawn at random. Were many such samples drawn, the true share would lie in "
    "the interval of 95 of 100 (Wilson’s score interval). Who was drawn and didn’t answer is not "
    "allowed for."
)


def drawn(material: Material, question_id: int) -> bool:
    """Whether all who answered a question did so in activities whose people were drawn at
    random."""
    random = [activity.id for activity in material.activities if activity.sampled]
    if not random:
        return False
    answers = material.answers
    here = (answers["question_id"].to_numpy() == question_id) & answers["answered"].to_numpy()
    rows = positions_in(material.who.response_ids, answers["response_id"].to_numpy()[here])
    given = material.responses["activity_id"].to_numpy()[rows[rows >= 0]]
    return bool(len(given)) and bool(np.isin(given, random).all())


def note(*, sampled: bool) -> str:
    """What is said of margins of error under a table of answers."""
    return NOTE if sampled else CHOSE


def interval(parts: Sequence[Cell], whole: Cell) -> list[Cell]:
    """The two ends of the interval of a share, which several counts make up; hidden with it."""
    if not whole.number:
        return [Cell(NOT_APPLICABLE)] * 2
    counts = (*(part.number for part in parts), whole.number)
    return [words(_end(end, counts), *parts, whole, remade=partial(_end, end)) for end in (0, 1)]


def _end(end: int, counts: tuple[int, ...]) -> Value:
    *parts, whole = counts
    return wilson(min(sum(parts), whole), whole)[end] if whole else NOT_AVAILABLE
