"""A letter on its way to becoming comments: which paragraphs are kept, joined, split."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Piece:
    """A paragraph in the writer's words.

    Attributes:
        kept: whether it will be a comment.
        why: what it was taken for where it isn't the body: "greeting", "signature", "quoted".
    """

    text: str
    kept: bool = True
    why: str = ""


def with_next(pieces: Sequence[Piece], at: int) -> list[Piece]:
    """The piece at a place joined with the one after it; the last one stays alone."""
    if not 0 <= at < len(pieces) - 1:
        return list(pieces)
    first, second = pieces[at : at + 2]
    both = replace(first, text=f"{first.text}\n{second.text}", kept=first.kept or second.kept)
    return [*pieces[:at], both, *pieces[at + 2 :]]


def split(pieces: Sequence[Piece], at: int, letter: int) -> list[Piece]:
    """The piece at a place cut before a letter; where one part would be empty, all stays."""
    if not 0 <= at < len(pieces):
        return list(pieces)
    given = pieces[at]
    before, after = given.text[:letter].rstrip(), given.text[letter:].lstrip()
    if not before or not after:
        return list(pieces)
    parts = [replace(given, text=before), replace(given, text=after)]
    return [*pieces[:at], *parts, *pieces[at + 1 :]]


def turned(pieces: Sequence[Piece], at: int) -> list[Piece]:
    """The piece at a place left out, or taken in again."""
    return [
        replace(piece, kept=not piece.kept) if place == at else piece
        for place, piece in enumerate(pieces)
    ]
