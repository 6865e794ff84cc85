"""The patterns of regex(): as Python's where both read them, and never slow."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_app.domain.form_patterns import LONGEST_ANSWER, matches
from engage_app.errors import NotPossible


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("", "", True),
        ("abc", "abc", True),
        ("abc", "abcd", False),
        ("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,4}", "jo.bloggs@nhs.net", True),
        ("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,4}", "jo.bloggs@nhs", False),
        ("\\d{3} ?\\d{3} ?\\d{4}", "943 476 5919", True),
        ("^(yes|no)$", "no", True),
        ("^(?:yes|no)+?$", "noyes", True),
        ("[^0-9]*", "no digits", True),
        ("[]x]+", "]x]", True),
        ("[[a&&|~]+", "[a&|~", True),
        ("a{2,}", "aaaa", True),
        ("a{2,}", "a", False),
        ("(a?){3}", "aa", True),
        (".", "\n", False),
    ],
)
def test_patterns_match_whole_answers(pattern: str, text: str, expected: bool) -> None:
    assert matches(pattern, text) is expected


@pytest.mark.parametrize(
    "pattern",
    ["(", ")", "[", "*a", "(?=a)", "(?i)a", "\\1", "\\p{L}", "a{3,1}", "[z-a]", "a" * 501,
     "(" * 50 + ")" * 50, "a{5000}"],
)  # fmt: skip
def test_patterns_that_are_not_known_are_refused(pattern: str) -> None:
    with pytest.raises(NotPossible):
        matches(pattern, "a")


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "(a*)*b", "a*a*a*a*a*a*a*b", "(.*a){20}"])
def test_no_pattern_takes_long(pattern: str) -> None:
    """Each of these keeps Python's own matcher busy for longer than anybody would wait."""
    assert not matches(pattern, "a" * 400 + "c")


def test_answers_of_endless_length_are_not_matched() -> None:
    with pytest.raises(NotPossible):
        matches(".*", "a" * (LONGEST_ANSWER + 1))


ATOMS = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", "\\w", "(a)", "(a|b)", "(ab|)", "\\."])
PIECES = st.builds(
    lambda atom, times: atom + times, ATOMS, st.sampled_from(["", "*", "+", "?", "{2}", "{1,2}"])
)


@given(st.lists(PIECES, max_size=4).map("".join), st.text("ab.", max_size=6))
def test_short_patterns_match_as_pythons_do(pattern: str, text: str) -> None:
    assert matches(pattern, text) is (re.fullmatch(pattern, text) is not None)


@given(st.text("ab[]()|*+?{}12,^$\\.-:", max_size=12), st.text("ab", max_size=5))
def test_any_pattern_is_matched_or_refused(pattern: str, text: str) -> None:
    try:
        found = matches(pattern, text)
    except NotPossible:
        return
    assert found in (True, False)
