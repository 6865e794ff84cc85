"""The first step: exercises, responses, comments and codings, their search, and the trail."""

EXERCISE = """
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

RESPONSES = """
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

CODING = """
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
SEARCH = (
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

TRAIL = """
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
