"""How comments are looked at: the words in them, the keywords they hit, their embeddings."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.keywords import RuleHit, find_keywords
from analysis.suggesting.guides import ThemeGuide, patterns_of
from engage_app.domain.coding import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PLAIN = re.compile(r"[a-z]+\*?(?: [a-z]+\*?)*")  # words, perhaps with a * behind
_EXCLUDES = "NOT "
_FEW = 100  # comments
_BEGINNING = 6  # letters: as good as a stemmer here, and a hundred times as fast
_RARE_FROM = 100  # texts; from there on a word must come twice to be of use
_RARE, _EVEN = 0.002, 50.0  # share of comments: floor, and how many comments the guess is worth
_GUESSED_SHARE = 0.02
_MANY = 500  # texts; with fewer, what is common says what they are about
_COMMON = 3.5  # inverse document frequency: a word in every twelfth comment
_NOT_HIT_BEFORE = 0.3  # what a further keyword of one theme adds
_MOST = 8.0


def words_of(text: str) -> list[tuple[Span, list[str]]]:
    """The words of a text as they stand there, and the pieces each is known by."""
    return [
        (Span(word.start(), word.end()), _pieces_of(word.group())) for word in _WORD.finditer(text)
    ]


def pieces(text: str) -> list[str]:
    """The words of a text, and how the longer ones begin."""
    return [piece for word in _WORD.findall(text) for piece in _pieces_of(word)]


def without_overlaps(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same words in order, each once."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        if kept and span.start < kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return tuple(kept)


def _may_hit(pattern: str, written: str) -> bool:
    """May a pattern hit something in a text (in lower case)? Sure only for plain ones."""
    if not _PLAIN.fullmatch(pattern):
        return True
    return all(part in written for part in pattern.replace("*", " ").split())


def _pieces_of(word: str) -> list[str]:
    plain = word.casefold().replace("’", "'")
    return [plain] if len(plain) < _BEGINNING else [plain, plain[:_BEGINNING] + "-"]


@dataclass(frozen=True)
class Looked:
    """Comments as numbers, a row for each.

    Attributes:
        words: sparse, TF-IDF, rows of length 1.
        best: weight of the rarest keyword of each theme (n × themes). more: of its others.
        questions: which of the known questions each answers, −1 for none of them.
        vectors: embeddings, or None.
        length: how many words.
        spans: by text and theme, the words its keywords hit, in code points.
    """

    words: Any
    best: "Floats"
    more: "Floats"
    questions: "NDArray[np.int64]"
    vectors: "Floats | None"
    length: "Floats"
    spans: Mapping[tuple[int, int], tuple[Span, ...]]

    def of(self, rows: slice) -> "Looked":
        """Some of them, without their spans."""
        return Looked(
            self.words[rows],
            self.best[rows],
            self.more[rows],
            self.questions[rows],
            None if self.vectors is None else self.vectors[rows],
            self.length[rows],
            {},
        )

    def keyword_weight(self) -> "Floats":
        """How strongly the keywords of each theme speak (n × themes)."""
        import numpy as np

        return np.minimum(self.best + _NOT_HIT_BEFORE * self.more, _MOST)


class Looker:
    """Looks at comments in the light of a codebook and of which words are common.

    Args:
        texts, questions: comments that show what is common.
    """

    def __init__(
        self, guides: Sequence[ThemeGuide], texts: Sequence[str], questions: Sequence[str]
    ) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._themes = len(guides)
        self._patterns = [
            (number, pattern)
            for number, guide in enumerate(guides)
            for pattern in patterns_of(guide)
            if not pattern.startswith(_EXCLUDES)
        ]
        self._excluded = [
            [pattern for pattern in patterns_of(guide) if pattern.startswith(_EXCLUDES)]
            for guide in guides
        ]
        self._questions = {
            question: number for number, question in enumerate(dict.fromkeys(questions))
        }
        self.questions = len(self._questions)
        self._many = len(texts) >= _MANY
        told = [f"{guide.name}. {guide.definition}" for guide in guides]
        self._tfidf = TfidfVectorizer(
            analyzer=pieces, sublinear_tf=True, min_df=2 if len(texts) >= _RARE_FROM else 1
        )
        self._tfidf.fit([*texts, *told, "a"])  # never without a word
        self.told = self._words(told)
        self.named = self._words([guide.name for guide in guides])
        self._weights = self._rarity(self._as_matrix(self._hits(texts), len(texts)))

    def look(
        self, texts: Sequence[str], questions: Sequence[str], vectors: "Floats | None"
    ) -> Looked:
        """Comments as numbers."""
        import numpy as np

        hits = self._hits(texts)
        best, more = self._keywords(self._as_matrix(hits, len(texts)), len(texts))
        return Looked(
            self._words(texts),
            best,
            more,
            np.array([self._questions.get(each, -1) for each in questions], np.int64),
            None if vectors is None else np.asarray(vectors, np.float32),
            np.array([len(text.split()) for text in texts], np.float32),
            self._spans(hits),
        )

    def column(self, piece: str) -> int | None:
        """The column of a piece of a word in `Looked.words`."""
        found = self._tfidf.vocabulary_.get(piece)
        return None if found is None else int(found)

    def says_something(self, word: str) -> bool:
        """Is a word neither a particle nor in a comment of every few?"""
        from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

        plain = _pieces_of(word)[0]
        column = self.column(plain)
        often = self._many and column is not None and self._tfidf.idf_[column] < _COMMON
        return len(plain) > 2 and plain not in ENGLISH_STOP_WORDS and not often

    def _words(self, texts: Sequence[str]) -> Any:
        import numpy as np
        from scipy.sparse import csr_matrix

        if not len(texts):  # scikit-learn wants one at least
            return csr_matrix((0, len(self._tfidf.vocabulary_)), dtype=np.float32)
        return self._tfidf.transform(texts).astype(np.float32)

    def _hits(self, texts: Sequence[str]) -> list[RuleHit]:
        """Each pattern by itself: the theme of a hit is the number of its pattern. What a theme
        excludes ("NOT bicycle") holds for each of them."""
        patterns = [(number, pattern) for number, (_, pattern) in enumerate(self._patterns)]
        if len(texts) <= _FEW:  # of a few comments most patterns can be told off at a glance
            written = " ".join(texts).casefold()
            patterns = [each for each in patterns if _may_hit(each[1], written)]
        return find_keywords(
            texts, {n: (each, *self._excluded[self._patterns[n][0]]) for n, each in patterns}
        )

    def _as_matrix(self, hits: Sequence[RuleHit], count: int) -> Any:
        """Which text hits which pattern: sparse, texts × patterns."""
        import numpy as np
        from scipy.sparse import csr_matrix

        ones = np.ones(len(hits), np.float32)
        places = ([hit.text for hit in hits], [hit.theme for hit in hits])
        return csr_matrix((ones, places), shape=(count, len(self._patterns)))

    def _spans(self, hits: Iterable[RuleHit]) -> dict[tuple[int, int], tuple[Span, ...]]:
        found: dict[tuple[int, int], set[Span]] = {}
        for hit in hits:
            theme = self._patterns[hit.theme][0]
            found.setdefault((hit.text, theme), set()).update(hit.spans)
        return {key: without_overlaps(spans) for key, spans in found.items()}

    @staticmethod
    def _rarity(hits: Any) -> "Floats":
        import numpy as np

        counts = np.asarray(hits.sum(axis=0), np.float32).ravel()
        share = (counts + _EVEN * _GUESSED_SHARE) / (hits.shape[0] + _EVEN)
        rarity: Floats = np.log(1 / (share + _RARE)).astype(np.float32)
        return rarity

    def _keywords(self, hits: Any, count: int) -> "tuple[Floats, Floats]":
        import numpy as np

        best = np.zeros((count, self._themes), np.float32)
        total = np.zeros((count, self._themes), np.float32)
        themes = np.array([theme for theme, _ in self._patterns], np.int64)
        found = hits.tocoo()
        if found.nnz:
            weights = self._weights[found.col]
            np.maximum.at(best, (found.row, themes[found.col]), weights)
            np.add.at(total, (found.row, themes[found.col]), weights)
        return best, total - best
