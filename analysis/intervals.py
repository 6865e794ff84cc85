"""How far a share found in a random sample may be from the share of all who were sampled from.

For samples drawn at random only: where people chose to take part, no interval says anything.
"""

from math import sqrt
from statistics import NormalDist


def wilson(count: int, base: int, confidence: float = 0.95) -> tuple[float, float]:
    """The score interval of a share.

    Args:
        count: how many of the base have what is counted.
        base: how many were asked and answered, at least 1.
        confidence: how often such an interval holds the true share, between 0 and 1.

    Returns:
        (low, high), shares of 0–1. Never below 0 or above 1, and not of width nought where the
        share is 0 or 1.

    Raises:
        ValueError: the count is not between 0 and the base, the base is nought, or the confidence
            is none.

    Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209–212; without continuity correction.
    """
    _check(count, base, confidence)
    z = _z(confidence)
    share = count / base
    middle = share + z * z / (2 * base)
    half = z * sqrt(share * (1 - share) / base + z * z / (4 * base * base))
    whole = 1 + z * z / base
    # At the ends the formula gives exactly 0 and 1, but for the rounding of the machine.
    low = 0.0 if count == 0 else (middle - half) / whole
    high = 1.0 if count == base else (middle + half) / whole
    return low, high


def difference(
    count1: int, base1: int, count2: int, base2: int, confidence: float = 0.95
) -> tuple[float, float]:
    """The interval of the difference of two shares from independent samples, the first less the
    second.

    Args:
        count1, base1: the first share, as in `wilson`.
        count2, base2: the second.
        confidence: as in `wilson`.

    Returns:
        (low, high), differences of shares, −1 to 1.

    Raises:
        ValueError: as `wilson`.

    Source: R. G. Newcombe, Statist. Med. 17 (1998) 873–890, method 10: from the two score
    intervals, without continuity correction.
    """
    low1, high1 = wilson(count1, base1, confidence)
    low2, high2 = wilson(count2, base2, confidence)
    share1, share2 = count1 / base1, count2 / base2
    apart = share1 - share2
    below = sqrt((share1 - low1) ** 2 + (high2 - share2) ** 2)
    above = sqrt((high1 - share1) ** 2 + (share2 - low2) ** 2)
    return apart - below, apart + above


def _check(count: int, base: int, confidence: float) -> None:
    if base < 1 or not 0 <= count <= base:
        raise ValueError(f"not a share: {count} of {base}")
    if not 0 < confidence < 1:
        raise ValueError(f"not a confidence between 0 and 1: {confidence}")


def _z(confidence: float) -> float:
    return NormalDist().inv_cdf((1 + confidence) / 2)
