"""Suggestions: what they learn, how they explain themselves, and what they do with little."""

import pickle

import numpy as np
import pytest
from numpy.typing import NDArray

from analysis.suggestions import (
    CodedText,
    Pool,
    Suggester,
    Suggestion,
    ThemeGuide,
    fit,
    guide_texts,
    teaching_order,
)
from engage_app.progress import Cancelled

PARKING, WAITING, STAFF = 7, 8, 9
GUIDES = (
    ThemeGuide(PARKING, "Car parking", "Finding and paying for a space.", ("parking", "car park*")),
    ThemeGuide(WAITING, "Waiting times", "How long people wait.", ("wait*", "queue*")),
    ThemeGuide(STAFF, "Staff manner", "How staff treat people.", ("friendly", "rude", "kind*")),
)
SAID = {
    PARKING: "The parking {} was full and the machine wanted coins",
    WAITING: "We had to wait {} before anybody called us in",
    STAFF: "The nurse {} was so friendly to my mother",
}
PLACES = ("on Monday", "at noon", "again", "as ever", "in the rain", "last week", "today", "twice")


def coded(count: int) -> list[CodedText]:
    """So many coded comments, the themes in turn."""
    return [
        CodedText(SAID[theme].format(PLACES[n // 3 % 8]), "", frozenset({theme}))
        for n in range(count)
        for theme in [(PARKING, WAITING, STAFF)[n % 3]]
    ]


def first(suggester: Suggester, text: str) -> Suggestion:
    """The first suggestion for a text."""
    return suggester.suggest([text], [""])[0][0]


def score(suggester: Suggester, text: str, theme: int) -> float:
    """The probability of a theme."""
    found, _ = suggester.probabilities([text], [""])
    return float(found[0, suggester.themes.index(theme)])


def vectors_of(texts: list[str]) -> NDArray[np.float32]:
    """Vectors that tell texts apart by a word each may have, as embeddings would."""
    signs = ("park", "wait", "nurse", "meter", "delay", "doctor")
    rows = np.array([[sign in text.casefold() for sign in signs] for text in texts], np.float32)
    rows = np.hstack([rows, np.ones((len(texts), 1), np.float32)])
    unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("No parking anywhere near the clinic", PARKING),
        ("An hour in the queue", WAITING),
        ("The receptionist was rude", STAFF),
    ],
)
def test_cold_start_follows_the_keywords(text: str, theme: int) -> None:
    suggestion = first(fit(GUIDES, []), text)
    assert suggestion.theme == theme
    assert suggestion.prefill


def test_themes_without_keywords_are_found_by_their_names() -> None:
    guides = [ThemeGuide(1, "Car parking"), ThemeGuide(2, "Waiting times")]
    assert first(fit(guides, []), "nowhere to park the car").theme == 1


def test_learning_moves_a_score() -> None:
    """Words no keyword names come to speak for a theme, and the suggestion says from what."""
    text = "The machine wanted coins and it was full"
    coins = [CodedText(f"It wanted coins {place}", "", frozenset({PARKING})) for place in PLACES]
    before, after = fit(GUIDES, []), fit(GUIDES, coded(24) + coins)
    assert score(after, text, PARKING) > score(before, text, PARKING) + 0.2
    suggestion = first(after, text)
    assert suggestion.theme == PARKING
    assert "comments you coded so" in suggestion.why
    assert "coins" in [text[span.start : span.end] for span in suggestion.words]
    assert after.learned_from == 32


def test_a_keyword_nobody_accepts_loses_its_say() -> None:
    """An officer who never takes “wait” for waiting times is heard."""
    refused = [CodedText(f"We wait {place} with joy", "", frozenset({STAFF})) for place in PLACES]
    before, after = fit(GUIDES, []), fit(GUIDES, refused * 2)
    text = "We wait with joy"
    assert score(after, text, WAITING) < score(before, text, WAITING)
    assert first(after, text).theme == STAFF


@pytest.mark.parametrize(
    "text",
    [
        "🚗🚗 the 🅿️ parking was full 👍🏽 and the machine wanted coins",
        "Cafe\u0301 de\u0301ja\u0300 vu: PARKING, parking — “Parking”!",
        "𝔘𝔫 queue, then car parks 😀",
    ],
)
def test_words_are_those_of_the_comment_in_code_points(text: str) -> None:
    suggestion = first(fit(GUIDES, coded(24)), text)
    named = [text[span.start : span.end].casefold() for span in suggestion.words]
    assert any(word in {"parking", "car parks"} for word in named)
    assert list(suggestion.words) == sorted(suggestion.words, key=lambda span: span.start)
    assert all(word and not word.isspace() for word in named)
    assert "keyword" in suggestion.why.casefold()


def test_scores_are_probabilities_in_order() -> None:
    found = fit(GUIDES, coded(30)).suggest(["wait, the parking is full"], [""])[0]
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= each <= 1 for each in scores)
    assert {PARKING, WAITING} <= {each.theme for each in found}


def test_no_more_than_asked_for() -> None:
    assert len(fit(GUIDES, []).suggest(["friendly parking queue"], [""], top=1)[0]) == 1


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_a_blank_comment_has_no_suggestion(text: str) -> None:
    suggester = fit(GUIDES, coded(12))
    assert suggester.suggest([text, "parking"], ["", ""])[0] == []
    assert suggester.uncertainty([text], [""])[0] == 0


def test_the_same_codings_teach_the_same() -> None:
    texts, questions = ["parking and rude", "coins"], ["", ""]
    one, other = (fit(GUIDES, coded(20)).suggest(texts, questions) for _ in range(2))
    assert one == other


def test_it_survives_pickling() -> None:
    suggester = fit(GUIDES, coded(20))
    again = pickle.loads(pickle.dumps(suggester))  # noqa: S301 - our own
    assert again.suggest(["parking"], [""]) == suggester.suggest(["parking"], [""])


def test_nothing_coded_and_no_codebook() -> None:
    suggester = fit([], [])
    assert suggester.suggest(["parking"], [""]) == [[]]
    assert suggester.uncertainty(["parking"], [""]).tolist() == [0]
    assert fit([], coded(3)).suggest(["parking"], [""]) == [[]]
    nothing = np.zeros((0, 7), np.float32)
    pool = Pool(["parking"], [""], vectors_of(["parking"]))
    assert fit([], [], nothing, nothing, pool=pool).suggest(["parking"], [""]) == [[]]


def test_no_texts() -> None:
    suggester = fit(GUIDES, coded(9))
    assert suggester.suggest([], []) == []
    assert suggester.uncertainty([], []).shape == (0,)
    assert teaching_order(suggester, [], []) == []


def test_one_theme_alone() -> None:
    suggester = fit(GUIDES[:1], coded(12))
    assert first(suggester, "parking").theme == PARKING
    assert score(suggester, "no parking", PARKING) > score(suggester, "all well", PARKING)


def test_a_theme_never_coded_is_still_suggested() -> None:
    only = [each for each in coded(30) if STAFF not in each.themes]
    assert first(fit(GUIDES, only), "They were kind and friendly").theme == STAFF


def test_a_theme_that_is_gone_is_never_suggested() -> None:
    """A retired theme has no guide; what was coded with it teaches that nothing else fits."""
    suggester = fit(GUIDES[1:], coded(30))
    assert PARKING not in {each.theme for each in suggester.suggest(["parking was full"], [""])[0]}


def test_what_a_theme_excludes_is_heeded() -> None:
    guides = [ThemeGuide(1, "Parking", "", ("parking", "NOT bicycle")), *GUIDES[1:]]
    suggester = fit(guides, [])
    assert score(suggester, "bicycle parking", 1) < score(suggester, "motor parking", 1)


def test_comments_of_the_pool_teach_each_other() -> None:
    """A word that keeps company with a keyword speaks for its theme, with nothing coded."""
    texts = [each.text for each in coded(90)]
    taught = fit(GUIDES, [], pool=Pool(texts, [""] * len(texts)))
    text = "the machine wanted coins"
    assert score(taught, text, PARKING) > score(taught, text, WAITING)


def test_embeddings_carry_a_theme_to_other_words() -> None:
    examples = coded(24)
    suggester = fit(
        GUIDES,
        examples,
        vectors_of([each.text for each in examples]),
        vectors_of(guide_texts(GUIDES)),
        pool=Pool((), (), np.zeros((0, 7), np.float32)),
    )
    assert suggester.uses_embeddings
    found = suggester.suggest(["Parkplatz voll"], [""], vectors_of(["Parkplatz voll"]))[0]
    assert found[0].theme == PARKING
    with pytest.raises(ValueError, match="embedding"):
        suggester.suggest(["Parkplatz voll"], [""])


def test_without_embeddings_of_all_it_does_without() -> None:
    examples = coded(12)
    suggester = fit(GUIDES, examples, vectors_of([each.text for each in examples]))
    assert not suggester.uses_embeddings
    assert first(suggester, "parking").theme == PARKING


def test_teaching_order_asks_about_what_is_open_and_not_twice_the_same() -> None:
    """What is plain comes late; of a dozen copies one is asked about early."""
    open_ = "Rude or friendly, parking or queue, who knows"
    texts = [SAID[PARKING].format("today")] * 3 + [open_] * 12 + ["Something else entirely", ""]
    order = teaching_order(fit(GUIDES, coded(30)), texts, [""] * len(texts))
    assert sorted(order) == list(range(len(texts)))
    assert texts[order[0]] == open_
    assert [texts[number] for number in order[:4]].count(open_) == 1
    assert "Something else entirely" in [texts[number] for number in order[:3]]


def test_fitting_can_be_cancelled() -> None:
    def stop(done: int, total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        fit(GUIDES, coded(9), progress=stop)
