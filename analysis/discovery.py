"""What people say that has no theme yet: words that set uncoded comments apart from coded ones.

Keyness: for each word and two-word phrase, the log-likelihood ratio G² of the number of uncoded
and of coded comments that have it. Words whose comments are largely the same make one group.
Plain Python: it is asked for while an officer codes.

Source: T. Dunning, Computational Linguistics 19 (1993) 61–74; P. Rayson and R. Garside, Comparing
corpora using frequency profiling, ACL Workshop on Comparing Corpora (2000). Measured in
docs/methods.md.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.function_words import FUNCTION_WORDS
from analysis.stems import stem

FEWEST = 3  # comments a word must be in to be told of
TOGETHER = 0.5  # share of the rarer word's comments that have the other too: one group
MOST_WORDS = 6  # of a group
EXAMPLES = 3
LEAST_KEYNESS = 3.84  # G² that chance alone exceeds once in twenty words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_END = re.compile(r"[.!?;:,()\n]+")  # no phrase across it

Term = tuple[str, ...]
"""One stem, or two side by side."""


@dataclass(frozen=True)
class Finding:
    """Something that uncoded comments speak of more than coded ones.

    Attributes:
        label: its words as people most often write them, at most three.
        words: all its words and phrases, those that set it apart most first.
        comments: those with any of the words, those with most of its keyness first.
        examples: a few of these, not too short and not too long to read.
        keyness: G² of its first word; with no coded comments, how many have it.
    """

    label: str
    words: tuple[str, ...]
    comments: tuple[int, ...]
    examples: tuple[int, ...]
    keyness: float


def discover(
    uncoded: Sequence[tuple[int, str]],
    coded: Sequence[str],
    groups: int = 30,
    questions: Iterable[str] = (),
) -> list[Finding]:
    """Group what uncoded comments say and coded ones don't.

    Args:
        uncoded: comment and words.
        coded: words of the comments that have a theme; none is well too, then what is frequent
            leads.
        groups: how many findings at most.
        questions: wordings of the questions asked, whose words tell nothing.

    Returns:
        What sets uncoded comments apart most comes first. The same comments in another order
        give the same groups.
    """
    asked = {stem(word) for question in questions for word in _words(question)}
    written: Counter[tuple[Term, str]] = Counter()
    having: dict[Term, list[int]] = {}
    for number, (_, text) in enumerate(uncoded):
        found = _terms(text, asked)
        written.update(found)
        for term in {term for term, _ in found}:
            having.setdefault(term, []).append(number)
    others = Counter(term for text in coded for term in {term for term, _ in _terms(text, asked)})
    ranked = _ranked(having, others, len(uncoded), len(coded))
    forms = _commonest_forms(written)
    found_groups = _grouped(ranked, having, groups)
    return [_finding(terms, ranked, having, forms, uncoded) for terms in found_groups]


def keyness(here: int, of_here: int, there: int, of_there: int) -> float:
    """G² of a word in `here` of `of_here` texts and `there` of `of_there`; 0 where it is not more
    frequent here."""
    if not here or here * of_there <= there * of_here:
        return 0.0
    share = (here + there) / (of_here + of_there)
    total = 0.0
    for having, of in ((here, of_here), (there, of_there)):
        for seen, expected in ((having, of * share), (of - having, of * (1 - share))):
            if seen and expected:
                total += seen * math.log(seen / expected)
    return 2 * total


def _words(text: str) -> list[str]:
    return [found.replace("’", "'") for found in _WORD.findall(text.lower())]


def _terms(text: str, asked: set[str]) -> list[tuple[Term, str]]:
    """The telling words of a text and each two of them side by side, with how they are written."""
    terms: list[tuple[Term, str]] = []
    for part in _END.split(text):
        row = [(_telling(word, asked), word) for word in _words(part)]
        terms += [((one,), word) for one, word in row if one]
        terms += [
            ((one, other), f"{word} {next_word}")
            for (one, word), (other, next_word) in pairwise(row)
            if one and other
        ]
    return terms


def _telling(word: str, asked: set[str]) -> str:
    """The stem of a word that says something; empty for the others."""
    if word in FUNCTION_WORDS or len(word) < 2:
        return ""
    stemmed = stem(word)
    return "" if stemmed in asked else stemmed


def _ranked(
    having: Mapping[Term, Sequence[int]], others: Mapping[Term, int], uncoded: int, coded: int
) -> dict[Term, float]:
    """Keyness by term, the highest first."""
    found = {}
    for term, comments in having.items():
        if len(comments) >= min(FEWEST, uncoded):
            known = keyness(len(comments), uncoded, others.get(term, 0), coded)
            if known >= LEAST_KEYNESS or not coded:
                found[term] = known if coded else float(len(comments))
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def _commonest_forms(written: Mapping[tuple[Term, str], int]) -> dict[Term, str]:
    forms: dict[Term, tuple[int, str]] = {}
    for (term, form), times in sorted(written.items(), key=lambda each: each[0]):
        if times > forms.get(term, (0, ""))[0]:
            forms[term] = (times, form)
    return {term: form for term, (_, form) in forms.items()}


def _grouped(
    ranked: Mapping[Term, float], having: Mapping[Term, Sequence[int]], groups: int
) -> list[list[Term]]:
    """Terms together whose comments are largely those of the group's first term, or whose words
    it has."""
    found: list[list[Term]] = []
    comments = {term: frozenset(having[term]) for term in ranked}
    for term in ranked:
        home = next((group for group in found if _belongs(term, group[0], comments)), None)
        if home is not None:
            home.append(term)
        elif len(found) < groups:
            found.append([term])
    return [group[:MOST_WORDS] for group in found]


def _belongs(term: Term, first: Term, comments: Mapping[Term, frozenset[int]]) -> bool:
    here, there = comments[term], comments[first]
    return len(here & there) >= TOGETHER * min(len(here), len(there))


def _finding(
    terms: Sequence[Term],
    ranked: Mapping[Term, float],
    having: Mapping[Term, Sequence[int]],
    forms: Mapping[Term, str],
    uncoded: Sequence[tuple[int, str]],
) -> Finding:
    weight: dict[int, float] = {}
    for term in terms:
        for number in having[term]:
            weight[number] = weight.get(number, 0.0) + ranked[term]
    order = sorted(weight, key=lambda number: (-weight[number], uncoded[number][0]))
    words = tuple(forms[term] for term in terms)
    readable = [number for number in order if 5 <= len(uncoded[number][1].split()) <= 60]
    return Finding(
        " · ".join(_label(words)),
        words,
        tuple(uncoded[number][0] for number in order),
        tuple(uncoded[number][0] for number in (readable or order)[:EXAMPLES]),
        round(ranked[terms[0]], 1),
    )


def _label(words: Sequence[str]) -> list[str]:
    """The first three that add a word to those before them."""
    label: list[str] = []
    for each in words:
        shown = {word for chosen in label for word in chosen.split()}
        if len(label) < 3 and not shown.issuperset(each.split()):
            label.append(each)
    return label
