"""Who may be quoted, which words, and only once a person."""

import pytest

from analysis.quotes import Candidate, fit_to_quote, may_be_quoted, names_somebody, propose


@pytest.mark.parametrize(
    ("consent", "asked", "allowed"),
    [
        ("Yes", True, True),
        ("No", True, False),
        ("no, thank you", True, False),
        ("I do not agree", True, False),
        ("I don’t want that", True, False),
        ("", True, False),
        ("", False, True),
        ("Yes, without my name", True, True),
        ("Not now", False, False),
    ],
)
def test_consent(consent: str, asked: bool, allowed: bool) -> None:
    assert may_be_quoted(consent, asked=asked) is allowed


@pytest.mark.parametrize(
    "text",
    [
        "write to me at jo@example.org please",
        "ring 01632 960 123 after six",
        "my mobile is +44 7700 900123",
        "we live at FY1 4AA by the pier",
        "my NHS number is 943 476 5919",
        "My name is Jo",
        "ask Dr Brown about it",
        "see www.example.org",
        "born 3/4/1962 in Barrow",
    ],
)
def test_personal_details_are_never_quoted(text: str) -> None:
    assert names_somebody(text)
    assert not fit_to_quote(f"{text} and some more words to make it long enough")


def test_ordinary_words_are_fit() -> None:
    assert fit_to_quote("The 81 bus stops at six, and in 2022 nobody has told us why that is so.")
    assert not fit_to_quote("Good idea.")
    assert not fit_to_quote("word " * 71)


def candidate(comment: int, person: int, position: str, *themes: int, text: str = "") -> Candidate:
    return Candidate(
        comment, comment, person, text or f"words of comment {comment}", position, themes
    )


def test_one_quotation_a_person_and_a_position() -> None:
    found = propose(
        [
            candidate(1, 1, "welcomed", 1),
            candidate(2, 1, "welcomed", 2),
            candidate(3, 2, "welcomed", 1),
            candidate(4, 3, "concern", 1),
            candidate(5, 4, "mixed", 1),
            candidate(6, 5, "concern", 2, text="words of comment 4"),
        ],
        [1, 2],
        ["welcomed", "concern", "mixed"],
        each=2,
    )
    assert [(quote.theme, quote.chosen.comment) for quote in found] == [(1, 1), (1, 4)]


def test_nothing_to_quote() -> None:
    assert propose([], [1], ["welcomed"], each=2) == ()
