"""What is known of a survey before its file is confirmed: from earlier imports, or a settings file."""

import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from engage_app.services.workspace import Workspace
from storage.imports import profiles, records
from storage.imports.comparing import known_responses
from storage.imports.profiles import Profile
from storage.surveys.headings import plain
from storage.surveys.survey_file import SurveyFile, SurveyMapping

_OF_FEWER, _OF_MORE = 0.7, 0.5  # of the questions; a later export of a survey shares more
_ANOTHERS = 0.5  # of the shared numbers: sent at other times, they are other people's

read_profile = profiles.read_profile


@dataclass(frozen=True)
class Earlier:
    """What was decided before.

    Attributes:
        decided: by the name in the file, what is remembered of a question.
        activity_id: where the responses of this survey went, or None.
        looks_like: why the activity is offered although headings differ, in a sentence; or empty.
        remembered: whether all of it was confirmed for this very questionnaire.
        notes: what didn't fit, in sentences.
    """

    decided: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    activity_id: int | None = None
    make_groups: bool = True
    looks_like: str = ""
    remembered: bool = False
    notes: tuple[str, ...] = ()


def earlier(
    workspace: Workspace, exercise_id: int, survey: SurveyFile, profile: Profile | None
) -> Earlier:
    """What a settings file says, else what was confirmed for these headings, else for headings
    much like them."""
    connection = workspace.connection
    same = records.saved_mapping(connection, exercise_id, survey.headers_hash)
    if same and _is_anothers(connection, _activity_of(connection, exercise_id, same), survey):
        same = {**same, "activity_id": None}
    shared = 0
    saved = same
    if saved is None:
        saved, shared = _most_alike(connection, exercise_id, survey)
    activity_id = _activity_of(connection, exercise_id, saved)
    looks_like = _sentence(connection, activity_id, shared, survey) if shared else ""
    if profile is not None:
        groups = profile.make_groups
        return Earlier(
            profile.decided_for(survey.questions),
            activity_id,
            groups if groups is not None else True,
            looks_like,
            remembered=True,
            notes=_misfits(profile, survey),
        )
    if saved is None:
        return Earlier()
    return Earlier(
        saved["questions"], activity_id, saved["make_groups"], looks_like, remembered=bool(same)
    )


def to_save(survey: SurveyFile, mapping: SurveyMapping, activity_id: int | None) -> dict[str, Any]:
    """A mapping as it is remembered for the next file with the same headings."""
    return {
        "activity_id": activity_id,
        "headings": list(survey.headings),
        "make_groups": mapping.make_groups,
        "questions": {
            question.name: {
                "label": question.label,
                "grid": question.grid,
                "type": question.type,
                "role": question.role,
                "included": question.included,
                "choices": list(question.choices),
                "tags": [[tag.choice, tag.kind, tag.target] for tag in question.tags],
                "same_as": asdict(same) if (same := mapping.same_as.get(question.name)) else None,
            }
            for question in mapping.questions
        },
    }


def save_profile(path: Path, survey: SurveyFile, mapping: SurveyMapping) -> Path:
    """Write the settings of an import to a file that `read_profile` reads, on any laptop.

    Raises:
        FileInUse: another program holds the file.
        NotPossible: it can't be written there.
    """
    return profiles.write_profile(path, survey.tool, to_save(survey, mapping, None))


def _most_alike(
    connection: sqlite3.Connection, exercise_id: int, survey: SurveyFile
) -> tuple[dict[str, Any] | None, int]:
    """The remembered mapping that shares most questions with the file, and how many."""
    now = {(q.name, plain(q.label)) for q in survey.questions}
    best: dict[str, Any] | None = None
    most = 0
    for saved in records.saved_mappings(connection, exercise_id):
        told = saved["questions"].items()
        before = {(name, plain(each.get("label", ""))) for name, each in told}
        shared = len(now & before)
        fewer, more = sorted((len(now), len(before)))
        if shared <= most or shared < _OF_FEWER * fewer or shared < _OF_MORE * more:
            continue
        activity_id = _activity_of(connection, exercise_id, saved)
        if activity_id and not _is_anothers(connection, activity_id, survey):
            best, most = saved, shared
    return best, most


def _activity_of(
    connection: sqlite3.Connection, exercise_id: int, saved: Mapping[str, Any] | None
) -> int | None:
    """The activity that a remembered mapping names, where it is still there."""
    return records.activity_id_of(
        connection, exercise_id, saved.get("activity_id") if saved else None
    )


def _is_anothers(
    connection: sqlite3.Connection, activity_id: int | None, survey: SurveyFile
) -> bool:
    """Whether the activity's responses have the file's numbers but were sent at other times: two
    surveys that ask the same, both counting from 1."""
    if activity_id is None or survey.ids_made:
        return False
    there = known_responses(connection, activity_id)
    both = [
        (known.submitted_at, at)
        for source_id, at in zip(survey.source_ids, survey.submitted_at, strict=True)
        if at and (known := there.get(source_id)) and known.submitted_at
    ]
    return sum(was != now for was, now in both) > _ANOTHERS * len(both)


def _sentence(
    connection: sqlite3.Connection, activity_id: int | None, shared: int, survey: SurveyFile
) -> str:
    titles = connection.execute("SELECT title FROM activity WHERE id = ?", [activity_id])
    ((title,),) = titles.fetchall()
    return (
        f"This looks like a later export of “{title}”: {shared} of its"
        f" {len(survey.questions)} questions were imported there before."
    )


def _misfits(profile: Profile, survey: SurveyFile) -> tuple[str, ...]:
    known = profile.decided_for(survey.questions)
    new = [question.label for question in survey.questions if question.name not in known]
    notes = []
    if missing := profile.not_in(survey.questions):
        notes.append(
            f"“{profile.name}” names questions that this file doesn't have: {_some(missing)}."
        )
    if new:
        notes.append(f"“{profile.name}” says nothing of these questions: {_some(new)}.")
    return tuple(notes)


def _some(labels: list[str]) -> str:
    names = ", ".join(f"“{label}”" for label in labels[:5])
    return f"{names} and {len(labels) - 5} more" if len(labels) > 5 else names
