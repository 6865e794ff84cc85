"""Which responses of a file are new, and which answer otherwise than the workspace has them."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from engage_app.domain.questionnaire import Role
from engage_app.errors import NotPossible
from engage_app.services.import_results import ChangedAnswer, ChangedResponse, Comparison
from engage_app.services.tables.wording import day
from storage.imports import records
from storage.imports.comparing import Changed, Difference, differences, known_responses
from storage.imports.pairing import likely_pairs, most_alike
from storage.imports.questions import known_questions
from storage.imports.readings import Readings
from storage.surveys.survey_file import Problem, SurveyFile, SurveyMapping, SurveyQuestion

_SAME_SURVEY = 0.5  # of the headings; two exports of one survey share more
_APART = "kept apart"  # what is said of an equality answer instead of the answer


@dataclass(frozen=True)
class Newcomers:
    """Responses that come in, and where.

    Attributes:
        rows: their indexes in the file.
    """

    rows: Sequence[int]
    activity_id: int
    import_id: int


@dataclass(frozen=True)
class Found:
    """What a file holds beside what its activity has.

    Attributes:
        activity_id: None where the activity has to be added.
        wanted: how many responses are not left out.
        new: indexes of responses that the activity doesn't have.
        changed: those that it has otherwise.
    """

    activity_id: int | None
    wanted: int
    new: Sequence[int]
    changed: Sequence[Changed] = ()

    @property
    def unchanged(self) -> int:
        """How many responses are there just as the file has them."""
        return self.wanted - len(self.new) - len(self.changed)


def compared(
    connection: sqlite3.Connection,
    exercise_id: int,
    survey: SurveyFile,
    mapping: SurveyMapping,
    activity: int | str | None,
) -> Found:
    """Compare a file with the activity its responses belong to; nothing is written.

    Raises:
        NotPossible: there is no such activity, or it holds another survey's responses.
    """
    activity_id = _activity(connection, exercise_id, survey, mapping, activity)
    numbers = enumerate(survey.row_numbers)
    rows = [index for index, number in numbers if number not in mapping.left_out]
    if activity_id is None:
        return Found(None, len(rows), rows)
    there = known_responses(connection, activity_id)
    ids = survey.source_ids
    known = [row for row in rows if ids[row] in there]
    new = [row for row in rows if ids[row] not in there]
    questions = included(mapping)
    stored = known_questions(connection, exercise_id, questions, mapping.same_as)
    changed: list[Changed] = []
    if known:
        readings = Readings(survey, questions, stored, known)
        responses = [there[ids[row]] for row in known]
        differing = differences(connection, activity_id, readings, responses)
        changed = [Changed(known[i], responses[i], each) for i, each in sorted(differing.items())]
    if survey.ids_made and (pairs := likely_pairs(there, ids, new)):
        readings = Readings(survey, questions, stored, [row for row, _ in pairs])
        moved = most_alike(connection, activity_id, readings, pairs)
        new = sorted(set(new).difference(moved))
        changed = sorted((*changed, *filter(None, moved.values())), key=lambda each: each.row)
    return Found(activity_id, len(rows), new, changed)


def check_not_elsewhere(
    connection: sqlite3.Connection, exercise_id: int, survey: SurveyFile, activity_id: int | None
) -> None:
    """The same file in a second activity would count everybody in it twice.

    Raises:
        NotPossible: it was imported into another activity, which is named.
    """
    earlier = [
        record
        for record in records.imports_of(connection, exercise_id)
        if record.sha256 == survey.sha256
    ]
    if earlier and all(record.activity_id != activity_id for record in earlier):
        raise NotPossible(
            f"This file was imported already, into “{earlier[0].activity}” on"
            f" {day(earlier[0].imported_at[:10])}, as “{earlier[0].file_name}”.",
            action="Choose that activity, or take the earlier import out first.",
        )


def included(mapping: SurveyMapping) -> list[SurveyQuestion]:
    """The questions that are to come in."""
    return [question for question in mapping.questions if question.included]


def as_comparison(survey: SurveyFile, found: Found) -> Comparison:
    """What was found, in words."""
    return Comparison(
        new=len(found.new),
        unchanged=found.unchanged,
        changed=tuple(
            ChangedResponse(
                row=survey.row_numbers[each.row],
                source_id=survey.source_ids[each.row],
                answers=tuple(_in_words(difference) for difference in each.differences),
                perhaps_new=each.perhaps_new,
            )
            for each in found.changed
        ),
    )


def doubts(survey: SurveyFile, found: Found) -> list[Problem]:
    """Rows that may have changed or be new: without ids of the tool's, only the officer can say."""
    return [
        Problem(
            "Did this response change, or is it new? The file has no ids, and one that stood here"
            " before, with most of these answers, is gone.",
            action="It was taken for the earlier one, changed.",
            row=survey.row_numbers[each.row],
        )
        for each in found.changed
        if each.perhaps_new
    ]


def _in_words(difference: Difference) -> ChangedAnswer:
    question = difference.question
    label = f"{question.grid}: {question.label}" if question.grid else question.label
    if question.role is Role.EQUALITY:
        return ChangedAnswer(label, _APART, _APART)
    return ChangedAnswer(label, difference.before, difference.after)


def _activity(
    connection: sqlite3.Connection,
    exercise_id: int,
    survey: SurveyFile,
    mapping: SurveyMapping,
    wanted: int | str | None,
) -> int | None:
    """The activity to import into, or None where it has to be added."""
    asked = mapping.activity_id if wanted is None else wanted
    found = records.activity_id_of(connection, exercise_id, asked)
    if found is None:
        if isinstance(wanted, int):
            raise NotPossible("There is no such activity in this exercise.")
        return None
    for headings in records.headings_imported_into(connection, exercise_id, found):
        shared = len(headings.intersection(survey.headings))
        if shared < _SAME_SURVEY * max(len(headings), len(survey.headings)):
            raise NotPossible(
                "That activity holds the responses of another survey, whose numbers could be"
                " taken for these.",
                action="Choose another activity, or leave it to Engage to add one.",
            )
    return found
