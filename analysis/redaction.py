"""Personal details in what people write: names, addresses, numbers, dates of birth."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter

from analysis.redacting.addresses import find_addresses
from analysis.redacting.birth_dates import find_birth_dates
from analysis.redacting.detail import PersonalDetail
from analysis.redacting.name_lists import NameLists, name_lists
from analysis.redacting.names import find_names
from analysis.redacting.numbers import find_numbers

__all__ = ["NameLists", "PersonalDetail", "find_personal_details", "name_lists"]


def find_personal_details(text: str, names: NameLists) -> list[PersonalDetail]:
    """The personal details of a text.

    Args:
        names: without lists only e-mail addresses, numbers, dates and names with titles are found.

    Returns:
        In order, none overlapping another; offsets in code points.
    """
    found: list[PersonalDetail] = []
    for kind in (find_numbers(text), find_birth_dates(text), find_addresses(text)):
        _add(found, kind)
    _add(found, find_names(text, names), name=True)
    return found


def _add(
    found: list[PersonalDetail], more: Iterator[PersonalDetail], *, name: bool = False
) -> None:
    """Add more to what was found; where two overlap the longer stays; a name gives way to anything.

    `found` stays in order and none in it overlaps another, so rivals stand side by side.
    """
    for detail in more:
        first = bisect_right(found, detail.start, key=_end)
        last = bisect_left(found, detail.end, lo=first, key=_start)
        rivals = found[first:last]
        length = detail.end - detail.start
        if not rivals or (not name and all(each.end - each.start < length for each in rivals)):
            found[first:last] = [detail]


_start, _end = attrgetter("start"), attrgetter("end")
