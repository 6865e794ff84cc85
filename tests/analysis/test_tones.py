"""The tone of a respondent: one each, by the printed rule."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import tones
from analysis.tones import SCORED, TONES, of_respondents

COMMENTS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from([*SCORED, None])), max_size=30)


def told(*said: str | None) -> str:
    """The tone of one respondent with these comments."""
    toned = tones.scored(pd.Series(pd.Categorical(list(said), categories=[*SCORED])))
    found = of_respondents(np.zeros(len(said), dtype=np.int64), toned, 1)[0]
    return next((tone for tone, here in zip(TONES, found, strict=True) if here), "")


@pytest.mark.parametrize(
    ("said", "tone"),
    [
        (("positive",), "positive"),
        (("positive", "neutral", "positive"), "positive"),
        (("negative", "neutral"), "negative"),
        (("neutral", "neutral", None), "neutral"),
        (("positive", "negative"), "mixed"),
        (("negative", "neutral", "positive"), "mixed"),
        ((None,), ""),
        ((), ""),
    ],
)
def test_the_rule(said: tuple[str | None, ...], tone: str) -> None:
    assert told(*said) == tone


@given(COMMENTS)
def test_a_respondent_has_one_tone_if_a_comment_is_scored(
    said: list[tuple[int, str | None]],
) -> None:
    column = pd.Series(
        pd.Categorical([tone for _, tone in said], categories=["negative", *SCORED[:2]])
    )
    rows = np.array([row for row, _ in said], dtype=np.int64)
    found = of_respondents(rows, tones.scored(column), 6)
    assert found.sum(axis=1).tolist() == [
        int(any(row == n and tone for row, tone in said)) for n in range(6)
    ]
