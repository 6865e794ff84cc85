"""What may be chosen for a theme: whole comments and excerpts of long ones, and what they stand for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from zlib import crc32

from analysis.quoting.excerpts import runs
from analysis.quoting.fit import LONGEST, ends_well
from analysis.quoting.wording import Wording

REPRESENTED = 800
"""Comments of a theme that stand for all of it where there are more."""

POOL = 800
"""Comments of a theme among which quotations are looked for, of each position alike."""

_FEWEST = 40  # of a position, however many there are
_RUNS = 40  # excerpts looked at of a long comment
_BANDS = ((12, "short"), (35, "middling"), (LONGEST, "long"))  # words up to


@dataclass(frozen=True)
class Candidate:
    """A comment on some themes.

    Attributes:
        themes: its themes.
        position: its respondent's position, or empty.
        came: when its response came, ISO, and the response's uid: an order that is the same on
            every laptop, whatever came into its file first.
        groups: the branches of stakeholder groups that its respondent belongs to.
        quotable: whether it may be quoted at all; otherwise it only tells what there is to say.
        name: what would stand under it; empty where that is nobody's name.
    """

    comment: int
    response: int
    respondent: int
    text: str
    position: str
    themes: tuple[int, ...]
    came: tuple[str, str] = ("", "")
    groups: tuple[int, ...] = ()
    quotable: bool = True
    name: str = ""

    @cached_property
    def lot(self) -> int:
        """A number that is as good as drawn, and the same on every laptop."""
        return crc32(f"{self.came[1]} {self.text}".encode())


@dataclass(frozen=True)
class Option:
    """A candidate, whole, or an excerpt of it."""

    candidate: Candidate
    excerpt: str = ""

    @property
    def words(self) -> str:
        """What would be printed."""
        return self.excerpt or self.candidate.text

    @cached_property
    def wording(self) -> Wording:
        """How it is put."""
        return Wording(self.words)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """What is heard with it."""
        length = len(self.words.split())
        band = next((name for most, name in _BANDS if length <= most), _BANDS[-1][1])
        groups = (f"group {each}" for each in self.candidate.groups)
        return frozenset((*groups, f"length {band}", *self._position()))

    def _position(self) -> tuple[str, ...]:
        position = self.candidate.position
        return (f"position {position}",) if position else ()


def represented(on_theme: Sequence[Candidate]) -> Sequence[Candidate]:
    """The comments of a theme, or as many as stand for them."""
    return on_theme if len(on_theme) <= REPRESENTED else sorted(on_theme, key=_lot)[:REPRESENTED]


def options(on_theme: Sequence[Candidate]) -> list[Option]:
    """What may be chosen of the comments of a theme, plain before intricate."""
    found = [option for each in _pool(on_theme) for option in _of(each)]
    return sorted(found, key=_plainness)


def _pool(on_theme: Iterable[Candidate]) -> list[Candidate]:
    by_position: dict[str, list[Candidate]] = {}
    for each in on_theme:
        if each.quotable:
            by_position.setdefault(each.position, []).append(each)
    share = max(POOL // max(len(by_position), 1), _FEWEST)
    return [
        each
        for some in by_position.values()
        for each in (some if len(some) <= share else sorted(some, key=_lot)[:share])
    ]


def _of(candidate: Candidate) -> list[Option]:
    if len(candidate.text.split()) <= LONGEST:
        return [Option(candidate)] if any(map(str.isalnum, candidate.text)) else []
    return [Option(candidate, excerpt) for excerpt in islice(runs(candidate.text), _RUNS)]


def _lot(candidate: Candidate) -> tuple[int, tuple[str, str], str]:
    return candidate.lot, candidate.came, candidate.text


def _plainness(option: Option) -> tuple[int, bool, tuple[str, str], str, str]:
    """About one thing before about many, sentences before jottings, then by age."""
    each = option.candidate
    return len(each.themes), not ends_well(option.words), each.came, each.text, option.excerpt
