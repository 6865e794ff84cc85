"""Responses that a later export answers otherwise: what changed is replaced, and nothing else.

What an officer decided by hand stays: groups and positions that no answer gave.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from engage_app.domain.questionnaire import Role
from engage_app.progress import Progress
from storage.identifiers import new_uid
from storage.imports.comparing import Changed, KnownResponse
from storage.imports.readings import NOT_ANSWERS, Readings, in_words
from storage.imports.rewording import Rewording, reword
from storage.imports.rules import Rules
from storage.rows import batches
from storage.surveys.roles import contact_kind
from storage.surveys.survey_file import SurveyQuestion
from storage.trail import Action

_ANSWER = ("question_id", "choice_id", "number", "text")


@dataclass(frozen=True)
class _Answer:
    """One question that one response answers otherwise."""

    index: int
    response: KnownResponse
    question: SurveyQuestion


class ResponseUpdater:
    """Updates responses of a survey file in one action.

    Args:
        readings: what the changed responses answer now, and no others.
        changed: the same responses, in the same order.
    """

    def __init__(
        self,
        action: Action,
        readings: Readings,
        changed: Sequence[Changed],
        *,
        rules: Rules,
    ) -> None:
        self._action = action
        self._readings = readings
        self._responses = [each.response for each in changed]
        self._rules = rules
        self._changed = [
            _Answer(index, each.response, difference.question)
            for index, each in enumerate(changed)
            for difference in each.differences
        ]

    def update(self, progress: Progress) -> None:
        """Update all of them."""
        steps: tuple[Callable[[], None], ...] = (
            self._answers,
            self._comments,
            self._contacts,
            self._equality,
            self._groups,
            self._facts,
        )
        for number, step in enumerate(steps):
            progress(number, len(steps))
            step()
        progress(len(steps), len(steps))

    def _of(self, *roles: Role) -> list[_Answer]:
        return [each for each in self._changed if each.question.role in roles]

    def _answers(self) -> None:
        closed = [each for each in self._changed if each.question.role not in NOT_ANSWERS]
        for question, some in _by_question(closed):
            question_id = self._readings.stored[question.name].id
            for ids in batches([each.response.id for each in some]):
                marks = ", ".join("?" * len(ids))
                where = f"question_id = ? AND response_id IN ({marks})"
                self._action.delete_where("answer", where, [question_id, *ids])
            encoded = self._readings.encoded(question)
            rows = [(each.response.id, *row) for each in some for row in encoded[each.index]]
            self._action.insert_many("answer", ("response_id", *_ANSWER), rows)

    def _comments(self) -> None:
        order = {q.name: sort for sort, q in enumerate(self._readings.of_role(Role.COMMENT))}
        reword(
            self._action,
            [
                Rewording(
                    each.response.id,
                    self._readings.stored[each.question.name].id,
                    order[each.question.name],
                    in_words(self._readings.values(each.question)[each.index]),
                )
                for each in self._of(Role.COMMENT)
            ],
        )

    def _contacts(self) -> None:
        for each in self._of(Role.IDENTIFIER):
            kind, respondent_id = contact_kind(each.question.label), each.response.respondent_id
            where = "respondent_id = ? AND kind = ?"
            self._action.delete_where("contact_detail", where, [respondent_id, kind])
            for question in self._readings.of_role(Role.IDENTIFIER):
                text = in_words(self._readings.values(question)[each.index])
                if text and contact_kind(question.label) == kind:
                    row = {"respondent_id": respondent_id, "kind": kind, "value": text}
                    self._action.insert("contact_detail", row)

    def _equality(self) -> None:
        keys: dict[int, str] = {}
        rows = []
        for each in self._of(Role.EQUALITY):
            question_id = self._readings.stored[each.question.name].id
            person = each.response.respondent_id
            key = keys.setdefault(person, each.response.equality_key or new_uid())
            where = "equality_key = ? AND question_id = ?"
            self._action.delete_where("equality_answer", where, [key, question_id])
            encoded = self._readings.encoded(each.question)[each.index]
            rows += [(key, *row) for row in encoded]
        # In the order of the keys, for the reason given where they are first written.
        rows.sort(key=lambda row: row[0])
        self._action.insert_many("equality_answer", ("equality_key", *_ANSWER), rows)
        changes = {person: {"equality_key": key} for person, key in keys.items()}
        self._action.update_many("respondent", changes)

    def _groups(self) -> None:
        """Groups that the answers gave go and come with them; an officer's stay."""
        meant = self._readings.groups(self._rules.groups)
        for index, some in self._meaning(self._rules.groups).items():
            response_id = self._responses[index].id
            choices = {key for each in some for key in self._choices(each.question)}
            reach = {group for key in choices for group in self._rules.groups.get(key, ())}
            rows = self._action.connection.execute(
                "SELECT id, group_id, origin FROM response_group WHERE response_id = ?",
                [response_id],
            ).fetchall()
            stale = [
                key
                for key, group, origin in rows
                if origin == "rule" and group in reach - meant[index]
            ]
            self._action.delete_by("response_group", "id", stale)
            fresh = meant[index] - {group for _, group, _ in rows}
            names = ("response_id", "group_id", "origin")
            self._action.insert_many(
                "response_group", names, [(response_id, group, "rule") for group in sorted(fresh)]
            )

    def _facts(self) -> None:
        """Place, position, consent and organisation, where the answers that give them changed."""
        readings, survey = self._readings, self._readings.survey
        places = readings.first(self._rules.places)
        positions = readings.first(self._rules.positions)
        consents, organisations = readings.consents(), readings.organisations()
        for index in self._meaning(self._rules.places):
            self._action.update("response", self._responses[index].id, {"place_id": places[index]})
        for index in self._meaning(self._rules.positions):
            response, position = self._responses[index], positions[index]
            if response.position_origin != "officer":
                fresh = {"position": position, "position_origin": "question" if position else ""}
                self._action.update("response", response.id, fresh)
        for each in self._of(Role.CONSENT):
            consent = {"consent": consents[each.index]}
            self._action.update("response", each.response.id, consent)
        for each in self._of(Role.ORGANISATION):
            name = organisations[each.index]
            kind = {"kind": "organisation" if name else "person", "organisation": name}
            self._action.update("respondent", each.response.respondent_id, kind)
        later = {
            self._responses[each.index].id: {"submitted_at": at}
            for each in self._changed
            if (at := survey.submitted_at[readings.rows[each.index]])
        }
        self._action.update_many("response", later)
        ids = {
            response.id: {"source_id": survey.source_ids[row]}
            for response, row in zip(self._responses, readings.rows, strict=True)
        }
        self._action.update_many("response", ids)

    def _meaning(self, meaning: Mapping[int, object]) -> dict[int, list[_Answer]]:
        """The changes to questions whose choices mean something, by response."""
        found: dict[int, list[_Answer]] = {}
        for each in self._changed:
            if any(key in meaning for key in self._choices(each.question)):
                found.setdefault(each.index, []).append(each)
        return found

    def _choices(self, question: SurveyQuestion) -> Iterable[int]:
        return self._readings.stored[question.name].choices.values()


def _by_question(
    changed: Iterable[_Answer],
) -> Iterable[tuple[SurveyQuestion, Sequence[_Answer]]]:
    found: dict[str, list[_Answer]] = {}
    for each in changed:
        found.setdefault(each.question.name, []).append(each)
    return [(some[0].question, some) for some in found.values()]
