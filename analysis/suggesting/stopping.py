"""Whether it is worth coding on by hand."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_Z = 1.96  # 95 %
_RARELY_NEW = 0.02  # a new theme in less than one coding of fifty


@dataclass(frozen=True)
class StoppingHint:
    """May the officer stop coding by hand?

    Attributes:
        judged: comments among the last ones whose first suggestion she judged.
        right: how often she took it. low, high: the 95 % Wilson interval of that share, 0..1.
        steady: the share is no longer rising.
        new_themes: chance that the next coding is with a theme not used before, 0..1.
        enough: steady, and hardly a new theme to be expected.
        sentence: all this in plain English.
    """

    judged: int
    right: int
    low: float
    high: float
    steady: bool
    new_themes: float
    enough: bool
    sentence: str


def stopping_hint(
    first_right: Sequence[bool], codings_by_theme: Sequence[int] = (), last: int = 50
) -> StoppingHint:
    """Whether the suggestions have stopped getting better.

    Steady means: among the last `last` comments judged the first suggestion was right no more
    often than the chance of the draw allows, against the `last` before them (the interval of the
    earlier share reaches the later one). The chance of a theme not used yet is the share of
    codings whose theme was used only once.

    Args:
        first_right: for each comment judged, oldest first: was the first suggestion accepted?
        codings_by_theme: accepted codings of each theme that has any.
        last: how many of the latest to look at.

    Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209–212; I. J. Good, Biometrika 40 (1953)
    237–264 (unseen themes); M. Bloodgood, K. Vijay-Shanker, CoNLL 2009 (stop when steady).
    """
    late, early = first_right[-last:], first_right[-2 * last : -last]
    right = sum(late)
    low, high = wilson(right, len(late))
    steady = len(early) >= last and right / len(late) <= wilson(sum(early), len(early))[1]
    codings = sum(codings_by_theme)
    once = sum(count == 1 for count in codings_by_theme)
    new = once / codings if codings else 1.0
    enough = steady and new <= _RARELY_NEW
    said = _so_far(first_right, last) + _what_then(steady, enough, new, codings)
    sentence = said if late else "No suggestion has been judged yet."
    return StoppingHint(len(late), right, low, high, steady, new, enough, sentence)


def wilson(right: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share, 0..1; all of it where nothing was counted."""
    if not count:
        return 0.0, 1.0
    share = right / count
    middle = (share + _Z**2 / (2 * count)) / (1 + _Z**2 / count)
    half = _Z / (1 + _Z**2 / count)
    half *= math.sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def _so_far(first_right: Sequence[bool], last: int) -> str:
    late = first_right[-last:]
    more = 2 * last - len(first_right)
    said = f"The first suggestion was right for {sum(late)} of the last {len(late)} comments"
    return f"{said}; {more} more will show whether that is steady" if more > 0 else said


def _what_then(steady: bool, enough: bool, new: float, codings: int) -> str:
    if enough:
        return (
            ", no more often than before, and hardly a new theme is to be expected:"
            " coding on by hand will change the suggestions little."
        )
    if not steady:
        return "."
    if not codings:
        return ", no more often than before."
    return (
        ", no more often than before; about one coding in"
        f" {max(1, round(1 / new))} is with a theme not used before."
    )
