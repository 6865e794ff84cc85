"""The audit of what is published: can anybody have back a number that is hidden?

It reads off the printed tables which figures are shown, whatever suppression meant to hide, and
asks of each of the others whether one number alone fits all that is printed: sums, shares, values
of charts, bases, and what words tell. A reader is taken to know how the tables are made up, and
that a hidden count is not nought where noughts are printed.
"""

import math
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.disclosing.gathering import Gathered, gathered, is_count, ratio_keys
from analysis.disclosing.knowing import (
    Known,
    Mask,
    Ranges,
    hidden_least,
    is_small,
    known,
    rounded,
    shown_ranges,
)
from analysis.disclosing.pinning import narrowed, pinned
from engage_app.domain.disclosure import Claim, Disclosure, DisclosureRule, Key, Ratio
from engage_app.domain.report import SUPPRESSED, Table, Value

_FINE = 10_000
"""A share is taken to be known to one part in so many: files hold more than they show."""


@dataclass(frozen=True)
class Recovered:
    """A hidden number that follows from what is printed.

    Attributes:
        table: the title of a table that hides it; of one that is concerned where none prints it.
        row: the first cell of its row; empty where no table has a cell for it.
        column: the heading of its column; empty likewise.
        key: the figure.
        value: the number.
    """

    table: str
    row: str
    column: str
    key: Key
    value: int


def audit(
    tables: Sequence[Table],
    printed: Sequence[Table],
    rule: DisclosureRule,
    claims: Iterable[Claim] = (),
    asked: Collection[Key] | None = None,
) -> tuple[Recovered, ...]:
    """The hidden numbers that follow from what is printed; empty where all is well.

    Args:
        tables: the tables as they are, which say what each cell counts.
        printed: the same tables as published, in the same order.
        rule: the rule by which they were published.
        claims: what other sentences of the same document tell.
        asked: look for these figures only.

    Raises:
        ValueError: the published tables are not those tables.
    """
    return Auditor(tables, printed, rule).recovered(claims, asked)


class Auditor:
    """The audit of some published tables, asked over and over with what else may be told.

    Args:
        tables, printed, rule: as for `audit`.

    Raises:
        ValueError: the published tables are not those tables.
    """

    def __init__(
        self, tables: Sequence[Table], printed: Sequence[Table], rule: DisclosureRule
    ) -> None:
        if [one.name for one in tables] != [one.name for one in printed]:
            raise ValueError("published tables must be those that are audited")
        self._tables = tables
        self._all = all_ = gathered(tables)
        seen = _Seen(all_, rule)
        for before, after in zip(tables, printed, strict=True):
            if before.disclosure:
                seen.read(before.disclosure, after)
        told = [*all_.facts, *seen.claims, *seen.shares()]
        self._printed = known(all_.figures, all_.sums, told)
        self._ranges = _ranges(all_, seen, rule)
        self._shown = frozenset(seen.shown)
        self._secret = np.array(
            [
                key not in seen.shown and (key in all_.counted or is_small(figure, rule))
                for key, figure in all_.figures.items()
            ],
            dtype=bool,
        )
        open_ = [
            key in seen.shown and (key in seen.hidden or is_small(figure, rule))
            for key, figure in all_.figures.items()
        ]
        self._open = np.flatnonzero(open_)

    def recovered(
        self, claims: Iterable[Claim] = (), asked: Collection[Key] | None = None
    ) -> tuple[Recovered, ...]:
        """The hidden numbers that follow; arguments as for `audit`."""
        facts = self._printed.told(claims)
        wanted = self._secret
        if asked is not None:
            wanted = wanted & np.array([key in asked for key in facts.keys], dtype=bool)
        found = np.union1d(pinned(facts, self._ranges, wanted), self._open)
        return tuple(
            _recovered(self._tables, facts.keys[place], int(facts.truth[place])) for place in found
        )

    @property
    def printed(self) -> Known:
        """All figures, and what is told of them; of their values only sums are printed."""
        return self._printed

    @cached_property
    def narrow(self) -> Ranges:
        """What follows of each figure from each sum and each claim by itself."""
        return narrowed(self._printed, self._ranges)

    @cached_property
    def kinds(self) -> tuple[Mask, Mask]:
        """Figures of which a cell is printed as hidden; and those of which no count is printed."""
        hidden = [key in self._all.counted and key not in self._shown for key in self._all.figures]
        gone = [key not in self._shown for key in self._all.figures]
        return np.array(hidden, dtype=bool), np.array(gone, dtype=bool)


class _Seen:
    """What is read off the printed tables."""

    def __init__(self, all_: Gathered, rule: DisclosureRule) -> None:
        self._all, self._rule = all_, rule
        self.shown: set[Key] = set()
        self.hidden: set[Key] = set()  # somewhere at least
        self.exact: set[Key] = set()  # of those shown, not rounded though they should be
        self.claims: list[Claim] = []
        self._ratios: list[tuple[Ratio, float]] = []

    def read(self, told: Disclosure, table: Table) -> None:
        """Take in one table."""
        for (r, c), key in told.cells.items():
            self._count(key, table.rows[r][c])
            if table.rows[r][c] == SUPPRESSED:
                self.hidden.add(key)
        for (r, c), ratio in told.ratios.items():
            self._number(ratio, table.rows[r][c])
        for (r, c), claims in told.claims.items():
            if table.rows[r][c] != SUPPRESSED:
                self.claims += claims
        self._base(told, table.base)
        if table.chart:
            for series, ratios in zip(table.chart.series, told.drawn, strict=False):
                for value, one in zip(series.values, ratios, strict=True):
                    if one:
                        self._number(one, value)

    def shares(self) -> list[Claim]:
        """What the shares tell of counts that aren't printed."""
        return [
            claim
            for ratio, value in self._ratios
            if not self.shown.issuperset(ratio_keys(ratio))
            for claim in _near(ratio, value, self._rule)
        ]

    def _count(self, key: Key, value: Value) -> None:
        if not isinstance(value, int | float):
            return
        self.shown.add(key)
        if value != rounded(self._all.figures[key], self._rule):
            self.exact.add(key)

    def _number(self, ratio: Ratio, value: Value) -> None:
        if not isinstance(value, int | float):
            return
        if is_count(ratio):
            self._count(ratio.plus[0], value)
        else:
            self._ratios.append((ratio, float(value)))

    def _base(self, told: Disclosure, base: str) -> None:
        printed = re.findall(r"\d[\d,]*", base)
        for key in told.base:
            figure = self._all.figures[key]
            for value in {figure.value, rounded(figure, self._rule)}:
                if f"{value:,}" in printed:
                    self._count(key, value)


def _near(ratio: Ratio, value: float, rule: DisclosureRule) -> list[Claim]:
    """That the counts come to this share, as near as a file holds it."""
    counts = [*((key, _FINE) for key in ratio.plus), *((key, -_FINE) for key in ratio.minus)]
    slack = 0 if rule.round_to <= 1 else round(_FINE * rule.round_to * len(ratio_keys(ratio)))
    found = []
    for sign in (1, -1):
        edge = round(value * _FINE) - sign
        whole = [(key, -sign * edge) for key in ratio.of]
        rest = 0 if ratio.of else math.ceil(sign * edge * ratio.number)
        terms = (*((key, sign * many) for key, many in counts), *whole)
        found.append(Claim(terms, rest - slack))
    return found


def _ranges(all_: Gathered, seen: _Seen, rule: DisclosureRule) -> Ranges:
    figures = tuple(all_.figures.values())
    keys = tuple(all_.figures)
    truth = np.array([one.value for one in figures], dtype=np.float64)
    ranges = shown_ranges(figures, rule)
    gated = {one for one, _ in all_.gates}
    least = hidden_least(figures, np.array([key in gated for key in keys], dtype=bool), rule)
    least = np.where([key in all_.printed for key in keys], least, 0.0)
    shown = np.array([key in seen.shown for key in keys], dtype=bool)
    exact = np.array([key in seen.exact for key in keys], dtype=bool)
    low = np.where(exact, truth, np.where(shown, ranges.low, least))
    high = np.where(exact, truth, np.where(shown, ranges.high, np.inf))
    return Ranges(low, high)


def _recovered(tables: Sequence[Table], key: Key, value: int) -> Recovered:
    """Where the figure would be printed; else where it is known."""
    for table in tables:
        told = table.disclosure
        for (r, c), one in told.cells.items() if told else ():
            if one == key:
                row, column = str(table.rows[r][0]), table.columns[c].name
                return Recovered(table.title, row, column, key, value)
    within = [one.title for one in tables if one.disclosure and key in one.disclosure.figures]
    return Recovered(within[0] if within else "", "", "", key, value)
