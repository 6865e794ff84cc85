"""The fourth step: what an officer decides and writes for findings and for the paper."""

FINDINGS_WORK = """
ALTER TABLE activity ADD COLUMN sampled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE question ADD COLUMN explains_id INTEGER REFERENCES question;
CREATE TABLE saved_finding (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise,
    sort INTEGER NOT NULL DEFAULT 0, name TEXT NOT NULL, finding TEXT NOT NULL,
    details TEXT NOT NULL DEFAULT '{}', in_report INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX saved_finding_exercise ON saved_finding (exercise_id);
CREATE TABLE population_source (
    id INTEGER PRIMARY KEY, question_id INTEGER NOT NULL UNIQUE REFERENCES question,
    source TEXT NOT NULL DEFAULT '', counted_on TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE population_count (
    id INTEGER PRIMARY KEY, choice_id INTEGER NOT NULL UNIQUE REFERENCES choice,
    people REAL NOT NULL
) STRICT
"""
"""`sampled`: those asked were drawn at random. `explains_id`: the closed question whose answers an
open one gives reasons for. `details` of a saved finding names records by their uids, so it travels.
A population's `people` may be shares: only their proportions count."""

PAPER_WORK = """
CREATE TABLE report_text (
    id INTEGER PRIMARY KEY, exercise_id INTEGER NOT NULL REFERENCES exercise,
    key TEXT NOT NULL, drafted TEXT NOT NULL, edited TEXT NOT NULL, UNIQUE (exercise_id, key)
) STRICT;
CREATE TABLE theme_answer (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    theme_id INTEGER NOT NULL REFERENCES theme, sort INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL DEFAULT '', said TEXT NOT NULL DEFAULT '',
    answer TEXT NOT NULL DEFAULT '', owner TEXT NOT NULL DEFAULT '',
    due_on TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX theme_answer_theme ON theme_answer (theme_id);
CREATE TABLE quote_pick (
    id INTEGER PRIMARY KEY, comment_id INTEGER NOT NULL REFERENCES comment,
    theme_id INTEGER NOT NULL REFERENCES theme, sort INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL CHECK (status IN ('picked', 'refused')),
    excerpt TEXT NOT NULL DEFAULT '', UNIQUE (comment_id, theme_id)
) STRICT;
CREATE INDEX quote_pick_theme ON quote_pick (theme_id);
CREATE TABLE report_template (
    id INTEGER PRIMARY KEY, exercise_id INTEGER NOT NULL UNIQUE REFERENCES exercise,
    file_name TEXT NOT NULL, sha256 TEXT NOT NULL, content BLOB NOT NULL
) STRICT
"""
"""`drafted` is the text that was edited: what it would say today is worked into the edit. An
`excerpt` is what of a comment is printed; empty is all of it. `said` and `answer`: you said, we
did. The template is the organisation's own Word document, whose styles the paper takes."""
