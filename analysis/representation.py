"""The people who took part against the population they are of."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.quantifiers import whole_percent


@dataclass(frozen=True)
class Compared:
    """One answer, in those who took part and in the population.

    Attributes:
        share: of the people compared, 0–1.
        expected: its share of the population, 0–1.
    """

    share: float
    expected: float

    @property
    def points(self) -> int:
        """The difference in percentage points, of the shares as they are printed: whole per cent.
        Negative where fewer took part than their share of the population."""
        return whole_percent(self.share) - whole_percent(self.expected)


def compare(
    counts: Sequence[int], people: Sequence[float | None]
) -> tuple[tuple[Compared | None, ...], int]:
    """Each answer's share of the people compared, and of the population.

    People are compared if their answer has a figure in the population: who preferred not to say,
    or gave an answer that the population's table doesn't have, is in neither base.

    Args:
        counts: people by answer; each gave one.
        people: the population by answer, as numbers or as shares of any whole; None where there
            is no figure.

    Returns:
        (one for each answer, None where it can't be compared; how many people were compared).

    Raises:
        ValueError: the two are not of one length, or a figure is negative.
    """
    if len(counts) != len(people):
        raise ValueError("not one figure for each answer")
    if any(each is not None and each < 0 for each in people):
        raise ValueError("a population can't be negative")
    base = sum(count for count, each in zip(counts, people, strict=True) if each is not None)
    whole = sum(each for each in people if each is not None)
    if not base or not whole:
        return (None,) * len(counts), base
    found = (
        None if each is None else Compared(count / base, each / whole)
        for count, each in zip(counts, people, strict=True)
    )
    return tuple(found), base
