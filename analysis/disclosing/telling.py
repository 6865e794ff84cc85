"""What may be said besides published tables: words that tell of hidden counts, and give none away.

Whether a word may be said is decided from what is printed alone: if any of the words it could be
would give something away, none is said. Decided by the true one, that nothing is said would tell
which it is (K. Kenthapadi, N. Mishra, K. Nissim, Simulatable auditing, PODS 2005, 118-127).
"""

from collections.abc import Sequence
from functools import cached_property

from analysis.disclosing.knowing import components
from analysis.disclosing.pinning import narrowed
from analysis.disclosing.worlds import Secrets, Worlds
from analysis.disclosure_audit import Auditor
from engage_app.domain.disclosure import Claim, DisclosureRule, Word
from engage_app.domain.report import Table


class Teller:
    """Allows words as long as no hidden number follows from all of them together.

    Args:
        tables: the tables as they are.
        printed: the same as published, in the same order: nothing can be had back from them.
        rule: the rule by which they were published.
        claims: what else is printed with them.
    """

    def __init__(
        self,
        tables: Sequence[Table],
        printed: Sequence[Table],
        rule: DisclosureRule,
        claims: Sequence[Claim] = (),
    ) -> None:
        self._given = tables, printed, rule
        self._told = list(claims)

    @cached_property
    def _audit(self) -> Auditor:
        return Auditor(*self._given)

    def __call__(self, words: Sequence[Word]) -> tuple[bool, ...]:
        """Whether each may be printed, asked in the order in which they are; those that may be are
        taken to be."""
        parts = _Parts(self._audit, self._told, self._given[2], words)
        return tuple(self._may(parts, word) for word in words)

    def _may(self, parts: "_Parts", word: Word) -> bool:
        worlds = parts.of(word)
        if worlds is None or not all(worlds.harmless(parts.within(one)) for one in word.possible):
            return False
        worlds.tell(parts.within(word.possible[word.true]))
        self._told += word.possible[word.true]
        return True


class _Parts:
    """Figures that hang together, whichever of the possible words are told.

    Args:
        audit: what is printed.
        told: what is told besides.
        rule: what is small.
        words: those that are asked for.
    """

    def __init__(
        self, audit: Auditor, told: Sequence[Claim], rule: DisclosureRule, words: Sequence[Word]
    ) -> None:
        self._known = audit.printed.told(told)
        self._ranges = narrowed(self._known, audit.narrow)
        self._secrets = Secrets(*audit.kinds, rule.below, rule.hide_zero)
        self._place = {key: number for number, key in enumerate(self._known.keys)}
        possible = [claim for word in words for one in word.possible for claim in one]
        open_ = self._ranges.low < self._ranges.high
        self._labels = components(self._known.told(possible), open_)
        self._made: dict[int, Worlds] = {}

    def of(self, word: Word) -> Worlds | None:
        """The part that a word tells of; None where that isn't one, or it tells nothing new."""
        keys = {key for one in word.possible for claim in one for key, _ in claim.terms}
        if not keys <= self._place.keys():
            return None
        found = {int(self._labels[self._place[key]]) for key in keys} - {-1}
        if len(found) != 1:
            return None
        (label,) = found
        if label not in self._made:
            here = self._labels == label
            self._made[label] = Worlds(
                self._known.part(here), self._ranges.part(here), self._secrets.part(here)
            )
        return self._made[label]

    def within(self, claims: Sequence[Claim]) -> list[Claim]:
        """The same of figures that aren't known for certain alone."""
        found = []
        for claim in claims:
            at = [(self._place[key], key, many) for key, many in claim.terms]
            rest = sum(many * self._ranges.low[n] for n, _, many in at if self._labels[n] < 0)
            terms = tuple((key, many) for n, key, many in at if self._labels[n] >= 0)
            found.append(Claim(terms, claim.least - round(rest)))
        return found
