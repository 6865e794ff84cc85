"""The steps that make a workspace file what it is. The list only grows: a shipped step is never
edited, and tests/golden/schema.sql shows what they add up to.

Each step and the record of it are one transaction. Statements go one by one: `executescript`
would commit the open transaction.
"""

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from storage.database import APPLICATION_ID
from storage.identifiers import derived_uid
from storage.migration_reports import FINDINGS_WORK, PAPER_WORK
from storage.migration_workbench import CODING_WORK, FORGET, REDACTION, SECOND_CODERS, WORKED_OUT

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("engage")

_EXERCISE = """
CREATE TABLE exercise (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL, purpose TEXT NOT NULL DEFAULT '', proposal TEXT NOT NULL DEFAULT '',
    organisation TEXT NOT NULL DEFAULT '', opens_on TEXT NOT NULL DEFAULT '',
    closes_on TEXT NOT NULL DEFAULT '', status TEXT NOT NULL DEFAULT 'planning',
    privacy_notice TEXT NOT NULL DEFAULT '', retain_until TEXT NOT NULL DEFAULT '',
    invented INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE place (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise, parent_id INTEGER REFERENCES place,
    name TEXT NOT NULL, UNIQUE (exercise_id, name)
) STRICT;
CREATE TABLE stakeholder_group (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise,
    parent_id INTEGER REFERENCES stakeholder_group, sort INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL, part_name TEXT NOT NULL DEFAULT '', planned INTEGER
) STRICT;
CREATE TABLE activity (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise,
    kind TEXT NOT NULL, title TEXT NOT NULL, date TEXT NOT NULL DEFAULT '',
    venue TEXT NOT NULL DEFAULT '', facilitator TEXT NOT NULL DEFAULT '',
    invited INTEGER, attended INTEGER
) STRICT;
CREATE TABLE question (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise, sort INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL, label TEXT NOT NULL, type TEXT NOT NULL, role TEXT NOT NULL,
    grid TEXT NOT NULL DEFAULT '', UNIQUE (exercise_id, name)
) STRICT;
CREATE TABLE choice (
    id INTEGER PRIMARY KEY, question_id INTEGER NOT NULL REFERENCES question,
    sort INTEGER NOT NULL DEFAULT 0, label TEXT NOT NULL, UNIQUE (question_id, label)
) STRICT;
CREATE TABLE tag_rule (
    id INTEGER PRIMARY KEY, choice_id INTEGER NOT NULL REFERENCES choice,
    kind TEXT NOT NULL CHECK (kind IN ('group', 'place', 'position')),
    group_id INTEGER REFERENCES stakeholder_group, place_id INTEGER REFERENCES place,
    position TEXT
) STRICT
"""

_RESPONSES = """
CREATE TABLE survey_import (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise,
    activity_id INTEGER NOT NULL REFERENCES activity,
    file_name TEXT NOT NULL, file_size INTEGER NOT NULL, sha256 TEXT NOT NULL,
    tool TEXT NOT NULL, imported_at TEXT NOT NULL, responses INTEGER NOT NULL
) STRICT;
CREATE TABLE respondent (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise,
    kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'organisation')),
    organisation TEXT NOT NULL DEFAULT '', equality_key TEXT
) STRICT;
CREATE TABLE contact_detail (
    id INTEGER PRIMARY KEY, respondent_id INTEGER NOT NULL REFERENCES respondent,
    kind TEXT NOT NULL, value TEXT NOT NULL
) STRICT;
CREATE INDEX contact_detail_respondent ON contact_detail (respondent_id);
CREATE TABLE response (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise,
    respondent_id INTEGER NOT NULL REFERENCES respondent,
    activity_id INTEGER NOT NULL REFERENCES activity,
    import_id INTEGER REFERENCES survey_import, source_id TEXT NOT NULL DEFAULT '',
    submitted_at TEXT NOT NULL DEFAULT '', place_id INTEGER REFERENCES place,
    consent TEXT NOT NULL DEFAULT '', position TEXT, position_origin TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX response_exercise ON response (exercise_id);
CREATE INDEX response_respondent ON response (respondent_id);
CREATE INDEX response_import ON response (import_id) WHERE import_id IS NOT NULL;
CREATE UNIQUE INDEX response_source ON response (activity_id, source_id) WHERE source_id <> '';
CREATE TABLE response_group (
    id INTEGER PRIMARY KEY, response_id INTEGER NOT NULL REFERENCES response,
    group_id INTEGER NOT NULL REFERENCES stakeholder_group, origin TEXT NOT NULL,
    UNIQUE (response_id, group_id)
) STRICT;
CREATE INDEX response_group_group ON response_group (group_id);
CREATE TABLE answer (
    id INTEGER PRIMARY KEY, response_id INTEGER NOT NULL REFERENCES response,
    question_id INTEGER NOT NULL REFERENCES question,
    choice_id INTEGER REFERENCES choice, number REAL, text TEXT
) STRICT;
CREATE INDEX answer_response ON answer (response_id);
CREATE INDEX answer_question ON answer (question_id);
CREATE TABLE equality_answer (
    id INTEGER PRIMARY KEY, equality_key TEXT NOT NULL,
    question_id INTEGER NOT NULL REFERENCES question,
    choice_id INTEGER REFERENCES choice, number REAL, text TEXT
) STRICT;
CREATE INDEX equality_answer_key ON equality_answer (equality_key);
CREATE TABLE comment (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    response_id INTEGER NOT NULL REFERENCES response,
    question_id INTEGER NOT NULL REFERENCES question,
    sort INTEGER NOT NULL DEFAULT 0, text TEXT NOT NULL,
    sentiment TEXT, compound REAL, corrected_sentiment TEXT
) STRICT;
CREATE INDEX comment_response ON comment (response_id);
CREATE INDEX comment_question ON comment (question_id);
CREATE TABLE import_profile (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise,
    headers_hash TEXT NOT NULL, mapping TEXT NOT NULL, UNIQUE (exercise_id, headers_hash)
) STRICT;
CREATE TABLE report_cover (
    id INTEGER PRIMARY KEY, exercise_id INTEGER NOT NULL UNIQUE REFERENCES exercise,
    details TEXT NOT NULL
) STRICT
"""

_CODING = """
CREATE TABLE theme (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise, parent_id INTEGER REFERENCES theme,
    sort INTEGER NOT NULL DEFAULT 0, name TEXT NOT NULL, definition TEXT NOT NULL DEFAULT '',
    use_when TEXT NOT NULL DEFAULT '', avoid_when TEXT NOT NULL DEFAULT '',
    example TEXT NOT NULL DEFAULT '', keywords TEXT NOT NULL DEFAULT '',
    colour TEXT NOT NULL DEFAULT '', shortcut TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE coding (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    comment_id INTEGER NOT NULL REFERENCES comment, theme_id INTEGER NOT NULL REFERENCES theme,
    start INTEGER, stop INTEGER, coder TEXT NOT NULL, origin TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('accepted', 'proposed', 'rejected')),
    matches TEXT NOT NULL DEFAULT '', CHECK ((start IS NULL) = (stop IS NULL))
) STRICT;
CREATE INDEX coding_comment ON coding (comment_id);
CREATE INDEX coding_theme ON coding (theme_id, status)
"""

# External content: the words are stored once, in `comment`; triggers keep the index in step.
_SEARCH = (
    """CREATE VIRTUAL TABLE comment_search USING fts5(
        text, content='comment', content_rowid='id', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER comment_added AFTER INSERT ON comment BEGIN
        INSERT INTO comment_search (rowid, text) VALUES (new.id, new.text); END""",
    """CREATE TRIGGER comment_removed AFTER DELETE ON comment BEGIN
        INSERT INTO comment_search (comment_search, rowid, text)
        VALUES ('delete', old.id, old.text); END""",
    """CREATE TRIGGER comment_reworded AFTER UPDATE OF text ON comment BEGIN
        INSERT INTO comment_search (comment_search, rowid, text)
        VALUES ('delete', old.id, old.text);
        INSERT INTO comment_search (rowid, text) VALUES (new.id, new.text); END""",
)

# What a plan and a capture need beyond an import: see docs/architecture.md, "Captured apart".
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

_TRAIL = """
CREATE TABLE action (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, label TEXT NOT NULL,
    exercise_id INTEGER, state TEXT NOT NULL DEFAULT 'done'
        CHECK (state IN ('done', 'undone', 'dropped', 'kept'))
) STRICT;
CREATE TABLE action_change (
    id INTEGER PRIMARY KEY, action_id INTEGER NOT NULL REFERENCES action,
    table_name TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('insert', 'update', 'delete')),
    first_id INTEGER NOT NULL, last_id INTEGER NOT NULL, before BLOB, after BLOB
) STRICT;
CREATE INDEX action_state ON action (state);
CREATE INDEX action_change_action ON action_change (action_id)
"""


def _run(db: "Database", statements: str) -> None:
    for statement in statements.split(";\n"):
        db.execute(statement)


@migrations(name="0001_foundation")
def foundation(db: "Database") -> None:
    """Exercises, responses, the codebook, the search index and the trail of actions."""
    for statements in (_EXERCISE, _RESPONSES, _CODING, _TRAIL):
        _run(db, statements)
    for statement in _SEARCH:
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
