"""What has no theme is named in its own words; invented comments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.discovery import LEAST, discover, g_squared, telling

CODED = [
    "The staff were friendly and the doctor listened to me",
    "Friendly staff, the nurse explained everything",
    "I waited three hours and nobody told me why",
    "Waiting again, two hours this time",
    "The nurse was kind and listened",
] * 6
PARKING = [
    "The car park is full by nine and parking costs too much",
    "Parking charges are unfair on visitors",
    "I could not park, every space was taken",
    "Parked on the verge because the car park was full",
]
FOOD = [
    "The food was cold when it came",
    "Cold food again, and no vegetarian meals",
    "Meals were cold, the food had no taste",
]


def uncoded(*texts: str) -> list[tuple[int, str]]:
    return [(100 + place, text) for place, text in enumerate(texts)]


def test_groups_are_named_by_their_own_words_and_hold_their_comments() -> None:
    found = discover(uncoded(*PARKING, *FOOD), CODED)
    labels = [each.label for each in found]
    assert any("parking" in label or "car park" in label or "park" in label for label in labels)
    food = next(each for each in found if {"food", "cold"} & set(each.words))
    assert set(food.comments) == {104, 105, 106}
    assert food.comments[0] in {104, 105, 106}


def test_forms_of_a_word_count_together_and_show_as_people_wrote_them_most() -> None:
    told = telling(["They parked there", "parking", "no parking", "to park"], CODED)
    assert told[0].written == "parking"
    assert len(told[0].comments) == 4


def test_words_as_frequent_in_coded_comments_say_nothing() -> None:
    found = telling([text + " The staff were friendly" for text in PARKING], CODED)
    assert not {"staff", "friendly"} & {each.written for each in found}


def test_words_of_the_question_and_little_words_say_nothing() -> None:
    found = telling(PARKING, CODED, questions=["What do you think of parking?"])
    words = {each.written for each in found}
    assert not {"parking", "the", "was", "and"} & words


def test_a_word_counts_once_a_comment() -> None:
    once = telling([*PARKING, "bus bus bus bus bus bus"], CODED)
    assert "bus" not in {each.written for each in once}


def test_without_coded_comments_frequent_words_are_told() -> None:
    assert telling(PARKING, [])[0].term == "park"


@pytest.mark.parametrize(("texts", "coded"), [([], CODED), (["", " "], CODED), ([], [])])
def test_nothing_said_finds_nothing(texts: list[str], coded: list[str]) -> None:
    assert discover(uncoded(*texts), coded) == []


def test_g_squared_is_dunning_s() -> None:
    """Counted by hand: 2 (10 ln (10 / 7.5) + 5 ln (5 / 7.5))."""
    assert g_squared(10, 5, 100, 100) == pytest.approx(1.6991, abs=1e-3)
    assert g_squared(5, 10, 100, 100) == 0
    assert g_squared(5, 0, 100, 100) == pytest.approx(6.931, abs=1e-3)


@given(st.lists(st.text(max_size=60), max_size=20), st.lists(st.text(max_size=60), max_size=10))
def test_any_words_do(texts: list[str], coded: list[str]) -> None:
    """Comments are told once in a group, groups are ranked, and the same comes out twice."""
    given = uncoded(*texts)
    found = discover(given, coded)
    assert found == discover(given, coded)
    assert [each.keyness for each in found] == sorted((e.keyness for e in found), reverse=True)
    for each in found:
        assert len(each.comments) == len(set(each.comments)) >= LEAST
