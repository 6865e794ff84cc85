"""What the respondents in two categories count, by what each of them counts."""

from engage_app.domain.disclosure import Key
from engage_app.services.tables.positions import NOT_STATED

ALL: Key = ("respondents", "all")
_CODED: Key = ("respondents", "coded")


def crossing_key(one: Key, other: Key) -> Key:
    """What the respondents in two categories count, the same whichever comes first, and the same
    as in the tables that were made for one pair: themes by group, positions by group."""
    if other in (one, ALL):
        return one
    if one == ALL:
        return other
    for first, second in ((one, other), (other, one)):
        if first[:2] == ("respondents", "theme"):
            return _with_theme(first, second)
        if first[0] == "theme in question":
            return ("reason", *first[1:], *second)
    for first, second in ((one, other), (other, one)):
        if _is_group(first) and second[1:2] == ("all",):
            return (second[0], *first[1:], *second[2:])
    return ("both", *sorted((one, other), key=repr))


def _with_theme(theme: Key, other: Key) -> Key:
    if other == _CODED:
        return theme
    if other[:2] == ("respondents", "theme"):
        return ("themes together", *sorted((theme[2], other[2]), key=repr))
    if _is_group(other):
        return ("theme and group", theme[2], *other[1:])
    if other[:2] == ("position", "all"):
        return ("theme and position", theme[2], other[2])
    if other == ("not stated", "all"):
        return ("theme and position", theme[2], NOT_STATED)
    return ("theme and category", theme[2], *other)


def _is_group(key: Key) -> bool:
    return key[0] == "respondents" and key[1] in ("group", "whole group")
