"""What was chosen in answer to closed questions; the base is who answered, never the ticks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.respondents import Matrix, Respondents, membership

AGREE, NEITHER, DISAGREE = "agree", "neither", "disagree"

_AGAINST = re.compile(
    r"\b(disagree|dissatisf\w+|oppos\w+|unlikely|poor|bad|against|difficult|worse|unimportant"
    r"|unconfident|unclear|unhelpful|unsupportive|not (at all|very))\b"
)
_FOR = re.compile(
    r"\b(agree|satisfied|support\w*|likely|good|excellent|in favour|easy|better"
    r"|important|confident|clear|helpful|happy)\b"
)
_DENIED = re.compile(r"\b(not|no|never|less|hardly|cannot|\w+n['’]t)\W+(?:\w+\W+){0,2}$")
"""How what stands before a word turns it round: "do not", "don't really", "less"."""
_NEITHER = re.compile(r"\b(neither|neutral|don['’]t know|not sure|no opinion|unsure)\b")
_NO_STEP = re.compile(r"\b(don['’]t know|not applicable|n/a|not sure|no opinion|unsure)\b")
_NOT_SAID = re.compile(r"\b(prefer|rather|wish|want) not to (say|answer|disclose)\b")


@dataclass(frozen=True)
class Chosen:
    """The answers to one question, over the respondents.

    Attributes:
        choices: respondents × choices, in the order given.
        answered: who answered, be it in words of their own.
        skipped: who was shown the question and left it.
    """

    choices: Matrix
    answered: Matrix
    skipped: Matrix

    @property
    def own_words(self) -> Matrix:
        """Who answered without one of the choices."""
        return self.answered & ~self.choices.any(axis=1)


def chosen(
    who: Respondents, answers: pd.DataFrame, question_id: int, choice_ids: Sequence[int]
) -> Chosen:
    """The answers to one question.

    Args:
        who: the respondents.
        answers: Frames.answers.
        question_id: the question.
        choice_ids: its choices.

    Returns:
        Respondents in neither `answered` nor `skipped` were not shown the question.
    """
    here = answers[answers["question_id"].to_numpy() == question_id]
    rows = who.rows(here["response_id"].to_numpy())
    return of_rows(
        rows, here["choice_id"].to_numpy(), here["answered"].to_numpy(), len(who.ids), choice_ids
    )


def of_rows(
    rows: "np.typing.NDArray[np.int64]",
    choices: "np.typing.NDArray[np.int64]",
    answered: Matrix,
    row_count: int,
    choice_ids: Sequence[int],
) -> Chosen:
    """The answers of `row_count` respondents; `rows` says whose each answer is."""
    did, shown = np.zeros((2, row_count), dtype=bool)
    did[rows[answered]] = True
    shown[rows] = True
    return Chosen(membership(rows, choices, row_count, choice_ids), did, shown & ~did)


def leaning(label: str) -> str:
    """Which way a choice of a Likert scale leans: "agree", "disagree", "neither", or empty where
    the words don't say. "Do not support" is no support; "don't oppose" doesn't say."""
    words = label.casefold()
    if _NEITHER.search(words):
        return NEITHER
    if against := _AGAINST.search(words):
        return "" if _DENIED.search(words[: against.start()]) else DISAGREE
    if favour := _FOR.search(words):
        return DISAGREE if _DENIED.search(words[: favour.start()]) else AGREE
    return ""


def is_likert(labels: Sequence[str]) -> bool:
    """Whether choices make a scale with two sides."""
    return {AGREE, DISAGREE} <= {leaning(label) for label in labels}


def sets_no_step(label: str) -> bool:
    """Whether a choice stands beside a scale, not on it: "don't know", "not applicable", "prefer
    not to say"."""
    return prefers_not_to_say(label) or bool(_NO_STEP.search(label.casefold()))


def prefers_not_to_say(label: str) -> bool:
    """Whether a choice declines to answer, which is another thing than leaving a blank."""
    return bool(_NOT_SAID.search(label.casefold()))
