"""Who may be quoted, which words, for range, and only once a person."""

import random
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.quotes import (
    Candidate,
    Quote,
    fit_to_quote,
    grounds,
    may_be_quoted,
    names_somebody,
    propose,
)
from analysis.quoting.excerpts import excerpted
from analysis.quoting.fit import breaks_off
from analysis.quoting.wording import Wording


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
        comment,
        comment,
        person,
        text or f"words of comment {comment}",
        position,
        themes,
        ("2024-03-01", f"{comment:04d}"),
    )


def proposed(
    said: Iterable[Candidate], themes: list[int], positions: list[str], **more: Any
) -> tuple[Quote, ...]:
    return propose(grounds(said, themes), themes, positions, **more)


def chosen(found: Iterable[Quote]) -> list[tuple[int, int]]:
    return [(quote.theme, quote.chosen.comment) for quote in found]


def test_one_quotation_a_person_and_no_words_twice() -> None:
    found = proposed(
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
        each=5,
    )
    assert chosen(found) == [(1, 1), (1, 3), (1, 4), (1, 5)]


def test_nothing_to_quote() -> None:
    assert proposed([], [1], ["welcomed"], each=2) == ()


def test_each_position_is_heard_before_one_is_heard_twice() -> None:
    """Nine of ten say the same, but the one of another position is heard, and who said nothing of
    a position only after that."""
    many = [candidate(n, n, "welcomed", 1, text=f"the bus is late, {n}") for n in range(9)]
    few = [candidate(20, 20, "concern", 1), candidate(21, 21, "", 1, text="the bus is late, 21")]
    found = proposed([*many, *few], [1], ["concern", "welcomed"], each=2)
    assert [quote.chosen.position for quote in found] == ["concern", "welcomed"]


def test_what_many_say_is_said_and_not_twice() -> None:
    """Two thirds speak of the bus, one third of parking: one quotation of each."""
    buses = [f"the bus to the clinic stops at six, number {n}" for n in range(6)]
    parking = [f"there is no parking near the new site, number {n}" for n in range(3)]
    said = [candidate(n, n, "", 1, text=text) for n, text in enumerate([*buses, *parking])]
    found = proposed(said, [1], [], each=2)
    assert sorted("bus" in quote.words for quote in found) == [False, True]
    first = proposed(said, [1], [], each=1)
    assert "bus" in first[0].words


def test_what_may_not_be_quoted_still_tells_what_there_is_to_say() -> None:
    silent = [
        replace(candidate(n, n, "", 1, text=f"parking is full by nine {n}"), quotable=False)
        for n in range(5)
    ]
    said = [
        candidate(10, 10, "", 1, text="the nurses are kind and listen"),
        candidate(11, 11, "", 1, text="parking is full in the morning"),
    ]
    assert chosen(proposed([*silent, *said], [1], [], each=1)) == [(1, 11)]


def test_what_is_out_or_personal_gives_way_to_the_next() -> None:
    said = [candidate(n, n, "", 1, text=f"the bus stops at six {n}") for n in range(3)]
    found = proposed(
        said,
        [1],
        [],
        each=3,
        out=lambda one, theme: (one.comment, theme) == (0, 1),
        personal=lambda option: option.candidate.comment == 1,
    )
    assert chosen(found) == [(1, 2)]


def test_what_is_printed_already_counts() -> None:
    """Its person isn't quoted again, its position is heard, and it takes a place."""
    said = [candidate(n, n // 2, ("welcomed", "concern")[n % 2], 1) for n in range(6)]
    heard = Quote(1, said[0], picked=True)
    found = proposed(said, [1], ["welcomed", "concern"], each=2, heard=[heard])
    assert [quote.chosen.position for quote in found] == ["concern"]
    assert found[0].chosen.respondent != 0


_LETTER = "Please keep the clinic in the village because many of us cannot drive to the town"


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("Dear board. " + _LETTER + " any more. Kind regards", False),  # with a greeting
        (_LETTER.replace("village", "old place").replace("drive", "travel"), False),  # edited
        ("keep the clinic in the village because many of us cannot drive", False),  # cut
        ("The clinic in the town is easy to reach and many of us like it", True),
        ("Please keep the clinic", True),  # too short to be a copy
    ],
)
def test_a_text_that_several_sent_is_quoted_once(text: str, both: bool) -> None:
    """Neither under two themes nor twice under one."""
    said = [candidate(1, 1, "", 1, text=_LETTER), candidate(2, 2, "", 2, text=text)]
    assert len(proposed(said, [1, 2], [], each=1)) == (2 if both else 1)
    under_one = [replace(one, themes=(1,)) for one in said]
    assert len(proposed(under_one, [1], [], each=2)) == (2 if both else 1)
    heard = [Quote(1, under_one[0], picked=True)]
    assert len(proposed(under_one, [1], [], each=2, heard=heard)) == (1 if both else 0)


_SAID = [
    "the nurses were kind and helpful",
    "parking was full when we arrived",
    "nobody told us about the change",
]


def of_one_theme(*texts: str) -> list[Candidate]:
    return [candidate(n, n, "", 1, text=text) for n, text in enumerate(texts)]


def test_a_word_or_two_are_not_quoted_while_there_are_sentences() -> None:
    """However much two of them cover of what others say, in a small theme too."""
    said = of_one_theme("Kind nurses", "Parking", *_SAID)
    assert {quote.words for quote in proposed(said, [1], [], each=3)} == set(_SAID)


def test_what_many_say_in_the_same_two_words_is_quoted() -> None:
    said = of_one_theme(*["More nurses."] * 6, *_SAID)
    assert "More nurses." in [quote.words for quote in proposed(said, [1], [], each=2)]


def test_a_theme_of_nothing_but_a_word_or_two_has_a_quotation() -> None:
    found = proposed(of_one_theme("Parking", "Buses", "-"), [1], [], each=1)
    assert [quote.words for quote in found] == ["Parking"]


def test_where_people_wrote_at_length_a_line_is_too_little() -> None:
    """Where they jotted, it isn't."""
    long = " and at the time nobody had told any of us what we were meant to do next about it all"
    line = "the nurses were kind"
    at_length = [f"{text}{long} {n}" for n, text in enumerate(_SAID)]
    found = proposed(of_one_theme(line, *at_length), [1], [], each=4)
    assert line not in [quote.words for quote in found]
    found = proposed(of_one_theme(line, *_SAID), [1], [], each=4)
    assert line in [quote.words for quote in found]


def test_as_many_as_asked_where_there_are_sentences_enough() -> None:
    """However little the last of them adds."""
    said = of_one_theme(*(f"{text} {n}" for n in range(4) for text in _SAID))
    assert len(proposed(said, [1], [], each=9)) == 9


def test_what_breaks_off_gives_way_to_whole_sentences() -> None:
    """“… and half the caseload is in Hyndburn so” is not what a board should read."""
    said = of_one_theme(
        "half our team and half the caseload is in Hyndburn so",
        "Half our team and half the caseload are in Hyndburn.",
        "half of the team live in Accrington",
        "half of the caseload is in Hyndburn",
    )
    (first,) = proposed(said, [1], [], each=1)
    assert not breaks_off(first.words)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("the caseload is in Hyndburn so", True),
        ("we would rather, ", True),
        ("and then they told us...", True),
        ("we asked for the", True),
        ("we said so.", False),
        ("the caseload is in Hyndburn", False),
        ("what is it for?", False),
        ("", False),
    ],
)
def test_what_stops_in_the_middle_of_a_thought(text: str, broken: bool) -> None:
    assert breaks_off(text) is broken


def test_names_differ_in_a_branch_of_themes() -> None:
    """While there are others; nobody's name may stand often."""
    names = {1: ["Staff", "Staff", "Carers"], 2: ["Staff", "Staff", "Patients"], 3: ["Staff", ""]}
    said = [
        replace(candidate(theme * 10 + n, theme * 10 + n, "", theme), name=name)
        for theme, listed in names.items()
        for n, name in enumerate(listed)
    ]
    ground = grounds(said, [1, 2, 3])
    found = propose(ground, [1, 2, 3], [], each=2, branches={1: 9, 2: 9, 3: 9})
    by_theme = [{q.chosen.name for q in found if q.theme == theme} for theme in (1, 2, 3)]
    assert by_theme == [{"Staff", "Carers"}, {"Patients", "Staff"}, {"Staff", ""}]
    apart = propose(ground, [3], [], each=1, heard=[Quote(1, said[0])], branches={1: 9, 3: 9})
    assert [quote.chosen.name for quote in apart] == [""]


def test_a_long_comment_gives_an_excerpt() -> None:
    filler = "It was a Tuesday and we had waited for a long time before anybody came to us. "
    told = "The parking at the clinic is always full by nine. "
    said = [
        candidate(1, 1, "", 1, text=filler * 4 + told + filler),
        *(
            replace(candidate(n, n, "", 1, text="parking at the clinic is full"), quotable=False)
            for n in range(2, 9)
        ),
    ]
    (found,) = proposed(said, [1], [], each=1)
    assert "parking at the clinic is always full" in found.words
    assert found.words.startswith("[…] ")
    assert found.words.endswith(" […]")
    assert excerpted(said[0].text, found.words) is not None


@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_promises(chance: random.Random, each: int) -> None:
    """One a person; no more than asked; no near copies; the same in whatever order."""
    words = ["bus", "parking", "nurse", "kind", "late", "clinic", "hours", "far", "the", "is"]
    said = [
        candidate(
            n,
            chance.randrange(12),
            chance.choice(["a", "b", "c", ""]),
            *chance.sample([1, 2, 3], chance.randint(1, 2)),
            text=" ".join(chance.choices(words, k=chance.randint(2, 12))),
        )
        for n in range(24)
    ]
    found = proposed(said, [3, 1, 2], ["a", "b", "c"], each=each)
    people = [quote.chosen.respondent for quote in found]
    assert len(people) == len(set(people))
    for theme in (1, 2, 3):
        mine = [quote.chosen for quote in found if quote.theme == theme]
        assert len(mine) <= each
        assert all(theme in one.themes for one in mine)
    said_so = [Wording(quote.words) for quote in found]
    assert not any(one.copies(other) for one, other in combinations(said_so, 2))
    chance.shuffle(said)
    assert proposed(said, [3, 1, 2], ["a", "b", "c"], each=each) == found


def test_a_sample_stands_for_a_large_theme() -> None:
    """More comments than are looked at give as good quotations as fewer, and at once."""
    said = [
        candidate(n, n, "", 1, text=f"the {('bus', 'nurse')[n % 2]} was late on day {n}")
        for n in range(3_000)
    ]
    found = proposed(said, [1], [], each=2)
    assert sorted("bus" in quote.words for quote in found) == [False, True]
