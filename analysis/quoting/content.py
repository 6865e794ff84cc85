"""What texts say, as numbers: TF-IDF of their words and pairs of words.

A few lines of NumPy in place of scikit-learn's vectoriser, whose import alone takes as long as
all the rest of a report; `tests/analysis/quoting/test_content.py` holds the two to each other.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from analysis.function_words import FUNCTION_WORDS
from analysis.shingles import fingerprint

LESS = 0.6
"""What pairs of words, and words that only hold sentences together, count beside words that say
something: "it was very" in common is little; how a thing is put tells something still."""

_HOLDING = frozenset(fingerprint(word) for word in FUNCTION_WORDS)
_RARE_FROM = 50  # texts: of fewer, words that come once count too


def content(texts: Sequence[str], times: Sequence[int] | None = None) -> Any:
    """The words and pairs of words of texts, weighed by how rare they are and what they say.

    Where there are many texts, what only one of them says tells nothing of how alike they are.

    Args:
        texts: distinct ones.
        times: how many said each, for how rare its words are; without it, one each.

    Returns:
        A sparse matrix (CSR, float32) of texts × words and pairs. Rows are of length 1, or
        nothing where a text shares no word. Term weights 1 + ln(count), inverse document
        frequencies smoothed: as scikit-learn's with `sublinear_tf`; then `LESS` of some.
    """
    from scipy.sparse import csr_matrix, diags

    features, owners, telling = _features(texts)
    distinct, columns = np.unique(features, return_inverse=True)
    width = len(distinct)
    counted = csr_matrix(
        (np.ones(len(columns), dtype=np.float32), (owners, columns)), shape=(len(texts), width)
    )
    counted.sum_duplicates()
    said = np.ones(len(texts)) if times is None else np.array(times, dtype=np.float64)
    owner = np.repeat(np.arange(len(texts)), np.diff(counted.indptr))
    texts_with = np.bincount(counted.indices, weights=said[owner], minlength=width)
    least = 2 if said.sum() >= _RARE_FROM else 1
    idf = np.log((1 + said.sum()) / (1 + texts_with)) + 1
    idf *= np.where(np.isin(distinct, telling), 1, LESS)
    counted.data = (1 + np.log(counted.data)).astype(np.float32)
    weighed = (counted @ diags(idf.astype(np.float32)))[:, texts_with >= least].tocsr()
    lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    return (diags((1 / lengths).astype(np.float32)) @ weighed).tocsr().astype(np.float32)


def _features(texts: Sequence[str]) -> tuple[Any, Any, Any]:
    """Every word and every pair of neighbours as a number, and the text it stands in; and which
    of these are words that say something."""
    known: dict[str, int] = {}
    words: list[int] = []
    lengths: list[int] = []
    for text in texts:
        said = [known.setdefault(word, len(known)) for word in fingerprint(text).split()]
        words += said
        lengths.append(len(said))
    numbers = np.array(words, dtype=np.int64)
    owners = np.repeat(np.arange(len(texts)), np.array(lengths, dtype=np.int64))
    side_by_side = owners[1:] == owners[:-1]
    pairs = (numbers[:-1] + 1) * len(known) + numbers[1:]
    return (
        np.concatenate([numbers, pairs[side_by_side]]),
        np.concatenate([owners, owners[1:][side_by_side]]),
        np.array(
            [number for word, number in known.items() if word not in _HOLDING], dtype=np.int64
        ),
    )
