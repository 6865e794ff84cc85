"""Which open question gives the reasons for the answers to which closed one."""

import re
from collections.abc import Sequence
from itertools import pairwise

from engage_app.domain.questionnaire import Question, QuestionType, Role

CROSSED_WITH = (Role.NONE, Role.POSITION, Role.PLACE)
"""The roles of closed questions that may be crossed with what people said: never equality."""

_ASKS_WHY = re.compile(
    r"\bwhy\b|\breasons?\b|\bexplain\b|\bbecause\b|\bexplanation\b|\bwhat makes you\b"
    r"|\b(tell us|say|give us|a little|a bit) more\b|\b(please )?(expand|elaborate)\b"
    r"|\bmore (detail|details|information) (on|about|for) your (answer|response|choice)\b"
)


def asks_why(label: str) -> bool:
    """Whether the words of an open question ask for the reasons of an answer given before it."""
    return bool(_ASKS_WHY.search(label.casefold()))


def may_explain(question: Question) -> bool:
    """Whether a question's comments can give the reasons for an answer."""
    return question.type is QuestionType.TEXT and question.role is Role.COMMENT


def can_be_crossed(question: Question) -> bool:
    """Whether a question's answers may be crossed with what people said."""
    return question.closed and question.role in CROSSED_WITH and bool(question.choices)


def explained(questions: Sequence[Question]) -> list[tuple[Question, Question]]:
    """(open question, the closed one it gives the reasons for), in the order of the open ones.

    Where the officer has said nothing, it is the closed question right before one that asks why;
    no row of a grid, since nobody knows which row is meant.

    Args:
        questions: the questionnaire in its order.
    """
    by_id = {question.id: question for question in questions}
    guesses = guessed(questions)
    found = []
    for question in questions:
        closed = by_id.get(guesses.get(question.id, 0))
        if question.explains_id is not None:
            closed = by_id.get(question.explains_id)
        if may_explain(question) and closed is not None and can_be_crossed(closed):
            found.append((question, closed))
    return found


def guessed(questions: Sequence[Question]) -> dict[int, int]:
    """The open questions that ask why, each with the closed question right before it.

    Args:
        questions: the questionnaire in its order.
    """
    asked = [question for question in questions if not question.retired]
    return {
        why.id: before.id
        for before, why in pairwise(asked)
        if may_explain(why) and asks_why(why.label) and can_be_crossed(before) and not before.grid
    }
