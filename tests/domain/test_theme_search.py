"""A theme found by a few letters: what an officer means most likely comes first."""

import pytest

from engage_app.domain.theme_search import ranked

NAMES = (
    "Parking and transport",
    "Car parks",
    "GP appointments",
    "Waiting for an appointment",
    "Access",
    "Café and shops",
    "Blood tests",
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("par", ["Parking and transport", "Car parks"]),  # its beginning before that of a word
        ("gp app", ["GP appointments"]),
        ("app wait", ["Waiting for an appointment"]),  # words in any order
        ("APPOINT", ["GP appointments", "Waiting for an appointment"]),
        ("cafe", ["Café and shops"]),
        ("bt", ["Blood tests"]),  # initials
        ("trnsp", ["Parking and transport"]),  # letters in that order
        ("ccess", ["Access"]),
        ("zz", []),
    ],
)
def test_the_likeliest_name_comes_first(typed: str, expected: list[str]) -> None:
    assert [NAMES[place] for place in ranked(typed, NAMES)] == expected


def test_nothing_typed_lists_all_in_their_order() -> None:
    assert ranked("  ", NAMES) == list(range(len(NAMES)))


def test_a_whole_name_comes_before_one_that_begins_with_it() -> None:
    assert ranked("staff", ["Staff levels", "Staff"]) == [1, 0]


def test_signs_are_letters_like_any_other() -> None:
    assert ranked("(a", ["Rules (a)", "Other"]) == [0]
    assert ranked("[", ["Rules", "[x]"]) == [1]
