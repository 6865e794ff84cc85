"""An exercise written as a workspace of its own, to be taken along."""

import contextlib
import json
import sqlite3
from pathlib import Path

from engage_app.errors import WorkspaceError
from storage import covered_words, database
from storage.database import discard, transaction
from storage.records import canonical, implicit_dot, read
from storage.travelling import BY_TABLE, TRAVELLING, Travelling
from storage.version_rows import Version, has_versions, versions_of

_PLAN = frozenset(
    {
        "exercise",
        "place",
        "stakeholder_group",
        "activity",
        "question",
        "choice",
        "tag_rule",
        "activity_headcount",
        "activity_organisation",
        "agenda_item",
        "theme",
        "codebook_version",
        "paper_pile",
        "report_cover",
        "report_text",
        "report_template",
        "saved_finding",
        "population_source",
        "population_count",
        "theme_answer",
    }
)
_RESPONSES = frozenset(
    {
        "survey_import",
        "respondent",
        "response",
        "response_group",
        "answer",
        "comment",
        "coding",
        "comment_note",
        "recode",
        "coding_sample",
        "sample_comment",
        "second_coding",
        "redaction",
        "quote_pick",
        "paper_entry",
    }
)
_AT_HOME = {("respondent", "equality_key"), ("response", "document_id")}
"""What is left empty in a package: it leads to what stays at home."""


def write(
    connection: sqlite3.Connection, exercise_id: int, to: Path, *, with_responses: bool
) -> None:
    """Write a package; it takes its name once it is whole.

    Raises:
        WorkspaceError: it can't be written there.
    """
    part = to.with_name(to.name + ".part")
    tables = _PLAN | (_RESPONSES if with_responses else frozenset())
    try:
        discard(part)
        database.create(part).close()
        connection.execute("ATTACH ? AS package", [str(part)])
        try:
            with transaction(connection):
                for spec in TRAVELLING:
                    if spec.table in tables:
                        _copy(connection, spec, exercise_id)
                if with_responses:
                    covered_words.take_along(connection, exercise_id)
        finally:
            connection.execute("DETACH package")
        with contextlib.closing(sqlite3.connect(part)) as package:
            package.execute("PRAGMA journal_mode = DELETE")
        part.replace(to)
    except (OSError, sqlite3.Error) as error:
        raise WorkspaceError(
            f"“{to.name}” could not be written.",
            action="Check that the folder can be written and has free space, then try again.",
            detail=str(error),
        ) from error
    finally:
        with contextlib.suppress(OSError):
            discard(part)


def _copy(connection: sqlite3.Connection, spec: Travelling, exercise_id: int) -> None:
    """Copy what an exercise has in one table, and its versions."""
    columns = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM pragma_table_info(?, 'main')", [spec.table]
        )
    ]
    chosen = ", ".join("NULL" if (spec.table, name) in _AT_HOME else name for name in columns)
    connection.execute(
        f"""INSERT INTO package.{spec.table} ({", ".join(columns)})
        SELECT {chosen} FROM main.{spec.table} WHERE {_of_exercise(spec)}""",
        [exercise_id],
    )
    if has_versions(connection, spec.table):
        _copy_versions(connection, spec)
    if spec.loose:
        _keep_loose(connection, spec, exercise_id)


def _of_exercise(spec: Travelling) -> str:
    """A condition for the rows of one exercise."""
    if spec.table == "exercise":
        return "id = ?"
    if "exercise_id" in spec.references:
        return "exercise_id = ?"
    column, owner = next(iter(spec.references.items()))
    return f"{column} IN (SELECT id FROM main.{owner} WHERE {_of_exercise(BY_TABLE[owner])})"


def _copy_versions(connection: sqlite3.Connection, spec: Travelling) -> None:
    keys = [record.key for record in read(connection, spec, schema="package")]
    connection.execute(
        """INSERT INTO package.record_version
            (table_name, record, dot, seen, base, siblings, held, removed)
        SELECT table_name, record, dot, seen, base, siblings, held, removed
        FROM main.record_version
        WHERE table_name = ? AND record IN (SELECT value FROM json_each(?))""",
        [spec.table, json.dumps(keys)],
    )


def _keep_loose(connection: sqlite3.Connection, spec: Travelling, exercise_id: int) -> None:
    """Note what a record refers to at home, so that it still does when it comes back."""
    loose = " OR ".join(f"{name} IS NOT NULL" for name in sorted(spec.loose))
    where = f"{_of_exercise(spec)} AND ({loose})"
    records = {each.key: each for each in read(connection, spec, where, [exercise_id])}
    there = versions_of(connection, spec.table, records, "package")
    for key, record in records.items():
        text = canonical(spec, record.values)
        version = there.get(key)
        if version is None:
            version = Version(
                0, spec.table, key, implicit_dot(text), frozenset(), "", [], "", False
            )
            names = ", ".join(version.row())
            marks = ", ".join("?" * len(version.row()))
            connection.execute(
                f"INSERT INTO package.record_version (table_name, record, {names})"
                f" VALUES (?, ?, {marks})",
                [spec.table, key, *version.row().values()],
            )
        connection.execute(
            """UPDATE package.record_version SET held = ?
            WHERE table_name = ? AND record = ? AND held = ''""",
            [text, spec.table, key],
        )
