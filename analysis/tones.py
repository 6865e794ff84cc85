"""In what tone respondents spoke, each of them once.

The rule: a respondent whose comments are positive as well as negative is mixed; with positive ones
(and perhaps neutral ones) positive; with negative ones (and perhaps neutral ones) negative; with
nothing but neutral ones neutral. A respondent without a scored comment has no tone.
"""

from typing import Any

import numpy as np
import pandas as pd

from analysis.respondents import Ids, Matrix
from analysis.themes import Raised

SCORED = ("positive", "neutral", "negative")
"""The tones a comment can have, as the columns of every matrix of comments × tones."""

TONES = ("positive", "neutral", "mixed", "negative")
"""The tones a respondent can have, as the columns of what is worked out here."""


def scored(sentiment: "pd.Series[Any]") -> Matrix:
    """Comments × SCORED, from a column of Frames.comments."""
    places = [SCORED.index(tone) if tone in SCORED else -1 for tone in sentiment.cat.categories]
    found = np.array([*places, -1])[sentiment.cat.codes.to_numpy()]  # missing is -1: the last
    matrix: Matrix = found[:, None] == np.arange(len(SCORED))
    return matrix


def of_respondents(rows: Ids, toned: Matrix, row_count: int) -> Matrix:
    """The tone of each respondent: a matrix of `row_count` × TONES, at most one yes in a row.

    Args:
        rows: whose each comment is.
        toned: comments × SCORED; a comment that isn't scored has none.
        row_count: how many respondents there are.
    """
    heard = np.zeros((row_count, len(SCORED)), dtype=bool)
    for column in range(len(SCORED)):
        heard[rows[toned[:, column]], column] = True
    return _told(heard)


def on_themes(said: Raised, toned: Matrix) -> Matrix:
    """The tone in which each respondent spoke on each theme: respondents × themes × TONES.

    Args:
        said: who raised which theme.
        toned: its coded comments × SCORED.
    """
    speakers = said.who.of_response[said.response_rows]
    heard = np.zeros((len(said.who.ids), len(said.tree.ids), len(SCORED)), dtype=bool)
    for column in range(len(SCORED)):
        comments, themes = np.nonzero(said.comments & toned[:, column, None])
        heard[speakers[comments], themes, column] = True
    return _told(heard)


def _told(heard: Matrix) -> Matrix:
    positive, neutral, negative = (heard[..., n] for n in range(len(SCORED)))
    mixed = positive & negative
    alone = neutral & ~positive & ~negative
    told: Matrix = np.stack([positive & ~mixed, alone, mixed, negative & ~mixed], axis=-1)
    return told
