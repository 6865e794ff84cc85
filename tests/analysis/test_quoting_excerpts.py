"""An excerpt is the comment's own words in their order, with a mark at every cut."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.quoting.excerpts import CUT, excerpted, long_enough, runs, sentences

SAID = "The bus stops at six. My mother, who is 84, asked [name removed] about it. Nobody knew."


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (SAID, SAID),
        ("The bus stops at six.", "The bus stops at six. […]"),
        ("Nobody knew.", "[…] Nobody knew."),
        ("My mother […] asked [name removed]", "[…] My mother […] asked [name removed] […]"),
        ("The bus stops [...] Nobody knew.", "The bus stops […] Nobody knew."),
        ("  […]  asked\n[name removed]  …  ", "[…] asked [name removed] […]"),
    ],
)
def test_some_of_the_words(typed: str, printed: str) -> None:
    assert excerpted(SAID, typed) == printed


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "[…]",
        "The bus stopped at six.",
        "Nobody knew. […] The bus stops at six.",
        "My mother, asked",
        "The bus stops at seven",
        "asked Priya about it",
        "asked [name",
        "the bus stops",
    ],
)
def test_other_words_or_another_order_or_an_unmarked_cut(typed: str) -> None:
    assert excerpted(SAID, typed) is None


def test_sentences_end_where_a_reader_ends_them() -> None:
    text = "I saw Dr. Brown at 3.15 p.m. today! “Was it late?” Yes\nand cold"
    assert sentences(text) == [
        "I saw Dr. Brown at 3.15 p.m.",
        "today!",
        "“Was it late?”",
        "Yes",
        "and cold",
    ]
    assert sentences(" ") == []


def test_excerpts_that_are_proposed_are_whole_sentences_to_be_read() -> None:
    found = list(runs("Short one. " + "This sentence here has eight words in it. " * 2))
    assert found == [
        "Short one. This sentence here has eight words in it. […]",
        "[…] This sentence here has eight words in it. […]",
        "[…] This sentence here has eight words in it. This sentence here has eight words in it.",
        "[…] This sentence here has eight words in it.",
    ]


@given(st.randoms(use_true_random=False))
def test_cutting_words_out_with_marks_is_always_an_excerpt(chance: random.Random) -> None:
    """And what is printed holds exactly the words that were left, in order."""
    words = chance.choices(["bus", "late", "the", "why.", "[name removed]"], k=12)
    kept = sorted(chance.sample(range(12), chance.randint(1, 12)))
    typed = " ".join(
        (f"{CUT} " if place and kept[place - 1] != at - 1 else "") + words[at]
        for place, at in enumerate(kept)
    )
    printed = excerpted(" ".join(words), typed)
    assert printed is not None
    assert printed.replace(CUT, " ").split() == " ".join(words[at] for at in kept).split()
    assert excerpted(" ".join(words), printed) is not None


def test_length() -> None:
    assert long_enough("[…] three words said […]")
    assert not long_enough("[…] two words […]")
    assert not long_enough("word " * 71)
