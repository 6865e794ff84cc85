"""How well Engage reads tone, beside plain VADER: `python -m benchmarks.sentiment [--data PATH]`.

Macro-F1 over the classes a data set has, and comments for each second of processor time.
Plain VADER: the shipped lexicon as its authors left it, the whole text at once, ±0.05.

Corrected: the mean of three draws of corrections from one half of a data set (split by a hash of
the words), scored on the other half; speed is that of scoring, after learning.
"""

import argparse
import csv
import hashlib
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.sentiment import score_comments
from analysis.sentiment_learning import Corrected, learn, score_learned
from analysis.sentiment_lexicon import SentimentLexicon, lexicon_from
from engage_app.domain.coding import Sentiment
from resources import path_of

DEFAULT_DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "text"
DATA_SETS = ("nhs_fft_v6", "uci_sentences", "nhs_phase1", "icwsm_amazon")
VADER = "lexicon/sentiment/vader_lexicon/vader_lexicon.txt"
OVERRIDES = "lexicon/health_and_council.csv"
QUESTIONS = "lexicon/sentiment_questions.csv"
PLAIN_THRESHOLD = 0.05
LEARNED_SETS = ("nhs_fft_v6", "nhs_phase1")
CORRECTIONS = (0, 5, 20, 50, 100, 200)
DRAWS = 3

Predict = Callable[[Sequence[str], Sequence[str]], list[str]]


@dataclass(frozen=True)
class Labelled:
    """Comments with the sentiment people gave them."""

    name: str
    texts: tuple[str, ...]
    questions: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """Macro-F1 (0–1) and comments for each second of processor time."""

    macro_f1: float
    per_second: float


def labelled(folder: Path, name: str) -> Labelled:
    """The rows of a data set that carry a label."""
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["sentiment"]]
    return Labelled(
        name,
        tuple(row["text"] for row in rows),
        tuple(row.get("question", "") for row in rows),
        tuple(row["sentiment"] for row in rows),
    )


def macro_f1(truth: Sequence[str], predicted: Sequence[str]) -> float:
    """The mean, over the classes in `truth`, of the F1 of each."""
    scores = []
    for label in sorted(set(truth)):
        right = sum(a == b == label for a, b in zip(truth, predicted, strict=True))
        named = sum(a == label for a in truth) + sum(b == label for b in predicted)
        scores.append(2 * right / named)
    return sum(scores) / len(scores)


def shipped_lexicon() -> SentimentLexicon:
    """The lexicon that ships with Engage."""
    vader, overrides, questions = (
        path_of(name).read_text(encoding="utf-8") for name in (VADER, OVERRIDES, QUESTIONS)
    )
    return lexicon_from(vader, overrides, questions)


def plain_vader() -> Predict:
    """NLTK's VADER with nothing of ours."""
    from nltk.sentiment.vader import (
        SentimentIntensityAnalyzer,
        VaderConstants,
    )

    scorer = SentimentIntensityAnalyzer.__new__(SentimentIntensityAnalyzer)
    scorer.lexicon = lexicon_from(path_of(VADER).read_text(encoding="utf-8"), "").values
    scorer.constants = VaderConstants()

    def predict(texts: Sequence[str], questions: Sequence[str]) -> list[str]:  # noqa: ARG001
        return [_label(scorer.polarity_scores(text)["compound"]) for text in texts]

    return predict


def engage() -> Predict:
    """Engage's scorer on its shipped lexicon."""
    lexicon = shipped_lexicon()
    score_comments(["Warm up: NLTK is imported here."], lexicon)

    def predict(texts: Sequence[str], questions: Sequence[str]) -> list[str]:
        return [str(tone.label) for tone in score_comments(texts, lexicon, questions)]

    return predict


def corrected(data: Labelled, number: int, seed: int) -> Result:
    """How well and how fast the hidden half is read after so many corrections from the other."""
    lexicon = shipped_lexicon()
    seen, hidden = _halves(data)
    drawn = random.Random(seed).sample(seen, min(number, len(seen)))
    texts, questions = [data.texts[n] for n in hidden], [data.questions[n] for n in hidden]
    learned = learn(
        [Corrected(data.texts[n], data.questions[n], Sentiment(data.labels[n])) for n in drawn],
        lexicon,
        list(zip(texts, questions, strict=True)),
    )
    before = time.process_time()
    if learned is None:
        tones = score_comments(texts, lexicon, questions)
    else:
        tones = score_learned(learned, texts, lexicon, questions)
    seconds = time.process_time() - before
    found = macro_f1([data.labels[n] for n in hidden], [str(tone.label) for tone in tones])
    return Result(found, len(hidden) / max(seconds, 1e-6))


def _halves(data: Labelled) -> tuple[list[int], list[int]]:
    """The same words are all in one half."""
    seen: list[int] = []
    hidden: list[int] = []
    for number, text in enumerate(data.texts):
        digest = hashlib.sha256(" ".join(text.lower().split()).encode()).digest()
        (seen if digest[0] % 2 else hidden).append(number)
    return seen, hidden


def measured(predict: Predict, data: Labelled) -> Result:
    """How well and how fast `predict` labels the data."""
    before = time.process_time()
    predicted = predict(data.texts, data.questions)
    seconds = time.process_time() - before
    return Result(macro_f1(data.labels, predicted), len(data.texts) / max(seconds, 1e-6))


def _label(compound: float) -> str:
    if compound >= PLAIN_THRESHOLD:
        return "positive"
    return "negative" if compound <= -PLAIN_THRESHOLD else "neutral"


def main() -> int:
    """Print the table; 0 also where there is nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA)
    folder: Path = parser.parse_args().data
    present = [name for name in DATA_SETS if (folder / f"{name}.csv").is_file()]
    if not present:
        print(f"There is no labelled data in {folder}: nothing to measure. Name it with --data.")
        return 0
    plain, ours = plain_vader(), engage()
    print(f"{'':15}{'':>9}{'macro-F1':>20}{'comments a core-second':>28}")
    print(f"{'data set':15}{'comments':>9}{'plain':>10}{'Engage':>10}{'plain':>14}{'Engage':>14}")
    for name in present:
        data = labelled(folder, name)
        was, now = measured(plain, data), measured(ours, data)
        print(
            f"{name:15}{len(data.texts):>9,}{was.macro_f1:>10.3f}{now.macro_f1:>10.3f}"
            f"{was.per_second:>14,.0f}{now.per_second:>14,.0f}"
        )
    _print_corrected(folder, [name for name in LEARNED_SETS if name in present])
    return 0


def _print_corrected(folder: Path, names: Sequence[str]) -> None:
    print(f"\n{'after corrections':19}" + "".join(f"{number:>8}" for number in CORRECTIONS))
    for name in names:
        data = labelled(folder, name)
        rows = [[corrected(data, number, seed) for seed in range(DRAWS)] for number in CORRECTIONS]
        means = [sum(each.macro_f1 for each in row) / DRAWS for row in rows]
        speed = min(each.per_second for row in rows for each in row)
        print(f"{name:19}" + "".join(f"{mean:>8.3f}" for mean in means), end="")
        print(f"   at least {speed:,.0f} a core-second")


if __name__ == "__main__":
    raise SystemExit(main())
