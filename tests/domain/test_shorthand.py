"""Marks typed among the words mean what an officer would expect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_app.domain.shorthand import begins_word, matching, meant

POSITIONS = ["Welcomed", "Concern", "Some concern", "Opportunity", "Mixed", "No view"]
THEMES = ["Parking", "Parking charges", "Public transport", "Staff (nurses)", "Trust"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", THEMES),
        ("p", ["Parking", "Parking charges", "Public transport"]),
        ("PARK", ["Parking", "Parking charges"]),
        ("charges", ["Parking charges"]),
        ("nur", ["Staff (nurses)"]),
        ("t", ["Trust", "Public transport"]),
        ("1 priority", []),
    ],
)
def test_names_that_begin_so_come_first(typed: str, found: list[str]) -> None:
    assert [THEMES[place] for place in matching(typed, THEMES)] == found


@pytest.mark.parametrize(
    ("typed", "name", "rest"),
    [
        ("concern ", "Concern", ""),  # though “Some concern” has the word too
        ("some ", "Some concern", ""),
        ("opp ", "Opportunity", ""),
        ("no ", "No view", ""),
        ("no view we", "No view", "we"),
        ("CONCERN about", "Concern", "about"),
    ],
)
def test_a_blank_settles_what_is_meant(typed: str, name: str, rest: str) -> None:
    found = meant(typed, POSITIONS)
    assert found is not None
    assert POSITIONS[found.choice] == name
    assert typed[found.length :] == rest


@pytest.mark.parametrize(
    "typed", ["", "concern", "park ", "parking ", "parking cha", "lighting ", " "]
)
def test_while_more_may_come_nothing_is_settled(typed: str) -> None:
    assert meant(typed, THEMES) is None


def test_a_name_that_another_begins_with_is_meant_once_the_words_go_elsewhere() -> None:
    found = meant("parking at", THEMES)
    assert found is not None
    assert THEMES[found.choice] == "Parking"


@given(st.text(max_size=20), st.lists(st.text(min_size=1, max_size=8), max_size=5))
def test_whatever_is_typed_it_means_one_of_the_names_or_none(typed: str, names: list[str]) -> None:
    found = meant(typed, names)
    assert found is None or 0 <= found.choice < len(names)
    assert set(matching(typed, names)) <= set(range(len(names)))


def test_a_sign_within_a_word_is_no_sign() -> None:
    assert begins_word("!", 0)
    assert begins_word("so !", 3)
    assert not begins_word("so!", 2)
