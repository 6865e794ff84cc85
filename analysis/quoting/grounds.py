"""What each theme chooses its quotations from, and how alike that is to what was said on it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.quoting.content import content
from analysis.quoting.facility import Floats, Mask
from analysis.quoting.fit import SHORTEST, breaks_off, ends_well, names_somebody
from analysis.quoting.options import Candidate, Option, options, represented
from analysis.shingles import fingerprint
from engage_app.progress import heed

_EXCERPTS = 2  # of a long comment that a theme chooses from


_WORD, _BROKEN_OFF, _UNCLOSED = 0.03, 0.1, 0.005
"""What a comment has to cover more than others: for each word that it has too few; where it stops in
the middle of a thought; where its last sentence isn't closed, as most on the theme are."""

_ENOUGH = ((15, 25), (SHORTEST, 8))
"""Words that are enough, by how many the usual comment has: where people jotted three
do; where they wrote at length, seven are few."""

_BRIEF = 80  # characters: what has too few words has fewer


@dataclass(frozen=True)
class Ground:
    """What a theme chooses from.

    Attributes:
        likeness: comments of the theme, or those that stand for them, × options; 0–1.
        price: what each option has to cover more than others to be proposed before them.
        poor: those that say too little, or break off: not proposed beside others unless they are
            worth their price.
    """

    options: list[Option]
    likeness: Floats
    price: NDArray[np.float64]
    poor: Mask


def _always(_candidate: Candidate) -> bool:
    return True


def grounds(
    candidates: Iterable[Candidate],
    themes: Sequence[int],
    among: Callable[[Candidate], bool] = _always,
) -> dict[int, Ground]:
    """What each theme chooses from; of all themes at once, as which words are rare shows in all.

    Where a theme has more than `options.REPRESENTED` comments, as many of them, drawn by a number
    that follows from the response's uid, stand for all; of as many as `POOL` the quotations are
    chosen. The same comments give the same grounds, in whatever order they come.

    Args:
        candidates: the comments of the themes, also those that may not be quoted: they are part of
            what there is to say.
        themes: which themes.
        among: whether a comment may be chosen, as far as it is quotable.
    """
    by_theme: dict[int, list[Candidate]] = {theme: [] for theme in themes}
    for candidate in sorted(candidates, key=lambda one: (one.came, one.text, one.comment)):
        for theme in candidate.themes:
            if theme in by_theme:
                by_theme[theme].append(candidate)
    said = {theme: represented(some) for theme, some in by_theme.items()}
    open_to = {
        theme: options([one for one in on_theme if among(one)])
        for theme, on_theme in by_theme.items()
    }
    return _likened(said, open_to)


def _likened(
    said: dict[int, Sequence[Candidate]], open_to: dict[int, list[Option]]
) -> dict[int, Ground]:
    heard = {each.comment: each.text for some in said.values() for each in some}
    usual = median(len(text.split()) for text in heard.values()) if heard else 0
    least = int(np.interp(usual, *_ENOUGH))
    times = Counter(heard.values())
    for theme in said:
        for option in open_to[theme]:
            times.setdefault(option.words, 0 if option.excerpt else 1)
    rows = {text: number for number, text in enumerate(times)}
    matrix = content(list(rows), list(times.values()))
    mean = matrix.mean(axis=0) if rows else None

    def of(texts: Iterable[str]) -> Any:
        return matrix[[rows[text] for text in texts]]

    found = {}
    for theme, every in open_to.items():
        heed()
        spoken = [each.text for each in said[theme]]
        texts, words = of(spoken), of(option.words for option in every)
        kept = _on_theme(every, texts, words, mean)
        likeness = (texts @ words[kept].T).toarray()
        listed = [every[place] for place in kept]
        found[theme] = Ground(listed, likeness, *_prices(listed, spoken, least))
    return found


def _prices(
    every: Sequence[Option], said: Sequence[str], least: int
) -> tuple[NDArray[np.float64], Mask]:
    """Who reads a paper wants whole thoughts.

    A few words tell little, and cover themselves; unless others say just that: what many say in
    the same words is what there is to say.

    Args:
        every: what there is to choose from.
        said: the comments of the theme.
        least: words that are enough.

    Returns:
        The price of each, and whether it is poor.
    """
    brief = Counter(fingerprint(text) for text in said if len(text) <= _BRIEF)

    def poverty(option: Option) -> float:
        broken = _BROKEN_OFF if breaks_off(option.words) else 0.0
        plain = option.wording.plain if len(option.words) <= _BRIEF else ""
        wanting = least - len(plain.split())
        if not plain or wanting <= 0:
            return broken
        return broken + max(wanting * _WORD + (2 - brief[plain]) / len(said), 0.0)

    closed = sum(ends_well(text) for text in said) / max(len(said), 1)
    poor = np.array([poverty(option) for option in every])
    loose = np.array([not ends_well(option.words) for option in every], dtype=bool)
    return poor + loose * closed * _UNCLOSED, poor > 0


def _on_theme(every: Sequence[Option], texts: Any, words: Any, usual: Any) -> list[int]:
    """Whole comments, and of each long one the excerpts that speak most of what is said on this
    theme more than on others: the rest of it may be about something else."""
    if not len(every) or not texts.shape[0]:
        return []
    told = np.asarray(words @ np.asarray(texts.mean(axis=0) - usual).ravel()).ravel()
    by_comment: dict[int, list[int]] = {}
    for place, option in enumerate(every):
        if option.excerpt:
            by_comment.setdefault(option.candidate.comment, []).append(place)
    best: set[int] = set()
    for places in by_comment.values():
        places.sort(key=lambda one: (-round(float(told[one]), 6), one))
        nameless = (one for one in places if not names_somebody(every[one].words))
        best.update(islice(nameless, _EXCERPTS))
    return [place for place, option in enumerate(every) if not option.excerpt or place in best]
