"""The steps that make a workspace file what it is. The list only grows: a shipped step is never
edited, and tests/golden/schema.sql shows what they add up to.

Each step and the record of it are one transaction. Statements go one by one: `executescript`
would commit the open transaction.
"""

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from storage.database import APPLICATION_ID
from storage.identifiers import derived_uid
from storage.migration_foundation import CODING, EXERCISE, RESPONSES, SEARCH, TRAIL
from storage.migration_reports import FINDINGS_WORK, PAPER_WORK
from storage.migration_workbench import CODING_WORK, FORGET, REDACTION, SECOND_CODERS, WORKED_OUT

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("engage")

_PLANNED = """
ALTER TABLE exercise ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE exercise ADD COLUMN position_scale TEXT NOT NULL DEFAULT '';
ALTER TABLE place ADD COLUMN level TEXT NOT NULL DEFAULT '';
ALTER TABLE place ADD COLUMN sort INTEGER NOT NULL DEFAULT 0;
ALTER TABLE activity ADD COLUMN starts_at TEXT NOT NULL DEFAULT '';
ALTER TABLE activity ADD COLUMN ends_at TEXT NOT NULL DEFAULT '';
ALTER TABLE activity ADD COLUMN place_id INTEGER REFERENCES place;
ALTER TABLE activity ADD COLUMN format TEXT NOT NULL DEFAULT '';
ALTER TABLE activity ADD COLUMN notes TEXT NOT NULL DEFAULT '';
CREATE TABLE activity_headcount (
    id INTEGER PRIMARY KEY, activity_id INTEGER NOT NULL REFERENCES activity,
    group_id INTEGER NOT NULL REFERENCES stakeholder_group, attended INTEGER NOT NULL,
    UNIQUE (activity_id, group_id)
) STRICT;
CREATE TABLE activity_organisation (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    activity_id INTEGER NOT NULL REFERENCES activity, name TEXT NOT NULL
) STRICT;
CREATE TABLE agenda_item (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    activity_id INTEGER NOT NULL REFERENCES activity, sort INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL, minutes INTEGER
) STRICT;
CREATE TABLE photo (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    activity_id INTEGER NOT NULL REFERENCES activity, sort INTEGER NOT NULL DEFAULT 0,
    caption TEXT NOT NULL DEFAULT '', file_name TEXT NOT NULL, sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
    added_at TEXT NOT NULL, content BLOB NOT NULL
) STRICT;
ALTER TABLE question ADD COLUMN hint TEXT NOT NULL DEFAULT '';
ALTER TABLE question ADD COLUMN required INTEGER NOT NULL DEFAULT 0;
ALTER TABLE question ADD COLUMN relevant TEXT NOT NULL DEFAULT '';
ALTER TABLE question ADD COLUMN constraint_text TEXT NOT NULL DEFAULT '';
ALTER TABLE question ADD COLUMN constraint_message TEXT NOT NULL DEFAULT '';
ALTER TABLE question ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;
ALTER TABLE choice ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE choice ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE choice ADD COLUMN retired INTEGER NOT NULL DEFAULT 0
"""

_CAPTURED = """
CREATE TABLE document (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    activity_id INTEGER NOT NULL REFERENCES activity, file_name TEXT NOT NULL,
    file_size INTEGER NOT NULL, sha256 TEXT NOT NULL, media_type TEXT NOT NULL,
    added_at TEXT NOT NULL, content BLOB NOT NULL
) STRICT;
ALTER TABLE response ADD COLUMN captured_by TEXT NOT NULL DEFAULT '';
ALTER TABLE response ADD COLUMN captured_at TEXT NOT NULL DEFAULT '';
ALTER TABLE response ADD COLUMN table_name TEXT NOT NULL DEFAULT '';
ALTER TABLE response ADD COLUMN document_id INTEGER REFERENCES document;
CREATE INDEX response_activity ON response (activity_id);
ALTER TABLE comment ADD COLUMN is_quote INTEGER NOT NULL DEFAULT 0;
CREATE TABLE paper_pile (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    activity_id INTEGER NOT NULL REFERENCES activity, title TEXT NOT NULL,
    expected INTEGER, double_entry INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE paper_entry (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    pile_id INTEGER NOT NULL REFERENCES paper_pile, number INTEGER NOT NULL,
    pass INTEGER NOT NULL CHECK (pass IN (1, 2)), answers TEXT NOT NULL,
    entered_by TEXT NOT NULL, entered_at TEXT NOT NULL,
    response_id INTEGER REFERENCES response, note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX paper_entry_pile ON paper_entry (pile_id, number);
CREATE TABLE draft (
    id INTEGER PRIMARY KEY, surface TEXT NOT NULL, key TEXT NOT NULL,
    content TEXT NOT NULL, saved_at TEXT NOT NULL, UNIQUE (surface, key)
) STRICT;
CREATE TABLE record_version (
    id INTEGER PRIMARY KEY, table_name TEXT NOT NULL, record TEXT NOT NULL,
    dot TEXT NOT NULL, seen TEXT NOT NULL DEFAULT '', base TEXT NOT NULL DEFAULT '',
    siblings TEXT NOT NULL DEFAULT '', held TEXT NOT NULL DEFAULT '', removed INTEGER NOT NULL DEFAULT 0,
    UNIQUE (table_name, record)
) STRICT;
ALTER TABLE action ADD COLUMN joins INTEGER NOT NULL DEFAULT 0
"""


def _run(db: "Database", statements: str) -> None:
    for statement in statements.split(";\n"):
        db.execute(statement)


@migrations(name="0001_foundation")
def foundation(db: "Database") -> None:
    """Exercises, responses, the codebook, the search index and the trail of actions."""
    for statements in (EXERCISE, RESPONSES, CODING, TRAIL):
        _run(db, statements)
    for statement in SEARCH:
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@migrations(name="0002_planned_and_captured")
def planned_and_captured(db: "Database") -> None:
    """What a plan holds, what is captured by hand, drafts, and versions for merging."""
    for statements in (_PLANNED, _CAPTURED):
        _run(db, statements)
    # The same in every copy of a workspace, so that copies that were apart still merge.
    questions = dict(db.execute("SELECT id, uid FROM question").fetchall())
    for choice_id, question_id, label in db.execute(
        "SELECT id, question_id, label FROM choice"
    ).fetchall():
        uid = derived_uid(questions[question_id], label)
        db.execute("UPDATE choice SET uid = ? WHERE id = ?", [uid, choice_id])
    db.execute("CREATE UNIQUE INDEX choice_uid ON choice (uid)")
    db.execute("UPDATE place SET sort = id")
    db.execute("PRAGMA user_version = 2")


@migrations(name="0003_coded_and_checked")
def coded_and_checked(db: "Database") -> None:
    """What the coding workbench keeps: notes, samples for a second coder, redactions."""
    for statements in (CODING_WORK, SECOND_CODERS, REDACTION, WORKED_OUT):
        _run(db, statements)
    for statement in FORGET:
        db.execute(statement)
    db.execute("PRAGMA user_version = 3")


@migrations(name="0004_found_and_reported")
def found_and_reported(db: "Database") -> None:
    """What findings and the paper keep: saved findings, populations, edits, answers, quotations."""
    for statements in (FINDINGS_WORK, PAPER_WORK):
        _run(db, statements)
    db.execute("PRAGMA user_version = 4")
