"""Marks typed among the words: # a theme, @ a group, ! or = a position.

What is typed after the sign is matched against names; once it can only mean one, it is that one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

SIGNS = "#@!="  # at the beginning of a word
OPENERS = '"*+'  # at the beginning of a contribution: its own words (two ways), the same speaker
ESCAPE = "\\"


@dataclass(frozen=True)
class Meant:
    """What a sign and the letters after it mean.

    Attributes:
        choice: the place of the name among those given.
        length: how many of the letters were its own; what follows are words again.
    """

    choice: int
    length: int


def begins_word(text: str, at: int) -> bool:
    """Whether a sign at this place stands at the beginning of a word."""
    return at == 0 or text[at - 1].isspace()


def matching(typed: str, names: Sequence[str]) -> list[int]:
    """The places of the names that what is typed may mean: those that begin so come first, then
    those with a word that begins so."""
    wanted = _folded(typed.strip())
    folded = [_folded(name) for name in names]
    begin = [place for place, name in enumerate(folded) if name.startswith(wanted)]
    within = [place for place, name in enumerate(folded) if _within(name, wanted)]
    return begin + [place for place in within if place not in begin]


def meant(typed: str, names: Sequence[str]) -> Meant | None:
    """What is meant beyond doubt, now that a blank has been typed; None while more may come.

    A name typed in full is meant as soon as no longer name can be. A beginning that fits one
    name only is meant when a blank follows.
    """
    wanted, folded = _folded(typed), [_folded(name) for name in names]
    if typed.strip() and not any(name.startswith(wanted) for name in folded):
        full = [place for place, name in enumerate(folded) if wanted.startswith(f"{name} ")]
        if full:
            best = max(full, key=lambda place: len(folded[place]))
            return Meant(best, len(folded[best]) + 1)
    if typed.strip() and typed[-1].isspace():
        found = matching(typed, names)
        if len(found) == 1:
            return Meant(found[0], len(typed))
    return None


def _within(name: str, wanted: str) -> bool:
    return any(
        name.startswith(wanted, place + 1) for place, sign in enumerate(name) if sign in " (/-‘“"
    )


def _folded(text: str) -> str:
    """Without capitals, letter by letter: the length stays, so that places in it do."""
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
