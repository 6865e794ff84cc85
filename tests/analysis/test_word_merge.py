"""An officer's words stay when the draft changes, and figures she left alone follow the data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.word_merge import COVERED, Clash, figures, merged

BASE = "Access was raised by 12 respondents (30%). Often raised: Parking (9 respondents)."
TODAY = "Access was raised by 14 respondents (35%). Often raised: Buses (10 respondents)."
HIDDEN = "Access was raised by an undisclosed number of respondents."

WORDS = st.lists(
    st.sampled_from(["Access", "was", "raised", "by", "12", "14", "1,250", "30%", "people", "."]),
    max_size=12,
).map(" ".join)


@given(WORDS, WORDS)
def test_what_nobody_edited_is_todays_draft(base: str, today: str) -> None:
    assert merged(base, today, base).text == today
    assert merged(base, today, base).clashes == ()


@given(WORDS, WORDS)
def test_an_edit_stays_while_the_draft_does(base: str, mine: str) -> None:
    assert merged(base, base, mine).text == mine


@given(WORDS, WORDS, WORDS)
def test_no_figure_of_the_old_draft_stays_without_being_told(
    base: str, today: str, mine: str
) -> None:
    found = merged(base, today, mine)
    left = (set(figures(base)) - set(figures(today))) & set(figures(found.text))
    assert not left or found.clashes


@given(st.integers(10, 9999), st.integers(10, 9999), st.integers(0, 12), WORDS)
def test_a_figure_left_alone_follows_the_data(
    before: int, now: int, place: int, added: str
) -> None:
    """Whatever is put in beside it."""
    base = f"Access was raised by {before} respondents, more than any other."
    words = base.split(" ")
    added = " ".join(word for word in added.split() if not any(map(str.isdigit, word)))
    mine = " ".join([*words[:place], *added.split(), *words[place:]])
    found = merged(base, base.replace(str(before), str(now)), mine)
    assert figures(found.text) == (str(now),)
    assert [word for word in found.text.split() if word != str(now)] == [
        word for word in mine.split() if word != str(before)
    ]


@pytest.mark.parametrize(
    ("mine", "expected"),
    [
        (
            BASE.replace("12 respondents", "only 12 local respondents"),
            TODAY.replace("14 respondents", "only 14 local respondents"),
        ),
        (f"Getting there matters. {BASE}", f"Getting there matters. {TODAY}"),
        (f"{BASE} We shall act.", f"{TODAY} We shall act."),
        (BASE.replace("Access was", "Access and travel were"),
         TODAY.replace("Access was", "Access and travel were")),
    ],
)  # fmt: skip
def test_words_and_figures_side_by_side(mine: str, expected: str) -> None:
    found = merged(BASE, TODAY, mine)
    assert found.text == expected
    assert found.clashes == ()


def test_where_both_changed_the_same_words_the_officers_stay_and_it_is_told() -> None:
    found = merged(BASE, TODAY, BASE.replace("12 respondents", "twelve people"))
    assert "raised by twelve people (35%)" in found.text
    assert found.clashes == (Clash("12 respondents", "14 respondents", "twelve people"),)


def test_a_figure_hidden_by_now_is_hidden_in_the_officers_words_too() -> None:
    mine = BASE.replace("raised by 12 respondents (30%)", "a worry for 12 of us, that is 30%")
    found = merged(BASE, HIDDEN, mine)
    assert not set(figures(found.text)) & {"12", "30%"}
    assert COVERED in found.text
    assert found.clashes


def test_a_figure_the_officer_also_wrote_elsewhere_is_told_with_what_it_became() -> None:
    """Not with all of the draft."""
    base = "In all, 422 respondents took part; 12 wrote to us."
    today = "In all, 423 respondents took part; 13 wrote to us."
    found = merged(base, today, f"{base} 7,777 leaflets went out, and 243 of the 422 came.")
    assert found.text == f"{today} 7,777 leaflets went out, and 243 of the 422 came."
    assert found.clashes == (Clash("422", "423", "422"),)


def test_lines_split_by_the_officer_stay_split() -> None:
    found = merged("One 1. Two 2.", "One 3. Two 4.", "One 1.\nTwo 2.")
    assert found.text == "One 3.\nTwo 4."


def test_figures_as_written() -> None:
    assert figures("1,250 of 2,000 (46%), in 2022, section 14Z45, A4, 3.5.") == (
        "1,250",
        "2,000",
        "46%",
        "2022",
        "3.5",
    )
