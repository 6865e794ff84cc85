"""What an answer is while a form is being filled in, and how typed text is read.

One form everywhere (fields, drafts, conditions, filing), the form `engage inspect --json` prints:

- a text, a date or a single choice is a `str`: dates as ISO "2026-12-31", a choice by `Choice.value`;
- a number is an `int` or a `float`;
- several choices are a `tuple[str, ...]` of `Choice.value`, in the order of the questionnaire
  (a list is taken as well: that is how JSON brings it back);
- blank is `None`. In answers to file, `None` is "shown and skipped"; no key is "not shown".

What can't be read as the number or date it should be stays the text that was typed, so that a
draft loses nothing; `form_logic.checks` says what is wrong with it.
"""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date

Answer = str | int | float | Sequence[str] | None
Answers = Mapping[str, Answer]

_WHOLE = re.compile(r"[+-]?[0-9]{1,15}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?([0-9]{1,15}(\.[0-9]{0,15})?|\.[0-9]{1,15})", re.ASCII)
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?", re.ASCII)
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/. -])([0-9]{1,2})\2([0-9]{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", re.ASCII)
_MONTH_NAMED = re.compile(r"([0-9]{1,2})[ -]+([a-z]{3,9})\.?[ -]+([0-9]{4})", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def blank(answer: Answer) -> bool:
    """Whether nothing was answered; spaces are nothing."""
    if answer is None:
        return True
    if isinstance(answer, str):
        return not answer.strip()
    return not isinstance(answer, int | float) and not answer


def same(one: Answer, other: Answer) -> bool:
    """Whether two answers say the same; lists and tuples alike, blanks alike, 3 like 3.0."""
    if blank(one) or blank(other):
        return blank(one) and blank(other)
    if isinstance(one, str | int | float) or isinstance(other, str | int | float):
        return one == other
    return one is not None and other is not None and tuple(one) == tuple(other)


def whole_number(text: str) -> int | None:
    """A typed whole number, with or without commas at the thousands; None for anything else."""
    plain = _plain(text)
    return int(plain) if _WHOLE.fullmatch(plain) else None


def decimal_number(text: str) -> float | int | None:
    """A typed number; a whole one is an int. None for anything else."""
    plain = _plain(text)
    if _WHOLE.fullmatch(plain):
        return int(plain)
    return float(plain) if _DECIMAL.fullmatch(plain) else None


def typed_date(text: str) -> date | None:
    """A typed date: 31/12/2026, 31.12.2026, 31 Dec 2026 or 2026-12-31; day before month.

    A year in two figures is not taken: nobody can tell 1931 from 2031.
    """
    plain = " ".join(text.split()).lower()
    if found := _YEAR_FIRST.fullmatch(plain):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(plain):
        day, month, year = int(found[1]), int(found[3]), int(found[4])
    elif found := _MONTH_NAMED.fullmatch(plain):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def worded(number: float) -> str:
    """A number as it is written: no exponent, no needless decimals."""
    if math.isfinite(number) and number == int(number):
        return str(int(number))
    return f"{number:.15f}".rstrip("0").rstrip(".") if math.isfinite(number) else str(number)


def _plain(text: str) -> str:
    plain = text.strip().replace("−", "-")
    return plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain


def _month(name: str) -> int:
    """The number of a named month, by its first three letters; 0 for none."""
    return _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0
