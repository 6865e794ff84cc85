"""Several choices in one cell: options inferred, the longest matched first."""

import random
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.surveys.several import choices_in, longest_first, options_of


def read(cells: list[str], delimiter: str = ";") -> list[list[str]]:
    options = longest_first(options_of(Counter(cells), delimiter))
    return [choices_in(cell, options, delimiter) for cell in cells]


def test_the_longest_option_is_matched_first() -> None:
    options = longest_first(["Care", "Care; at home", "Cost"])

    assert choices_in("Care; at home;Cost;", options, ";") == ["Care; at home", "Cost"]
    assert choices_in("Care;Cost;", options, ";") == ["Care", "Cost"]
    assert choices_in("Careful;Cost;", options, ";") == ["Careful", "Cost"]


def test_words_under_other_stay_one_text() -> None:
    """Wherever they stand, and though they hold the delimiter."""
    cells = ["Cost;Travel;"] * 40 + ["Travel;Cost;"] * 3
    cells += ["Cost;My mother; my aunt;", "my own;and mine;Cost;", "Travel;x; and more;"]

    assert read(cells)[-3:] == [
        ["Cost", "My mother; my aunt"],
        ["my own;and mine", "Cost"],
        ["Travel", "x; and more"],
    ]


def test_pieces_never_seen_apart_are_one_option() -> None:
    cells = ["Skills;Work;", "Funding;Skills;Work;", "Funding;", "Access;Funding;"] * 5

    assert read(cells)[:2] == [["Skills;Work"], ["Funding", "Skills;Work"]]


def test_options_joined_by_comma_and_space() -> None:
    """As Google Forms writes them: the comma inside an option is found out."""
    cells = [
        "Funding, and delegation",
        "Clinical leadership, Hospital flows",
        "Clinical leadership, Funding, and delegation, Hospital flows",
        "Clinical leadership",
    ]

    assert read(cells, ", ")[2] == [
        "Clinical leadership",
        "Funding, and delegation",
        "Hospital flows",
    ]


OPTIONS = st.lists(
    st.from_regex(r"[A-Z][a-z]{2,8}( [a-z]{2,6}){0,2}(; [a-z]{2,6})?", fullmatch=True),
    min_size=3,
    max_size=7,
    unique=True,
).filter(lambda names: not any(a != b and b.startswith(a) for a in names for b in names))


@settings(max_examples=150, deadline=None)
@given(options=OPTIONS, seed=st.integers(0, 10_000))
def test_whatever_was_ticked_is_read_back(options: list[str], seed: int) -> None:
    """In any form whose options begin with capitals, with and without `; ` inside."""
    draw = random.Random(seed)  # noqa: S311 - a survey, not a secret
    ticked = [draw.sample(options, draw.randint(1, len(options))) for _ in range(60)]
    ticked += [[option] for option in options] * 2

    assert read(["".join(f"{option};" for option in each) for each in ticked]) == ticked
