"""Facility location: the few texts to which all texts of a theme are, together, most alike.

As one would place a few surgeries so that the way to the nearest is short for everybody. What
is chosen says what many said, and no two say the same: the second adds nothing where the first
is near. Source: G. Nemhauser, L. Wolsey, M. Fisher, Mathematical Programming 14 (1978) 265–294:
adding the best each time comes within 1 - 1/e of the best there is. Then each is exchanged for a
better one as long as there is any.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]
Places = NDArray[np.intp]

_EXCHANGES = 3  # times each is looked at again: by then nothing changes any more
_SAME = 6  # decimals: below, what one machine takes for more another takes for less


def _stands(_option: int, _others: Sequence[int]) -> bool:
    return True


@dataclass
class Facility:
    """Which options to choose for one theme.

    Attributes:
        likeness: texts that speak of the theme × options, 0–1.
        kinds: of each option, what is heard with it: its position, group, length. What wasn't
            heard before is worth more.
        worth: what hearing a kind for the first time adds to the coverage.
        price: of each option, what it has to cover more than another to be chosen before it.
        poor: those that aren't chosen beside others unless they are worth their price.
        allowed: the options that may be chosen.
        fits: asked of an option before it is chosen: what is too slow to ask of all.
        apart: the same of an option and those it would stand beside.
        chosen: those that are, in the order of their choice.
    """

    likeness: Floats
    kinds: Sequence[frozenset[str]]
    worth: Callable[[str], float]
    price: NDArray[np.float64]
    poor: Mask
    allowed: Mask
    fits: Callable[[int], bool]
    apart: Callable[[int, Sequence[int]], bool] = _stands
    chosen: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        known: dict[frozenset[str], int] = {}
        numbers = [known.setdefault(kinds, len(known)) for kinds in self.kinds]
        self._kinds = np.array(numbers, dtype=np.intp)
        self._distinct = list(known)
        self._asked: dict[int, bool] = {}

    def coverage(self, options: Iterable[int]) -> float:
        """The mean over texts of the likeness to the nearest of these options."""
        nearest = self._nearest(list(options))
        return float(nearest.mean(dtype=np.float64)) if len(nearest) else 0.0

    def best(self, among: Mask) -> int | None:
        """The option that adds most to those chosen; of equals the first. None where none is, or
        none but poor ones that aren't worth their price."""
        worthless = self.coverage(self.chosen) if self.chosen else -np.inf
        able = np.flatnonzero(among & self.allowed)
        return self._best(self.chosen, able, np.where(self.poor[able], worthless, -np.inf))

    def exchange(self, alike: Callable[[int], Mask]) -> None:
        """Exchange what was chosen for what adds more, as long as there is any.

        Args:
            alike: the options that may take the place of the one chosen at that place.
        """
        for _ in range(_EXCHANGES):
            before = list(self.chosen)
            for place, option in enumerate(before):
                others = [*self.chosen[:place], *self.chosen[place + 1 :]]
                able = np.flatnonzero(alike(place) & self.allowed)
                now = self._gains(others, np.array([option], dtype=np.intp))
                better = self._best(others, able, np.broadcast_to(now, len(able)))
                if better is not None:
                    self.chosen[place] = better
            if self.chosen == before:
                return

    def _nearest(self, options: Sequence[int]) -> Floats:
        if not options:
            return np.zeros(len(self.likeness), dtype=np.float32)
        nearest: Floats = self.likeness[:, options].max(axis=1)
        return nearest

    def _best(self, chosen: Sequence[int], able: Places, above: NDArray[np.float64]) -> int | None:
        """Of those able, the one of most gain, if that is more than what it has to be above."""
        if not len(able) or not len(self.likeness):
            return None
        gains = self._gains(chosen, able)
        order = np.argsort(-gains, kind="stable")
        for place in order[gains[order] > np.round(above[order], _SAME)]:
            option = int(able[place])
            if not self._fit(option):
                self.allowed[option] = False
            elif self.apart(option, chosen):
                return option
        return None

    def _fit(self, option: int) -> bool:
        if option not in self._asked:
            self._asked[option] = self.fits(option)
        return self._asked[option]

    def _gains(self, chosen: Sequence[int], able: Places) -> NDArray[np.float64]:
        """The coverage with each of them added, what is heard with it, less its price."""
        nearest = self._nearest(chosen)
        covered = np.maximum(self.likeness[:, able], nearest[:, None])
        heard = frozenset[str]().union(*(self.kinds[each] for each in chosen))
        bonus = np.array([self._bonus(kinds - heard) for kinds in self._distinct])
        gains = covered.mean(axis=0, dtype=np.float64) + bonus[self._kinds[able]]
        rounded: NDArray[np.float64] = np.round(gains - self.price[able], _SAME)
        return rounded

    def _bonus(self, kinds: frozenset[str]) -> float:
        return sum(sorted(self.worth(kind) for kind in kinds))
