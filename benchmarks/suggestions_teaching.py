"""Does it pay to ask first what teaches most? `python -m benchmarks.suggestions_teaching`.

From 50 comments coded at random, 50 more at a time: at random, or those first in `teaching_order`;
F1 and right suggestions on 1,500 comments kept apart, mean of four draws.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from analysis.suggestions import Pool, Suggester, fit, teaching_order
from benchmarks.suggestions_data import DEFAULT_DATA, Coded, read
from benchmarks.suggestions_scores import Scores, scores

START, STEP, STEPS, APART, DRAWS = 50, 50, 5, 1500, 4


def learned(data: Coded, have: Sequence[int], left: Sequence[int]) -> Suggester:
    """From what is coded, with the rest as the pool."""
    known = None if data.vectors is None else data.vectors[list(have)]
    pool = Pool(*_asked(data, left))
    return fit(data.guides, data.coded(have), known, data.guide_vectors, pool=pool)


def curve(data: Coded, draw: Sequence[int], chosen: bool) -> list[Scores]:
    """Scores after each step."""
    apart, left = list(draw[:APART]), list(draw[APART + START :])
    have = list(draw[APART : APART + START])
    found = []
    for _ in range(STEPS):
        suggester = learned(data, have, left)
        likely, accepted = suggester.probabilities(*_asked(data, apart))
        found.append(scores(data.truth[apart], likely, accepted))
        order = teaching_order(suggester, *_asked(data, left)) if chosen else range(len(left))
        taken = [left[number] for number in order[:STEP]]
        have, left = have + taken, [each for each in left if each not in set(taken)]
    return found


def _asked(
    data: Coded, rows: Sequence[int]
) -> "tuple[list[str], list[str], np.ndarray[tuple[int, ...], np.dtype[np.float32]] | None]":
    vectors = None if data.vectors is None else data.vectors[list(rows)]
    return [data.texts[i] for i in rows], [data.questions[i] for i in rows], vectors


def main() -> int:
    """Print both curves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA)
    data = read(parser.parse_args().data)
    known = np.flatnonzero(data.truth.any(axis=1))
    draws = [np.random.default_rng(seed).permutation(known).tolist() for seed in range(DRAWS)]
    curves = [[curve(data, draw, chosen) for draw in draws] for chosen in (False, True)]
    print(f"{'coded':>6}   {'at random':24}chosen (micro, macro, first, one of three)")
    for step in range(STEPS):
        means = [
            Scores(
                *np.mean(
                    [(s.micro, s.macro, s.first, s.three) for s in (c[step] for c in each)], axis=0
                ).tolist()
            )
            for each in curves
        ]
        print(f"{START + step * STEP:>6}   {means[0]}  {means[1]}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
