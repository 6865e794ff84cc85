"""Quotations for a board paper: for each theme a few that say most of what was said, for range.

Of the comments that may be quoted those are proposed to which all comments of the theme are,
together, most alike (`quoting.facility`); each position is heard before one is heard twice, and
groups, lengths and positions not heard yet in the whole paper are worth a little more. No name
stands twice in a branch of themes while there are others. One a person, and no near copies under
different themes. How well that does is measured by `benchmarks/quotes.py`.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from analysis.quoting.facility import Facility
from analysis.quoting.fit import fit_to_quote, may_be_quoted, names_somebody
from analysis.quoting.grounds import Ground, grounds
from analysis.quoting.options import Candidate, Option
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

    people: set[int] = field(default_factory=set)
    said: dict[int, list[Option]] = field(default_factory=dict)  # by theme
    names: dict[int, set[str]] = field(default_factory=dict)  # by branch of themes
    words: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, option: Option, theme: int, branch: int) -> None:
        self.people.add(option.candidate.respondent)
        self.said.setdefault(theme, []).append(option)
        self.names.setdefault(branch, set()).add(option.candidate.name)
        self.words.add(option.plain)
        self.kinds.update(option.kinds)

    def fresh(self, option: Option) -> bool:
        return option.candidate.respondent not in self.people and option.plain not in self.words

    def copied(self, option: Option, theme: int) -> bool:
        """Whether another theme is quoted with nearly the same words."""
        return any(
            option.copies(other)
            for key, others in self.said.items()
            if key != theme
            for other in others
        )

    def worth(self, kind: str) -> float:
        return _WORTH[kind.split(maxsplit=1)[0]] / (1 + self.kinds[kind])


def _never(*_asked: object) -> bool:
    return False


def propose(
    grounds: Mapping[int, Ground],
    themes: Sequence[int],
    positions: Sequence[str],
    *,
    each: int,
    heard: Sequence[Quote] = (),
    out: Callable[[Candidate, int], bool] = _never,
    personal: Callable[[Option], bool] = _never,
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
        Without `heard`; by theme, then position. No words come twice.
    """
    rank = {code: number for number, code in enumerate(positions)}
    branch_of = branches or {}
    known = _Heard()
    for quote in heard:
        option = Option(quote.chosen, quote.excerpt)
        known.add(option, quote.theme, branch_of.get(quote.theme, quote.theme))
    found: list[Quote] = []
    for theme in themes:
        heed()
        before = [quote.chosen.position for quote in heard if quote.theme == theme]
        ground, branch = grounds[theme], branch_of.get(theme, theme)
        free = [known.fresh(one) and not out(one.candidate, theme) for one in ground.options]
        facility = Facility(
            ground.likeness,
            [one.kinds for one in ground.options],
            known.worth,
            np.array(free, dtype=bool),
            fits=partial(_fits, known, personal, ground.options, theme),
        )
        names = known.names.get(branch, set())
        chosen = _chosen(facility, ground.options, before, each, names)
        for option in chosen:
            known.add(option, theme, branch)
        chosen.sort(key=lambda one: _place(rank, one.candidate.position))
        found.extend(Quote(theme, one.candidate, one.excerpt) for one in chosen)
    return tuple(found)


def _fits(
    known: _Heard,
    personal: Callable[[Option], bool],
    every: Sequence[Option],
    theme: int,
    place: int,
) -> bool:
    """What is too slow to ask of all options."""
    return not known.copied(every[place], theme) and not personal(every[place])


def _place(rank: dict[str, int], position: str) -> tuple[int, str]:
    return rank.get(position, len(rank)), position


def _chosen(
    facility: Facility,
    every: Sequence[Option],
    before: Sequence[str],
    each: int,
    names: AbstractSet[str],
) -> list[Option]:
    """The quotations of a theme, besides those of positions heard before.

    A name that stands in the branch already (`names`) gives way to others, even to one whose
    position is heard; among equals a position that isn't heard comes first.
    """
    named = [option.candidate.name for option in every]
    positions = np.array([option.candidate.position for option in every], dtype=object)
    heard = set(before)

    def clear(option: int, besides: int = -1) -> bool:
        others = [every[one] for one in facility.chosen if one != besides]
        mine = every[option]
        return all(
            one.candidate.respondent != mine.candidate.respondent and one.plain != mine.plain
            for one in others
        )

    def fresh(option: int, besides: int = -1) -> bool:
        used = {named[one] for one in facility.chosen if one != besides}
        return not named[option] or (named[option] not in used and named[option] not in names)

    while len(facility.chosen) < each - len(before):
        free = np.array([clear(option) for option in range(len(every))], dtype=bool)
        unheard = np.array([bool(code) and code not in heard for code in positions], dtype=bool)
        new = np.array([fresh(option) for option in range(len(every))], dtype=bool)
        tries = (free & new & unheard, free & new, free & unheard, free)
        option = next((one for some in tries if (one := facility.best(some)) is not None), None)
        if option is None:
            break
        facility.chosen.append(option)
        heard.add(str(positions[option]))

    def instead(old: int, new: int) -> bool:
        same = positions[old] == positions[new] and clear(new, besides=old)
        return same and (named[old] == named[new] or fresh(new, besides=old))

    facility.exchange(instead)
    return [every[option] for option in facility.chosen]
