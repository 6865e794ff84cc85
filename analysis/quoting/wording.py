"""Near copies: words that several sent, edited or cut, which are not to be read twice in a paper."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from analysis.shingles import fingerprint

_COPIED = 7  # pairs of words: of fewer, many are shared by chance
_COPY = 0.6  # of the shorter one's pairs; an edit of one word in five leaves as many


@dataclass(frozen=True)
class Wording:
    """How something is put.

    Attributes:
        text: as it would be printed.
    """

    text: str

    @cached_property
    def plain(self) -> str:
        """The words alone: two of the same say the same."""
        return fingerprint(self.text)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Neighbouring words: what near copies share, and others hardly do."""
        return frozenset(pairwise(self.plain.split()))

    def copies(self, other: "Wording") -> bool:
        """Whether it says nearly the same words as another: of the pairs of words in the shorter,
        most are in the longer."""
        fewer = min(len(self.pairs), len(other.pairs))
        shared = len(self.pairs & other.pairs)
        return self.plain == other.plain or (fewer >= _COPIED and shared >= _COPY * fewer)
