"""Responses without ids of the tool's: which earlier one a changed row may be. Nothing is written.

A later export holds what the earlier one held, in the same order. Where a response is gone and a
row that nobody knows stands in its place, with most of its answers, it is likely the same one.
"""

import sqlite3
from collections.abc import Mapping, Sequence

from storage.imports.comparing import Changed, KnownResponse, differences
from storage.imports.readings import Readings, in_words

_OTHERWISE = 0.5  # of the answers at most; a row that differs in more is another response

Pair = tuple[int, KnownResponse]
"""The index of a row, and the response it may be."""


def likely_pairs(
    there: Mapping[str, KnownResponse], ids: Sequence[str], new: Sequence[int]
) -> list[Pair]:
    """Unknown rows that stand where a response that is gone should stand.

    Args:
        there: the activity's responses, by their ids.
        ids: of the file, row by row.
        new: indexes of the rows that are not among them.
    """
    known = sorted(there.values(), key=lambda each: each.id)
    row_of = {key: row for row, key in enumerate(ids)}
    unknown = set(new)
    pairs: dict[tuple[int, int], Pair] = {}
    for step, some in ((1, known), (-1, known[::-1])):
        last = -1 if step == 1 else len(ids)
        for each in some:
            row = row_of.get(each.source_id)
            if row is None and last + step in unknown:
                row = last + step
                pairs[row, each.id] = (row, each)
            last = last if row is None else row
    return list(pairs.values())


def most_alike(
    connection: sqlite3.Connection,
    activity_id: int,
    readings: Readings,
    pairs: Sequence[Pair],
) -> dict[int, Changed | None]:
    """By row: what changed of the response that it is most like; None where nothing did.

    Args:
        readings: of the rows of the pairs, in their order.
    """
    differing = differences(connection, activity_id, readings, [each for _, each in pairs])
    answered = [0] * len(pairs)
    for question in readings.questions:
        for index, value in enumerate(readings.values(question)):
            answered[index] += bool(in_words(value))
    found: dict[int, Changed | None] = {}
    taken: set[int] = set()
    for index in sorted(range(len(pairs)), key=lambda index: len(differing.get(index, ()))):
        row, response = pairs[index]
        others = differing.get(index, [])
        if row in found or response.id in taken or len(others) > _OTHERWISE * answered[index]:
            continue
        taken.add(response.id)
        found[row] = Changed(row, response, others, perhaps_new=True) if others else None
    return found
