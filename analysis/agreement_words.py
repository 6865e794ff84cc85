"""What a coefficient of agreement means, in plain English, with its source.

Alpha: Krippendorff, "Content Analysis" (2004, p. 241): rely on .800 and above, draw tentative
conclusions only from .667. Kappa: the bands of Landis and Koch (1977), which are a convention and
were never more.
"""

from analysis.agreement import Measured, Overall, ThemeAgreement

RELIABLE, TENTATIVE = 0.800, 0.667
FEW = 5
"""A theme on fewer comments than that says little, whatever its alpha."""

SOURCES = (
    "Alpha: Krippendorff 2004 relies on values from 0.800, and draws tentative conclusions only "
    "from 0.667. Kappa: the words are those of Landis and Koch 1977, a convention."
)
_BANDS = (
    (0.0, "poor"),
    (0.2, "slight"),
    (0.4, "fair"),
    (0.6, "moderate"),
    (0.8, "substantial"),
    (1.0, "almost perfect"),
)


def alpha_in_words(alpha: Measured) -> str:
    """Whether the coding can be relied on; why not, where alpha isn't defined."""
    if alpha.value is None:
        return alpha.why
    value = round(alpha.value, 3)
    if value >= RELIABLE:
        return "Reliable"
    if value >= TENTATIVE:
        return "For tentative conclusions only"
    return "Not reliable enough to draw conclusions from"


def kappa_in_words(kappa: Measured) -> str:
    """The band of Landis and Koch; why not, where kappa isn't defined."""
    if kappa.value is None:
        return kappa.why
    value = round(kappa.value, 2)
    if value < 0:
        return _BANDS[0][1]
    return next(words for top, words in _BANDS[1:] if value <= top)


def theme_reading(found: ThemeAgreement) -> str:
    """One line on a theme."""
    words = alpha_in_words(found.alpha)
    if found.alpha.value is None:
        return words
    if found.used < FEW:
        on = "one comment" if found.used == 1 else f"{found.used} comments"
        return f"{words}; it is on {on} only, too few to tell"
    if found.alpha.low is not None and _may_mislead(found.alpha):
        return f"{words}; the interval reaches below {_floor(found.alpha.value):.3f}"
    return words


def overall_reading(found: Overall) -> str:
    """Two or three sentences on all themes together."""
    if found.alpha.value is None:
        return found.alpha.why
    alpha = found.alpha
    between = (
        f" (95 % interval {alpha.low:.2f} to {alpha.high:.2f})"
        if alpha.low is not None and alpha.high is not None
        else ""
    )
    noun = "comment" if found.comments == 1 else "comments"
    return (
        f"Krippendorff's alpha over all themes is {alpha.value:.2f}{between}: "
        f"{_lower(alpha_in_words(alpha))}. Both put exactly the same themes on {found.same:,} of "
        f"{found.comments:,} {noun}."
    )


def _may_mislead(alpha: Measured) -> bool:
    floor = _floor(alpha.value or 0.0)
    return floor > 0 and alpha.low is not None and alpha.low < floor


def _floor(value: float) -> float:
    """The threshold that a value has passed; 0 where it has passed none."""
    value = round(value, 3)
    return RELIABLE if value >= RELIABLE else TENTATIVE if value >= TENTATIVE else 0.0


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
