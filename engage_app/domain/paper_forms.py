"""Paper forms: a pile of them, and each one as it was keyed in."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from engage_app.domain.form_values import Answer, Answers, same
from engage_app.domain.questionnaire import Question


@dataclass(frozen=True)
class Pile:
    """Forms of one activity that lie on the desk together.

    Attributes:
        expected: how many forms the pile has, or None where nobody counted.
        double_entry: whether each form is keyed in twice and compared.
        keyed: forms keyed in at least once.
        filed: forms that are responses now.
    """

    id: int
    activity_id: int
    activity: str
    title: str
    expected: int | None
    double_entry: bool
    keyed: int
    filed: int


@dataclass(frozen=True)
class Entry:
    """One form as one person keyed it in.

    Attributes:
        number: the form's number in its pile, from 1.
        pass_: 1, or 2 for the second of two entries.
        answers: empty once the form is filed: the response has them then.
    """

    id: int
    number: int
    pass_: int
    entered_by: str
    entered_at: str
    response_id: int | None
    answers: Answers = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """A question that the two entries of a form answer differently."""

    question: Question
    first: Answer
    second: Answer


def differences(questions: Sequence[Question], first: Answers, second: Answers) -> list[Difference]:
    """Every question the two entries answer differently, in the questionnaire's order."""
    return [
        Difference(question, first.get(question.name), second.get(question.name))
        for question in questions
        if not same(first.get(question.name), second.get(question.name))
    ]
