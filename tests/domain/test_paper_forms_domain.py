"""Where two entries of a form part."""

from engage_app.domain.paper_forms import unlike_words


def test_the_words_in_which_two_texts_differ_are_named() -> None:
    first = "The bus stops at six\nand the last one is full."
    second = "The bus stops at nine and the last one is mostly full."
    assert unlike_words(first, second) == [("six", "nine"), ("", "mostly")]
    assert unlike_words(first, first) == []
    assert unlike_words("", "Late bus") == [("", "Late bus")]
