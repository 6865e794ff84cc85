"""The colours of one picture: each ground fades to what is written on it, step by step.

A picture whose dots are numbers of colours is a third as large as one that spells each colour out,
and quicker to write. Edges of letters need shades; where the shades between two colours are
neighbours in the list of colours, blending two numbers gives the number of the shade between.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from engage_app.domain.palette import GRID, INK, PAPER, mixed

_MAIN = 48  # shades from paper to ink
_STEPS = 16  # shades between any other two
_MOST = 100  # pairs; those beyond have colours that are used already
_COLOURS = 256

Ramp = tuple[int, int]
"""The numbers of a ground and of what is drawn on it."""


class Inks:
    """The colours of a picture, by number."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Make room for paper with ink on it, and for these pairs of a ground and an ink."""
        wanted = [pair for pair in dict.fromkeys(pairs) if pair != (PAPER, INK)]
        made = wanted[:_MOST]
        steps = min(_STEPS, (_COLOURS - _MAIN) // max(len(made), 1))
        self._colours = list(_ramp(PAPER, INK, _MAIN))
        self._ramps: dict[tuple[str, str], Ramp] = {(PAPER, INK): (0, _MAIN - 1)}
        for pair in made:
            first = len(self._colours)
            self._colours += _ramp(*pair, steps)
            self._ramps[pair] = first, first + steps - 1
        for n, pair in enumerate(wanted[_MOST:]):
            self._ramps[pair] = self._ramps[made[n % _MOST]]
        self.paper, self.ink = self._ramps[(PAPER, INK)]
        self.grid = _MAIN // 9  # about as pale, so that letters over it keep their edges
        self._colours[self.grid] = GRID

    def on(self, ground: str, ink: str) -> Ramp:
        """The numbers of two colours that were asked for together."""
        return self._ramps[(ground, ink)]

    def edge(self, colour: str) -> int:
        """The number of INK or PAPER."""
        return self.ink if colour == INK else self.paper

    @property
    def palette(self) -> list[int]:
        """Red, green and blue of each, one after another."""
        return [channel for colour in self._colours for channel in bytes.fromhex(colour[1:])]


@lru_cache(maxsize=256)  # most charts of a report share theirs
def _ramp(first: str, last: str, steps: int) -> tuple[str, ...]:
    return tuple(mixed(first, last, step / (steps - 1)) for step in range(steps))
