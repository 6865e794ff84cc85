"""Words for shares, always the same words for the same share: the printed key of a report."""

KEY: tuple[tuple[float, str], ...] = (
    (0.90, "nearly all"),
    (0.60, "most"),
    (0.40, "around half"),
    (0.15, "some"),
    (0.00, "a few"),
)
"""The least share that each word stands for, largest first. Shares are compared as whole per cent,
as they are printed, so that no reader finds "some" beside "40%"."""

NONE = "none"


def quantifier(share: float) -> str:
    """The word for a share of 0 to 1: "nearly all" from 90 %, and so on; "none" for 0.

    Raises:
        ValueError: not a share.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"not a share of 0 to 1: {share}")
    if share == 0:
        return NONE
    return next(word for least, word in KEY if at_least(share, least))


def at_least(share: float, least: float) -> bool:
    """Whether a share, rounded to whole per cent (halves up), reaches another."""
    return whole_percent(share) >= round(least * 100)


def whole_percent(share: float) -> int:
    """A share as it is printed: whole per cent, halves up."""
    return int(share * 100 + 0.5 + 1e-9)


def key_in_words() -> str:
    """The key as a sentence fragment: "nearly all: 90% or more; most: 60% to 89%; …"."""
    return "; ".join(f"{word}: {means}" for word, means in key_rows())


def key_rows() -> tuple[tuple[str, str], ...]:
    """The key as words and what each means: ("nearly all", "90% or more") …"""
    found = []
    upper = None
    for least, word in KEY:
        low = round(least * 100)
        if upper is None:
            found.append((word, f"{low}% or more"))
        elif low == 0:
            found.append((word, f"less than {upper + 1}%"))
        else:
            found.append((word, f"{low}% to {upper}%"))
        upper = low - 1
    return tuple(found)
