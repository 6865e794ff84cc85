"""HTML goes where tools write it; what people type stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.surveys.markup import forward_filled, heading, without_markup


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("<p>One &amp; two</p><p>three</p>", "One & two\nthree"),
        ("a<br>b<BR />c", "a\nb\nc"),
        ('<span style="x:y">Why</span>&nbsp;not?', "Why not?"),
        ("<script>alert(1)</script>Hello", "Hello"),
        ("<style>p{}</style><!-- x -->Hello", "Hello"),
        ("waits < 2 weeks and > 1 day", "waits < 2 weeks and > 1 day"),
        ("I <3 the GP & nurses", "I <3 the GP & nurses"),
        ("R&D; <email me>", "R&D; <email me>"),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_markup_goes_and_words_stay(written: str, words: str) -> None:
    assert without_markup(written) == words


def test_a_heading_is_one_line() -> None:
    assert heading("<b>Why</b><br>\r\nnot?") == "Why not?"


def test_merged_headings_are_filled_from_the_left() -> None:
    assert forward_filled(["ID", " Q1 ", "", "", "Q2"], 6) == ["ID", "Q1", "Q1", "Q1", "Q2", "Q2"]


@given(st.text(alphabet=st.characters(exclude_characters="<&\xa0")))
def test_text_without_markup_is_left_alone(text: str) -> None:
    assert without_markup(text) == text.strip()
