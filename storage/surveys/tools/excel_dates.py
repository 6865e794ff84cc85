"""Choices such as "1-2" that Excel has turned into dates, turned back.

Excel reads "1-2" as a day of this year and shows "2-Jan" or "01-Feb"; "11-50" becomes a month,
"Nov-50". Which was meant shows by the lower number, which comes first, and by the neighbours.
"""

import re
from collections.abc import Iterable

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_MONTH = re.compile(r"(\d{1,2})-([A-Za-z]{3})(?:-\d{2,4})?")
_MONTH_YEAR = re.compile(r"([A-Za-z]{3})-(\d{2})")
_WHOLE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T00:00:00)?")
_RANGE = re.compile(r"(\d{1,4})\s*[-–]\s*(\d{1,4})(?!\d|-)")
_BOUND = re.compile(
    r"\d\s*\+|\b(?:more|less|fewer|over|under|up to|above|below|than)\b.*\d|\d.*\bmore\b"
)

Bounds = tuple[int, int]


def mended(texts: Iterable[str]) -> dict[str, str]:
    """By text, the range of numbers that a choice was before Excel made a date of it.

    Args:
        texts: all choices of one question. Only where some of them are ranges of numbers still
            are the dates among them taken for ranges.
    """
    choices = list(dict.fromkeys(texts))
    possible = {text: found for text in choices if (found := _meant(text))}
    rest = [text for text in choices if text not in possible]
    if not possible or not any(_RANGE.match(text) or _BOUND.search(text.lower()) for text in rest):
        return {}
    lows, highs = _edges(rest, possible)
    result = {}
    for text, found in possible.items():
        low, high = max(found, key=lambda each: (each[0] - 1 in highs) + (each[1] + 1 in lows))
        result[text] = f"{low}-{high}"
    return result


def _edges(rest: Iterable[str], possible: dict[str, list[Bounds]]) -> tuple[set[int], set[int]]:
    """Where the neighbours begin and end, as far as that is sure."""
    sure = [(int(found[1]), int(found[2])) for text in rest if (found := _RANGE.match(text))]
    sure += [found[0] for found in possible.values() if len(found) == 1]
    lows = {low for low, _ in sure}
    highs = {high for _, high in sure}
    for text in rest:
        if not _RANGE.match(text) and (number := re.search(r"\d{1,4}", text)):
            lows.add(int(number[0]))
            highs.add(int(number[0]))
    return lows, highs


def _meant(text: str) -> list[Bounds]:
    """The ranges a date may have been, the likelier first; none where it is no date."""
    if (found := _DAY_MONTH.fullmatch(text)) and (month := _month(found[2])):
        return [_sorted(int(found[1]), month)]
    if (found := _MONTH_YEAR.fullmatch(text)) and (month := _month(found[1])):
        return [_sorted(month, int(found[2]))]
    if found := _WHOLE.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
        as_day = _sorted(day, month)
        # "11-50" is the first of November 1950; days of a year are of the year of the export.
        if day == 1 and month < year % 100:
            as_month = _sorted(month, year % 100)
            return [as_day, as_month] if year >= 2000 else [as_month]
        return [as_day]
    return []


def _sorted(one: int, other: int) -> Bounds:
    return min(one, other), max(one, other)


def _month(name: str) -> int:
    return _MONTHS.index(name.lower()) + 1 if name.lower() in _MONTHS else 0
