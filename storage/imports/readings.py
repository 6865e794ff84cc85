"""What some responses of a survey file answer, and what follows from it for each of them."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from engage_app.domain.questionnaire import Role
from storage.imports.questions import StoredQuestion
from storage.surveys import words
from storage.surveys.headings import plain
from storage.surveys.roles import yes_or_no
from storage.surveys.survey_file import NOT_SHOWN, SurveyFile, SurveyQuestion, Value
from storage.surveys.values import values_of

NOT_ANSWERS = frozenset({Role.COMMENT, Role.IDENTIFIER, Role.EQUALITY})
"""Roles whose answers aren't kept in the table `answer`."""

Meaning = TypeVar("Meaning")
AnswerRow = tuple[int, int | None, float | None, str | None]
"""question_id, choice_id, number, text: one for each choice made; all None says skipped, no row at
all that the question was not shown."""


class Readings:
    """The answers of some responses, question by question.

    Args:
        stored: the questions in the workspace, by their names in the file.
        rows: which responses of the file, as indexes.
    """

    def __init__(
        self,
        survey: SurveyFile,
        questions: Sequence[SurveyQuestion],
        stored: Mapping[str, StoredQuestion],
        rows: Sequence[int],
    ) -> None:
        self.survey = survey
        self.questions = questions
        self.stored = stored
        self.rows = rows
        self._values: dict[str, list[Value]] = {}
        every = list(rows) == list(range(survey.responses))
        for question in questions:
            values = values_of(survey, question)
            self._values[question.name] = values if every else [values[row] for row in rows]

    def of_role(self, role: Role) -> list[SurveyQuestion]:
        """The questions of one role."""
        return [question for question in self.questions if question.role is role]

    def closed(self) -> list[SurveyQuestion]:
        """The questions whose answers are kept in the table `answer`."""
        return [question for question in self.questions if question.role not in NOT_ANSWERS]

    def values(self, question: SurveyQuestion) -> list[Value]:
        """A question's answer in each of the responses."""
        return self._values[question.name]

    def encoded(self, question: SurveyQuestion) -> list[tuple[AnswerRow, ...]]:
        """Each response's answer to a question, as rows of `answer`."""
        codes, different = self.coded(question)
        return list(map(different.__getitem__, codes))

    def coded(
        self, question: SurveyQuestion, first: int = 0
    ) -> tuple[list[int], list[tuple[AnswerRow, ...]]]:
        """By response, which of the different answers to a question it gives, the first of them
        called `first`; and those, each as rows of `answer`. Answers repeat, so hardly anything is
        done cell by cell in Python."""
        keys: list[object] = list(self.values(question))
        if list in set(map(type, keys)):
            keys = [tuple(key) if isinstance(key, list) else key for key in keys]
        codes = {key: code for code, key in enumerate(dict.fromkeys(keys), first)}
        stored = self.stored[question.name]
        return list(map(codes.__getitem__, keys)), [_answer_rows(stored, key) for key in codes]

    def texts(self, question: SurveyQuestion) -> list[str]:
        """A question's answer in each of the responses as one text; empty where there is none."""
        return [
            value if isinstance(value, str) else in_words(value) for value in self.values(question)
        ]

    def organisations(self) -> list[str]:
        """By response: the organisation answered for, or empty."""
        found = [""] * len(self.rows)
        for question in self.of_role(Role.ORGANISATION):
            for index, value in enumerate(self.values(question)):
                if not found[index] and plain(in_words(value)) not in words.NOTHING:
                    found[index] = in_words(value)
        return found

    def consents(self) -> list[str]:
        """By response: "yes", "no" or empty, as the first question that was answered says."""
        found = [""] * len(self.rows)
        for question in self.of_role(Role.CONSENT):
            for index, value in enumerate(self.values(question)):
                found[index] = found[index] or yes_or_no(in_words(value))
        return found

    def first(self, meaning: Mapping[int, Meaning]) -> list[Meaning | None]:
        """By response: what the first choice that has a meaning means.

        Args:
            meaning: by the id of the choice.
        """
        found: list[Meaning | None] = [None] * len(self.rows)
        for question in self.questions:
            choices = self.stored[question.name].choices
            by_label = {label: meaning[key] for label, key in choices.items() if key in meaning}
            if not by_label:
                continue
            for index, value in enumerate(self.values(question)):
                if found[index] is None and value is not None and value is not NOT_SHOWN:
                    labels = value if isinstance(value, list) else [str(value)]
                    found[index] = next((by_label[v] for v in labels if v in by_label), None)
        return found

    def groups(self, meaning: Mapping[int, Sequence[int]]) -> list[set[int]]:
        """By response: the stakeholder groups that its answers mean."""
        found: list[set[int]] = [set() for _ in self.rows]
        for question in self.questions:
            choices = self.stored[question.name].choices
            groups = {label: meaning.get(key, ()) for label, key in choices.items()}
            if not any(groups.values()):
                continue
            for index, value in enumerate(self.values(question)):
                for label in value if isinstance(value, list) else [value]:
                    if isinstance(label, str):
                        found[index].update(groups.get(label, ()))
        return found


def in_words(value: Value) -> str:
    """An answer as one text; empty where there is none."""
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None or value is NOT_SHOWN else str(value)


def _answer_rows(stored: StoredQuestion, value: object) -> tuple[AnswerRow, ...]:
    """An answer as rows; several choices are a tuple."""
    if value is NOT_SHOWN:
        return ()
    if value is None:
        return ((stored.id, None, None, None),)
    if isinstance(value, int | float):
        return ((stored.id, None, value, None),)
    rows: list[AnswerRow] = []
    for each in map(str, value if isinstance(value, tuple) else [value]):
        choice_id = stored.choices.get(each)
        rows.append((stored.id, choice_id, None, None if choice_id else each))
    return tuple(dict.fromkeys(rows))  # two choices of the file may be one of the exercise
