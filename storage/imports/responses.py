"""The responses of an import: respondents, answers, comments, tags. Everything goes in bulk."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, repeat
from typing import TypeVar

from engage_app.domain.questionnaire import Role
from engage_app.progress import Progress
from storage.bulk import indexes_aside, searched_afterwards
from storage.identifiers import new_uids
from storage.imports.answers import write_answers
from storage.imports.identities import comment_uids, free_uids, response_uids
from storage.imports.readings import AnswerRow, Readings, in_words
from storage.imports.rules import Rules
from storage.pausing import without_collecting
from storage.surveys.roles import contact_kind
from storage.surveys.survey_file import SurveyQuestion
from storage.trail import Action

_EVERY = 2_000  # rows between two reports of progress
Row = TypeVar("Row")


class ResponseWriter:
    """Writes responses of a survey file in one action.

    Args:
        readings: what the responses answer.
    """

    def __init__(
        self,
        action: Action,
        exercise_id: int,
        readings: Readings,
        *,
        rules: Rules,
        progress: Progress,
    ) -> None:
        self._action = action
        self._exercise_id = exercise_id
        self._readings = readings
        self._count = len(readings.rows)
        self._rules = rules
        self._progress = progress
        self._done = 0
        self._uids: list[str] = []

    @without_collecting()
    def write(self, activity_id: int, import_id: int) -> None:
        """Write all of the responses."""
        readings, survey, connection = (
            self._readings,
            self._readings.survey,
            self._action.connection,
        )
        ids = [survey.source_ids[row] for row in readings.rows]
        self._uids = response_uids(connection, activity_id, survey.sha256, readings.rows, ids)
        respondents = self._respondents()
        responses = self._responses(respondents, activity_id, import_id)
        self._groups(responses)
        write_answers(self._action, readings, responses, self._tell)
        self._comments(readings.of_role(Role.COMMENT), responses)
        self._contacts(readings.of_role(Role.IDENTIFIER), respondents)
        self._progress(self._total, self._total)

    @property
    def _total(self) -> int:
        """Cells and rows: about what there is to write."""
        asked = len(self._readings.closed()) + len(self._readings.of_role(Role.COMMENT))
        return (2 + asked) * self._count

    def _respondents(self) -> range:
        equality = self._readings.of_role(Role.EQUALITY)
        keys = self._equality_answers(equality) if equality else [None] * self._count
        organisations = self._readings.organisations()
        kinds = ["organisation" if organisation else "person" for organisation in organisations]
        names = ("uid", "exercise_id", "kind", "organisation", "equality_key")
        rows = zip(
            free_uids(self._action.connection, "respondent", self._uids),
            repeat(self._exercise_id),
            kinds, organisations, keys, strict=False,
        )  # fmt: skip
        return self._action.insert_many("respondent", names, self._watched(rows))

    def _equality_answers(self, questions: Sequence[SurveyQuestion]) -> list[str | None]:
        """Write equality answers under random keys; returns each respondent's key.

        They are written in the order of the keys, so that once the keys are destroyed nothing,
        not even the order of the rows, leads from an answer to a person.
        """
        readings = self._readings
        columns = [readings.encoded(question) for question in questions]
        skipped = {((readings.stored[q.name].id, None, None, None),) for q in questions}
        blank: set[tuple[AnswerRow, ...]] = {*skipped, ()}  # not shown has no row
        keys: list[str | None] = [None] * self._count
        keyed: list[tuple[str, tuple[tuple[AnswerRow, ...], ...]]] = []
        for index, key in enumerate(new_uids(self._count)):
            cells = tuple(column[index] for column in columns)
            if not blank.issuperset(cells):
                keys[index] = key
                keyed.append((key, cells))
        keyed.sort(key=lambda each: each[0])
        names = ("equality_key", "question_id", "choice_id", "number", "text")
        rows = ((key, *answer) for key, cells in keyed for cell in cells for answer in cell)
        self._action.insert_many("equality_answer", names, rows)
        return keys

    def _responses(self, respondents: range, activity_id: int, import_id: int) -> range:
        readings, survey = self._readings, self._readings.survey
        positions = readings.first(self._rules.positions)
        rows = zip(
            self._uids, repeat(self._exercise_id), respondents,
            repeat(activity_id), repeat(import_id),
            map(survey.source_ids.__getitem__, readings.rows),
            map(survey.submitted_at.__getitem__, readings.rows),
            readings.first(self._rules.places), readings.consents(),
            positions, ["question" if position else "" for position in positions],
            strict=False,
        )  # fmt: skip
        names = (
            "uid", "exercise_id", "respondent_id", "activity_id", "import_id", "source_id",
            "submitted_at", "place_id", "consent", "position", "position_origin",
        )  # fmt: skip
        with indexes_aside(self._action.connection, "response", self._count):
            return self._action.insert_many("response", names, self._watched(rows))

    def _groups(self, responses: range) -> None:
        groups = self._readings.groups(self._rules.groups)
        rows = (
            (response_id, group_id, "rule")
            for response_id, meant in zip(responses, groups, strict=True)
            for group_id in sorted(meant)
        )
        names = ("response_id", "group_id", "origin")
        self._action.insert_many("response_group", names, rows)

    def _comments(self, questions: Sequence[SurveyQuestion], responses: range) -> None:
        readings = self._readings
        asked = [(readings.stored[each.name].id, sort) for sort, each in enumerate(questions)]
        columns = [readings.texts(question) for question in questions]
        found = [
            (response_id, *about, text)
            for response_id, *texts in self._watched(
                zip(responses, *columns, strict=True), weight=len(questions)
            )
            for about, text in zip(asked, texts, strict=True)
            if text
        ]
        about = [(response_id, question_id) for response_id, question_id, _, _ in found]
        connection, count = self._action.connection, len(found)
        uids = comment_uids(connection, dict(zip(responses, self._uids, strict=True)), about)
        rows = ((uid, *each) for uid, each in zip(uids, found, strict=True))
        names = ("uid", "response_id", "question_id", "sort", "text")
        with indexes_aside(connection, "comment", count), searched_afterwards(connection, count):
            self._action.insert_many("comment", names, rows)

    def _contacts(self, questions: Sequence[SurveyQuestion], respondents: range) -> None:
        rows = [
            (respondent_id, contact_kind(question.label), text)
            for question in questions
            for respondent_id, value in zip(
                respondents, self._readings.values(question), strict=True
            )
            if (text := in_words(value))
        ]
        self._action.insert_many("contact_detail", ("respondent_id", "kind", "value"), rows)

    def _watched(self, rows: Iterable[Row], *, weight: int = 1) -> Iterator[Row]:
        """The rows, with a report of progress now and then: that is where a cancel comes in.

        Args:
            weight: how much of the total a row is.
        """
        return chain.from_iterable(self._portions(rows, weight))

    def _portions(self, rows: Iterable[Row], weight: int) -> Iterator[list[Row]]:
        left = iter(rows)
        while some := list(islice(left, _EVERY)):
            self._tell(weight * len(some))
            yield some

    def _tell(self, more: int) -> None:
        """Report what is done so far; then there is so much more."""
        self._progress(min(self._done, self._total), self._total)
        self._done += more
