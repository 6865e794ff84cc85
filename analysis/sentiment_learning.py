"""The tone of comments, read by the scorer and by what people's corrections teach.

A logistic regression on the words, on what the scorer made of them and on the question asked;
blended with the scorer by how many corrections there are, so that few of them change little.
Tone is not position: nothing here says where a respondent stands.

Numbers and what they reach: docs/methods.md, `python -m benchmarks.sentiment`.
"""

import math
import pickle
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from analysis.sentiment import NEGATIVE_TO, POSITIVE_FROM, CommentTone, label_of, score_comments
from analysis.sentiment_lexicon import Asks, SentimentLexicon, asked_by
from engage_app.domain.coding import Sentiment
from engage_app.progress import Progress, no_progress

HALFWAY = 75
"""Corrections at which what was learned weighs as much as the scorer does."""

SURE = 0.7  # of its label, the scorer is taken to be; the other two labels share the rest
UNTIL_KNOWN = 30  # corrections that weigh as much as SURE in saying how often the scorer is right
FAIR = 0.5  # share of corrections that confirm the scorer, from which they are a fair sample
LEFT_ALONE = 2.0  # comments nobody corrected, by those corrected, where none confirms the scorer
STRENGTH = 1.0  # scikit-learn's C: the smaller, the simpler the model
CHARACTERS = 0.6  # weight of runs of characters beside words
TONES = 0.5  # and of what the scorer found
SHORT = 2  # words: "None", "Nothing really" mean what the question makes of them

CHARACTER_RUNS = (3, 4, 5)

_WORD = re.compile(r"\w+")
_LABELS = tuple(Sentiment)
_ASKS = tuple(Asks)


@dataclass(frozen=True)
class Corrected:
    """A comment whose tone a person has read; `question` is its wording, or empty."""

    text: str
    question: str
    sentiment: Sentiment


def learn(
    corrections: Sequence[Corrected],
    lexicon: SentimentLexicon,
    left_alone: Sequence[tuple[str, str]] = (),
) -> bytes | None:
    """Learn from corrections.

    Args:
        left_alone: text and question of comments that nobody corrected. Whoever corrects only
            what is wrong gives no fair sample: where few corrections confirm the scorer, some of
            these stand for what it got right.

    Returns:
        What was learned, for `score_learned`: bytes, so that a window can keep them without
        importing scikit-learn. None where there are no two different sentiments to tell apart.
    """
    if len({each.sentiment for each in corrections}) < 2:
        return None
    texts = [each.text for each in corrections]
    questions = [each.question for each in corrections]
    labels = [each.sentiment.value for each in corrections]
    tones = score_comments(texts, lexicon, questions)
    number = len(corrections)
    hits = sum(tone.label is each.sentiment for tone, each in zip(tones, corrections, strict=True))
    confirmed = hits / number
    sure = (SURE * UNTIL_KNOWN + hits) / (UNTIL_KNOWN + number) if confirmed >= FAIR else SURE
    wanted = LEFT_ALONE * number * max(0.0, 1 - confirmed / FAIR)
    enough = len(left_alone) >= number  # fewer would each weigh as much as many
    some = _spread_out(left_alone, round(wanted) if enough else 0)
    own = score_comments([text for text, _ in some], lexicon, [question for _, question in some])
    texts += [text for text, _ in some]
    questions += [question for _, question in some]
    model = _Model.fitted(
        texts, questions, [*tones, *own], [*labels, *(tone.label.value for tone in own)], lexicon
    )
    return pickle.dumps(replace(model, weight=number / (number + HALFWAY), sure=sure))


def score_learned(
    learned: bytes,
    texts: Sequence[str],
    lexicon: SentimentLexicon,
    questions: Sequence[str] | None = None,
    progress: Progress = no_progress,
) -> list[CommentTone]:
    """The tone of each text by the scorer and what was learned, in their order.

    Where the two together come to another label than the scorer alone, the compound score of the
    comment (not of its sentences) is moved to where the label has it.

    Args:
        questions: as for `score_comments`.
    """
    asked = questions if questions is not None else [""] * len(texts)
    tones = score_comments(texts, lexicon, asked, progress)
    return _model(learned).blended(texts, asked, tones, lexicon) if texts else []


@lru_cache(maxsize=1)
def _model(learned: bytes) -> "_Model":
    model: _Model = pickle.loads(learned)  # noqa: S301 - made by `learn` in this run, never read from a file
    return model


@dataclass(frozen=True)
class _Model:
    """Attributes: `questions`: column by wording; `weight` of the classifier, and how `sure` the
    scorer is of its label (0–1)."""

    words: Any
    characters: Any
    questions: Mapping[str, int]
    classifier: Any
    weight: float
    sure: float

    @classmethod
    def fitted(
        cls,
        texts: Sequence[str],
        questions: Sequence[str],
        tones: Sequence[CommentTone],
        labels: Sequence[str],
        lexicon: SentimentLexicon,
    ) -> "_Model":
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression

        model = cls(
            TfidfVectorizer(analyzer=_words, sublinear_tf=True),
            TfidfVectorizer(analyzer=_characters, sublinear_tf=True),
            {question: column for column, question in enumerate(sorted(set(questions)))},
            LogisticRegression(C=STRENGTH, max_iter=1000, class_weight="balanced"),
            weight=0.0,
            sure=SURE,
        )
        for vectoriser in (model.words, model.characters):
            vectoriser.fit([*texts, "word"])  # it refuses to learn from no words at all
        model.classifier.fit(model.features(texts, questions, tones, lexicon), labels)
        return model

    def features(
        self,
        texts: Sequence[str],
        questions: Sequence[str],
        tones: Sequence[CommentTone],
        lexicon: SentimentLexicon,
    ) -> Any:
        """One row by text: words, characters, and what the scorer made of it."""
        from scipy.sparse import csr_matrix, hstack

        asks = {question: asked_by(question, lexicon) for question in set(questions)}
        read = [
            _read(text, tone, self.questions.get(question), len(self.questions), asks[question])
            for text, question, tone in zip(texts, questions, tones, strict=True)
        ]
        return hstack(
            [
                self.words.transform(texts),
                self.characters.transform(texts) * CHARACTERS,
                csr_matrix(read) * TONES,
            ],
            format="csr",
        )

    def blended(
        self,
        texts: Sequence[str],
        questions: Sequence[str],
        tones: Sequence[CommentTone],
        lexicon: SentimentLexicon,
    ) -> list[CommentTone]:
        found = self.classifier.predict_proba(self.features(texts, questions, tones, lexicon))
        columns = list(self.classifier.classes_)
        return [
            self._tone(tone, dict(zip(columns, row, strict=True)))
            for tone, row in zip(tones, found.tolist(), strict=True)
        ]

    def _tone(self, tone: CommentTone, learned: Mapping[str, float]) -> CommentTone:
        chances = {
            label: self.weight * learned.get(label.value, 0.0)
            + (1 - self.weight) * (self.sure if label is tone.label else (1 - self.sure) / 2)
            for label in _LABELS
        }
        label = max(_LABELS, key=lambda each: chances[each])
        if label is tone.label:
            return tone
        lean = chances[Sentiment.POSITIVE] - chances[Sentiment.NEGATIVE]
        return CommentTone(label, _within(lean, label), tone.sentences)


def _words(text: str) -> list[str]:
    """The words of a text, and each two side by side."""
    words = _split(text)
    return words + [f"{one} {other}" for one, other in pairwise(words)]


def _characters(text: str) -> list[str]:
    """Runs of three to five characters within its words, whose ends count as one."""
    return [run for word in _split(text) for run in _runs(word)]


def _split(text: str) -> list[str]:
    return _WORD.findall(text.replace("’", "'").lower())


@lru_cache(maxsize=50_000)  # words come again: several times as fast as scikit-learn's own
def _runs(word: str) -> tuple[str, ...]:
    whole = f" {word} "
    return tuple(
        whole[start : start + length]
        for length in CHARACTER_RUNS
        for start in range(max(1, len(whole) - length + 1))
        if start == 0 or start + length <= len(whole)
    )


def _read(
    text: str, tone: CommentTone, question: int | None, questions: int, asks: Asks
) -> list[float]:
    """What the scorer found, alone and by question: the same words mean more under some."""
    compounds = [sentence.compound for sentence in tone.sentences] or [0.0]
    words = len(text.split())
    by_question = [0.0] * (3 * questions)
    if question is not None:
        by_question[3 * question : 3 * question + 3] = [1.0, tone.compound, float(words <= SHORT)]
    return [
        tone.compound,
        max(tone.compound, 0.0),
        max(-tone.compound, 0.0),
        _share(compounds, Sentiment.POSITIVE),
        _share(compounds, Sentiment.NEGATIVE),
        min(compounds),
        max(compounds),
        math.log1p(words) / 3,
        float(tone.compound == 0),
        *(float(tone.label is label) for label in _LABELS),
        *(float(asks is each) for each in _ASKS),
        *by_question,
    ]


def _share(compounds: Sequence[float], label: Sentiment) -> float:
    return sum(label_of(compound) is label for compound in compounds) / len(compounds)


def _within(compound: float, label: Sentiment) -> float:
    """The nearest score that has this label."""
    if label is Sentiment.POSITIVE:
        return round(max(compound, POSITIVE_FROM), 4)
    if label is Sentiment.NEGATIVE:
        return round(min(compound, NEGATIVE_TO), 4)
    return round(min(max(compound, NEGATIVE_TO + 0.01), POSITIVE_FROM - 0.01), 4)


def _spread_out(some: Sequence[tuple[str, str]], number: int) -> list[tuple[str, str]]:
    """So many of them at even steps; all where there are fewer."""
    if number >= len(some):
        return list(some)
    return [some[place * len(some) // number] for place in range(number)]


def agreed(corrections: Sequence[Corrected]) -> dict[tuple[str, str], Sentiment]:
    """What was said of the same words under the same question most often, the later of two.

    Returns:
        By question and words, both without regard to case and spacing.
    """
    votes: dict[tuple[str, str], list[Sentiment]] = {}
    for each in corrections:
        votes.setdefault(same_words(each.question, each.text), []).append(each.sentiment)
    return {key: _most(given) for key, given in votes.items()}


def same_words(question: str, text: str) -> tuple[str, str]:
    """The key of `agreed`."""
    return " ".join(question.casefold().split()), " ".join(text.casefold().split())


def _most(given: Sequence[Sentiment]) -> Sentiment:
    votes = Counter(reversed(given))  # of two alike, it names the one it met first
    return votes.most_common(1)[0][0]
