"""The third step: what coding, checking and redacting leave in a workspace."""

CODING_WORK = """
ALTER TABLE theme ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE theme ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;
CREATE TABLE codebook_version (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise,
    made_at TEXT NOT NULL, made_by TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
    content TEXT NOT NULL
) STRICT;
CREATE TABLE comment_note (
    id INTEGER PRIMARY KEY, comment_id INTEGER NOT NULL UNIQUE REFERENCES comment,
    flagged INTEGER NOT NULL DEFAULT 0, memo TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE recode (
    id INTEGER PRIMARY KEY, comment_id INTEGER NOT NULL REFERENCES comment,
    theme_id INTEGER NOT NULL REFERENCES theme, reason TEXT NOT NULL DEFAULT '',
    UNIQUE (comment_id, theme_id)
) STRICT;
CREATE INDEX recode_theme ON recode (theme_id);
CREATE TABLE saved_filter (
    id INTEGER PRIMARY KEY, exercise_id INTEGER NOT NULL REFERENCES exercise,
    name TEXT NOT NULL, details TEXT NOT NULL, UNIQUE (exercise_id, name)
) STRICT
"""
"""A theme's `kind` names those that every codebook has ("other", "out of scope"); empty is the
officer's own. A filter holds local ids, so it stays on its laptop."""

SECOND_CODERS = """
CREATE TABLE coding_sample (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise,
    title TEXT NOT NULL, coder TEXT NOT NULL DEFAULT '', method TEXT NOT NULL DEFAULT '',
    seed INTEGER NOT NULL DEFAULT 0, drawn_at TEXT NOT NULL DEFAULT '',
    drawn_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE sample_comment (
    id INTEGER PRIMARY KEY, sample_id INTEGER NOT NULL REFERENCES coding_sample,
    comment_id INTEGER NOT NULL REFERENCES comment, sort INTEGER NOT NULL DEFAULT 0,
    stratum TEXT NOT NULL DEFAULT '', done_at TEXT NOT NULL DEFAULT '',
    settled INTEGER NOT NULL DEFAULT 0, first_themes TEXT NOT NULL DEFAULT '',
    UNIQUE (sample_id, comment_id)
) STRICT;
CREATE INDEX sample_comment_comment ON sample_comment (comment_id);
CREATE TABLE second_coding (
    id INTEGER PRIMARY KEY, sample_id INTEGER NOT NULL REFERENCES coding_sample,
    comment_id INTEGER NOT NULL REFERENCES comment, theme_id INTEGER NOT NULL REFERENCES theme,
    coded_at TEXT NOT NULL DEFAULT '', UNIQUE (sample_id, comment_id, theme_id)
) STRICT;
CREATE INDEX second_coding_comment ON second_coding (comment_id);
CREATE INDEX second_coding_theme ON second_coding (theme_id)
"""
"""What a second coder finds counts nowhere until it is settled, so it is no row of `coding`.
`first_themes` holds the uids of the first coder's themes, as JSON, from the moment the two are
compared: settling changes codings, and the agreement has to stay what it was."""

REDACTION = """
CREATE TABLE redaction (
    id INTEGER PRIMARY KEY, comment_id INTEGER NOT NULL REFERENCES comment,
    start INTEGER NOT NULL, stop INTEGER NOT NULL, kind TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('accepted', 'proposed', 'rejected')),
    origin TEXT NOT NULL, UNIQUE (comment_id, start, stop), CHECK (start < stop)
) STRICT;
CREATE INDEX redaction_status ON redaction (status)
"""

WORKED_OUT = """
CREATE TABLE campaign_comment (
    comment_id INTEGER PRIMARY KEY, campaign INTEGER NOT NULL, similarity REAL NOT NULL
) STRICT;
CREATE INDEX campaign_comment_campaign ON campaign_comment (campaign);
CREATE TABLE embedding (
    comment_id INTEGER PRIMARY KEY, model TEXT NOT NULL, vector BLOB NOT NULL
) STRICT;
CREATE TABLE suggestion_outcome (
    comment_id INTEGER PRIMARY KEY, theme_id INTEGER NOT NULL, score REAL NOT NULL,
    taken INTEGER NOT NULL, learned_from INTEGER NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE TABLE derived (
    id INTEGER PRIMARY KEY, exercise_id INTEGER NOT NULL REFERENCES exercise,
    name TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (exercise_id, name)
) STRICT
"""
"""What a machine can work out again: it neither travels nor is it undone. `derived` says how far
each kind of it has come; a campaign is known by the id of the comment that stands for it."""

FORGET = (
    """CREATE TRIGGER comment_forgotten AFTER DELETE ON comment BEGIN
        DELETE FROM embedding WHERE comment_id = old.id;
        DELETE FROM campaign_comment WHERE comment_id = old.id;
        DELETE FROM suggestion_outcome WHERE comment_id = old.id; END""",
    """CREATE TRIGGER comment_means_otherwise AFTER UPDATE OF text ON comment BEGIN
        DELETE FROM embedding WHERE comment_id = old.id;
        DELETE FROM campaign_comment WHERE comment_id = old.id; END""",
    # The id of the last comment is given again: what bears it then wasn't looked through.
    """CREATE TRIGGER comment_unsearched AFTER DELETE ON comment
        WHEN old.id > (SELECT coalesce(max(id), 0) FROM comment) BEGIN
        UPDATE derived SET value = json_set(value, '$.through', min(value ->> '$.through',
            (SELECT coalesce(max(id), 0) FROM comment)))
        WHERE name = 'personal details'; END""",
)
