"""Paper forms: a pile of them, and each one as it was keyed in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

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
        to_settle: forms keyed in more than once that aren't responses yet.
    """

    id: int
    activity_id: int
    activity: str
    title: str
    expected: int | None
    double_entry: bool
    keyed: int
    filed: int
    to_settle: int

    @property
    def keyed_once(self) -> int:
        """Forms that wait for their second entry."""
        return self.keyed - self.filed - self.to_settle


@dataclass(frozen=True)
class Entry:
    """One form as one person keyed it in.

    Attributes:
        number: the form's number in its pile, from 1.
        pass_: 1, or 2 for the second of two entries.
        answers: empty once the form is filed: the response has them then.
        note: the questions whose answers were kept as the paper has them, though a check objects.
    """

    id: int
    number: int
    pass_: int
    entered_by: str
    entered_at: str
    response_id: int | None
    answers: Answers = field(default_factory=dict)
    note: str = ""


class FormState(StrEnum):
    """How far a form is."""

    FILED = "filed"
    ONCE = "once"  # keyed in once, of twice
    TO_SETTLE = "to settle"  # keyed in twice
    AGAIN = "again"  # a response, and keyed in elsewhere as well: two computers had the pile


@dataclass(frozen=True)
class KeyedForm:
    """A form in the list: its entries that became, or wait to become, one response."""

    number: int
    state: FormState
    entries: tuple[Entry, ...]

    @property
    def response_id(self) -> int | None:
        """The response it is."""
        return self.entries[0].response_id

    @property
    def note(self) -> str:
        """What was kept as the paper has it."""
        return next((entry.note for entry in self.entries if entry.note), "")


@dataclass(frozen=True)
class Difference:
    """A question that the entries of a form answer differently."""

    question: Question
    first: Answer
    second: Answer


def keyed_forms(entries: Sequence[Entry]) -> list[KeyedForm]:
    """The forms that were keyed in, by number; one that became two responses is listed twice."""
    listed = []
    for number, those in groupby(sorted(entries, key=_in_order), lambda entry: entry.number):
        parts = [
            tuple(part) for _, part in groupby(those, lambda entry: entry.response_id or -entry.id)
        ]
        waiting = tuple(entry for part in parts for entry in part if entry.response_id is None)
        filed = [part for part in parts if part[0].response_id is not None]
        if not filed:
            state = FormState.TO_SETTLE if len(waiting) > 1 else FormState.ONCE
            listed.append(KeyedForm(number, state, waiting))
            continue
        again = len(filed) > 1 or bool(waiting)
        state = FormState.AGAIN if again else FormState.FILED
        listed += [KeyedForm(number, state, part) for part in filed]
        listed += [KeyedForm(number, state, (entry,)) for entry in waiting]
    return listed


def still_to_key(entries: Sequence[Entry], pass_: int, expected: int | None) -> list[int]:
    """The numbers of the forms to key in, this time; the second time those keyed in once.

    Where nobody counted the forms, the one after the last is among them.
    """
    filed = {entry.number for entry in entries if entry.response_id is not None}
    done = filed | {entry.number for entry in entries if entry.pass_ == pass_}
    if pass_ == 2:
        return sorted({entry.number for entry in entries} - done)
    last = max(done, default=0) + 1 if expected is None else expected
    return [number for number in range(1, last + 1) if number not in done]


def differences(questions: Sequence[Question], *answers: Answers) -> list[Difference]:
    """Every question that two entries of a form answer differently, in the questionnaire's order.

    Of more than two entries, the first one that differs from the first is shown beside it.
    """
    found = []
    for question in questions:
        first, *others = (each.get(question.name) for each in answers)
        unlike = [other for other in others if not same(first, other)]
        if unlike:
            found.append(Difference(question, first, unlike[0]))
    return found


def unlike_words(first: str, second: str) -> list[tuple[str, str]]:
    """Where two texts part: the words of each; "" where one has nothing there."""
    one, other = (re.findall(r"\S+", text) for text in (first, second))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return [
        (" ".join(one[a:b]), " ".join(other[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]


def _in_order(entry: Entry) -> tuple[int, int, int, int]:
    """By form, those of one response together, then by pass."""
    return entry.number, entry.response_id or 0, entry.pass_, entry.id
