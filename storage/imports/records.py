"""The list of imports, the activities they belong to, and the mappings confirmed for them."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from engage_app.domain.activity import ActivityKind
from storage.identifiers import new_uid
from storage.imports.identities import uid_of
from storage.questionnaire import free_uid
from storage.rows import read_rows
from storage.surveys.survey_file import SurveyFile
from storage.trail import Action


@dataclass(frozen=True)
class ImportRecord:
    """One import, as it was made. `responses` is how many it added."""

    id: int
    activity_id: int
    activity: str
    file_name: str
    file_size: int
    sha256: str
    tool: str
    imported_at: str
    responses: int


def imports_of(connection: sqlite3.Connection, exercise_id: int) -> list[ImportRecord]:
    """The imports of an exercise, latest first."""
    return [
        ImportRecord(**row)
        for row in read_rows(
            connection,
            """SELECT survey_import.id, activity_id, title AS activity, file_name, file_size,
            sha256, tool, imported_at, responses
            FROM survey_import JOIN activity ON activity.id = activity_id
            WHERE survey_import.exercise_id = ? ORDER BY survey_import.id DESC""",
            [exercise_id],
        )
    ]


def add_record(
    action: Action, exercise_id: int, activity_id: int, survey: SurveyFile, responses: int
) -> int:
    """Note an import and the file it came from; returns its id."""
    return action.insert(
        "survey_import",
        {
            "uid": free_uid(
                action.connection,
                "survey_import",
                uid_of(action.connection, "activity", activity_id),
                survey.sha256,
            ),
            "exercise_id": exercise_id,
            "activity_id": activity_id,
            "file_name": survey.name,
            "file_size": survey.size,
            "sha256": survey.sha256,
            "tool": survey.tool,
            "imported_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "responses": responses,
        },
    )


def activity_id_of(
    connection: sqlite3.Connection, exercise_id: int, wanted: int | str | None
) -> int | None:
    """The activity with that id, or the survey with that title in any case; None where none is."""
    if isinstance(wanted, int):
        query = "SELECT id FROM activity WHERE exercise_id = ? AND id = ?"
        row = connection.execute(query, [exercise_id, wanted]).fetchone()
        return int(row[0]) if row else None
    if wanted is None:
        return None
    query = "SELECT id, title FROM activity WHERE exercise_id = ? AND kind = ? ORDER BY id"
    for activity_id, title in connection.execute(query, [exercise_id, ActivityKind.SURVEY]):
        if title.casefold() == wanted.casefold():
            return int(activity_id)
    return None


def add_activity(action: Action, exercise_id: int, title: str, date: str) -> int:
    """Add a survey to the activities; returns its id."""
    return action.insert(
        "activity",
        {
            "uid": free_uid(
                action.connection,
                "activity",
                uid_of(action.connection, "exercise", exercise_id),
                ActivityKind.SURVEY,
                title,
            ),
            "exercise_id": exercise_id,
            "kind": ActivityKind.SURVEY,
            "title": title,
            "date": date,
        },
    )


def saved_mapping(
    connection: sqlite3.Connection, exercise_id: int, headers_hash: str
) -> dict[str, Any] | None:
    """The mapping last confirmed for these headings in the exercise, as it was saved."""
    row = connection.execute(
        "SELECT mapping FROM import_profile WHERE exercise_id = ? AND headers_hash = ?",
        [exercise_id, headers_hash],
    ).fetchone()
    if row is None:
        return None
    saved: dict[str, Any] = json.loads(row[0])
    return saved


def saved_mappings(connection: sqlite3.Connection, exercise_id: int) -> list[dict[str, Any]]:
    """All mappings confirmed in the exercise, the latest first."""
    query = "SELECT mapping FROM import_profile WHERE exercise_id = ? ORDER BY id DESC"
    return [json.loads(text) for (text,) in connection.execute(query, [exercise_id])]


def headings_imported_into(
    connection: sqlite3.Connection, exercise_id: int, activity_id: int
) -> list[set[str]]:
    """The headings of each kind of file that an activity's responses came from."""
    return [
        set(mapping.get("headings", ()))
        for mapping in saved_mappings(connection, exercise_id)
        if mapping.get("activity_id") == activity_id
    ]


def save_mapping(
    action: Action, exercise_id: int, headers_hash: str, mapping: dict[str, Any]
) -> None:
    """Remember a mapping for the next file with the same headings."""
    text = json.dumps(mapping, ensure_ascii=False)
    row = action.connection.execute(
        "SELECT id FROM import_profile WHERE exercise_id = ? AND headers_hash = ?",
        [exercise_id, headers_hash],
    ).fetchone()
    if row:
        action.update("import_profile", row[0], {"mapping": text})
        return
    action.insert(
        "import_profile",
        {
            "uid": new_uid(),
            "exercise_id": exercise_id,
            "headers_hash": headers_hash,
            "mapping": text,
        },
    )
