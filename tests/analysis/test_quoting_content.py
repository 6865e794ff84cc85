"""TF-IDF of words and pairs, held to scikit-learn's."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from analysis.function_words import FUNCTION_WORDS
from analysis.quoting.content import LESS, content

WORDS = ["bus", "late", "nurse", "kind", "the", "parking", "full", "was", "morning", "very"]


def of_sklearn(texts: Sequence[str], least: int) -> Any:
    """Its vectors, pairs and words that only hold sentences together counting less."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    maker = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=least, norm=None)
    found = maker.fit_transform(texts)
    names = maker.get_feature_names_out()
    less = [LESS if " " in name or name in FUNCTION_WORDS else 1.0 for name in names]
    return normalize(found.multiply(np.array(less)).tocsr())


def drawn(count: int, most: int) -> list[str]:
    chance = np.random.default_rng(1)
    return [" ".join(chance.choice(WORDS, chance.integers(1, most))) for _ in range(count)]


@pytest.mark.parametrize("count", [20, 200])
def test_as_scikit_learn_has_it(count: int) -> None:
    """The likeness of any two texts is the same; what one text alone says counts among few."""
    texts = drawn(count, 12)
    theirs = of_sklearn(texts, 1 if count < 50 else 2)
    ours = content(texts)
    assert ours.dtype == np.float32
    assert np.allclose((ours @ ours.T).toarray(), (theirs @ theirs.T).toarray(), atol=1e-5)


def test_a_text_that_many_sent_counts_as_often() -> None:
    """Its words are as common as if it stood there as often."""
    every = drawn(200, 3)
    times = Counter(every)
    distinct = list(times)
    theirs = of_sklearn(every, 2)[[every.index(text) for text in distinct]]
    ours = content(distinct, list(times.values()))
    assert len(distinct) < len(every)
    assert np.allclose((ours @ ours.T).toarray(), (theirs @ theirs.T).toarray(), atol=1e-5)


def test_nothing_said() -> None:
    assert content([]).shape == (0, 0)
    assert content(["", "!"]).shape == (2, 0)
