"""What is one text sent by several people, and what only sounds alike."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.duplicates import Campaign, campaigns
from analysis.shingles import fingerprint

TEXT = (
    "Please keep the minor injuries unit at Castle Hill open through the winter. "
    "The road to the city floods four times a year and no bus runs after six. "
    "My mother waited nine hours on a trolley when she was sent to the other hospital."
)
SHORT = "Please keep the clinic where it is for us all."
OPENING = "Thank you for the opportunity to comment on this consultation about services."
OWN = (
    "Parking at the library costs too much",
    "Nurses on the ward sang to my daughter",
    "Nobody answered the telephone for three days running",
    "More benches by the duck pond would be lovely",
    "Cyclists ride on every pavement in town",
    "Our allotments have been promised water since May",
    "Streetlights in Mill Lane are broken again",
    "Dogs must be kept off the beach all year",
    "Recycling is collected at five in the morning",
    "The swimming pool closes before I finish work",
)


def sent(*texts: str) -> list[tuple[int, int, str]]:
    """Each text by a respondent of its own."""
    return [(number, number, text) for number, text in enumerate(texts, 1)]


def only(texts: list[tuple[int, int, str]]) -> Campaign:
    (campaign,) = campaigns(texts)
    return campaign


def test_the_same_words_from_three_people() -> None:
    texts = [
        *sent(
            SHORT,
            SHORT.upper(),
            "  please keep the clinic, where it is: for us all",
            *["nothing to add"] * 3,
        ),
        (7, 7, "Another text that two people sent word for word."),
        (8, 8, "Another text that two people sent word for word."),
        (9, 8, "Another text that two people sent word for word."),
    ]
    assert campaigns(texts) == [Campaign((1, 2, 3), 1, 3, (1.0, 1.0, 1.0))]


@pytest.mark.parametrize(
    "changed",
    [
        f"Dear Sir or Madam, good morning to you all. {TEXT} Yours faithfully, a neighbour.",
        " ".join(TEXT.split()[:23]),
        " ".join(TEXT.split()[-23:]),
        ". ".join(reversed(TEXT.rstrip(".").split(". "))),
        f"{TEXT} {' '.join(OWN)} {' '.join(reversed(OWN))}",
        TEXT.replace("Please", "Kindly")
        .replace("winter", "cold season")
        .replace("floods", "is closed")
        .replace("nine", "ten")
        .replace("other", "big"),
    ],
    ids=["greeted", "first half", "second half", "reordered", "100 words added", "edited"],
)
def test_a_changed_copy_belongs_to_the_campaign(changed: str) -> None:
    """And the plain text stands for all."""
    campaign = only(sent(*OWN, changed, TEXT, TEXT, TEXT))

    assert campaign.comments == (11, 12, 13, 14)
    assert campaign.representative == 12
    assert campaign.senders == 4
    assert 0 < campaign.similarity[0] <= 1
    assert campaign.similarity[1:] == (1.0, 1.0, 1.0)


def test_comments_that_share_only_a_courtesy_are_no_campaign() -> None:
    assert campaigns(sent(*(f"{OPENING} {own}." for own in OWN))) == []


def test_a_courtesy_does_not_join_two_campaigns() -> None:
    texts = sent(
        *(f"{OPENING} {own}." for own in OWN),
        *[TEXT] * 3,
        f"{OPENING} {TEXT}",
        *[SHORT] * 3,
        f"{OPENING} {SHORT}",
    )
    assert [each.comments for each in campaigns(texts)] == [(15, 16, 17, 18), (11, 12, 13, 14)]


def test_one_sender_many_times_is_no_campaign() -> None:
    assert campaigns([(number, 1, TEXT) for number in range(9)]) == []


def test_the_larger_campaign_comes_first_and_comments_in_the_order_given() -> None:
    found = campaigns(
        [(9, 1, SHORT), *((8 - n, n, TEXT) for n in range(4)), (2, 5, SHORT), (1, 6, SHORT)]
    )

    assert [each.comments for each in found] == [(8, 7, 6, 5), (9, 2, 1)]
    assert [each.representative for each in found] == [8, 9]


@pytest.mark.parametrize("texts", [(), ("",), ("one two",), ("word " * 40,), (OWN[0], OWN[1])])
def test_nothing_to_find(texts: tuple[str, ...]) -> None:
    assert campaigns(sent(*texts)) == []


@settings(max_examples=25, deadline=None)
@given(
    st.randoms(use_true_random=False), st.lists(st.sampled_from((TEXT, SHORT, *OWN)), max_size=30)
)
def test_the_order_given_does_not_matter(chance: random.Random, said: list[str]) -> None:
    """Each comment is in one campaign at most, and every word-for-word copy is in the same one."""
    texts = sent(*said)
    mixed = chance.sample(texts, len(texts))

    found = campaigns(texts)
    assert {frozenset(each.comments) for each in found} == {
        frozenset(each.comments) for each in campaigns(mixed)
    }
    campaign_of = {comment: n for n, each in enumerate(found) for comment in each.comments}
    assert len(campaign_of) == sum(len(each.comments) for each in found)
    by_words: dict[str, set[int | None]] = {}
    for comment, _, text in texts:
        by_words.setdefault(text, set()).add(campaign_of.get(comment))
    assert all(len(numbers) == 1 for numbers in by_words.values())


def test_a_fingerprint_is_the_words_alone() -> None:
    assert fingerprint(" It’s FINE – thank\nyou!") == fingerprint("its fine, thank you")


def test_a_campaign_among_many_texts_of_few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """There five words on end are alike by chance: only more words tell, and no chance is taken."""
    chance = random.Random(1)  # noqa: S311 - the same texts each time
    few = ("the", "clinic", "bus", "parking", "carers", "council", "hospital", "staff", "nurses")
    chatter = [" ".join(chance.choices(few, k=chance.randint(8, 25))) for _ in range(4_000)]
    monkeypatch.setattr("analysis.duplicates.LEAST_EFFORT", 0)

    campaign = only(
        sent(*chatter, TEXT, f"Hello, good morning. {TEXT}", TEXT.replace("nine", "ten"))
    )

    assert campaign.comments == (4_001, 4_002, 4_003)


def test_most_of_all_texts_may_be_one_campaign(monkeypatch: pytest.MonkeyPatch) -> None:
    """A widely held run is looked up no more once its campaign is known; smaller ones are found."""
    monkeypatch.setattr("analysis.duplicates.WIDELY_HELD", 20)
    words = TEXT.split()
    large = [" ".join([*words[:n], f"x{n}", f"y{n}", *words[n + 1 :]]) for n in range(len(words))]
    small = [f"{' '.join(OWN)} {word}" for word in ("one", "two", "three")]

    found = campaigns(sent(*large, *small))

    assert [len(campaign.comments) for campaign in found] == [len(large), len(small)]
