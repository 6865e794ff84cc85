"""Keyword rules: which words match, and where they stand in code points."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.keywords import find_keywords, pattern_fault
from engage_app.progress import Cancelled


def matched(text: str, *patterns: str) -> list[str]:
    """The words of a text that patterns of one theme match."""
    hits = find_keywords([text], {1: patterns})
    return [text[span.start : span.end] for hit in hits for span in hit.spans]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("parking", "Parking, PARKING and parking.", ["Parking", "PARKING", "parking"]),
        ("parking", "the carparking was parked", []),
        ("parking", "car-parking/parking_fees", ["parking", "parking"]),
        ("parking", "_parking_ (parking) “parking”", ["parking"] * 3),
        ("children", "Children's services, the children’s ward", ["Children", "children"]),
        ("children's", "children’s or CHILDREN'S, not children", ["children’s", "CHILDREN'S"]),
        ("child", "children's", []),
        ("don't", "I don’t and don't", ["don’t", "don't"]),
        ("don’t", "I don't; dont", ["don't"]),
        ("carers'", "the carers' group", ["carers"]),
        ("'parking'", "parking", ["parking"]),
        ('"parking"', "parking", ["parking"]),
        ("24", "24 hours, 240 hours", ["24"]),
        ("  parking  ", "parking", ["parking"]),
    ],
)
def test_whole_words_in_any_case(pattern: str, text: str, expected: list[str]) -> None:
    assert matched(text, pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("face to face", "Face-to-face", ["Face-to-face"]),
        ("face to face", "face  to\nface", ["face  to\nface"]),
        ("face to face", "face\u00a0to–face", ["face\u00a0to–face"]),
        ("face-to-face", "face to face", ["face to face"]),
        ("face to face", "face to, face", []),
        ("face to face", "face to", []),
        ("face to face", "to face to face", ["face to face"]),
        ("bus stop", "the bus. Stop it", []),
        ("bus stop", "a bus and a stop", []),
        ("health care", "health/care", ["health/care"]),
        ("A&E", "A&E, a & e", ["A&E", "a & e"]),
        ("gov.uk", "see gov.uk.", ["gov.uk"]),
        ("patient choice", "the patient’s choice", ["patient’s choice"]),
        (
            "clinical lead*",
            "Clinical leadership; clinical leads",
            ["Clinical leadership", "clinical leads"],
        ),
    ],
)
def test_phrases(pattern: str, text: str, expected: list[str]) -> None:
    assert matched(text, pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("commission*", "commission commissioned Commissioners decommission", 3),
        ("*ship", "partnership, leadership, ship, shipping", 3),
        ("*commission*", "decommissioned commission omission", 2),
        ("organi*ation", "organisation organization organiation organist", 3),
        ("p*r*k*g", "parking perking porky", 2),
        ("**park**", "carparking", 1),
        ("car*", "car-park", 1),  # within one word
    ],
)
def test_wildcards_stand_for_letters_within_a_word(pattern: str, text: str, expected: int) -> None:
    assert len(matched(text, pattern)) == expected


def test_many_wildcards_on_a_long_word_take_no_time() -> None:
    """A word of 20,000 letters with 12 stars: tried step by step it would take years."""
    assert matched("a" * 20_000, "a*a*a*a*a*a*a*a*a*a*a*a*b") == []


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("fund~", "Fund funds funded FUNDING refund", ["Fund", "funds", "funded", "FUNDING"]),
        ("funding~", "the funds", ["funds"]),
        ("worry~", "worried, worries, worrying", ["worried", "worries", "worrying"]),
        ("child~", "the child’s", ["child’s"]),
        ("waiting~ list", "a wait list", ["wait list"]),
    ],
)
def test_stems_find_a_word_in_its_forms(pattern: str, text: str, expected: list[str]) -> None:
    assert matched(text, pattern) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("❤️ parking", 3, 10),
        ("😀😀 parking 😀", 3, 10),
        ("👩‍👧 parking", 4, 11),
        ("cafe\u0301 parking", 6, 13),
        ("😀parking😀", 1, 8),
        ("Straße: parking", 8, 15),
    ],
)
def test_places_are_counted_in_code_points(text: str, start: int, end: int) -> None:
    """As Python counts, whatever an emoji or an accent takes on screen or in UTF-8."""
    (hit,) = find_keywords([text], {1: ["parking"]})
    (span,) = hit.spans
    assert (span.start, span.end) == (start, end)
    assert text[start:end] == "parking"


@pytest.mark.parametrize("pattern", ["café", "cafe\u0301", "CAFÉ"])
@pytest.mark.parametrize("written", ["café", "cafe\u0301", "Cafe\u0301", "CAFÉ"])
def test_an_accent_is_the_same_however_it_is_typed(pattern: str, written: str) -> None:
    assert matched(f"the {written} cafes", pattern) == [written]


def test_a_letter_without_its_accent_is_another() -> None:
    assert matched("résumé resume", "resume") == ["resume"]


@pytest.mark.parametrize("pattern", ["straße", "STRASSE", "strasse", "stra*e"])
def test_sharp_s_is_two_s(pattern: str) -> None:
    assert matched("Die Straße ist lang", pattern) == ["Straße"]


def test_overlapping_patterns_of_a_theme_are_one_passage() -> None:
    assert matched("public car park fees", "car park", "public car", "park fees") == [
        "public car park fees"
    ]
    assert matched("car park", "car", "park") == ["car", "park"]
    assert matched("parking", "parking", "park*", "parking") == ["parking"]


def test_two_themes_may_claim_the_same_words() -> None:
    hits = find_keywords(["car park"], {7: ["car park"], 3: ["park"]})
    assert {(hit.theme, hit.spans[0].start) for hit in hits} == {(7, 0), (3, 4)}


def test_hits_come_in_the_order_of_the_texts() -> None:
    hits = find_keywords(["trust", "nothing", "parking trust"], {1: ["parking"], 2: ["trust"]})
    assert [(hit.text, hit.theme) for hit in hits] == [(0, 2), (2, 1), (2, 2)]


@pytest.mark.parametrize("patterns", [[], [""], ["  "], ["*"], ["~"], ["fun*d~"], ["!?"]])
def test_without_a_pattern_nothing_matches(patterns: list[str]) -> None:
    assert find_keywords(["any words * ~ at all", ""], {1: patterns}) == []


def test_no_texts_no_hits() -> None:
    assert find_keywords([], {1: ["parking"]}) == []


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("parking", None),
        ("clinical lead*", None),
        ("fund~", None),
        ("A&E", None),
        ("", "at least one letter"),
        ("!", "at least one letter"),
        ("* parking", "letters beside"),
        ("'", "letters beside"),
        ("fun*d~", "not both"),
    ],
)
def test_a_pattern_that_cant_match_is_told(pattern: str, fault: str | None) -> None:
    said = pattern_fault(pattern)
    assert said is None if fault is None else fault in str(said)


def test_progress_reaches_the_end_and_can_cancel() -> None:
    seen: list[tuple[int, int]] = []
    find_keywords(["parking"] * 1200, {1: ["parking"]}, lambda *now: seen.append(now))
    assert seen[-1] == (1200, 1200)
    assert len(seen) > 2

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        find_keywords(["parking"] * 1200, {1: ["parking"]}, cancel)


PLAIN = st.text("abcdefghijkéßöABCZ0123456789", min_size=1, max_size=8)
BETWEEN = st.sampled_from([" ", "  ", "\n", "-", ", ", "😀", "❤️", ". ", "’ ", '"', "\u0301 "])


@given(pieces=st.lists(st.tuples(PLAIN, BETWEEN), max_size=30), words=st.lists(PLAIN, max_size=5))
def test_a_span_holds_the_plain_word_looked_for(
    pieces: list[tuple[str, str]], words: list[str]
) -> None:
    """And every word of the text that is the pattern, in any case, is found."""
    text = "".join(word + between for word, between in pieces)
    chosen = [*words, *(word for word, _ in pieces[:2])]
    for hit in find_keywords([text], dict(enumerate([word] for word in chosen))):
        assert hit.spans
        for span in hit.spans:
            assert text[span.start : span.end].casefold() == chosen[hit.theme].casefold()
        assert list(hit.spans) == sorted(hit.spans, key=lambda span: span.start)
    for word in chosen:
        exact = rf"(?<!\w){re.escape(word)}(?![\w\u0301])"
        assert len(matched(text, word)) >= len(re.findall(exact, text))


@given(text=st.text(max_size=60), pattern=st.text(max_size=12))
def test_no_pattern_breaks_the_search(text: str, pattern: str) -> None:
    """Spans lie within the text and don't overlap, whatever is typed as a keyword."""
    for hit in find_keywords([text], {1: [pattern]}):
        ends = [0]
        for span in hit.spans:
            assert ends[-1] <= span.start < span.end <= len(text)
            ends.append(span.end)
