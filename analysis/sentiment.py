"""The tone of comments: NLTK's VADER by sentence, on a lexicon handed in, and combined.

Tone is not position: it sorts and prompts, and never stands for where a respondent stands.

Results are plain dataclasses, not a DataFrame: importing pandas costs more than scoring a
thousand comments, and whoever stores scores wants them one by one.

Source: C. J. Hutto and E. Gilbert, VADER, Proc. ICWSM-14 (2014).
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from analysis.nltk_alone import nltk_alone
from analysis.sentiment_lexicon import MARK, WORD, Asks, SentimentLexicon, asked_by
from engage_app.domain.coding import Sentiment, Span
from engage_app.progress import Progress, no_progress

# Measured on the dev halves of four data sets (benchmarks/sentiment.py), one pair for all of them.
# Not symmetric: criticism is understated, and faint praise is seldom praise.
POSITIVE_FROM = 0.15
NEGATIVE_TO = -0.02

_ALPHA = 15  # VADER's own: a summed value of 15 ** 0.5 gives a compound of 0.71
_STEP = 500  # comments between two reports of progress

_END = re.compile(
    r"""(?<![.!?…])[.!?…]+["'’”)\]]*(?=\s|$)  # the end of a sentence
    |(?<=[a-z][a-z])[.!?]+(?=[A-Z][a-z])  # and of one the next was run into
    |\n""",
    re.VERBOSE,
)
_ABBREVIATION = re.compile(r"(?:\b(?:dr|mr|mrs|ms|st|approx|etc|eg|ie)|\b[a-z])\.$", re.IGNORECASE)
_SUBJECT = "i|i'm|i've|it|it's|they|you|your|we|he|she|my|everyone|everything|everybody|every|all"
_OPENING = re.compile(
    rf"""\W*(?:
        (?:(?:no|nope|absolutely|honestly|really)\W+)?(?:nothing|none)
            (?:\s+(?:really|whatsoever|else|at\s+all|at\s+present|at\s+the\s+moment))?
            (?=\s*[,;:–—-]|\s+(?:{_SUBJECT}|the|very|staff|service|excellent|great|good|perfect
               |brilliant|fantastic|lovely|happy|thank|thanks|amazing|wonderful|fab)\b)
        |(?:no|nope|none)(?=\s*[,;:–—-]\s|\s+(?:{_SUBJECT}|very|happy|always|thank)\b)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_TOUCHING = re.compile(  # punctuation at a word, but an emoticon's
    rf"(?<=\w)[^\w\s'{MARK}-]+|(?<![^\w\s'{MARK}:;=<-])[^\w\s'{MARK}:;=<-]+(?=\w)"
)


@dataclass(frozen=True)
class SentenceTone:
    """A sentence, where it stands in the comment (code points), and its score in -1..1."""

    passage: Span
    compound: float


@dataclass(frozen=True)
class CommentTone:
    """The tone of one comment; `compound` in -1..1."""

    label: Sentiment
    compound: float
    sentences: tuple[SentenceTone, ...]


def score_comments(
    texts: Sequence[str],
    lexicon: SentimentLexicon,
    questions: Sequence[str] | None = None,
    progress: Progress = no_progress,
) -> list[CommentTone]:
    """The tone of each text, in their order.

    Args:
        questions: the wording of the question each text answers, as long as `texts`; empty where
            it is not known.

    Raises:
        ValueError: `questions` is not as long as `texts`.
    """
    if questions is not None and len(questions) != len(texts):
        raise ValueError("there must be one question for each text")
    scorer = _Scorer(lexicon)
    tones = []
    for done, text in enumerate(texts):
        if done % _STEP == 0:
            progress(done, len(texts))
        tones.append(scorer.comment(text, questions[done] if questions else ""))
    progress(len(texts), len(texts))
    return tones


def sentences_of(text: str) -> list[Span]:
    """Where each sentence stands, in code points, without the white space around it.

    An answer before the sentence proper ("Nothing, all was well") is a sentence by itself.
    """
    opening = _OPENING.match(text)
    spans = []
    start = 0
    if opening:
        start = opening.end()
        spans.append(_trimmed(text, 0, start))
    for end in _ends(text, start):
        span = _trimmed(text, start, end)
        if span.start < span.end:
            spans.append(span)
        start = end
    return spans


def _ends(text: str, start: int) -> Iterator[int]:
    for found in _END.finditer(text, start):
        if not _ABBREVIATION.search(text, max(start, found.start() - 8), found.end()):
            yield found.end()
    yield len(text)


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(start + left, max(start + left, start + len(piece.rstrip())))


class _Scorer:
    def __init__(self, lexicon: SentimentLexicon) -> None:
        self._lexicon = lexicon
        self._vader = _vader(lexicon)
        self._asks = lru_cache(maxsize=1000)(lambda question: asked_by(question, lexicon))

    def comment(self, text: str, question: str) -> CommentTone:
        asks = self._asks(question)
        sentences = []
        for number, passage in enumerate(sentences_of(text)):
            words = text[passage.start : passage.end]
            answer = self._answer(words, asks) if number == 0 else None
            compound = self._sentence(words) if answer is None else answer
            sentences.append(SentenceTone(passage, compound))
        compound = combined([sentence.compound for sentence in sentences])
        return CommentTone(label_of(compound), compound, tuple(sentences))

    def _answer(self, words: str, asks: Asks) -> float | None:
        said = " ".join(WORD.findall(words.lower().replace("’", "'")))
        value = self._lexicon.answers.get((asks, said))
        return None if value is None else _normalised(value)

    def _sentence(self, words: str) -> float:
        compound: float = self._vader.polarity_scores(self._marked(words))["compound"]
        return compound

    def _marked(self, words: str) -> str:
        """The words with their phrases as tokens, and without punctuation that hides a word."""
        text = words.replace("’", "'").replace(MARK, " ")
        pieces: list[str] = []
        at = 0
        opening = True
        for word in WORD.finditer(text):
            if word.start() < at:
                continue
            for phrase in self._lexicon.phrases.get(word.group().lower(), ()):
                if phrase.opens and not opening:
                    continue
                if found := phrase.pattern.match(text, word.start()):
                    pieces += (text[at : word.start()], " ", phrase.token, " ")
                    at = found.end()
                    break
            opening = False
        return _TOUCHING.sub(_emphasis, "".join((*pieces, text[at:])))


def combined(compounds: Sequence[float]) -> float:
    """One score from those of the sentences: the mean of those that have a tone.

    Measured against the sum, the strongest, the last, the first and a mean weighted by length:
    the mean is level with or better than each of them, and leaves mixed comments near 0.
    """
    toned = [compound for compound in compounds if compound]
    return round(sum(toned) / len(toned), 4) if toned else 0.0


def label_of(compound: float) -> Sentiment:
    """The label of a compound score; one set of thresholds for all comments."""
    if compound >= POSITIVE_FROM:
        return Sentiment.POSITIVE
    return Sentiment.NEGATIVE if compound <= NEGATIVE_TO else Sentiment.NEUTRAL


def _emphasis(punctuation: re.Match[str]) -> str:
    """VADER counts ! and ?, but doesn't see a word that several of them follow."""
    kept = "".join(mark for mark in punctuation.group() if mark in "!?")
    return f" {kept} " if kept else " "


def _normalised(value: float) -> float:
    return round(value / math.sqrt(value * value + _ALPHA), 4)


def _vader(lexicon: SentimentLexicon) -> Any:
    """NLTK's scorer on our words; its own constructor would look for them in NLTK's folders."""
    with nltk_alone():
        from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants

    scorer = SentimentIntensityAnalyzer.__new__(SentimentIntensityAnalyzer)
    scorer.lexicon = lexicon.values
    scorer.constants = VaderConstants()
    scorer.constants.NEGATE = VaderConstants.NEGATE | {"no"}
    return scorer
