"""The weights of analysis/suggesting/prior_weights.py: `python -m benchmarks.suggestions_weights`.

Logistic regression over all pairs of a coded NHS comment and a theme; what it is told of a pair
names no theme, so that the weights serve any codebook. `--held-out` says how well they do for
themes they were not learned on (five parts of the themes by two of the comments).
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.suggesting.evidence import Evidence
from analysis.suggesting.likeness import likeness, place, usual_distance
from analysis.suggesting.looking import Looker
from analysis.suggesting.prior import POOL_NOISE, weighed, with_others
from analysis.suggesting.regression import solve
from benchmarks.suggestions_data import DEFAULT_DATA, Coded, read
from benchmarks.suggestions_scores import Scores, decided, scores

POOL = 1500
PARTS, HALVES = 5, 2
THRESHOLD = 0.33

Floats = NDArray[np.float32]
Learn = Callable[[Floats], Floats]


def weights_of(kinds: Floats, truth: NDArray[np.int64]) -> tuple[float, ...]:
    """Weights for the kinds of evidence of pairs, and the level."""
    from sklearn.linear_model import LogisticRegression

    flat = kinds.reshape(-1, kinds.shape[-1])
    mean, spread = flat.mean(axis=0), flat.std(axis=0) + 1e-9
    model = LogisticRegression(max_iter=2000).fit((flat - mean) / spread, truth.ravel())
    each = model.coef_[0] / spread
    return (*each.tolist(), float(model.intercept_[0] - (each * mean).sum()))


def held_out(kinds: Floats, data: Coded) -> Floats:
    """Probabilities from weights learned on other themes and other comments."""
    rng = np.random.default_rng(0)
    part = rng.permutation(len(data.guides)) % PARTS
    half = rng.permutation(len(data.texts)) % HALVES
    known = data.truth.any(axis=1)
    found = np.zeros(kinds.shape[:2], np.float32)
    for a in range(PARTS):
        for b in range(HALVES):
            learn = np.ix_(known & (half != b), part != a)
            ask = np.ix_(half == b, part == a)
            found[ask] = weighed(kinds[ask], weights_of(kinds[learn], data.truth[learn]))
    return found


def stages(data: Coded, learn: Learn) -> tuple[Floats, Floats, Floats]:
    """Kinds of evidence before and after the pool has taught itself, and the first guess."""
    pool = np.random.default_rng(5).permutation(len(data.texts))[:POOL]
    texts, questions = ([each[i] for i in pool] for each in (data.texts, data.questions))
    looker = Looker(data.guides, texts, questions)
    looked = looker.look(data.texts, data.questions, data.vectors)
    evidence = Evidence(
        looker,
        looker.look(texts, questions, None if data.vectors is None else data.vectors[pool]),
        data.guide_vectors,
    )
    kinds = evidence.of(looked)
    guessed = learn(kinds)
    places = place(looked, looker.questions)
    usual = usual_distance(places.of(pool))
    own = likeness(places.of(pool), places.of(pool), usual)
    taught, without_own = solve(own, guessed[pool], POOL_NOISE)
    others = likeness(places, places.of(pool), usual) @ taught
    others[pool] = without_own
    return kinds, with_others(kinds, guessed, others), guessed


def told(found: Floats, data: Coded) -> Scores:
    """How good probabilities are, at one threshold for all."""
    known = data.truth.any(axis=1)
    return scores(data.truth[known], found[known], decided(found[known], THRESHOLD))


def main() -> int:
    """Print the weights, or how well they do on themes not seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--held-out", action="store_true")
    chosen = parser.parse_args()
    for embeddings, suffix in ((True, ""), (False, "_WORDS")):
        data = read(chosen.data, embeddings)
        known = data.truth.any(axis=1)

        def learned(kinds: Floats, data: Coded = data) -> Floats:
            known = data.truth.any(axis=1)
            return weighed(kinds, weights_of(kinds[known], data.truth[known]))

        def unseen(kinds: Floats, data: Coded = data) -> Floats:
            return held_out(kinds, data)

        first, second, _ = stages(data, unseen if chosen.held_out else learned)
        for name, kinds in (("ALONE", first), ("AFTER", second)):
            if chosen.held_out:
                print(name + suffix, told(held_out(kinds, data), data))
            else:
                weights = weights_of(kinds[known], data.truth[known])
                print(f"{name}{suffix} = ({', '.join(f'{each:.4f}' for each in weights)})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
