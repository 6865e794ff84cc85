"""The different values of each column, counted quickly: what a column is shows in them."""

from collections import Counter
from collections.abc import Sequence

_CHUNK = 2_000  # rows counted at a time


def values_below(
    rows: Sequence[Sequence[str]], first: int, width: int, limit: int
) -> list[Counter[str]]:
    """How often each value occurs in each column, trimmed; blanks are left out.

    A column with more than `limit` different values is words rather than choices, and is not
    counted to its end.
    """
    counts: list[Counter[str]] = [Counter() for _ in range(width)]
    counting = list(range(width))
    for start in range(first, len(rows), _CHUNK):
        chunk = rows[start : start + _CHUNK]
        for index in counting:
            counts[index].update([row[index] for row in chunk if index < len(row)])
        counting = [index for index in counting if len(counts[index]) <= limit]
        if not counting:
            break
    return [_trimmed(column) for column in counts]


def _trimmed(counts: Counter[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for value, count in counts.items():
        if text := value.strip():
            found[text] += count
    return found
