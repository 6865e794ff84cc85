"""What suppression has to protect: figures, what is known of them, and what may be hidden."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.disclosing.knowing import (
    Floats,
    Known,
    Mask,
    Ranges,
    hidden_least,
    is_small,
    shown_ranges,
)
from engage_app.domain.disclosure import DisclosureRule, Figure


@dataclass(frozen=True)
class Task:
    """What has to be protected.

    Attributes:
        known: all figures.
        figures: the same, in that order.
        printed: those that something prints; the others are implied.
        gates: a figure and others with which it is hidden.
        rule: which small numbers are hidden.
        cells: how many printed cells go with each.
    """

    known: Known
    figures: tuple[Figure, ...]
    printed: Mask
    gates: tuple[tuple[int, int], ...]
    rule: DisclosureRule
    cells: Floats

    def ranges(self, hidden: Mask) -> Ranges:
        """What a reader knows of each figure by itself."""
        shown = shown_ranges(self.figures, self.rule)
        low, high = shown.low.copy(), shown.high.copy()
        gone = hidden | ~self.printed
        low[hidden] = self.hidden_least[hidden]
        low[~self.printed] = 0.0
        high[gone] = np.inf
        return Ranges(low, high)

    @cached_property
    def hidden_least(self) -> Floats:
        """The least that each is known to be where it is hidden."""
        gated = np.zeros(len(self.figures), dtype=bool)
        gated[[one for one, _ in self.gates]] = True
        return hidden_least(self.figures, gated, self.rule)

    @cached_property
    def small(self) -> Mask:
        """The figures to protect for themselves."""
        return np.array([is_small(one, self.rule) for one in self.figures], dtype=bool)

    def with_gated(self, hidden: Mask) -> Mask:
        """What is hidden, and what is hidden with it."""
        hidden, small = hidden.copy(), self.small
        grown = True
        while grown:
            grown = False
            for one, gate in self.gates:
                if (hidden | small)[gate] and not hidden[one] and self.printed[one]:
                    hidden[one] = grown = True
        return hidden

    def candidates(self, hidden: Mask) -> Mask:
        """What might be hidden besides: a nought is nobody, and stays."""
        return self.printed & ~hidden & ((self.known.truth > 0) | self.rule.hide_zero)
