"""TF-IDF of words and pairs, held to scikit-learn's."""

import numpy as np
import pytest

from analysis.quoting.content import content

WORDS = ["bus", "late", "nurse", "kind", "clinic", "parking", "full", "hours", "morning", "site"]


@pytest.mark.parametrize("count", [20, 200])
def test_as_scikit_learn_has_it(count: int) -> None:
    """The likeness of any two texts is the same; what one text alone says counts among few."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    drawn = np.random.default_rng(1)
    texts = [" ".join(drawn.choice(WORDS, drawn.integers(1, 12))) for _ in range(count)]
    theirs = TfidfVectorizer(
        sublinear_tf=True, ngram_range=(1, 2), min_df=1 if count < 50 else 2
    ).fit_transform(texts)
    ours = content(texts)
    assert ours.dtype == np.float32
    assert np.allclose((ours @ ours.T).toarray(), (theirs @ theirs.T).toarray(), atol=1e-5)


def test_nothing_said() -> None:
    assert content([]).shape == (0, 0)
    assert content(["", "!"]).shape == (2, 0)
