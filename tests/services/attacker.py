"""What an attacker knows of figures, and which of them can have but one value: linear programs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from engage_app.domain.disclosure import DisclosureRule

Name = tuple[object, ...]


@dataclass
class Attack:
    """What is known of the figures of some tables.

    Attributes:
        rule: the rule that the tables were published by.
        branches: a heading, and what is right below it, by the names of themes and groups.
    """

    rule: DisclosureRule
    branches: Mapping[str, Sequence[str]]
    names: dict[Name, int] = field(default_factory=dict)
    gated: set[int] = field(default_factory=set)  # hidden with another, and perhaps nought
    where: dict[int, str] = field(default_factory=dict)
    truth: list[float] = field(default_factory=list)
    shown: dict[int, float] = field(default_factory=dict)
    equal: list[dict[int, float]] = field(default_factory=list)
    least: list[tuple[dict[int, float], float]] = field(default_factory=list)  # terms >= number

    def place(self, name: Name, truth: float) -> int:
        """The number of a figure; two of one name that differ are two."""
        while name in self.names and self.truth[self.names[name]] != truth:
            name = (*name, "again")
        if name not in self.names:
            self.names[name] = len(self.truth)
            self.truth.append(truth)
        return self.names[name]

    def add(self, total: int, parts: Sequence[int]) -> None:
        """A sum."""
        terms: dict[int, float] = defaultdict(float)
        for part in parts:
            terms[part] += 1
        terms[total] -= 1
        self.equal.append(dict(terms))

    def known(self) -> tuple[np.ndarray, np.ndarray]:
        """The least and the most of each figure by itself."""
        low, high = np.zeros(len(self.truth)), np.full(len(self.truth), np.inf)
        for place, truth in enumerate(self.truth):
            if place not in self.shown:
                low[place] = 0.0 if self.rule.hide_zero or place in self.gated else min(1.0, truth)
                continue
            value = self.shown[place]
            low[place] = high[place] = value
            step = self.rule.round_to
            if step > 1 and value % step == 0:
                low[place] = max(value - step // 2, self.rule.below if value else 0)
                high[place] = value + (step - 1) // 2
                low[place], high[place] = min(low[place], truth), max(high[place], truth)
        return low, high

    def found(self) -> list[str]:
        """The hidden figures that can have but one value, by name and with it."""
        low, high = self.known()
        size = len(self.truth)
        equal = _matrix(self.equal, size)
        least = _matrix([terms for terms, _ in self.least], size)
        bound = np.array([number for _, number in self.least])
        truth = np.array(self.truth)
        open_ = low < high
        joined = abs(equal[:, open_]).T @ abs(equal[:, open_])
        joined = joined + abs(least[:, open_]).T @ abs(least[:, open_])
        label = np.full(size, -1)
        label[open_] = connected_components(joined, directed=False)[1]
        found = []
        for number in range(label.max(initial=-1) + 1):
            here = np.flatnonzero(label == number)
            part = _Part(here, low, high, truth, equal, least, bound)
            found += [
                f"{self.where[n]} = {value:g}" for n, value in part.pinned() if n in self.where
            ]
        return found


@dataclass
class _Part:
    """Figures that hang together."""

    here: np.ndarray
    low: np.ndarray
    high: np.ndarray
    truth: np.ndarray
    equal: csr_array
    least: csr_array
    bound: np.ndarray

    def pinned(self) -> Iterable[tuple[int, float]]:
        rest = self.truth.copy()
        rest[self.here] = 0
        equal, sides = self._rows(self.equal, -(self.equal @ rest))
        least, bound = self._rows(self.least, self.bound - self.least @ rest)
        chance = np.random.default_rng(1)
        left = np.ones(len(self.here), dtype=bool)
        ends = [np.full(len(self.here), np.nan), np.full(len(self.here), np.nan)]

        def solve(cost: np.ndarray) -> np.ndarray:
            found = linprog(
                cost,
                A_ub=-least if least.shape[0] else None,
                b_ub=-bound if least.shape[0] else None,
                A_eq=equal if equal.shape[0] else None,
                b_eq=sides if equal.shape[0] else None,
                bounds=np.stack(
                    [
                        self.low[self.here],
                        np.minimum(self.high[self.here], self.truth[self.here] + 50),
                    ],
                    axis=1,
                ),
            )
            assert found.status == 0, found.message
            return np.asarray(found.x)

        true = self.truth[self.here]
        for _ in range(6):
            cost = chance.uniform(-1, 1, len(self.here))
            for sign in (1, -1):
                left &= abs(solve(sign * cost) - true) < 1 - 1e-6
        for place in np.flatnonzero(left):
            cost = np.zeros(len(self.here))
            cost[place] = 1
            ends[0][place], ends[1][place] = solve(cost)[place], solve(-cost)[place]
        for place in np.flatnonzero(left):
            low, high = ends[0][place], ends[1][place]
            if np.ceil(low - 1e-6) == np.floor(high + 1e-6):
                yield int(self.here[place]), float(np.ceil(low - 1e-6))

    def _rows(self, matrix: csr_array, sides: np.ndarray) -> tuple[csr_array, np.ndarray]:
        part = matrix[:, self.here]
        rows = np.flatnonzero(np.diff(part.indptr))
        return part[rows], np.asarray(sides)[rows]


def _matrix(lines: Sequence[Mapping[int, float]], size: int) -> csr_array:
    rows = [n for n, line in enumerate(lines) for _ in line]
    columns = [place for line in lines for place in line]
    values = [value for line in lines for value in line.values()]
    return csr_array((values, (rows, columns)), shape=(len(lines), size))
