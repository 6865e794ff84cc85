"""Word pieces: the rules of BERT's own tokeniser."""

import pytest

from analysis.wordpiece import WordPiece

PIECES = ["[UNK]", "[CLS]", "[SEP]", "park", "##ing", "cafe", "!", "'", "日", "no", "£", "5"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Parking", ["park", "##ing"]),
        ("CAFÉ cafe\u0301", ["cafe", "cafe"]),
        ("no!park", ["no", "!", "park"]),
        ("no\u200bpark", ["[UNK]"]),
        ("日日", ["日", "日"]),
        ("😀 no", ["[UNK]", "no"]),
        ("£5", ["[UNK]"]),
        ("x" * 101, ["[UNK]"]),
        ("no\x00\tno\nno", ["no", "no", "no"]),
        ("", []),
    ],
)
def test_pieces(text: str, expected: list[str]) -> None:
    ids = WordPiece(PIECES).ids(text, 20)
    assert [PIECES[each] for each in ids] == ["[CLS]", *expected, "[SEP]"]


def test_a_long_text_is_cut() -> None:
    ids = WordPiece(PIECES).ids("parking " * 50, 8)
    assert len(ids) == 8
    assert PIECES[ids[-1]] == "[SEP]"
