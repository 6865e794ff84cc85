"""What corrections teach, and how carefully."""

import pytest

from analysis.sentiment import CommentTone, label_of, score_comments
from analysis.sentiment_learning import Corrected, agreed, learn, same_words, score_learned
from analysis.sentiment_lexicon import lexicon_from
from engage_app.domain.coding import Sentiment

GOOD, SO_SO, BAD = Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE
LEXICON = lexicon_from("lovely\t3.0\nawful\t-3.0\n", "phrase,value,note\n")
THINGS = ("ferry", "kiosk", "lamp", "bench", "hedge", "shelter", "ramp", "clock", "path", "gate")


def read(
    corrections: list[Corrected], texts: list[str], left_alone: list[tuple[str, str]] | None = None
) -> list[Sentiment]:
    learned = learn(corrections, LEXICON, left_alone or [])
    assert learned is not None
    return [tone.label for tone in score_learned(learned, texts, LEXICON)]


def ferries_and_kiosks(number: int) -> list[Corrected]:
    """Ferries are praised here and kiosks blamed; every other comment says so in plain words."""
    made = []
    for n in range(number):
        plain = n % 2 == 0
        made.append(Corrected(f"{'lovely ' * plain}ferry {THINGS[n % 10]}", "", GOOD))
        made.append(Corrected(f"{'awful ' * plain}kiosk {THINGS[n % 10]}", "", BAD))
    return made


def test_words_without_a_tone_get_the_one_people_give_them() -> None:
    assert read(ferries_and_kiosks(100), ["The ferry", "that kiosk"]) == [GOOD, BAD]


def test_a_few_corrections_change_nothing_else() -> None:
    texts = ["The ferry", "lovely kiosk", "awful ferry", ""]
    cold = [tone.label for tone in score_comments(texts, LEXICON)]
    assert read(ferries_and_kiosks(3), texts) == cold


def test_corrections_that_all_contradict_the_scorer_do_not_turn_it_round() -> None:
    """Who corrects only what is wrong leaves alone what is right."""
    wrong = [Corrected(f"lovely ironic {thing} {n}", "", BAD) for thing in THINGS for n in range(9)]
    wrong += [
        Corrected(f"awful gorgeous {thing} {n}", "", GOOD) for thing in THINGS for n in (1, 2)
    ]
    alone = [(f"{tone} {thing}", "") for thing in THINGS * 40 for tone in ("lovely", "awful", "a")]

    texts = ["a lovely ironic ferry", "lovely hedge", "awful clock"]
    assert read(wrong, texts, alone) == [BAD, GOOD, BAD]


def test_the_question_colours_the_same_words() -> None:
    corrections = [
        Corrected(f"nothing {thing}", question, sentiment)
        for thing in THINGS * 8
        for question, sentiment in (("Q1", GOOD), ("Q2", BAD))
    ]
    learned = learn(corrections, LEXICON)
    assert learned is not None
    tones = score_learned(learned, ["nothing at all"] * 2, LEXICON, ["Q1", "Q2"])
    assert [tone.label for tone in tones] == [GOOD, BAD]


def test_the_compound_score_goes_with_the_label() -> None:
    """It stays the scorer's where the label does, and the sentences keep theirs."""
    texts = ["The ferry", "lovely ferry", "that kiosk", "awful kiosk. lovely kiosk."]
    learned = learn(ferries_and_kiosks(100), LEXICON)
    assert learned is not None

    for cold, tone in zip(
        score_comments(texts, LEXICON), score_learned(learned, texts, LEXICON), strict=True
    ):
        assert label_of(tone.compound) is tone.label
        assert -1 <= tone.compound <= 1
        assert tone.sentences == cold.sentences
        assert tone.label is not cold.label or tone == cold


@pytest.mark.parametrize(
    "corrections",
    [[], [Corrected("lovely", "", GOOD)], [Corrected("a", "", BAD), Corrected("b", "", BAD)]],
)
def test_nothing_to_tell_apart(corrections: list[Corrected]) -> None:
    assert learn(corrections, LEXICON) is None


@pytest.mark.parametrize("text", ["", " ", "…", "😀", "\0", "word " * 2000])
def test_any_text_can_be_learned_from_and_scored(text: str) -> None:
    learned = learn([Corrected(text, "", GOOD), Corrected("", "?", SO_SO)], LEXICON)
    assert learned is not None
    (tone,) = score_learned(learned, [text], LEXICON)
    assert isinstance(tone, CommentTone)


def test_no_texts_no_tones() -> None:
    learned = learn(ferries_and_kiosks(2), LEXICON)
    assert learned is not None
    assert score_learned(learned, [], LEXICON) == []


def test_the_same_corrections_teach_the_same() -> None:
    assert learn(ferries_and_kiosks(20), LEXICON) == learn(ferries_and_kiosks(20), LEXICON)


def test_of_contradicting_corrections_the_more_frequent_counts_then_the_later() -> None:
    given = [
        *(Corrected("Fine  by ME", "Why?", each) for each in (GOOD, GOOD, BAD)),
        *(Corrected("so be it", "", each) for each in (BAD, SO_SO)),
        Corrected("fine by me", "", BAD),
    ]
    assert agreed(given) == {
        same_words("why?", "fine by me"): GOOD,
        same_words("", "So be it"): SO_SO,
        same_words("", "fine by me"): BAD,
    }
