"""Worlds that fit what a reader knows: whole numbers for some figures, found without the truth.

A figure that differs between two of them doesn't follow. They are kept, as what shows that one
word gives nothing away often shows it of the next.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from analysis.disclosing.knowing import Floats, Known, Mask, Ranges
from analysis.disclosing.pinning import narrowed
from engage_app.domain.disclosure import Claim
from engage_app.progress import heed

_PROGRAMS = 12
"""So many programs are spent on one word; where they don't show it to be harmless, it isn't said.
Counted, not timed: how it ends depends on nothing but what is printed."""
_NODES = 200
"""After so many nodes a search is given up."""
_TOGETHER = 2
"""Programs that move all figures at once before they are moved one after the other."""
_WIDE = 40.0
_LOOSE = 0.3
_NEAR = 1e-6


@dataclass(frozen=True)
class Secrets:
    """What mustn't follow, of figures in a fixed order.

    Attributes:
        hidden: those that are printed as [c]: not from what is told.
        implied: those that nothing prints: not if they are small.
        below, noughts: what is small: less than this, and whether noughts are.
    """

    hidden: Mask
    implied: Mask
    below: int
    noughts: bool

    def part(self, chosen: Mask) -> "Secrets":
        """The same for some of the figures."""
        return Secrets(self.hidden[chosen], self.implied[chosen], self.below, self.noughts)

    def of(self, values: Floats) -> Mask:
        """Which of them are secrets if these are their values."""
        small = (values < self.below) & ((values > 0) | self.noughts)
        return np.asarray(self.hidden | (self.implied & small))


class Worlds:
    """Figures that hang together, what is known of them, and some worlds that fit.

    Args:
        known: the figures; of their values nothing is used but what the sums come to, which
            follows from what is printed.
        ranges: what is known of each.
        secrets: what mustn't follow.
    """

    def __init__(self, known: Known, ranges: Ranges, secrets: Secrets) -> None:
        self._known, self._ranges, self._secrets = known, ranges, secrets
        self._found: list[Floats] = []

    def tell(self, claims: Iterable[Claim]) -> None:
        """From now on a reader knows this too."""
        self._known = self._known.told(claims)
        self._ranges = narrowed(self._known, self._ranges)
        self._found = [world for world in self._found if _fits(world, self._known, self._ranges)]

    def harmless(self, claims: Iterable[Claim]) -> bool:
        """Whether nothing secret follows if this is told, or it can't be so."""
        known = self._known.told(claims)
        within = narrowed(known, self._ranges)
        if (within.low > within.high).any():
            return True
        if (self._secrets.of(within.low) & (within.low == within.high)).any():
            return False
        found = [world for world in self._found if _fits(world, known, within)]
        if not found:
            first, impossible = _solved(known, within, np.zeros(len(known.keys)))
            if first is None:
                return impossible
            self._found.append(first)
            found = [first]
        search = _Search(known, within, self._secrets, found)
        free = search.run()
        self._found += search.more
        return free


class _Search:
    """For worlds that differ in every secret, if something is told."""

    def __init__(self, known: Known, within: Ranges, secrets: Secrets, found: list[Floats]) -> None:
        self._known, self._secrets = known, secrets
        self._first = first = found[0]
        low, high = np.maximum(within.low, first - _WIDE), np.minimum(within.high, first + _WIDE)
        self._within = Ranges(low, high)
        self._chance = np.random.default_rng(6)
        self._left = secrets.of(first)
        self.more: list[Floats] = []
        for world in found[1:]:
            self._left &= world == first

    def run(self) -> bool:
        """Whether each secret has another value."""
        for turn in range(_PROGRAMS):
            if not self._left.any():
                return True
            if turn < _TOGETHER:
                moved = self._moved(self._within)
            else:
                place = int(np.flatnonzero(self._left)[0])
                moved = self._either(place)
                if not moved:
                    return False
        return not self._left.any()

    def _either(self, place: int) -> bool:
        for way in (1, -1):
            low, high = self._within.low.copy(), self._within.high.copy()
            if way > 0:
                low[place] = self._first[place] + 1
            else:
                high[place] = self._first[place] - 1
            if low[place] <= high[place] and self._moved(Ranges(low, high)):
                return True
        return False

    def _moved(self, within: Ranges) -> bool:
        costs = np.where(self._left, self._chance.uniform(0.5, 1.5, len(self._left)), 0.0)
        costs *= self._chance.choice([-1.0, 1.0], len(costs))
        world, _ = _solved(self._known, within, costs)
        if world is None:
            return False
        self.more.append(world)
        self._left &= world == self._first
        return True


def _solved(known: Known, within: Ranges, costs: Floats) -> tuple[Floats | None, bool]:
    """A world near the least cost; and, where none was found, whether there is none."""
    heed()
    both = csr_array(vstack([known.lines, known.claims], format="csr"))
    sides = known.sides
    most = np.concatenate([sides, np.full(len(known.least), np.inf)])
    limits = LinearConstraint(both, np.concatenate([sides, known.least]), most)
    found = milp(
        costs,
        integrality=np.ones(len(costs)),
        bounds=(within.low, within.high),
        constraints=[limits] if both.shape[0] else (),
        options={"node_limit": _NODES, "mip_rel_gap": _LOOSE},
    )
    if found.x is None:
        return None, found.status == 2
    world = np.rint(found.x)
    return (world, False) if _fits(world, known, within) else (None, False)


def _fits(world: Floats, known: Known, within: Ranges) -> bool:
    return bool(
        (world >= within.low).all()
        and (world <= within.high).all()
        and (abs(known.lines @ world - known.sides) < _NEAR).all()
        and (known.claims @ world >= known.least - _NEAR).all()
    )
