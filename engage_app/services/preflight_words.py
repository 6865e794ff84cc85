"""Wording that several parts of the pre-flight share."""

from collections.abc import Sequence

_LISTED = 5
_OPENING = 12  # words


def some(names: Sequence[str]) -> str:
    """The first few of many names, and how many more there are."""
    shown = ", ".join(names[:_LISTED])
    more = len(names) - _LISTED
    return f"{shown} and {more:,} more" if more > 0 else shown


def opening(text: str) -> str:
    """The first words of a text, to know it by."""
    words = text.split()
    return f"“{' '.join(words[:_OPENING])}{' …' if len(words) > _OPENING else ''}”"
