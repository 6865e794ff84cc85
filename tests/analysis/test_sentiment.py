"""Tone: overrides, phrases, questions, sentences and how they combine."""

import csv
import subprocess
import sys

import pytest

from analysis.sentiment import CommentTone, combined, label_of, score_comments, sentences_of
from analysis.sentiment_lexicon import SentimentLexicon, lexicon_from
from engage_app.domain.coding import Sentiment
from engage_app.progress import Cancelled
from resources import path_of

HEADER = "phrase,value,note\n"
ASKS = "asks,kind,phrase,value,note\n"
VADER = "good\t1.9\t0.9\t[]\ncancer\t-3.4\t0.9\t[]\nawful\t-2.0\t0.9\t[]\nlong\t0.5\t0.9\t[]\n"
POSITIVE, NEUTRAL, NEGATIVE = Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE


def read(name: str) -> str:
    return path_of(f"lexicon/{name}").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def shipped() -> SentimentLexicon:
    return lexicon_from(
        read("sentiment/vader_lexicon/vader_lexicon.txt"),
        read("health_and_council.csv"),
        read("sentiment_questions.csv"),
    )


def tone(text: str, lexicon: SentimentLexicon, question: str = "") -> CommentTone:
    return score_comments([text], lexicon, [question])[0]


@pytest.mark.parametrize(
    "text",
    [
        "The patient was in critical care for cancer.",
        "My mother was in intensive care.",
        "The crisis team rang on Tuesday.",
        "I went to the emergency department with an acute illness.",
        "Deprivation is measured by ward.",
        "My main concern is parking.",  # the noun names a topic; whether it is one is a position
    ],
)
def test_names_of_services_and_conditions_have_no_tone(
    text: str, shipped: SentimentLexicon
) -> None:
    assert tone(text, shipped).label is NEUTRAL


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("No complaints", POSITIVE),
        ("NO COMPLAINTS!", POSITIVE),
        ("I couldn't fault it", POSITIVE),
        ("I couldn’t fault it", POSITIVE),
        ("I couldnt fault it", POSITIVE),
        ("Nothing to improve", POSITIVE),
        ("Nothing, everything was perfect", POSITIVE),
        ("Nothing everyone was lovely", POSITIVE),
        ("A long wait in the cold corridor", NEGATIVE),
        ("We are seriously concerned", NEGATIVE),
        ("We have serious concerns", NEGATIVE),
        ("It could be better", NEGATIVE),
        ("More staff at night", NEGATIVE),
        ("They were no help", NEGATIVE),
        ("No issues 👍", POSITIVE),
        ("👎", NEGATIVE),
        ("Amazing!!!!!!!", POSITIVE),
        ("(excellent)", POSITIVE),
        ("helpful,friendly", POSITIVE),
    ],
)
def test_how_people_praise_and_criticise_services(
    text: str, label: Sentiment, shipped: SentimentLexicon
) -> None:
    assert tone(text, shipped).label is label


@pytest.mark.parametrize(
    ("answer", "question", "label"),
    [
        ("Nothing", "What could we do better?", POSITIVE),
        ("Nothing.", "How could we improve?", POSITIVE),
        ("Nothing", "What was good?", NEGATIVE),
        ("Nothing", "Any other comments?", NEUTRAL),
        ("Nothing", "What were you satisfied or dissatisfied with?", NEUTRAL),
        ("Everything", "What was good?", POSITIVE),
        ("Everything", "What could we do better?", NEGATIVE),
        ("no", "What concerns do you have?", POSITIVE),
    ],
)
def test_what_was_asked_tells_what_a_short_answer_means(
    answer: str, question: str, label: Sentiment, shipped: SentimentLexicon
) -> None:
    assert tone(answer, shipped, question).label is label


def test_phrases_win_over_words_and_the_longest_wins() -> None:
    lexicon = lexicon_from(
        VADER, f"{HEADER}long wait,-2,\nlong wait for good,3,\ncancer,0,\nto fault*,-1,\n"
    )

    assert tone("A Long Wait", lexicon).compound < 0
    assert tone("a long-wait", lexicon).compound < 0
    assert tone("a long wait for good", lexicon).compound > 0
    assert tone("hard to faults", lexicon).compound < 0
    assert tone("cancer", lexicon).compound == 0


def test_phrases_match_whole_words() -> None:
    lexicon = lexicon_from(VADER, f"{HEADER}care home,3,\n")

    assert tone("a care homeowner", lexicon).compound == 0
    assert tone("scare home", lexicon).compound == 0
    assert tone("the 'care home'", lexicon).compound > 0


def test_a_caret_keeps_a_phrase_to_the_start_of_a_sentence() -> None:
    lexicon = lexicon_from(VADER, f"{HEADER}^longer,-2,\n")

    assert tone("Longer visits. They grew longer", lexicon).sentences[0].compound < 0
    assert tone("Longer visits. They grew longer", lexicon).sentences[1].compound == 0


def test_a_phrase_can_be_turned_by_not(shipped: SentimentLexicon) -> None:
    assert tone("There was not a long wait", shipped).compound > 0


def test_the_mark_of_our_tokens_in_a_comment_is_only_text() -> None:
    lexicon = lexicon_from(VADER, f"{HEADER}long wait,-2,\n")

    assert tone("see §1", lexicon).compound == 0


def test_sentences_are_cut_by_code_points() -> None:
    """Emoji beyond the basic plane count one, so that the window highlights the right words."""
    text = "😀 Great staff! Dr. Shah rang.\n\n  Long wait 😡… fine.Then home"

    assert [text[span.start : span.end] for span in sentences_of(text)] == [
        "😀 Great staff!",
        "Dr. Shah rang.",
        "Long wait 😡…",
        "fine.",
        "Then home",
    ]


def test_each_sentence_has_its_own_score(shipped: SentimentLexicon) -> None:
    scored = tone("😀 Great staff. The food was awful.", shipped)

    assert [sentence.compound > 0 for sentence in scored.sentences] == [True, False]
    assert scored.sentences[1].passage.start == 15


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_empty_text_is_neutral_and_has_no_sentence(text: str, shipped: SentimentLexicon) -> None:
    scored = tone(text, shipped)

    assert (scored.label, scored.compound, scored.sentences) == (NEUTRAL, 0.0, ())


def test_sentences_without_tone_do_not_dilute_the_others() -> None:
    assert combined([0.6, 0.0, 0.2]) == 0.4
    assert combined([]) == 0.0


@pytest.mark.parametrize(
    ("compound", "label"),
    [(0.15, POSITIVE), (0.14, NEUTRAL), (0.0, NEUTRAL), (-0.01, NEUTRAL), (-0.02, NEGATIVE)],
)
def test_thresholds(compound: float, label: Sentiment) -> None:
    assert label_of(compound) is label


def test_scores_stay_in_range_and_keep_their_order(shipped: SentimentLexicon) -> None:
    texts = ["awful " * 500, "brilliant! " * 500, "the bus"]

    scores = [scored.compound for scored in score_comments(texts, shipped)]

    assert -1 <= scores[0] < scores[2] < scores[1] <= 1


def test_progress_is_told_and_can_cancel(shipped: SentimentLexicon) -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        score_comments(["good"] * 1200, shipped, progress=stop)
    assert told == [(0, 1200), (500, 1200)]


def test_one_question_for_each_text(shipped: SentimentLexicon) -> None:
    with pytest.raises(ValueError, match="one question"):
        score_comments(["a", "b"], shipped, ["only one"])


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("word,5,", "not between"),
        ("word,,", "no value"),
        ("word,-1,\nWord,1,", "twice"),
        ("word,1", "columns"),
        ("word,1,a,b", "columns"),
        ("&&,1,", "start with a word"),
    ],
)
def test_a_line_that_says_nothing_is_refused(line: str, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        lexicon_from(VADER, HEADER + line + "\n")


def test_an_unknown_kind_of_question_is_refused() -> None:
    with pytest.raises(ValueError, match="wishes"):
        lexicon_from(VADER, HEADER, f"{ASKS}wishes,wording,wish,,\n")


def test_the_shipped_lexicon_is_whole(shipped: SentimentLexicon) -> None:
    """VADER's words, our values over them, the licence beside them, and no word without a reason."""
    assert len(shipped.values) > 7_000
    assert {"brilliant", "rude"} <= set(shipped.values)
    assert "cancer" not in shipped.values
    assert "Hutto" in read("sentiment/vader_lexicon/LICENCE.txt")
    lines = [line for line in read("health_and_council.csv").splitlines() if line[:1] != "#"]
    rows = list(csv.DictReader(lines))
    assert len(rows) > 500
    assert [row["phrase"] for row in rows if row["phrase"].isascii() and not row["note"]] == []


def test_nltk_is_not_imported_before_it_is_used() -> None:
    """The window must not wait for it."""
    code = "import analysis.sentiment, sys; print('nltk' in sys.modules, 'pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "False"]
