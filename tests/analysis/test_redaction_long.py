"""Texts without end, such as a file pasted into a comment, are read in a time that goes with their
length: each of these took minutes where an expression read its letters again and again."""

import pytest

from analysis.redaction import find_personal_details
from engage_app.services.batch_redact import shipped_names

LENGTH = 50_000
RUNS = {
    "letters": "a",
    "capital letters": "A",
    "capitalised words": "Aa ",
    "digits": "1",
    "digits apart": "1 ",
    "spaces": " ",
    "lines": "\n",
    "titles": "Dr ",
    "full stops": "a.",
    "ats": "a@",
    "hyphens": "a-",
    "capital letters with apostrophes": "A'",
    "words apart by two hyphens": "A--",
    "spelt full stops": "a dot ",
    "spelt ats": "a at ",
    "numbers before words": "1 Of the ",
    "flats": "Flat 1 House ",
    "lists": "A, ",
    "telephones": "tel 1 ",
    "births": "born 1 Jan ",
    "openings": "0(",
    "accents in no order": "\u0301\u0316",
}
ANNA = " My name is Anna Smith, anna.smith@example.org, 07700 900123."
FOUND = {"Anna Smith", "anna.smith@example.org", "07700 900123"}


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_what_stands_after_a_text_without_end_is_found(run: str) -> None:
    text = (run * LENGTH)[:LENGTH] + "\n." + ANNA
    assert {each.text for each in find_personal_details(text, shipped_names())} >= FOUND


@pytest.mark.parametrize(
    ("start", "run", "end"),
    [
        ("", "a", "@"),
        ("x@", "a.", ""),
        ("x@", "a-", ""),
        ("x@", "_", ""),
        ("", "a.", " dot at"),
        ("dot a at a", "(dot)a", ""),
        ("", "a-", " dot @"),
        ("1", " ", "Road"),
        ("1 ", "A'", " road"),
        ("Thank you all for it, Soup", "\n", "(Bo"),
        ("a", "\u0301\u0316", ""),
    ],
)
def test_what_begins_like_a_detail_and_goes_on_without_end_is_none(
    start: str, run: str, end: str
) -> None:
    text = start + (run * LENGTH)[:LENGTH] + end
    assert find_personal_details(text, shipped_names()) == []


def test_thousands_of_details_in_one_text_are_all_found() -> None:
    found = find_personal_details("a@b.com " * 6_000, shipped_names())
    assert {each.text for each in found} == {"a@b.com"}
    assert len(found) == 6_000


def test_addresses_that_stand_side_by_side_are_all_found() -> None:
    text = "ann.lee@example.org/bob@example.org,me..cy@example.org"
    found = [each.text for each in find_personal_details(text, shipped_names())]
    assert found == ["ann.lee@example.org", "/bob@example.org", "cy@example.org"]


def test_a_local_part_of_any_length_is_covered_whole() -> None:
    address = "a" * 300 + "@example.org"
    assert [each.text for each in find_personal_details(address, shipped_names())] == [address]
