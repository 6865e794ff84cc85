"""Answers that are numbers: their middle and spread, in bands where single values would tell on
somebody, and scales of choices that are numbered."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

import numpy as np
from numpy.typing import NDArray

from analysis.closed_questions import leaning, sets_no_step
from analysis.respondents import Ids, Matrix

Numbers = NDArray[np.float64]

LEAST = 10
"""From so many answers on, quartiles and the mean may be given: of fewer, they are nearly the
values of single people."""

_FEW_VALUES = 11  # whole numbers that are each a band of their own: 0 to 10
_BANDS = 6  # aimed at, between the open ones at the ends
_STEPS = (1.0, 2.0, 5.0, 10.0)
_NUMBERED = re.compile(r"\s*(-?\d{1,2})(?![\d.,])\s*(?:[-–—=:.)(]\s*)?(.*)")


@dataclass(frozen=True)
class Summary:
    """The middle of some numbers, and how far they spread.

    Attributes:
        count: how many there are.
        lower, median, upper: the quartiles.
        mean: their mean.
    """

    count: int
    lower: float
    median: float
    upper: float
    mean: float


@dataclass(frozen=True)
class Band:
    """Numbers from `low` to below `below`; None at an end leaves it open."""

    low: float | None
    below: float | None
    name: str

    def holds(self, values: Numbers) -> Matrix:
        """Which of the values lie in it; NaN lies in none."""
        above: Matrix = values >= (-np.inf if self.low is None else self.low)
        under: Matrix = values < (np.inf if self.below is None else self.below)
        return above & under


def by_respondent(row_count: int, rows: Ids, values: Numbers) -> Numbers:
    """One number for each of `row_count` respondents, NaN for none; the last one given counts."""
    found = np.full(row_count, np.nan)
    found[rows] = values
    return found


def summary(values: Numbers) -> Summary | None:
    """The quartiles and the mean of the values that aren't NaN; None where there are fewer than
    LEAST.

    Quartiles are interpolated between neighbours as Excel's QUARTILE.INC does.

    Source: R. J. Hyndman and Y. Fan, The American Statistician 50 (1996) 361–365, definition 7.
    """
    given = values[~np.isnan(values)]
    if len(given) < LEAST:
        return None
    lower, median, upper = np.percentile(given, [25, 50, 75]).tolist()
    return Summary(len(given), lower, median, upper, float(given.mean()))


def bands(values: Numbers, *, whole: bool) -> tuple[Band, ...]:
    """Bands in which the values may be counted.

    A few small whole numbers are each a band. Else bands are of one round width and open at both
    ends, so that neither the smallest nor the largest value can be read from them.

    Args:
        values: NaN is ignored.
        whole: whether only whole numbers can be answered.
    """
    given = values[~np.isnan(values)]
    if not len(given):
        return ()
    least, most = float(given.min()), float(given.max())
    if whole and least >= 0 and most < _FEW_VALUES:
        steps = range(floor(least), floor(most) + 1)
        return tuple(Band(step, step + 1, f"{step}") for step in steps)
    low, high = np.percentile(given, [10, 90]).tolist()
    step = _round_step((high - low) / _BANDS, whole=whole)
    first = ceil(low / step) * step
    count = max(1, floor((high - first) / step + 1e-9))
    edges = [first + step * number for number in range(count + 1)]
    return (
        Band(None, edges[0], f"Below {_written(edges[0])}"),
        *(Band(a, b, _between(a, b, whole=whole)) for a, b in pairwise(edges)),
        Band(edges[-1], None, f"{_written(edges[-1])} or more"),
    )


def scale_values(labels: Sequence[str]) -> tuple[float | None, ...] | None:
    """The numbers of a rating scale whose choices begin with them: "1", "2" …, "5 – Very good".

    Returns:
        A number for each label, None for one that declines to answer or says "don't know"; None
        for all where this is no scale of at least three equal steps, or each step has words
        that agree, disagree or neither: such a scale has no mean.
    """
    found: list[float | None] = []
    words = []
    for label in labels:
        match = _NUMBERED.fullmatch(label)
        found.append(float(match[1]) if match else None)
        words += [match[2]] if match else []
    numbers = [number for number in found if number is not None]
    unnumbered = [label for label, number in zip(labels, found, strict=True) if number is None]
    if len(numbers) < 3 or not all(map(sets_no_step, unnumbered)):
        return None
    apart = {b - a for a, b in pairwise(numbers)}
    if apart not in ({1.0}, {-1.0}) or all(map(leaning, words)):
        return None
    return tuple(found)


def on_scale(choices: Matrix, values: Sequence[float | None]) -> Numbers:
    """The number of the choice that each respondent made; NaN for none, or for one without."""
    numbers = np.array([np.nan if value is None else value for value in values])
    one = choices.any(axis=1)
    return np.where(one, numbers[choices.argmax(axis=1)], np.nan)


def fine(value: float, places: int = 2) -> float:
    """A measure as it is printed: to so many decimals, and a small one to two digits."""
    return round(value, max(places, 1 - _magnitude(value)))


def coarse(value: float, *, whole: bool) -> float:
    """A measure that doesn't tell how many answers it was worked out from: to whole numbers where
    the answers are `whole`, else to two digits."""
    digits = 0 if whole else 1 - _magnitude(value)
    return round(value, digits) + 0.0


def _magnitude(value: float) -> int:
    return floor(log10(abs(value))) if value else 0


def _round_step(width: float, *, whole: bool) -> float:
    """The next of 1, 2, 5, 10, 20 … (or 0.1, 0.2 …) from a width up."""
    if width <= 0:
        return 1.0
    scale = 10.0 ** floor(log10(width))
    step = next(one * scale for one in _STEPS if one * scale >= width * (1 - 1e-9))
    return max(step, 1.0) if whole else step


def _between(low: float, below: float, *, whole: bool) -> str:
    if not whole:
        return f"{_written(low)} to below {_written(below)}"
    last = below - 1
    return _written(low) if last == low else f"{_written(low)} to {_written(last)}"


def _written(value: float) -> str:
    rounded = round(value, 6)
    return f"{int(rounded):,}" if rounded == int(rounded) else f"{rounded:,.10g}"
