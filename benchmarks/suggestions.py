"""How good suggestions are: `python -m benchmarks.suggestions [--data PATH] [--without-embeddings]`.

Mean of three random draws of coded comments, the rest being asked, as a table beside what is to
be reached and beside a plain logistic regression on TF-IDF in the same run. Seconds are of the
processor, on one core, with what is coded and the pool embedded already.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.suggestions import Pool, Suggester, fit
from benchmarks.suggestions_data import CODEBOOK, COMMENTS, DEFAULT_DATA, Coded, read
from benchmarks.suggestions_scores import Scores, decided, scores

TARGETS = {
    0: Scores(0.59, 0.53, 0.63, 0.88),
    50: Scores(0.63, 0.48, 0.70, 0.89),
    200: Scores(0.67, 0.48, 0.75, 0.91),
    500: Scores(0.69, 0.50, 0.78, 0.92),
    1000: Scores(0.71, 0.53, 0.79, 0.93),
    3038: Scores(0.74, 0.61, 0.82, 0.94),
}
DRAWS = 3
ON_SCREEN = 20
PLAIN_THRESHOLD = 0.3


@dataclass(frozen=True)
class Run:
    """One draw: how good, and the seconds of learning and of answering what is on screen."""

    scores: Scores
    seconds: float
    on_screen: float


def engage(data: Coded, learn: Sequence[int], ask: Sequence[int]) -> Run:
    """Engage's suggestions; the comments asked about are the pool."""
    texts, questions = [data.texts[i] for i in ask], [data.questions[i] for i in ask]
    vectors = None if data.vectors is None else data.vectors[list(ask)]
    coded = data.coded(learn)
    known = None if data.vectors is None else data.vectors[list(learn)]
    begun = time.process_time()
    suggester = fit(
        data.guides, coded, known, data.guide_vectors, pool=Pool(texts, questions, vectors)
    )
    seconds = time.process_time() - begun
    found, accepted = suggester.probabilities(texts, questions, vectors)
    shown = _on_screen(suggester, data, ask[:ON_SCREEN])
    return Run(scores(data.truth[list(ask)], found, accepted), seconds, shown)


def _on_screen(suggester: Suggester, data: Coded, rows: Sequence[int]) -> float:
    vectors = None if data.vectors is None else data.vectors[list(rows)]
    texts, questions = [data.texts[i] for i in rows], [data.questions[i] for i in rows]
    taken = []
    for _ in range(5):
        begun = time.perf_counter()
        suggester.suggest(texts, questions, vectors)
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[2]


def plain(data: Coded, learn: Sequence[int], ask: Sequence[int]) -> Run:
    """A logistic regression for each theme on TF-IDF of words, one threshold for all."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    begun = time.process_time()
    tfidf = TfidfVectorizer(sublinear_tf=True)
    rows = tfidf.fit_transform([data.texts[i] for i in learn])
    asked = tfidf.transform([data.texts[i] for i in ask])
    found = np.zeros((len(ask), len(data.guides)), np.float32)
    truth = data.truth[list(learn)]
    for theme in np.flatnonzero(truth.any(axis=0)):
        model = LogisticRegression(C=10, solver="liblinear").fit(rows, truth[:, theme])
        found[:, theme] = model.predict_proba(asked)[:, 1]
    seconds = time.process_time() - begun
    return Run(scores(data.truth[list(ask)], found, decided(found, PLAIN_THRESHOLD)), seconds, 0.0)


def mean(runs: Sequence[Run]) -> Run:
    """The mean of some draws."""
    four = np.mean(
        [[r.scores.micro, r.scores.macro, r.scores.first, r.scores.three] for r in runs], axis=0
    )
    return Run(
        Scores(*four.tolist()),
        float(np.mean([run.seconds for run in runs])),
        float(np.mean([run.on_screen for run in runs])),
    )


def table(data: Coded, count_of_draws: int) -> None:
    """Print a line for each number of coded comments."""
    known = np.flatnonzero(data.truth.any(axis=1))
    print("             to reach                 Engage                   plain TF-IDF")
    print(f"{'coded':>8}{'micro macro first three':>27}{'':20}{'seconds':>12}{'on screen':>11}")
    for count, target in TARGETS.items():
        draws = [np.random.default_rng(seed).permutation(known) for seed in range(count_of_draws)]
        split = [(draw[:count].tolist(), draw[count:].tolist()) for draw in draws]
        ours = mean([engage(data, *each) for each in split])
        line = f"{count:>8,}   {target}  {ours.scores}  "
        if count:
            base = mean([plain(data, *each) for each in split])
            line += f"{base.scores}  {ours.seconds:6.2f} s ({ours.seconds / base.seconds:.1f}×)"
        else:
            line += f"{'':23}  {ours.seconds:6.2f} s       "
        print(f"{line}  {ours.on_screen * 1000:5.0f} ms", flush=True)


def main() -> int:
    """Print the table; 0 also where there is nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--without-embeddings", action="store_true")
    parser.add_argument("--draws", type=int, default=DRAWS)
    chosen = parser.parse_args()
    if not all((chosen.data / name).is_file() for name in (COMMENTS, CODEBOOK)):
        print(f"There are no coded comments in {chosen.data}: name their folder with --data.")
        return 0
    from threadpoolctl import threadpool_limits

    data = read(chosen.data, not chosen.without_embeddings)
    known = np.flatnonzero(data.truth.any(axis=1)).tolist()
    engage(data, known[:50], known[50:])  # libraries are loaded here
    with threadpool_limits(limits=1):
        table(data, chosen.draws)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
