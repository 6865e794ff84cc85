"""The responses of an import: respondents, answers, comments, tags. Everything goes in bulk."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from engage_app.domain.questionnaire import Role
from engage_app.progress import Progress
from storage.imports.questions import StoredQuestion
from storage.imports.rules import Rules
from storage.surveys import words
from storage.surveys.headings import plain
from storage.surveys.roles import contact_kind, yes_or_no
from storage.surveys.survey_file import SurveyFile, SurveyQuestion, Value
from storage.surveys.values import values_of
from storage.trail import Action

_EVERY = 500  # rows between two reports of progress
_NOT_ANSWERS = frozenset({Role.COMMENT, Role.IDENTIFIER, Role.EQUALITY})
Row = TypeVar("Row")
AnswerRow = tuple[int, int | None, float | None, str | None]
"""question_id, choice_id, number, text: one for each choice made; all None says skipped."""


class ResponseWriter:
    """Writes some responses of a survey file in one action.

    Args:
        rows: which responses of the file, as indexes.
    """

    def __init__(
        self,
        action: Action,
        exercise_id: int,
        survey: SurveyFile,
        *,
        stored: Mapping[str, StoredQuestion],
        rules: Rules,
        rows: Sequence[int],
        progress: Progress,
    ) -> None:
        self._action = action
        self._exercise_id = exercise_id
        self._survey = survey
        self._stored = stored
        self._rules = rules
        self._rows = rows
        self._progress = progress
        self._done = 0
        self._values: dict[str, list[Value]] = {}

    def write(self, questions: Sequence[SurveyQuestion], activity_id: int, import_id: int) -> None:
        """Write all of the responses."""
        every = len(self._rows) == self._survey.responses
        for question in questions:
            values = values_of(self._survey, question)
            chosen = values if every else [values[row] for row in self._rows]
            self._values[question.name] = chosen
        respondents = self._respondents(questions)
        responses = self._responses(questions, respondents, activity_id, import_id)
        self._groups(questions, responses)
        plain_ones = [question for question in questions if question.role not in _NOT_ANSWERS]
        self._answers(plain_ones, responses)
        self._comments([q for q in questions if q.role is Role.COMMENT], responses)
        self._contacts([q for q in questions if q.role is Role.IDENTIFIER], respondents)
        self._progress(self._total, self._total)

    @property
    def _total(self) -> int:
        return 4 * len(self._rows)

    def _respondents(self, questions: Sequence[SurveyQuestion]) -> range:
        count = len(self._rows)
        organisations = [""] * count
        for question in questions:
            if question.role is Role.ORGANISATION:
                for index, value in enumerate(self._values[question.name]):
                    if not organisations[index] and plain(_words(value)) not in words.NOTHING:
                        organisations[index] = _words(value)
        equality = [question for question in questions if question.role is Role.EQUALITY]
        keys = self._equality_answers(equality) if equality else [None] * count
        names = ("uid", "exercise_id", "kind", "organisation", "equality_key")
        rows = (
            (
                uid,
                self._exercise_id,
                "organisation" if organisation else "person",
                organisation,
                key,
            )
            for uid, organisation, key in zip(_uids(count), organisations, keys, strict=True)
        )
        return self._action.insert_many("respondent", names, self._watched(rows))

    def _equality_answers(self, questions: Sequence[SurveyQuestion]) -> list[str | None]:
        """Write equality answers under random keys; returns each respondent's key.

        They are written in the order of the keys, so that once the keys are destroyed nothing,
        not even the order of the rows, leads from an answer to a person.
        """
        columns = [self._encoded(question) for question in questions]
        blank = {((self._stored[q.name].id, None, None, None),) for q in questions}
        keys: list[str | None] = [None] * len(self._rows)
        keyed: list[tuple[str, tuple[tuple[AnswerRow, ...], ...]]] = []
        for index, key in enumerate(_uids(len(self._rows))):
            cells = tuple(column[index] for column in columns)
            if not blank.issuperset(cells):
                keys[index] = key
                keyed.append((key, cells))
        keyed.sort(key=lambda each: each[0])
        names = ("equality_key", "question_id", "choice_id", "number", "text")
        rows = ((key, *answer) for key, cells in keyed for cell in cells for answer in cell)
        self._action.insert_many("equality_answer", names, rows)
        return keys

    def _responses(
        self,
        questions: Sequence[SurveyQuestion],
        respondents: range,
        activity_id: int,
        import_id: int,
    ) -> range:
        count = len(self._rows)
        places = self._first(questions, self._rules.places)
        positions = self._first(questions, self._rules.positions)
        consents = self._consents(questions)
        survey = self._survey
        rows = (
            (
                uid, self._exercise_id, respondent, activity_id, import_id,
                survey.source_ids[row], survey.submitted_at[row], place, consent,
                position, "question" if position else "",
            )
            for uid, respondent, row, place, consent, position in zip(
                _uids(count), respondents, self._rows, places, consents, positions, strict=True
            )
        )  # fmt: skip
        names = (
            "uid", "exercise_id", "respondent_id", "activity_id", "import_id", "source_id",
            "submitted_at", "place_id", "consent", "position", "position_origin",
        )  # fmt: skip
        return self._action.insert_many("response", names, self._watched(rows))

    def _first(
        self, questions: Sequence[SurveyQuestion], meaning: Mapping[int, Row]
    ) -> list[Row | None]:
        """By response: what the first choice that has a meaning means."""
        found: list[Row | None] = [None] * len(self._rows)
        for question in questions:
            choices = self._stored[question.name].choices
            by_label = {label: meaning[key] for label, key in choices.items() if key in meaning}
            if not by_label:
                continue
            for index, value in enumerate(self._values[question.name]):
                if found[index] is None and value is not None:
                    labels = value if isinstance(value, list) else [str(value)]
                    found[index] = next((by_label[v] for v in labels if v in by_label), None)
        return found

    def _consents(self, questions: Sequence[SurveyQuestion]) -> list[str]:
        consents = [""] * len(self._rows)
        for question in questions:
            if question.role is Role.CONSENT:
                for index, value in enumerate(self._values[question.name]):
                    consents[index] = consents[index] or yes_or_no(_words(value))
        return consents

    def _groups(self, questions: Sequence[SurveyQuestion], responses: range) -> None:
        pairs: dict[tuple[int, int], None] = {}
        for question in questions:
            choices = self._stored[question.name].choices
            groups = {label: self._rules.groups.get(key, []) for label, key in choices.items()}
            if not any(groups.values()):
                continue
            for response_id, value in zip(responses, self._values[question.name], strict=True):
                labels = value if isinstance(value, list) else [value]
                for label in labels:
                    for group_id in groups.get(label, ()) if isinstance(label, str) else ():
                        pairs[response_id, group_id] = None
        rows = ((response_id, group_id, "rule") for response_id, group_id in sorted(pairs))
        names = ("response_id", "group_id", "origin")
        self._action.insert_many("response_group", names, rows)

    def _answers(self, questions: Sequence[SurveyQuestion], responses: range) -> None:
        columns = [self._encoded(question) for question in questions]
        rows = (
            (response_id, *answer)
            for response_id, *cells in self._watched(zip(responses, *columns, strict=True))
            for cell in cells
            for answer in cell
        )
        names = ("response_id", "question_id", "choice_id", "number", "text")
        self._action.insert_many("answer", names, rows)

    def _comments(self, questions: Sequence[SurveyQuestion], responses: range) -> None:
        ids = [self._stored[question.name].id for question in questions]
        columns = [self._values[question.name] for question in questions]
        found = [
            (response_id, question_id, sort, text)
            for response_id, *values in self._watched(zip(responses, *columns, strict=True))
            for sort, (question_id, value) in enumerate(zip(ids, values, strict=True))
            if (text := _words(value))
        ]
        rows = ((uid, *each) for uid, each in zip(_uids(len(found)), found, strict=True))
        names = ("uid", "response_id", "question_id", "sort", "text")
        self._action.insert_many("comment", names, rows)

    def _contacts(self, questions: Sequence[SurveyQuestion], respondents: range) -> None:
        rows = [
            (respondent_id, contact_kind(question.label), text)
            for question in questions
            for respondent_id, value in zip(respondents, self._values[question.name], strict=True)
            if (text := _words(value))
        ]
        self._action.insert_many("contact_detail", ("respondent_id", "kind", "value"), rows)

    def _encoded(self, question: SurveyQuestion) -> list[tuple[AnswerRow, ...]]:
        """Each response's answer to a question, as rows of `answer`."""
        stored = self._stored[question.name]
        known: dict[object, tuple[AnswerRow, ...]] = {}
        encoded = []
        for value in self._values[question.name]:
            key = tuple(value) if isinstance(value, list) else value
            if key not in known:
                known[key] = _answer_rows(stored, value)
            encoded.append(known[key])
        return encoded

    def _watched(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, with a report of progress now and then: that is where a cancel comes in."""
        for number, row in enumerate(rows):
            if number % _EVERY == 0:
                self._progress(min(self._done + number, self._total), self._total)
            yield row
        self._done += len(self._rows)


def _answer_rows(stored: StoredQuestion, value: Value) -> tuple[AnswerRow, ...]:
    if value is None:
        return ((stored.id, None, None, None),)
    if isinstance(value, int | float):
        return ((stored.id, None, value, None),)
    rows: list[AnswerRow] = []
    for each in value if isinstance(value, list) else [value]:
        choice_id = stored.choices.get(each)
        rows.append((stored.id, choice_id, None, None if choice_id else each))
    return tuple(rows)


def _words(value: Value) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)


def _uids(count: int) -> list[str]:
    """As new_uid, many at once: one call to the system instead of thousands."""
    text = os.urandom(16 * count).hex()
    return [text[start : start + 32] for start in range(0, len(text), 32)]
