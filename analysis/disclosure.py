"""Small numbers: hidden once, here, in everything that leaves the application.

A count that stands for 1 to `rule.below` - 1 respondents, a person among them, is hidden. So is
whatever is worked out from it, and as few other counts as it takes that no hidden one can be had
back: all tables of a report are treated together, as one set of sums. What is shown is rounded, if
the rule says so. The audit (disclosure_audit) then tries to have the hidden numbers back.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from analysis.disclosing import publishing
from analysis.disclosing.choosing import hidden_figures
from analysis.disclosing.gathering import Gathered, gathered
from analysis.disclosing.knowing import components, is_small, known
from analysis.disclosing.publishing import Place
from analysis.disclosing.task import Task
from analysis.disclosure_audit import Recovered, audit
from engage_app.domain.disclosure import Claim, DisclosureRule, Figure, Key, Sum
from engage_app.domain.report import SUPPRESSED, Table

note = publishing.note

__all__ = [
    "Recovered",
    "audit",
    "audited",
    "hidden_keys",
    "is_small",
    "note",
    "suppress",
    "too_few",
]


def too_few(people: int, rule: DisclosureRule) -> bool:
    """Whether a choice of respondents with so many people in it is too small to be shown: a
    filter that leaves fewer than the rule shows. One that leaves nobody gives away nothing."""
    return 0 < people < rule.below


def suppress(
    tables: Sequence[Table], rule: DisclosureRule, claims: Sequence[Claim] = ()
) -> tuple[Table, ...]:
    """The tables as they may be published, treated together.

    Args:
        tables: tables of one exercise; one without `disclosure` is taken to hold no counts of
            people and stays as it is.
        rule: what is hidden, and what is rounded.
        claims: what sentences printed with them tell.

    Returns:
        The same tables without `trace` and `disclosure`; hidden cells are "[c]", hidden values of
        charts None, and a note says so wherever something is hidden.

    Raises:
        ValueError: two tables disagree on a figure.
    """
    return audited(tables, rule, claims)[0]


def audited(
    tables: Sequence[Table], rule: DisclosureRule, claims: Sequence[Claim] = ()
) -> tuple[tuple[Table, ...], tuple[Recovered, ...]]:
    """The same, with what the audit can still recover from it: nothing, if all is well. Words that
    would give a number away are hidden on the way."""
    all_ = gathered(tables)
    gone = _gone(all_, rule, claims)
    withheld: list[set[Place]] = [set() for _ in tables]
    asked: frozenset[Key] | None = None
    while True:
        printed = tuple(
            publishing.published(table, gone, rule, words)
            for table, words in zip(tables, withheld, strict=True)
        )
        found = audit(tables, printed, rule, claims, asked) if gone else ()
        if not found:
            return printed, found
        guilty = _joined(all_, tables, gone, found)
        if _withhold(tables, printed, guilty, frozenset(claims), withheld):
            asked = frozenset(one.key for one in found)  # with fewer words no others come up
            continue
        more = _beside(all_, guilty.union(one.key for one in found)) - gone
        if not more:
            return printed, found
        gone, asked = gone | more, None


def _beside(all_: Gathered, guilty: frozenset[Key]) -> frozenset[Key]:
    """The last resort: whatever stands in a sum or a fact with figures that can be had back. A
    nought stays: that it is hidden would be known to be wrong."""
    lines = [(total, *parts) for total, parts in all_.sums]
    lines += [tuple(key for key, _ in fact.terms) for fact in all_.facts]
    beside = {key for line in lines if guilty.intersection(line) for key in line}
    return frozenset(key for key in beside & all_.printed if all_.figures[key].value > 0)


def hidden_keys(
    figures: Mapping[Key, Figure], sums: Iterable[Sum], rule: DisclosureRule
) -> frozenset[Key]:
    """Which figures to hide, where all of them are printed: the small ones, and as few others as
    it takes that none of them has but one value that fits the rest.

    Args:
        figures: every figure.
        sums: what adds up; a sum with a figure that isn't among them is ignored.
        rule: what is hidden.
    """
    return _gone(
        Gathered(dict(figures), frozenset(figures), frozenset(figures), tuple(sums), ()), rule, ()
    )


def _gone(all_: Gathered, rule: DisclosureRule, claims: Iterable[Claim]) -> frozenset[Key]:
    """What is hidden, small implied figures included: what is worked out from them goes too."""
    facts = known(all_.figures, all_.sums, [*all_.facts, *claims])
    place = {key: number for number, key in enumerate(facts.keys)}
    task = Task(
        facts,
        tuple(all_.figures.values()),
        np.array([key in all_.printed for key in facts.keys], dtype=bool),
        tuple((place[one], place[gate]) for one, gate in all_.gates),
        rule,
        np.array([max(all_.cells.get(key, 1), 1) for key in facts.keys], dtype=np.float64),
    )
    gone = hidden_figures(task) | task.small
    return frozenset(facts.keys[number] for number in np.flatnonzero(gone))


def _withhold(
    tables: Sequence[Table],
    printed: Sequence[Table],
    guilty: frozenset[Key],
    said: frozenset[Claim],
    withheld: Sequence[set[Place]],
) -> bool:
    """Hide the words that helped to have a number back: all that tell of `guilty` figures, but for
    what the sentences printed with them have `said` already. Returns whether there were any."""
    more = False
    for table, after, words in zip(tables, printed, withheld, strict=True):
        for (r, c), claims in table.disclosure.claims.items() if table.disclosure else ():
            told = {key for claim in claims if claim not in said for key, _ in claim.terms}
            if after.rows[r][c] != SUPPRESSED and guilty.intersection(told):
                words.add((r, c))
                more = True
    return more


def _joined(
    all_: Gathered, tables: Sequence[Table], gone: frozenset[Key], found: Sequence[Recovered]
) -> frozenset[Key]:
    """The figures that hang together with those recovered, by sums and by what words tell."""
    told = [table.disclosure.claims for table in tables if table.disclosure]
    words = [claim for one in told for each in one.values() for claim in each]
    facts = known(all_.figures, all_.sums, [*all_.facts, *words])
    unknown = [key in gone or key not in all_.printed for key in facts.keys]
    labels = components(facts, np.array(unknown, dtype=bool)).tolist()
    label = dict(zip(facts.keys, labels, strict=True))
    guilty = {label[one.key] for one in found} - {-1}
    return frozenset(key for key, number in label.items() if number in guilty)
