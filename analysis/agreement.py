"""How far two coders agree on the themes of the same comments.

By theme: per cent agreement, Cohen's kappa and Krippendorff's alpha for nominal data (both NLTK's),
each theme being there or not. Overall: Krippendorff's alpha on whole sets of themes, with the MASI
distance (Passonneau 2006), which gives credit where sets overlap.

The 95 % intervals of alpha are percentile bootstraps over comments: they are drawn again, with
replacement, 1,000 times from a fixed seed. All of it is the statistics of two coders and no gaps.
"""

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from analysis.nltk_alone import nltk_alone

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

T = TypeVar("T", bound=Hashable)
Coded = Mapping[int, AbstractSet[T]]
"""The themes that a coder put on each comment, by its id; no theme is an empty set."""

REDRAWN = 1_000
SEED = 20_041
_TOO_OFTEN_UNDEFINED = 0.05


@dataclass(frozen=True)
class Measured:
    """A coefficient; `value` is None where it isn't defined, and `why` says why, in a sentence.

    Attributes:
        low, high: the 95 % interval; None where it can't be had.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    why: str = ""


@dataclass(frozen=True)
class ThemeAgreement:
    """Agreement on one theme: how many comments have it from both coders, from one of them, from
    neither; and what follows."""

    both: int
    only_first: int
    only_second: int
    neither: int
    kappa: Measured
    alpha: Measured

    @property
    def comments(self) -> int:
        """How many comments both coders coded."""
        return self.both + self.only_first + self.only_second + self.neither

    @property
    def share(self) -> float:
        """The share of comments on which they agree, 0–1."""
        return (self.both + self.neither) / self.comments if self.comments else 0.0

    @property
    def used(self) -> int:
        """On how many comments either coder put the theme."""
        return self.both + self.only_first + self.only_second


@dataclass(frozen=True)
class Overall:
    """Agreement on all themes together.

    Attributes:
        comments: how many both coders coded.
        same: how many got exactly the same themes.
        alpha: Krippendorff's alpha on sets of themes, MASI distance.
    """

    comments: int
    same: int
    alpha: Measured


NO_COMMENTS = "There is no comment yet that both have coded."
NEVER_USED = "Neither coder used it, so there is nothing to agree or differ on."
ALWAYS_USED = "Both coders put it on every comment, so agreement beyond chance can't be told."
ALL_ALIKE = "Every comment has the same themes from both, so agreement beyond chance can't be told."


def by_theme(first: Coded[T], second: Coded[T], themes: Sequence[T]) -> dict[T, ThemeAgreement]:
    """Agreement on each theme, over the comments that both have coded."""
    shared = sorted(first.keys() & second.keys())
    return {
        theme: _of_theme([(theme in first[key], theme in second[key]) for key in shared])
        for theme in themes
    }


def overall(first: Coded[T], second: Coded[T]) -> Overall:
    """Agreement on whole sets of themes, over the comments that both have coded."""
    shared = sorted(first.keys() & second.keys())
    pairs = [(frozenset(first[key]), frozenset(second[key])) for key in shared]
    same = sum(one == other for one, other in pairs)
    if not pairs:
        return Overall(0, 0, Measured(None, why=NO_COMMENTS))
    values = list(dict.fromkeys(value for pair in pairs for value in pair))
    if len(values) == 1:
        return Overall(len(pairs), same, Measured(None, why=ALL_ALIKE))
    return Overall(len(pairs), same, _set_alpha(pairs, values))


def masi_distance(one: AbstractSet[T], other: AbstractSet[T]) -> float:
    """How unlike two sets are, 0–1: one less Jaccard's index times 1 for equal sets, 2/3 where one
    holds the other, 1/3 where they overlap, 0 where they have nothing in common.

    Two empty sets are equal. Source: Passonneau 2006, "Measuring agreement on set-valued items".
    """
    if one == other:
        return 0.0
    common = len(one & other)
    if not common:
        return 1.0
    alike = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - alike * common / len(one | other)


def _of_theme(pairs: Sequence[tuple[bool, bool]]) -> ThemeAgreement:
    both = sum(one and other for one, other in pairs)
    only_first = sum(one and not other for one, other in pairs)
    only_second = sum(other and not one for one, other in pairs)
    neither = len(pairs) - both - only_first - only_second
    counts = (both, only_first, only_second, neither)
    if why := _undefined(*counts):
        return ThemeAgreement(*counts, Measured(None, why=why), Measured(None, why=why))
    with nltk_alone():
        from nltk.metrics.agreement import AnnotationTask

    task = AnnotationTask(
        [
            (coder, comment, put)
            for comment, pair in enumerate(pairs)
            for coder, put in zip(("first", "second"), pair, strict=True)
        ]
    )
    return ThemeAgreement(*counts, _kappa(task, counts), _alpha(task, counts))


def _undefined(both: int, only_first: int, only_second: int, neither: int) -> str:
    """Why nothing can be said; empty where something can."""
    if not both + only_first + only_second:
        return NEVER_USED if neither else NO_COMMENTS
    return "" if neither or only_first or only_second else ALWAYS_USED


def _kappa(task: Any, counts: Sequence[int]) -> Measured:
    both, only_first, only_second, _ = counts
    used = (both + only_first, both + only_second)
    never_varied = any(each in (0, sum(counts)) for each in used)
    why = "One coder never varied, so kappa is 0 however often they agree." if never_varied else ""
    return Measured(float(task.kappa()), why=why)


def _alpha(task: Any, counts: Sequence[int]) -> Measured:
    value = float(task.alpha())
    low, high = _interval(value, lambda chance: _binary_alphas(chance, counts))
    return Measured(value, low, high)


def _binary_alphas(chance: "np.random.Generator", counts: Sequence[int]) -> "Floats":
    """Alpha of comments drawn again: only the four counts matter. Undefined ones are NaN."""
    import numpy as np

    total = sum(counts)
    drawn = chance.multinomial(total, np.array(counts) / total, size=REDRAWN)
    unlike = drawn[:, 1] + drawn[:, 2]
    ones = 2 * drawn[:, 0] + unlike
    expected = 2.0 * ones * (2 * total - ones) / (2 * total * (2 * total - 1))
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = np.where(expected > 0, 1 - (unlike / total) / expected, np.nan)
    return found


def _set_alpha(
    pairs: Sequence[tuple[frozenset[T], frozenset[T]]], values: Sequence[frozenset[T]]
) -> Measured:
    """Krippendorff's alpha for any distance: 1 − observed / expected disagreement.

    Written out because NLTK takes but so many different sets, and the interval asks for it 1,000
    times; the tests hold it to NLTK's.
    """
    import numpy as np

    place = {value: number for number, value in enumerate(values)}
    coded = np.array([[place[one], place[other]] for one, other in pairs])
    distance = np.array([[masi_distance(one, other) for other in values] for one in values])
    apart = distance[coded[:, 0], coded[:, 1]]
    marks = np.eye(len(values))
    occurs = marks[coded[:, 0]] + marks[coded[:, 1]]  # comments × values

    def alphas(weights: "Floats") -> "Floats":
        counts = weights @ occurs
        every = counts.sum(axis=1)
        expected = ((counts @ distance) * counts).sum(axis=1) / (every * (every - 1))
        observed = weights @ apart / weights.sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            found: Floats = np.where(expected > 0, 1 - observed / expected, np.nan)
        return found

    total = len(pairs)
    (value,) = alphas(np.ones((1, total)))
    low, high = _interval(
        float(value),
        lambda chance: alphas(
            chance.multinomial(total, np.full(total, 1 / total), size=REDRAWN).astype(float)
        ),
    )
    return Measured(float(value), low, high)


def _interval(
    value: float,
    draw: "Callable[[np.random.Generator], Floats]",
) -> tuple[float | None, float | None]:
    """The middle 95 % of what is drawn. None where too much of it isn't defined, and none where
    all of it is alike: comments without one disagreement, drawn again, can't show what chance
    may bring."""
    import numpy as np

    found = draw(np.random.default_rng(SEED))
    defined = found[~np.isnan(found)]
    if len(defined) < (1 - _TOO_OFTEN_UNDEFINED) * len(found):
        return None, None
    low, high = np.percentile(defined, (2.5, 97.5))
    if high - low < 1e-12 or not low <= value <= high:
        return None, None  # the second: so few comments that what is drawn is biased
    return math.floor(low * 1e9) / 1e9, math.ceil(high * 1e9) / 1e9
