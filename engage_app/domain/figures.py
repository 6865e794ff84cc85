"""How a number is written for a reader: alike in the window, in Word and in Excel."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from engage_app.domain.report import Kind


@lru_cache(maxsize=4096, typed=True)
def figure(value: float, kind: Kind) -> str:
    """0.454 as "45%", 1234 as "1,234", 0.636 as "0.64". Halves go up, as Excel rounds them."""
    if kind is Kind.SHARE:
        return f"{rounded(value, 2) * 100:.0f}%"
    if kind is Kind.SCORE:
        return f"{rounded(value, 2)}"
    if kind is Kind.COUNT or isinstance(value, int):
        return f"{rounded(value, 0):,}"
    return f"{value:g}"


def rounded(value: float, places: int) -> Decimal:
    """The value to so many decimal places, halves away from nought; never "-0"."""
    near = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return near if near else abs(near)
