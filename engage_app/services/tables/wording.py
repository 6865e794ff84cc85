"""The turns of phrase that tables and documents share."""

from collections.abc import Sequence

from engage_app.domain.days import day
from engage_app.domain.exercise import Exercise

__all__ = ["day", "listed", "number_of", "percent", "period", "sentence", "whole_of"]


def listed(names: Sequence[str], last: str = "and") -> str:
    """Names as a British list: "a, b and c"; with semicolons where a name has a comma of its own
    outside brackets, with a comma before the last "and" where a name beside it has an "and".

    Args:
        names: the names.
        last: what stands before the last, "and" or "or".
    """
    if len(names) < 2:
        return "".join(names)
    plain = [_outside_brackets(name) for name in names]
    if any("," in name for name in plain):
        return "; ".join(names[:-1]) + f"; {last} {names[-1]}"
    link = ", " if any(f" {last} " in name for name in plain[-2:]) else " "
    return f"{', '.join(names[:-1])}{link}{last} {names[-1]}"


def number_of(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 person", "1,234 people"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def period(exercise: Exercise) -> str:
    """When the exercise ran: "between 16 May 2022 and 17 June 2022", or as much as is known."""
    opened, closed = day(exercise.opens_on), day(exercise.closes_on)
    if opened and closed:
        return f"between {opened} and {closed}"
    return f"from {opened}" if opened else f"until {closed}" if closed else ""


def percent(share: float) -> str:
    """A share as a whole per cent, halves up: 0.455 is "46%"."""
    return f"{int(share * 100 + 0.5 + 1e-9)}%"


def sentence(text: str) -> str:
    """The text with a capital at its start and a full stop at its end."""
    plain = text.strip()
    if not plain:
        return ""
    ended = plain if plain[-1] in ".!?:" else plain + "."
    return ended[0].upper() + ended[1:]


def whole_of(name: str) -> str:
    """How a table names a group with all its sub-groups."""
    return f"All of {name}"


def _outside_brackets(name: str) -> str:
    depth, kept = 0, []
    for letter in name:
        depth += (letter == "(") - (letter == ")")
        if depth <= 0:
            kept.append(letter)
    return "".join(kept)
