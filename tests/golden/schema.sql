CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE action (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, label TEXT NOT NULL,
    exercise_id INTEGER, state TEXT NOT NULL DEFAULT 'done'
        CHECK (state IN ('done', 'undone', 'dropped', 'kept'))
, joins INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX action_state ON action (state);
CREATE TABLE action_change (
    id INTEGER PRIMARY KEY, action_id INTEGER NOT NULL REFERENCES action,
    table_name TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('insert', 'update', 'delete')),
    first_id INTEGER NOT NULL, last_id INTEGER NOT NULL, before BLOB, after BLOB
) STRICT;
CREATE INDEX action_change_action ON action_change (action_id);
CREATE TABLE activity (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise,
    kind TEXT NOT NULL, title TEXT NOT NULL, date TEXT NOT NULL DEFAULT '',
    venue TEXT NOT NULL DEFAULT '', facilitator TEXT NOT NULL DEFAULT '',
    invited INTEGER, attended INTEGER
, starts_at TEXT NOT NULL DEFAULT '', ends_at TEXT NOT NULL DEFAULT '', place_id INTEGER REFERENCES place, format TEXT NOT NULL DEFAULT '', notes TEXT NOT NULL DEFAULT '', sampled INTEGER NOT NULL DEFAULT 0) STRICT;
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
CREATE TABLE answer (
    id INTEGER PRIMARY KEY, response_id INTEGER NOT NULL REFERENCES response,
    question_id INTEGER NOT NULL REFERENCES question,
    choice_id INTEGER REFERENCES choice, number REAL, text TEXT
) STRICT;
CREATE INDEX answer_question ON answer (question_id);
CREATE INDEX answer_response ON answer (response_id);
CREATE TABLE campaign_comment (
    comment_id INTEGER PRIMARY KEY, campaign INTEGER NOT NULL, similarity REAL NOT NULL
) STRICT;
CREATE INDEX campaign_comment_campaign ON campaign_comment (campaign);
CREATE TABLE choice (
    id INTEGER PRIMARY KEY, question_id INTEGER NOT NULL REFERENCES question,
    sort INTEGER NOT NULL DEFAULT 0, label TEXT NOT NULL, uid TEXT NOT NULL DEFAULT '', name TEXT NOT NULL DEFAULT '', retired INTEGER NOT NULL DEFAULT 0, UNIQUE (question_id, label)
) STRICT;
CREATE UNIQUE INDEX choice_uid ON choice (uid);
CREATE TABLE codebook_version (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise,
    made_at TEXT NOT NULL, made_by TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
    content TEXT NOT NULL
) STRICT;
CREATE TABLE coding (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    comment_id INTEGER NOT NULL REFERENCES comment, theme_id INTEGER NOT NULL REFERENCES theme,
    start INTEGER, stop INTEGER, coder TEXT NOT NULL, origin TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('accepted', 'proposed', 'rejected')),
    matches TEXT NOT NULL DEFAULT '', CHECK ((start IS NULL) = (stop IS NULL))
) STRICT;
CREATE INDEX coding_comment ON coding (comment_id);
CREATE INDEX coding_theme ON coding (theme_id, status);
CREATE TABLE coding_sample (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise,
    title TEXT NOT NULL, coder TEXT NOT NULL DEFAULT '', method TEXT NOT NULL DEFAULT '',
    seed INTEGER NOT NULL DEFAULT 0, drawn_at TEXT NOT NULL DEFAULT '',
    drawn_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE comment (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    response_id INTEGER NOT NULL REFERENCES response,
    question_id INTEGER NOT NULL REFERENCES question,
    sort INTEGER NOT NULL DEFAULT 0, text TEXT NOT NULL,
    sentiment TEXT, compound REAL, corrected_sentiment TEXT
, is_quote INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX comment_question ON comment (question_id);
CREATE INDEX comment_response ON comment (response_id);
CREATE TABLE comment_note (
    id INTEGER PRIMARY KEY, comment_id INTEGER NOT NULL UNIQUE REFERENCES comment,
    flagged INTEGER NOT NULL DEFAULT 0, memo TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE VIRTUAL TABLE comment_search USING fts5(
        text, content='comment', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE TABLE contact_detail (
    id INTEGER PRIMARY KEY, respondent_id INTEGER NOT NULL REFERENCES respondent,
    kind TEXT NOT NULL, value TEXT NOT NULL
) STRICT;
CREATE INDEX contact_detail_respondent ON contact_detail (respondent_id);
CREATE TABLE derived (
    id INTEGER PRIMARY KEY, exercise_id INTEGER NOT NULL REFERENCES exercise,
    name TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (exercise_id, name)
) STRICT;
CREATE TABLE document (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    activity_id INTEGER NOT NULL REFERENCES activity, file_name TEXT NOT NULL,
    file_size INTEGER NOT NULL, sha256 TEXT NOT NULL, media_type TEXT NOT NULL,
    added_at TEXT NOT NULL, content BLOB NOT NULL
) STRICT;
CREATE TABLE draft (
    id INTEGER PRIMARY KEY, surface TEXT NOT NULL, key TEXT NOT NULL,
    content TEXT NOT NULL, saved_at TEXT NOT NULL, UNIQUE (surface, key)
) STRICT;
CREATE TABLE embedding (
    comment_id INTEGER PRIMARY KEY, model TEXT NOT NULL, vector BLOB NOT NULL
) STRICT;
CREATE TABLE equality_answer (
    id INTEGER PRIMARY KEY, equality_key TEXT NOT NULL,
    question_id INTEGER NOT NULL REFERENCES question,
    choice_id INTEGER REFERENCES choice, number REAL, text TEXT
) STRICT;
CREATE INDEX equality_answer_key ON equality_answer (equality_key);
CREATE TABLE exercise (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL, purpose TEXT NOT NULL DEFAULT '', proposal TEXT NOT NULL DEFAULT '',
    organisation TEXT NOT NULL DEFAULT '', opens_on TEXT NOT NULL DEFAULT '',
    closes_on TEXT NOT NULL DEFAULT '', status TEXT NOT NULL DEFAULT 'planning',
    privacy_notice TEXT NOT NULL DEFAULT '', retain_until TEXT NOT NULL DEFAULT '',
    invented INTEGER NOT NULL DEFAULT 0
, owner TEXT NOT NULL DEFAULT '', position_scale TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE import_profile (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise,
    headers_hash TEXT NOT NULL, mapping TEXT NOT NULL, UNIQUE (exercise_id, headers_hash)
) STRICT;
CREATE TABLE paper_entry (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    pile_id INTEGER NOT NULL REFERENCES paper_pile, number INTEGER NOT NULL,
    pass INTEGER NOT NULL CHECK (pass IN (1, 2)), answers TEXT NOT NULL,
    entered_by TEXT NOT NULL, entered_at TEXT NOT NULL,
    response_id INTEGER REFERENCES response, note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX paper_entry_pile ON paper_entry (pile_id, number);
CREATE TABLE paper_pile (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    activity_id INTEGER NOT NULL REFERENCES activity, title TEXT NOT NULL,
    expected INTEGER, double_entry INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE photo (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    activity_id INTEGER NOT NULL REFERENCES activity, sort INTEGER NOT NULL DEFAULT 0,
    caption TEXT NOT NULL DEFAULT '', file_name TEXT NOT NULL, sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
    added_at TEXT NOT NULL, content BLOB NOT NULL
) STRICT;
CREATE TABLE place (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise, parent_id INTEGER REFERENCES place,
    name TEXT NOT NULL, level TEXT NOT NULL DEFAULT '', sort INTEGER NOT NULL DEFAULT 0, UNIQUE (exercise_id, name)
) STRICT;
CREATE TABLE population_count (
    id INTEGER PRIMARY KEY, choice_id INTEGER NOT NULL UNIQUE REFERENCES choice,
    people REAL NOT NULL
) STRICT;
CREATE TABLE population_source (
    id INTEGER PRIMARY KEY, question_id INTEGER NOT NULL UNIQUE REFERENCES question,
    source TEXT NOT NULL DEFAULT '', counted_on TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE question (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise, sort INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL, label TEXT NOT NULL, type TEXT NOT NULL, role TEXT NOT NULL,
    grid TEXT NOT NULL DEFAULT '', hint TEXT NOT NULL DEFAULT '', required INTEGER NOT NULL DEFAULT 0, relevant TEXT NOT NULL DEFAULT '', constraint_text TEXT NOT NULL DEFAULT '', constraint_message TEXT NOT NULL DEFAULT '', retired INTEGER NOT NULL DEFAULT 0, explains_id INTEGER REFERENCES question, UNIQUE (exercise_id, name)
) STRICT;
CREATE TABLE quote_pick (
    id INTEGER PRIMARY KEY, comment_id INTEGER NOT NULL REFERENCES comment,
    theme_id INTEGER NOT NULL REFERENCES theme, sort INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL CHECK (status IN ('picked', 'refused')),
    excerpt TEXT NOT NULL DEFAULT '', UNIQUE (comment_id, theme_id)
) STRICT;
CREATE INDEX quote_pick_theme ON quote_pick (theme_id);
CREATE TABLE recode (
    id INTEGER PRIMARY KEY, comment_id INTEGER NOT NULL REFERENCES comment,
    theme_id INTEGER NOT NULL REFERENCES theme, reason TEXT NOT NULL DEFAULT '',
    UNIQUE (comment_id, theme_id)
) STRICT;
CREATE INDEX recode_theme ON recode (theme_id);
CREATE TABLE record_version (
    id INTEGER PRIMARY KEY, table_name TEXT NOT NULL, record TEXT NOT NULL,
    dot TEXT NOT NULL, seen TEXT NOT NULL DEFAULT '', base TEXT NOT NULL DEFAULT '',
    siblings TEXT NOT NULL DEFAULT '', held TEXT NOT NULL DEFAULT '', removed INTEGER NOT NULL DEFAULT 0,
    UNIQUE (table_name, record)
) STRICT;
CREATE TABLE redaction (
    id INTEGER PRIMARY KEY, comment_id INTEGER NOT NULL REFERENCES comment,
    start INTEGER NOT NULL, stop INTEGER NOT NULL, kind TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('accepted', 'proposed', 'rejected')),
    origin TEXT NOT NULL, UNIQUE (comment_id, start, stop), CHECK (start < stop)
) STRICT;
CREATE INDEX redaction_status ON redaction (status);
CREATE TABLE report_cover (
    id INTEGER PRIMARY KEY, exercise_id INTEGER NOT NULL UNIQUE REFERENCES exercise,
    details TEXT NOT NULL
) STRICT;
CREATE TABLE report_template (
    id INTEGER PRIMARY KEY, exercise_id INTEGER NOT NULL UNIQUE REFERENCES exercise,
    file_name TEXT NOT NULL, sha256 TEXT NOT NULL, content BLOB NOT NULL
) STRICT;
CREATE TABLE report_text (
    id INTEGER PRIMARY KEY, exercise_id INTEGER NOT NULL REFERENCES exercise,
    key TEXT NOT NULL, drafted TEXT NOT NULL, edited TEXT NOT NULL, UNIQUE (exercise_id, key)
) STRICT;
CREATE TABLE respondent (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise,
    kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'organisation')),
    organisation TEXT NOT NULL DEFAULT '', equality_key TEXT
) STRICT;
CREATE TABLE response (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise,
    respondent_id INTEGER NOT NULL REFERENCES respondent,
    activity_id INTEGER NOT NULL REFERENCES activity,
    import_id INTEGER REFERENCES survey_import, source_id TEXT NOT NULL DEFAULT '',
    submitted_at TEXT NOT NULL DEFAULT '', place_id INTEGER REFERENCES place,
    consent TEXT NOT NULL DEFAULT '', position TEXT, position_origin TEXT NOT NULL DEFAULT ''
, captured_by TEXT NOT NULL DEFAULT '', captured_at TEXT NOT NULL DEFAULT '', table_name TEXT NOT NULL DEFAULT '', document_id INTEGER REFERENCES document) STRICT;
CREATE INDEX response_activity ON response (activity_id);
CREATE INDEX response_exercise ON response (exercise_id);
CREATE INDEX response_import ON response (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX response_respondent ON response (respondent_id);
CREATE UNIQUE INDEX response_source ON response (activity_id, source_id) WHERE source_id <> '';
CREATE TABLE response_group (
    id INTEGER PRIMARY KEY, response_id INTEGER NOT NULL REFERENCES response,
    group_id INTEGER NOT NULL REFERENCES stakeholder_group, origin TEXT NOT NULL,
    UNIQUE (response_id, group_id)
) STRICT;
CREATE INDEX response_group_group ON response_group (group_id);
CREATE TABLE sample_comment (
    id INTEGER PRIMARY KEY, sample_id INTEGER NOT NULL REFERENCES coding_sample,
    comment_id INTEGER NOT NULL REFERENCES comment, sort INTEGER NOT NULL DEFAULT 0,
    stratum TEXT NOT NULL DEFAULT '', done_at TEXT NOT NULL DEFAULT '',
    settled INTEGER NOT NULL DEFAULT 0, first_themes TEXT NOT NULL DEFAULT '',
    UNIQUE (sample_id, comment_id)
) STRICT;
CREATE INDEX sample_comment_comment ON sample_comment (comment_id);
CREATE TABLE saved_filter (
    id INTEGER PRIMARY KEY, exercise_id INTEGER NOT NULL REFERENCES exercise,
    name TEXT NOT NULL, details TEXT NOT NULL, UNIQUE (exercise_id, name)
) STRICT;
CREATE TABLE saved_finding (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise,
    sort INTEGER NOT NULL DEFAULT 0, name TEXT NOT NULL, finding TEXT NOT NULL,
    details TEXT NOT NULL DEFAULT '{}', in_report INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX saved_finding_exercise ON saved_finding (exercise_id);
CREATE TABLE second_coding (
    id INTEGER PRIMARY KEY, sample_id INTEGER NOT NULL REFERENCES coding_sample,
    comment_id INTEGER NOT NULL REFERENCES comment, theme_id INTEGER NOT NULL REFERENCES theme,
    coded_at TEXT NOT NULL DEFAULT '', UNIQUE (sample_id, comment_id, theme_id)
) STRICT;
CREATE INDEX second_coding_comment ON second_coding (comment_id);
CREATE INDEX second_coding_theme ON second_coding (theme_id);
CREATE TABLE stakeholder_group (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise,
    parent_id INTEGER REFERENCES stakeholder_group, sort INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL, part_name TEXT NOT NULL DEFAULT '', planned INTEGER
) STRICT;
CREATE TABLE suggestion_outcome (
    comment_id INTEGER PRIMARY KEY, theme_id INTEGER NOT NULL, score REAL NOT NULL,
    taken INTEGER NOT NULL, learned_from INTEGER NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE TABLE survey_import (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise,
    activity_id INTEGER NOT NULL REFERENCES activity,
    file_name TEXT NOT NULL, file_size INTEGER NOT NULL, sha256 TEXT NOT NULL,
    tool TEXT NOT NULL, imported_at TEXT NOT NULL, responses INTEGER NOT NULL
) STRICT;
CREATE TABLE tag_rule (
    id INTEGER PRIMARY KEY, choice_id INTEGER NOT NULL REFERENCES choice,
    kind TEXT NOT NULL CHECK (kind IN ('group', 'place', 'position')),
    group_id INTEGER REFERENCES stakeholder_group, place_id INTEGER REFERENCES place,
    position TEXT
) STRICT;
CREATE TABLE theme (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exercise_id INTEGER NOT NULL REFERENCES exercise, parent_id INTEGER REFERENCES theme,
    sort INTEGER NOT NULL DEFAULT 0, name TEXT NOT NULL, definition TEXT NOT NULL DEFAULT '',
    use_when TEXT NOT NULL DEFAULT '', avoid_when TEXT NOT NULL DEFAULT '',
    example TEXT NOT NULL DEFAULT '', keywords TEXT NOT NULL DEFAULT '',
    colour TEXT NOT NULL DEFAULT '', shortcut TEXT NOT NULL DEFAULT ''
, kind TEXT NOT NULL DEFAULT '', retired INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE theme_answer (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    theme_id INTEGER NOT NULL REFERENCES theme, sort INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL DEFAULT '', said TEXT NOT NULL DEFAULT '',
    answer TEXT NOT NULL DEFAULT '', owner TEXT NOT NULL DEFAULT '',
    due_on TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX theme_answer_theme ON theme_answer (theme_id);
CREATE TRIGGER comment_added AFTER INSERT ON comment BEGIN
        INSERT INTO comment_search (rowid, text) VALUES (new.id, new.text); END;
CREATE TRIGGER comment_forgotten AFTER DELETE ON comment BEGIN
        DELETE FROM embedding WHERE comment_id = old.id;
        DELETE FROM campaign_comment WHERE comment_id = old.id;
        DELETE FROM suggestion_outcome WHERE comment_id = old.id; END;
CREATE TRIGGER comment_means_otherwise AFTER UPDATE OF text ON comment BEGIN
        DELETE FROM embedding WHERE comment_id = old.id;
        DELETE FROM campaign_comment WHERE comment_id = old.id; END;
CREATE TRIGGER comment_removed AFTER DELETE ON comment BEGIN
        INSERT INTO comment_search (comment_search, rowid, text)
        VALUES ('delete', old.id, old.text); END;
CREATE TRIGGER comment_reworded AFTER UPDATE OF text ON comment BEGIN
        INSERT INTO comment_search (comment_search, rowid, text)
        VALUES ('delete', old.id, old.text);
        INSERT INTO comment_search (rowid, text) VALUES (new.id, new.text); END;
CREATE TRIGGER comment_unsearched AFTER DELETE ON comment
        WHEN old.id > (SELECT coalesce(max(id), 0) FROM comment) BEGIN
        UPDATE derived SET value = json_set(value, '$.through', min(value ->> '$.through',
            (SELECT coalesce(max(id), 0) FROM comment)))
        WHERE name = 'personal details'; END;
