"""Paragraphs joined, split and left out: no word is lost or changed."""

from hypothesis import given
from hypothesis import strategies as st

from engage_app.domain.pieces import Piece, split, turned, with_next

TEXTS = st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=6)


def letters(pieces: list[Piece]) -> str:
    return "".join("".join(piece.text.split()) for piece in pieces)


@given(TEXTS, st.integers(-1, 6), st.integers(0, 40))
def test_no_letter_is_lost_or_moved(texts: list[str], at: int, letter: int) -> None:
    pieces = [Piece(text) for text in texts]
    for after in (split(pieces, at, letter), with_next(pieces, at), turned(pieces, at)):
        assert letters(after) == letters(pieces)
        assert all(piece.text.strip() for piece in after)


def test_joining_keeps_what_was_taken_in() -> None:
    pieces = [Piece("One", False, "greeting"), Piece("Two"), Piece("Three")]
    assert with_next(pieces, 0) == [Piece("One\nTwo", True, "greeting"), Piece("Three")]
    assert with_next(pieces, 2) == pieces


def test_a_split_at_the_edge_changes_nothing() -> None:
    pieces = [Piece("One two")]
    assert split(pieces, 0, 3) == [Piece("One"), Piece("two")]
    assert split(pieces, 0, 0) == split(pieces, 0, 7) == pieces
