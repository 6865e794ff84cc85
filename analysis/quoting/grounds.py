"""What each theme chooses its quotations from, and how alike that is to what was said on it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.quoting.content import content
from analysis.quoting.facility import Floats
from analysis.quoting.options import Candidate, Option, options, represented
from engage_app.progress import heed

_EXCERPTS = 2  # of a long comment that a theme chooses from


@dataclass(frozen=True)
class Ground:
    """What a theme chooses from.

    Attributes:
        likeness: comments of the theme, or those that stand for them, × options; 0–1.
    """

    options: list[Option]
    likeness: Floats


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
    said = {theme: represented(on_theme) for theme, on_theme in by_theme.items()}
    open_to = {
        theme: options([one for one in on_theme if among(one)])
        for theme, on_theme in by_theme.items()
    }
    return _likened(said, open_to)


def _likened(said: dict[int, list[str]], open_to: dict[int, list[Option]]) -> dict[int, Ground]:
    rows: dict[str, int] = {}
    for theme, texts in said.items():
        for text in (*texts, *(option.words for option in open_to[theme])):
            rows.setdefault(text, len(rows))
    matrix = content(list(rows))
    usual = matrix.mean(axis=0) if rows else None

    def of(texts: Iterable[str]) -> Any:
        return matrix[[rows[text] for text in texts]]

    found = {}
    for theme, every in open_to.items():
        heed()
        texts, words = of(said[theme]), of(option.words for option in every)
        kept = _on_theme(every, texts, words, usual)
        likeness = (texts @ words[kept].T).toarray()
        found[theme] = Ground([every[place] for place in kept], likeness)
    return found


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
    best = {
        place
        for places in by_comment.values()
        for place in sorted(places, key=lambda one: (-round(float(told[one]), 6), one))[:_EXCERPTS]
    }
    return [place for place, option in enumerate(every) if not option.excerpt or place in best]
