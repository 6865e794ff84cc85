"""Quotations for a board paper: for each theme a few that say most of what was said, for range.

Of the comments that may be quoted those are proposed to which all comments of the theme are,
together, most alike (`quoting.facility`); each position is heard before one is heard twice, and
groups, lengths and positions not heard yet in the whole paper are worth a little more. No name
stands twice in a branch of themes while there are others. One a person, and no near copies. How
well that does is measured by `benchmarks/quotes.py`.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.quoting.choosing import choose
from analysis.quoting.facility import Facility
from analysis.quoting.fit import fit_to_quote, may_be_quoted, names_somebody
from analysis.quoting.grounds import Ground, grounds
from analysis.quoting.options import Candidate, Option
from analysis.quoting.wording import Wording
from engage_app.progress import heed

__all__ = [
    "Candidate",
    "Quote",
    "fit_to_quote",
    "grounds",
    "may_be_quoted",
    "names_somebody",
    "propose",
]

_WORTH = {"position": 0.02, "group": 0.01, "length": 0.004}
"""What hearing one for the first time is worth, in coverage; the first quotation of a theme
covers a tenth. Each time it was heard elsewhere in the paper, it is worth less."""


@dataclass(frozen=True)
class Quote:
    """A comment chosen to stand for a theme.

    Attributes:
        excerpt: what of it is printed, where that isn't all.
        picked: an officer chose it; otherwise it is proposed.
    """

    theme: int
    chosen: Candidate
    excerpt: str = ""
    picked: bool = False

    @property
    def words(self) -> str:
        """What is printed."""
        return (self.excerpt or self.chosen.text).strip()


@dataclass
class _Heard:
    """What was chosen so far, for all themes."""

    branches: Mapping[int, int]
    people: set[int] = field(default_factory=set)
    said: list[Wording] = field(default_factory=list)
    names: dict[int, set[str]] = field(default_factory=dict)  # by branch of themes
    kinds: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, quotes: Sequence[Quote], branches: Mapping[int, int]) -> "_Heard":
        heard = cls(branches)
        for quote in quotes:
            heard.add(Option(quote.chosen, quote.excerpt), quote.theme)
        return heard

    def add(self, option: Option, theme: int) -> None:
        self.people.add(option.candidate.respondent)
        self.said.append(option.wording)
        self.names.setdefault(self.branch(theme), set()).add(option.candidate.name)
        self.kinds.update(option.kinds)

    def branch(self, theme: int) -> int:
        return self.branches.get(theme, theme)

    def copied(self, option: Option) -> bool:
        """Whether nearly the same words are quoted."""
        return any(option.wording.copies(other) for other in self.said)

    def worth(self, kind: str) -> float:
        return _WORTH[kind.split(maxsplit=1)[0]] / (1 + self.kinds[kind])


def _never(*_asked: object) -> bool:
    return False


def _personal(option: Option) -> bool:
    return names_somebody(option.words)


def propose(
    grounds: Mapping[int, Ground],
    themes: Sequence[int],
    positions: Sequence[str],
    *,
    each: int,
    heard: Sequence[Quote] = (),
    out: Callable[[Candidate, int], bool] = _never,
    personal: Callable[[Option], bool] = _personal,
    branches: Mapping[int, int] | None = None,
) -> tuple[Quote, ...]:
    """Quotations for each theme, for range, one a person.

    Args:
        grounds: what each theme chooses from: see `quoting.grounds.grounds`.
        themes: in the order they choose; the first has the widest choice.
        positions: in the order they are printed; others come last.
        each: at most so many for a theme, those of `heard` included.
        heard: what is printed already, whatever is proposed.
        out: whether a comment is not to be proposed for a theme.
        personal: whether words hold a personal detail: asked only of what is about to be chosen.
        branches: the branch of each theme, in which names are to differ; without it each theme is
            one of its own.

    Returns:
        Without `heard`; by theme, then position. No words come twice, nor nearly the same.
    """
    rank = {code: number for number, code in enumerate(positions)}
    known = _Heard.of(heard, branches or {})
    found: list[Quote] = []
    for theme in themes:
        heed()
        before = [quote.chosen.position for quote in heard if quote.theme == theme]
        facility = _facility(grounds[theme], theme, known, out, personal)
        names = known.names.get(known.branch(theme), set())
        chosen = choose(facility, grounds[theme].options, before, each, names)
        for option in chosen:
            known.add(option, theme)
        chosen.sort(key=lambda one: _place(rank, one.candidate.position))
        found.extend(Quote(theme, one.candidate, one.excerpt) for one in chosen)
    return tuple(found)


def _facility(
    ground: Ground,
    theme: int,
    known: _Heard,
    out: Callable[[Candidate, int], bool],
    personal: Callable[[Option], bool],
) -> Facility:
    every = ground.options
    free = (one.candidate.respondent not in known.people for one in every)
    open_to = [yes and not out(one.candidate, theme) for yes, one in zip(free, every, strict=True)]
    return Facility(
        ground.likeness,
        [one.kinds for one in every],
        known.worth,
        ground.price,
        ground.poor,
        np.array(open_to, dtype=bool),
        fits=lambda option: not known.copied(every[option]) and not personal(every[option]),
        apart=lambda option, others: (
            not any(every[option].wording.copies(every[one].wording) for one in others)
        ),
    )


def _place(rank: dict[str, int], position: str) -> tuple[int, str]:
    return rank.get(position, len(rank)), position
