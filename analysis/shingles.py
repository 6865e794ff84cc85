"""Which texts hold the same runs of three words, and how much of each they make up.

All texts stand one after another in one array of words; a run is known by the number of its
first word there. Every question is answered for all texts at once.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engage_app.progress import heed

Numbers = NDArray[np.int64]
"""One-dimensional: numbers of texts, runs, or words."""

RUN = 3
"""Words. Of four, one edited word in five leaves too few runs whole; two are alike by chance."""

_NOT_WORDS = re.compile(r"[^\w]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_SPREAD_BITS = np.uint64(0x9E3779B97F4A7C15)  # the golden ratio in 64 bits: any odd number mixes


def fingerprint(text: str) -> str:
    """The words alone: no case, punctuation or spacing."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _NOT_WORDS.sub(" ", _APOSTROPHE.sub("", plain)).strip()


@dataclass(frozen=True)
class Held:
    """Texts that hold some of the runs asked for.

    Attributes:
        texts: ascending.
        words: how many words of each text stand in such runs.
        first, last: the first and last of these words, as numbers among all words.
    """

    texts: Numbers
    words: Numbers
    first: Numbers
    last: Numbers

    def words_in(self, texts: Numbers) -> Numbers:
        """How many words of each of these texts stand in such runs."""
        if not len(self.texts):
            return np.zeros(len(texts), dtype=np.int64)
        at = np.minimum(np.searchsorted(self.texts, texts), len(self.texts) - 1)
        return np.where(self.texts[at] == texts, self.words[at], 0)


class Shingled:
    """Texts as runs of words.

    Args:
        texts: fingerprints, of at least RUN words each.
        sent: how many comments have each text.

    Attributes:
        count: texts.
        lengths: words of each text; `own_lengths` without those set aside.
        sent: comments of each text.
        spread: comments that hold each run.
        postings: how often each run occurs: what it takes to look it up.
    """

    def __init__(self, texts: Sequence[str], sent: Sequence[int]) -> None:
        words = [text.split(" ") for text in texts]
        self.count = len(words)
        self.sent: Numbers = np.array(sent, dtype=np.int64)
        self.lengths: Numbers = np.array([len(each) for each in words], dtype=np.int64)
        self.own_lengths = self.lengths.copy()
        self._start = np.concatenate([[0], np.cumsum(self.lengths)])
        self._text = np.repeat(np.arange(self.count), self.lengths)
        self._aside = np.zeros(len(self._text), dtype=bool)
        self._run_at = np.full(len(self._text), -1)  # the run that starts at each word
        self._places: Numbers = np.zeros(0, dtype=np.int64)  # where runs start, by run
        if self.count:
            self._number_runs(words)
        self.spread = self._spread()
        self.postings: Numbers = np.diff(self._post)
        self._asked = np.zeros(len(self.postings), dtype=bool)  # while a question is answered
        self._run_aside = np.zeros(len(self.postings), dtype=bool)

    def _number_runs(self, words: Sequence[Sequence[str]]) -> None:
        heed()
        vocabulary: dict[str, int] = {}
        codes = np.array(
            [vocabulary.setdefault(word, len(vocabulary)) for each in words for word in each],
            dtype=np.uint64,
        )
        heed()
        starts = len(codes) - RUN + 1
        mixed = codes[:starts].copy()
        for step in range(1, RUN):
            mixed = mixed * _SPREAD_BITS + codes[step : starts + step] + np.uint64(1)
        within = np.flatnonzero(self._text[:starts] == self._text[RUN - 1 :])
        _, runs = np.unique(mixed[within], return_inverse=True)
        self._run_at[within] = runs
        heed()
        self._places = within[np.argsort(runs, kind="stable")]

    def _spread(self) -> Numbers:
        runs = self._run_at[self._places]
        self._post = np.concatenate([[0], np.cumsum(np.bincount(runs))]).astype(np.int64)
        both = _distinct(runs * max(self.count, 1) + self._text[self._places])
        comments = self.sent[both % max(self.count, 1)]
        return np.bincount(both // max(self.count, 1), weights=comments).astype(np.int64)

    def runs_of(self, texts: Numbers) -> Numbers:
        """The runs of these texts, one after another."""
        lengths = self.lengths[texts]
        return self._run_at[_ranges(self._start[texts], np.maximum(lengths - RUN + 1, 0))]

    def repeated(self, comments: int) -> tuple[Numbers, Numbers]:
        """By text: its words in runs that so many comments hold, and the spread of these runs."""
        places = self._places[self.spread[self._run_at[self._places]] >= comments]
        often = np.bincount(
            self._text[places], weights=self.spread[self._run_at[places]], minlength=self.count
        )
        marked = np.zeros(len(self._text), dtype=bool)
        for step in range(RUN):
            marked[places + step] = True
        words = np.bincount(self._text, weights=marked, minlength=self.count)
        return words.astype(np.int64), often.astype(np.int64)

    def with_long_repeats(self, words: int) -> NDArray[np.bool_]:
        """By text, whether so many words on end (five or more) come again somewhere, or all of it."""
        found = self.sent > 1
        steps = [
            *range(0, words - RUN, RUN - 1),
            words - RUN,
        ]  # runs that overlap, to the last word
        starts = len(self._run_at) - steps[-1]
        if starts <= 0:
            return found
        places = np.flatnonzero(
            (self._run_at[:starts] >= 0)
            & (self._text[:starts] == self._text[steps[-1] :])
            & (self._run_at[steps[-1] :] >= 0)
        )
        mixed = self._run_at[places].astype(np.uint64)
        for step in steps[1:]:
            mixed = mixed * _SPREAD_BITS + self._run_at[places + step].astype(np.uint64)
        order = np.argsort(mixed, kind="stable")
        again = np.diff(mixed[order]) == 0
        twice = np.append(again, False) | np.insert(again, 0, False)
        if len(places):
            found[self._text[places[order[twice]]]] = True
        return found

    def effort(self) -> Numbers:
        """By text, how many places have to be looked at to find those that hold its runs."""
        places = self._places
        looked_at = self.postings[self._run_at[places]]
        by_text = np.bincount(self._text[places], weights=looked_at, minlength=self.count)
        return by_text.astype(np.int64)

    def holding(self, runs: Numbers) -> Held:
        """The texts that hold any of these distinct runs; words set aside don't count."""
        words = self._words_of(self._places_of(runs[~self._run_aside[runs]]))
        return self._held(words[~self._aside[words]])

    def held_by(self, texts: Numbers, runs: Numbers, *, also_set_aside: bool = False) -> Held:
        """The same of these texts (ascending) alone, in as long as it takes to read them; words
        set aside don't count unless asked."""
        places = _ranges(self._start[texts], self.lengths[texts])
        at = self._run_at[places]
        self._asked[runs] = True
        words = self._words_of(places[(at >= 0) & self._asked[at]])
        self._asked[runs] = False
        return self._held(words if also_set_aside else words[~self._aside[words]])

    def _held(self, words: Numbers) -> Held:
        whose = self._text[words]
        first = np.flatnonzero(np.diff(whose, prepend=-1))
        held = np.diff(first, append=len(words))
        return Held(whose[first], held, words[first], words[first + held - 1])

    def shared_runs(self, texts: Numbers, share: float) -> Numbers:
        """The runs that at least this share of the comments of these texts hold, and at least
        two of them."""
        runs = self.runs_of(texts)
        whose = np.repeat(np.arange(len(texts)), np.maximum(self.lengths[texts] - RUN + 1, 0))
        both = _distinct(runs * len(texts) + whose)
        held = both // max(len(texts), 1)
        first = np.flatnonzero(np.diff(held, prepend=-1))
        known = held[first]
        comments = (
            np.add.reduceat(self.sent[texts[both % len(texts)]], first) if len(first) else known
        )
        shared: Numbers = known[comments >= max(2, share * self.sent[texts].sum())]
        return shared

    def _places_of(self, runs: Numbers) -> Numbers:
        """Where these distinct runs start, in any text; ascending."""
        return np.sort(self._places[_ranges(self._post[runs], self.postings[runs])])

    def _words_of(self, places: Numbers) -> Numbers:
        """Every word that stands in a run which starts at one of these places; ascending."""
        starts = places.copy()  # of words that the run before it doesn't reach
        starts[1:] = np.maximum(starts[1:], places[:-1] + RUN)
        return _ranges(starts, places + RUN - starts)

    def set_aside(self, runs: Numbers) -> None:
        """Count the words of these runs no more, in any text."""
        words = self._words_of(self._places_of(runs))
        words = words[~self._aside[words]]
        self._aside[words] = True
        self._run_aside[runs] = True
        self.own_lengths -= np.bincount(self._text[words], minlength=self.count)

    def outside(self, held: Held) -> Numbers:
        """By text, its words before the first and after the last held, but those set aside."""
        words = _ranges(self._start[held.texts], self.lengths[held.texts])
        whose = np.repeat(np.arange(len(held.texts)), self.lengths[held.texts])
        counted = (words < held.first[whose]) | (words > held.last[whose])
        counted &= ~self._aside[words]
        return np.bincount(whose, weights=counted, minlength=len(held.texts)).astype(np.int64)


def _distinct(numbers: Numbers) -> Numbers:
    """Ascending; for whole numbers several times as fast as numpy's own."""
    ordered = np.sort(numbers)
    distinct: Numbers = ordered[np.diff(ordered, prepend=-1) != 0]
    return distinct


def _ranges(starts: Numbers, lengths: Numbers) -> Numbers:
    """start, start + 1, … for each start, as many as its length says, one after another."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    ranges: Numbers = np.arange(total) + np.repeat(starts - (ends - lengths), lengths)
    return ranges
