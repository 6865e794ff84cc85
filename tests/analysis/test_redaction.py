"""Personal details are found: all that a shape tells, and most names; what isn't one is left."""

import pytest

from analysis.redacting.numbers import nhs_check_holds
from analysis.redaction import find_personal_details, name_lists
from benchmarks.redaction import COMMENTS, DEFAULT_DATA, TRUE_NAMES, marked, measured, proposals
from engage_app.domain.redaction import DetailKind, replaced
from engage_app.services.batch_redact import shipped_names

NO_LISTS = name_lists("", "", "", "", "")


def found(text: str) -> list[tuple[str, str]]:
    """(kind, words) of what is found, each checked to be where it says."""
    details = find_personal_details(text, shipped_names())
    assert all(text[each.start : each.end] == each.text for each in details)
    return [(each.kind.value, each.text) for each in details]


def test_all_but_names_are_found_whole_and_most_names() -> None:
    """On the invented sentences of the benchmark."""
    score = measured(marked(), shipped_names())
    for kind in set(DetailKind) - {DetailKind.NAME}:
        assert score.there[kind] >= 5
        assert score.found[kind] == score.there[kind], [
            detail.text for detail, _ in score.missed if detail.kind == kind
        ]
    assert score.found[DetailKind.NAME] >= 0.95 * score.there[DetailKind.NAME]
    assert len(score.besides) <= 2


def test_anonymous_comments_get_few_proposals_quickly() -> None:
    if not (DEFAULT_DATA / COMMENTS).is_file():
        pytest.skip("the comments are not on this machine")
    count, details, _ = proposals(DEFAULT_DATA / COMMENTS, shipped_names())
    false = [each for each in details if each.text not in TRUE_NAMES]
    assert 1000 * len(false) / count <= 10


def test_offsets_are_code_points() -> None:
    text = "😀😀 rang Łukasz Wójcik"
    (detail,) = find_personal_details(text, shipped_names())
    assert (detail.start, detail.end, detail.text) == (8, 21, "Łukasz Wójcik")


def test_an_nhs_number_needs_its_check_digit() -> None:
    assert nhs_check_holds("9434765919")
    assert not nhs_check_holds("9434765918")
    assert not nhs_check_holds("1111111111")
    assert found("NHS number 943 476 5919") == [("nhs_number", "943 476 5919")]
    assert found("NHS number 943 476 5918") == []


@pytest.mark.parametrize(
    "text",
    [
        "The A1 road, the M25 and bus 24 to the High Street",
        "It cost £01234.56 on 12/03/2019 at 10:30",
        "Reference 01234567890, order no. 07700900123",
        "10 minutes drive down the road, a 5 minute walk, 2 way street",
        "St Mary's, the Royal Victoria Infirmary and Queen Elizabeth Hospital",
        "May I hope you will mark this? Grace and patience.",
        "Bell's palsy, Crohn's disease and a Hickman line at James Cook",
        "ward B3 2nd bed, vitamin B12 and Plan B",
        "Since 1948, and in March 2020, until 5 May",
        "Great Staff And Very Helpful Reception Team Who Always Listen",
        "I am British, Christian and Deaf. I'm Very Happy",
        "AMAZING CARE THANK YOU ALL",
        "",
    ],
)
def test_what_is_no_personal_detail_is_left(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("write to helen dot price at gmail dot com", "email", "helen dot price at gmail dot com"),
        ("call +44 (0) 7700 900 123 ext. 9.", "phone", "+44 (0) 7700 900 123 ext. 9"),
        ("ring me on 642 8899", "phone", "642 8899"),
        ("from ec1a1bb", "postcode", "ec1a1bb"),
        ("NI number: ab 12 34 56 c", "ni_number", "ab 12 34 56 c"),
        ("born in Leeds on 3rd March, 1948", "date_of_birth", "3rd March, 1948"),
        ("d.o.b. 010452", "date_of_birth", "010452"),
        ("I live at flat 2, 14a church lane", "address", "flat 2, 14a church lane"),
        ("12 Mill Lane, Thornaby-on-Tees, TS17 1AA", "address", "12 Mill Lane, Thornaby-on-Tees"),
    ],
)
def test_forms_people_write(text: str, kind: str, words: str) -> None:
    assert (kind, words) in found(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sarah's kindness", "Sarah"),
        ("nurse sarah was kind", "sarah"),
        ("Sarah Ward was kind", "Sarah Ward"),
        ("We saw May Thompson", "May Thompson"),
        ("April on reception is rude", "April"),
        ("Mr and Mrs O'Neill-Khan agree", "Mr and Mrs O'Neill-Khan"),
        ("SHARON WAS KIND TO ME", "SHARON"),
        ("Best wishes,\nTemperance Oyelaran", "Temperance Oyelaran"),
    ],
)
def test_how_far_a_name_goes(text: str, words: str) -> None:
    assert ("name", words) in found(text)


def test_without_lists_titles_still_tell() -> None:
    (detail,) = find_personal_details("I saw Dr Xylander there", NO_LISTS)
    assert detail.text == "Dr Xylander"


def test_a_long_text_of_one_kind_is_read_in_time_that_grows_with_it() -> None:
    """No pattern tries a place again and again: these would take minutes."""
    for text in (
        "a.b" * 20_000,
        "0 " * 20_000,
        "A " * 20_000,
        "born 1 May " * 5_000,
        "12 A" * 10_000,
        "Bo A A " * 9_000,
        "12 Oak " * 9_000,
    ):
        find_personal_details(text, shipped_names())


def test_covering_puts_a_word_in_the_place() -> None:
    assert replaced("I saw Sarah.", [(6, 11, "[name removed]")]) == "I saw [name removed]."
    assert replaced("abcdef", [(3, 5, "Y"), (1, 4, "X")]) == "aXf"
    assert replaced("abc", []) == "abc"
