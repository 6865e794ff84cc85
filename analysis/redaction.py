"""Personal details in what people write: names, addresses, numbers, dates of birth."""

from collections.abc import Iterator, Sequence

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
        found = _with(found, kind)
    return sorted(_with(found, find_names(text, names), name=True))


def _with(
    found: Sequence[PersonalDetail], more: Iterator[PersonalDetail], *, name: bool = False
) -> list[PersonalDetail]:
    """Both, where of two that overlap the longer stays; a name gives way to anything."""
    kept = list(found)
    for detail in more:
        rivals = [each for each in kept if each.overlaps(detail.start, detail.end)]
        length = detail.end - detail.start
        if not rivals or (not name and all(each.end - each.start < length for each in rivals)):
            kept = [each for each in kept if each not in rivals]
            kept.append(detail)
    return kept
