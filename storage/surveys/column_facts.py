"""What the cells of one column look like, worked out once."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar

from storage.surveys.cells import Cells, counted
from storage.surveys.dates import is_date, isos_of

_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,14})")  # 007 and 16-digit ids are text
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?")
_LOOKED_AT = 400  # distinct values measured for length
Found = TypeVar("Found")


@dataclass(frozen=True)
class Facts:
    """Facts about one column. `counts` holds how often each value occurs; blanks are left out."""

    counts: Counter[str] = field(repr=False)
    samples: tuple[str, ...]
    _found: dict[Callable[["Facts"], Any], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def found(self, work: Callable[["Facts"], Found]) -> Found:
        """What a function finds in these facts."""
        if work not in self._found:
            self._found[work] = work(self)
        found: Found = self._found[work]
        return found

    @cached_property
    def answered(self) -> int:
        """How many cells hold a value."""
        return sum(self.counts.values())

    @cached_property
    def joined(self) -> str:
        """The different values in one text, for looking into all of them at once."""
        return "\0".join(self.counts)

    @property
    def distinct(self) -> int:
        """How many different values there are."""
        return len(self.counts)

    @cached_property
    def once(self) -> int:
        """How many values occur only once."""
        return list(self.counts.values()).count(1)

    @cached_property
    def words(self) -> float:
        """The mean number of words of the different values."""
        some = [len(value.split()) for value in islice(self.counts, _LOOKED_AT)]
        return sum(some) / len(some) if some else 0.0

    @cached_property
    def length(self) -> float:
        """The mean number of letters of the different values."""
        some = [len(value) for value in islice(self.counts, _LOOKED_AT)]
        return sum(some) / len(some) if some else 0.0

    @cached_property
    def longest(self) -> int:
        """The most words of any value."""
        return max((len(value.split()) for value in islice(self.counts, _LOOKED_AT)), default=0)

    @cached_property
    def dates(self) -> bool:
        """Whether every value is a date."""
        if not self.counts or not is_date(next(iter(self.counts))):
            return False
        return all(isos_of(self.counts, day_first=True).values())

    @cached_property
    def integers(self) -> bool:
        """Whether every value is a whole number."""
        return bool(self.counts) and all(map(_INTEGER.fullmatch, self.counts))

    @cached_property
    def decimals(self) -> bool:
        """Whether every value is a number."""
        return bool(self.counts) and all(map(_DECIMAL.fullmatch, self.counts))


def facts_of(cells: Sequence[str], blanks: frozenset[str] = frozenset()) -> Facts:
    """Facts about a column of trimmed cells; `blanks` are values that mean nothing was given."""
    if isinstance(cells, Cells) and not blanks:
        return cells.once(_facts_of)
    return _facts_of(cells, blanks)


def _facts_of(cells: Sequence[str], blanks: frozenset[str] = frozenset()) -> Facts:
    counts = counted(cells).copy()
    for blank in ("", *blanks):
        counts.pop(blank, None)
    return Facts(counts, _spread(cells, counts))


def _spread(cells: Sequence[str], counts: Counter[str], limit: int = 5) -> tuple[str, ...]:
    """Different values from all over the column: the first rows are often tests."""
    if len(counts) <= limit:
        return tuple(counts)
    found: dict[str, None] = {}
    step = max(len(cells) // (limit * 4), 1)
    for start in (0, step // 2):
        for cell in cells[start::step]:
            if cell in counts:
                found.setdefault(cell)
    chosen = list(found)
    return tuple(chosen[:: max(len(chosen) // limit, 1)][:limit])
