"""Values in conditions, after XPath 1.0 as ODK uses it.

A blank answer is an empty string, which as a number is NaN; every comparison of NaN is false but
`!=`; division by nothing is infinite. Dates count as days since 1970, so that they compare with each
other and with today(). Several choices are a tuple of names.
"""

import math
import operator
import re
from collections.abc import Callable, Mapping
from datetime import date

from engage_app.domain.form_values import worded

Value = str | float | bool | date | tuple[str, ...]

_NUMBER = re.compile(r"\s*-?([0-9]+(\.[0-9]*)?|\.[0-9]+)\s*", re.ASCII)
_ISO = re.compile(r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2})(T.*)?\s*", re.ASCII)
_EPOCH = date(1970, 1, 1)


def text_of(value: Value) -> str:
    """XPath's string()."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return " ".join(value)
    if math.isfinite(value):
        return worded(value)
    return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")


def number(value: Value) -> float:
    """XPath's number(); dates, also as ISO text, are days since 1970."""
    if isinstance(value, int | float):
        return float(value)
    day = value if isinstance(value, date) else day_of(text_of(value))
    if isinstance(day, date):
        return float((day - _EPOCH).days)
    return real(day) if _NUMBER.fullmatch(day) else math.nan


def truth(value: Value) -> bool:
    """XPath's boolean(): nothing, zero and NaN are false."""
    if isinstance(value, float | int):
        return bool(value) and not math.isnan(value)
    return isinstance(value, date) or bool(value)


def day_of(text: str) -> date | str:
    """ODK's date(): the day of ISO text, with or without a time; anything else as it was."""
    if found := _ISO.fullmatch(text):
        try:
            return date.fromisoformat(found[1])
        except ValueError:
            return text
    return text


def real(value: str | float) -> float:
    """A number as a float; one too large for it is infinite."""
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _equal(one: Value, other: Value) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return truth(one) == truth(other)
    if isinstance(one, float | int | date) or isinstance(other, float | int | date):
        return number(one) == number(other)
    return text_of(one) == text_of(other)


def _divided(one: float, by: float) -> float:
    if by:
        return one / by
    if not one or math.isnan(one) or math.isnan(by):
        return math.nan
    return math.copysign(math.inf, one) * math.copysign(1.0, by)


def _remainder(one: float, by: float) -> float:
    sound = math.isfinite(one) and by and not math.isnan(by)
    return math.fmod(one, by) if sound else math.nan


def _numeric(work: Callable[[float, float], Value]) -> Callable[[Value, Value], Value]:
    return lambda one, other: work(number(one), number(other))


OPERATORS: Mapping[str, Callable[[Value, Value], Value]] = {
    "=": _equal,
    "!=": lambda one, other: not _equal(one, other),
    "<": _numeric(operator.lt),
    "<=": _numeric(operator.le),
    ">": _numeric(operator.gt),
    ">=": _numeric(operator.ge),
    "+": _numeric(operator.add),
    "-": _numeric(operator.sub),
    "*": _numeric(operator.mul),
    "div": _numeric(_divided),
    "mod": _numeric(_remainder),
}
