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

_EXCHANGES = 3  # times each is looked at again: by then nothing changes any more
_SAME = 6  # decimals: below, what one machine takes for more another takes for less


@dataclass
class Facility:
    """Which options to choose for one theme.

    Attributes:
        likeness: texts that speak of the theme × options, 0–1.
        kinds: of each option, what is heard with it: its position, group, length. What wasn't
            heard before is worth more.
        worth: what hearing a kind for the first time adds to the coverage.
        allowed: the options that may be chosen.
        fits: asked of an option before it is chosen: what is too slow to ask of all.
        chosen: those that are, in the order of their choice.
    """

    likeness: Floats
    kinds: Sequence[frozenset[str]]
    worth: Callable[[str], float]
    allowed: Mask
    fits: Callable[[int], bool]
    chosen: list[int] = field(default_factory=list)

    def coverage(self, options: Iterable[int]) -> float:
        """The mean over texts of the likeness to the nearest of these options."""
        return float(self._nearest(options).mean()) if len(self.likeness) else 0.0

    def best(self, among: Mask) -> int | None:
        """The option that adds most to those chosen; of equals the first. None where none is."""
        return self._best(self.chosen, np.flatnonzero(among & self.allowed))

    def exchange(self, alike: Callable[[int, int], bool]) -> None:
        """Exchange what was chosen for what adds more, as long as there is any.

        Args:
            alike: whether an option may take the place of another.
        """
        for _ in range(_EXCHANGES):
            before = list(self.chosen)
            for place, option in enumerate(before):
                others = [*self.chosen[:place], *self.chosen[place + 1 :]]
                able = [n for n in np.flatnonzero(self.allowed) if alike(option, int(n))]
                better = self._best(others, np.array(able, dtype=np.intp))
                if better is not None and self._value([*others, better]) > self._value(self.chosen):
                    self.chosen[place] = better
            if self.chosen == before:
                return

    def _nearest(self, options: Iterable[int]) -> Floats:
        listed = list(options)
        if not listed:
            return np.zeros(len(self.likeness), dtype=np.float32)
        nearest: Floats = self.likeness[:, listed].max(axis=1)
        return nearest

    def _best(self, chosen: Sequence[int], able: NDArray[np.intp]) -> int | None:
        if not len(able) or not len(self.likeness):
            return None
        nearest = self._nearest(chosen)
        covered = np.maximum(self.likeness[:, able], nearest[:, None]).mean(axis=0)
        heard = self._heard(chosen)
        gains = covered + np.array([self._bonus(int(each), heard) for each in able])
        for place in np.argsort(-np.round(gains, _SAME), kind="stable"):
            option = int(able[place])
            if self.fits(option):
                return option
            self.allowed[option] = False
        return None

    def _bonus(self, option: int, heard: frozenset[str]) -> float:
        return sum(self.worth(kind) for kind in self.kinds[option] - heard)

    def _heard(self, chosen: Iterable[int]) -> frozenset[str]:
        return frozenset[str]().union(*(self.kinds[each] for each in chosen))

    def _value(self, chosen: Sequence[int]) -> float:
        bonus = sum(sorted(self.worth(kind) for kind in self._heard(chosen)))
        return round(self.coverage(chosen) + bonus, _SAME)
