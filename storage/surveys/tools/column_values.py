"""The different values of each column, counted quickly: what a column is shows in them."""

from collections import Counter
from collections.abc import Sequence

from storage.surveys.cells import Cells

_CHUNK = 2_000  # rows counted at a time


def values_below(columns: Sequence[Cells], limit: int) -> list[Counter[str]]:
    """How often each value occurs in each column, trimmed; blanks are left out.

    A column with more than `limit` different values is words rather than choices, and is not
    counted to its end.
    """
    return [_trimmed(_counts(column, limit)) for column in columns]


def _counts(column: Cells, limit: int) -> Counter[str]:
    counts = Counter(column[:_CHUNK])
    if len(counts) > limit or len(column.counts) <= limit:
        return counts if len(counts) > limit else column.counts
    for start in range(_CHUNK, len(column), _CHUNK):
        counts.update(column[start : start + _CHUNK])
        if len(counts) > limit:
            break
    return counts


def _trimmed(counts: Counter[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for value, count in counts.items():
        if text := value.strip():
            found[text] += count
    return found
