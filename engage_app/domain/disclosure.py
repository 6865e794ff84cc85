"""What suppression has to know of a table: which figures it prints, and how they add up.

A figure has a key that says what it counts, the same in every table that prints it. Tables that
share a figure therefore hide it together, and a sum in one table can't give away a cell of another.

A figure that no table prints is *implied*: known to exist, because it is part of a sum or of a
share. A small one is protected like a hidden one: it must not follow from what is printed. So a
filtered table names what it leaves out as an implied figure (whole = filtered + left out).
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace

Key = tuple[Hashable, ...]
"""What a figure counts, e.g. ("respondents", "group", 5)."""

CUT = "cut"
"""What the key of a figure counted among some responses begins with, before their name."""


TOGETHER, TWICE = "together", "counted twice"
"""What keys begin with that nothing prints: of parts together, and of whom is in two of them."""


def own_key(key: Key) -> Key:
    """What a figure counts, whichever responses it was counted among."""
    return key[2:] if key and key[0] == CUT else key


Sum = tuple[Key, tuple[Key, ...]]
"""A total and the figures it is the sum of."""


@dataclass(frozen=True)
class DisclosureRule:
    """Which small numbers are hidden in what leaves Engage. Counts of organisations never are.

    Attributes:
        below: the smallest count of people that may be shown; 0 or 1 hides nothing.
        round_to: counts of people that are shown are rounded to a multiple of this, and shares
            worked out from the rounded figures; 1 leaves them as they are.
        hide_zero: whether noughts are hidden like small numbers.
    """

    below: int = 5
    round_to: int = 1
    hide_zero: bool = False


PRESETS: dict[str, tuple[str, DisclosureRule]] = {
    "1-4": ("Counts of 1 to 4 people are hidden", DisclosureRule()),
    "nhs": (
        "NHS England: counts of 1 to 7 people are hidden, all others rounded to the nearest 5",
        DisclosureRule(below=8, round_to=5),
    ),
    "under-10": ("Counts of 1 to 9 people are hidden", DisclosureRule(below=10)),
}
"""The rules an officer chooses from: a short name for each, its description and the rule."""


def in_words(rule: DisclosureRule) -> str:
    """What a rule hides, in a few words: as a preset says it, else from its numbers."""
    plain = replace(rule, hide_zero=False)
    known = next((words for words, one in PRESETS.values() if one == plain), "")
    hidden = f"counts of fewer than {rule.below} people are hidden"
    rounded = f", all others rounded to the nearest {rule.round_to}" if rule.round_to > 1 else ""
    found = known or (hidden if rule.below > 1 else "no counts are hidden") + rounded
    noughts = ", and noughts" if rule.hide_zero else ""
    first = found if found.startswith("NHS") else found[0].lower() + found[1:]
    return first + noughts


@dataclass(frozen=True)
class Figure:
    """A count, and the number in it that could make somebody known.

    Attributes:
        value: the count as printed.
        people: respondents behind it where at least one of them is a person; 0 where all are
            organisations, whose counts are not suppressed.
        worth: where another figure must be hidden besides a small one, the figure of least worth
            goes first: subtotals before what they are made of.
    """

    value: int
    people: int
    worth: int = 1


@dataclass(frozen=True)
class Ratio:
    """A number worked out from counts: (sum of `plus` - sum of `minus`) / (sum of `of`).

    Attributes:
        plus, minus: the counts above the line.
        of: the counts below it; where there are none, `number` is.
    """

    plus: tuple[Key, ...]
    minus: tuple[Key, ...] = ()
    of: tuple[Key, ...] = ()
    number: float = 1.0

    def value(self, counts: Mapping[Key, int]) -> float | None:
        """The number, from counts that are all known; None where it would be a share of nothing.
        A share of counts is at most 1, whatever rounding did to them."""
        above = sum(counts[key] for key in self.plus) - sum(counts[key] for key in self.minus)
        below = sum(counts[key] for key in self.of) if self.of else self.number
        if not below:
            return None
        return min(above / below, 1.0) if self.of else above / below


@dataclass(frozen=True)
class Claim:
    """What a word tells of counts that needn't be printed: "most", "broadly", an order of bars.

    Attributes:
        terms: counts and what they are multiplied by.
        least: the sum of the terms is at least this.
    """

    terms: tuple[tuple[Key, int], ...]
    least: int = 0


Remade = Callable[[Mapping[Key, int]], str | int | float | None]
"""Makes a cell anew from published counts."""


@dataclass(frozen=True)
class Word:
    """One of several words, which tells of counts that needn't be printed.

    Attributes:
        possible: what each of the words that it could be tells, made from printed figures alone;
            one of them is true, whatever the hidden ones are.
        true: the place of the one that is.
    """

    possible: tuple[tuple[Claim, ...], ...]
    true: int


Tell = Callable[[Sequence[Word]], Sequence[bool]]
"""Of each of several words: whether it may be printed besides. That, too, is decided from what is
printed, so that it tells nothing; which words are asked for must follow from that as well."""


def nothing_more(words: Sequence[Word]) -> Sequence[bool]:
    """A `Tell` that lets nothing be said but what follows from printed figures."""
    return [False] * len(words)


@dataclass(frozen=True)
class Published:
    """What all tables that leave together print.

    Attributes:
        counts: every count that has a cell in any of them, as printed; None where it is hidden.
        rule: the rule they are published by.
        tell: asked before words are printed that tell more than the counts; what it allows is
            taken to be printed from then on.
    """

    counts: Mapping[Key, int | None]
    rule: DisclosureRule
    tell: Tell = nothing_more


@dataclass(frozen=True)
class Disclosure:
    """The figures of one table.

    Attributes:
        cells: (row, column) to the key of the count printed there.
        figures: every key used here; those that nothing prints are implied.
        sums: what adds up.
        derived: (row, column) of shares and words to the figures they are worked out from, and of
            counts to the figures they are hidden with.
        chart: for each series and category of the chart, the figures its value is worked out from.
        base: the figures named in the table's base, in order.
        ratios: (row, column) to how its number follows from counts, for rounding.
        remade: (row, column) to what makes the cell anew from rounded counts.
        claims: (row, column) to what its words tell.
        drawn: for each series and category, how the value follows from counts.
        facts: what holds besides the sums, however little is printed: that there are no fewer
            comments than respondents who made them.
    """

    cells: Mapping[tuple[int, int], Key]
    figures: Mapping[Key, Figure]
    sums: tuple[Sum, ...] = ()
    derived: Mapping[tuple[int, int], tuple[Key, ...]] = field(default_factory=dict)
    chart: tuple[tuple[tuple[Key, ...], ...], ...] = ()
    base: tuple[Key, ...] = ()
    ratios: Mapping[tuple[int, int], Ratio] = field(default_factory=dict)
    remade: Mapping[tuple[int, int], Remade] = field(default_factory=dict)
    claims: Mapping[tuple[int, int], tuple[Claim, ...]] = field(default_factory=dict)
    drawn: tuple[tuple[Ratio | None, ...], ...] = ()
    facts: tuple[Claim, ...] = ()
