"""What uncoded comments speak of and coded ones don't."""

import pytest

from analysis.discovery import EXAMPLES, FEWEST, discover, keyness

PLACES = ("Mill Lane", "Castle Hill", "Northgate", "the harbour", "Fairhaven", "Longmoor")
CODED = [f"Parking at {place} is dear and the bus is late." for place in PLACES] * 5
OTTERS = [
    f"{opening} {sign} by the river at {place}."
    for place in PLACES
    for opening, sign in (
        ("I love to see otters with their cubs", "swimming"),
        ("An otter and its cub were", "playing"),
    )
]
FAIR = [f"Bring the steam fair to {place} again!" for place in PLACES]


def uncoded(*texts: str) -> list[tuple[int, str]]:
    """Comments numbered from 100."""
    return list(enumerate(texts, 100))


def test_what_nobody_has_coded_comes_first_in_its_own_words() -> None:
    first, second, *_ = discover(uncoded(*OTTERS, *FAIR), CODED)

    assert {"otters", "river"} & set(first.words)
    assert first.comments[0] in range(100, 112)
    assert set(first.comments) == set(range(100, 112))
    assert "steam fair" in second.words
    assert set(second.comments) == set(range(112, 118))
    assert set(second.examples) <= set(second.comments)
    assert len(second.examples) == EXAMPLES
    assert first.keyness > second.keyness > 0


def test_forms_of_a_word_are_one_and_the_commonest_is_shown() -> None:
    texts = [*["otters asleep"] * 3, "an otter here", "another otter there"]
    (finding, *_) = discover(uncoded(*texts), CODED)
    assert "otters" in finding.words
    assert "otter" not in finding.words
    assert len(finding.comments) == 5


def test_words_of_the_same_comments_are_one_group() -> None:
    findings = discover(uncoded(*OTTERS), CODED)
    homes = [n for n, each in enumerate(findings) if {"otters", "cub", "cubs"} & set(each.words)]
    assert homes == [0]


def test_no_function_words_and_none_of_the_question() -> None:
    findings = discover(uncoded(*OTTERS), CODED, questions=["Which rivers do you love?"])
    words = {word for each in findings for phrase in each.words for word in phrase.split()}
    assert words
    assert not words & {"the", "with", "their", "and", "to", "i", "river", "love"}


def test_words_of_coded_comments_are_not_told_again() -> None:
    assert discover(uncoded(*CODED), CODED) == []


def test_a_word_of_few_comments_is_left_out() -> None:
    texts = ["a heron"] * (FEWEST - 1) + CODED
    assert discover(uncoded(*texts), CODED) == []


@pytest.mark.parametrize("texts", [(), ("",), ("the of and",), ("…", "42")])
def test_nothing_to_find(texts: tuple[str, ...]) -> None:
    assert discover(uncoded(*texts), CODED) == []


def test_before_anything_is_coded_what_is_frequent_leads() -> None:
    first = discover(uncoded(*OTTERS, *FAIR), [])[0]
    assert first.keyness == len(first.comments) == 12


def test_no_more_groups_than_asked_for() -> None:
    texts = [f"{word} {word}" for word in ("otter", "heron", "toad", "newt") for _ in range(9)]
    found = discover(uncoded(*texts), CODED, groups=2)
    assert [each.words[0] for each in found] == ["heron", "newt"]  # alike in keyness: by word


def test_a_label_does_not_say_a_word_twice() -> None:
    first = discover(uncoded(*FAIR), CODED)[0]
    assert len(first.label.replace(" · ", " ").split()) == len(
        set(first.label.replace(" · ", " ").split())
    )


def test_the_order_given_does_not_matter() -> None:
    texts = uncoded(*OTTERS, *FAIR)
    assert discover(texts[::-1], CODED) == discover(texts, CODED)


def test_keyness_is_dunnings() -> None:
    """By hand, of 10 in 100 and 2 in 200, where 4 and 8 are expected:
    2 (10 ln 10/4 + 90 ln 90/96 + 2 ln 2/8 + 198 ln 198/192). None where it is rarer here."""
    assert keyness(10, 100, 2, 200) == pytest.approx(13.35, abs=0.01)
    assert keyness(1, 100, 20, 200) == 0
    assert keyness(0, 100, 0, 200) == 0
    assert keyness(5, 5, 0, 5) == pytest.approx(13.86, abs=0.01)
