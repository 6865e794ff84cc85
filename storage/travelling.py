"""What of a workspace travels between laptops: which tables, which columns, and what tells one
record from another. See docs/architecture.md, "Captured apart".

Ids are local to a file, so a record is known by its key: its uid or, where its identity is what
it joins, the uids of that. Its value is what an officer could have written in it; a reference in
it is the key of what it refers to.
"""

from storage.travelling_spec import Travelling, Values, columns

__all__ = ["BY_TABLE", "REFERRED", "TRAVELLING", "Travelling", "Values"]

_SORTED = frozenset({"sort"})
_EXERCISE = {"exercise_id": "exercise"}
_ACTIVITY = {"activity_id": "activity"}

TRAVELLING: tuple[Travelling, ...] = (
    Travelling(
        "exercise",
        columns(
            "title purpose proposal organisation opens_on closes_on status privacy_notice"
            " retain_until invented# owner position_scale"
        ),
    ),
    Travelling(
        "place",
        columns("name level sort#"),
        {**_EXERCISE, "parent_id": "place"},
        settled=_SORTED,
    ),
    Travelling(
        "stakeholder_group",
        columns("name part_name planned? sort#"),
        {**_EXERCISE, "parent_id": "stakeholder_group"},
        settled=_SORTED,
    ),
    Travelling(
        "activity",
        columns(
            "kind title date venue facilitator invited? attended? starts_at ends_at format notes"
            " sampled#"
        ),
        {**_EXERCISE, "place_id": "place"},
    ),
    Travelling(
        "question",
        columns(
            "name label type role grid hint required# relevant constraint_text"
            " constraint_message retired# sort#"
        ),
        {**_EXERCISE, "explains_id": "question"},
        settled=_SORTED,
    ),
    Travelling(
        "choice",
        columns("label name retired# sort#"),
        {"question_id": "question"},
        settled=_SORTED,
    ),
    Travelling(
        "tag_rule",
        columns("kind position?"),
        {"choice_id": "choice", "group_id": "stakeholder_group", "place_id": "place"},
        key=("choice_id", "kind", "group_id", "place_id", "position"),
    ),
    Travelling(
        "activity_headcount",
        columns("attended#"),
        {**_ACTIVITY, "group_id": "stakeholder_group"},
        key=("activity_id", "group_id"),
    ),
    Travelling("activity_organisation", columns("name"), _ACTIVITY),
    Travelling("agenda_item", columns("title minutes? sort#"), _ACTIVITY, settled=_SORTED),
    Travelling(
        "photo",
        columns("caption file_name sha256 media_type width# height# sort# added_at"),
        _ACTIVITY,
        quiet=("added_at",),
        settled=_SORTED,
        content="content",
    ),
    Travelling(
        "document",
        columns("file_name file_size# sha256 media_type added_at"),
        _ACTIVITY,
        quiet=("added_at",),
        content="content",
    ),
    Travelling(
        "survey_import",
        columns("sha256 tool file_name file_size# imported_at responses#"),
        {**_EXERCISE, **_ACTIVITY},
        quiet=("file_name", "imported_at", "responses"),
    ),
    Travelling(
        "respondent",
        columns("kind organisation equality_key?"),
        _EXERCISE,
        quiet=("equality_key",),
    ),
    Travelling(
        "contact_detail",
        columns("kind value"),
        {"respondent_id": "respondent"},
        key=("respondent_id", "kind", "value"),
        secret=True,
    ),
    Travelling(
        "response",
        columns(
            "source_id submitted_at consent position? position_origin captured_by captured_at"
            " table_name"
        ),
        {
            **_EXERCISE,
            "respondent_id": "respondent",
            **_ACTIVITY,
            "import_id": "survey_import",
            "place_id": "place",
            "document_id": "document",
        },
        quiet=("import_id",),
        loose=frozenset({"document_id"}),
    ),
    Travelling(
        "response_group",
        columns("origin"),
        {"response_id": "response", "group_id": "stakeholder_group"},
        key=("response_id", "group_id"),
        quiet=("origin",),
    ),
    Travelling(
        "answer",
        columns("number? text?"),
        {"response_id": "response", "question_id": "question", "choice_id": "choice"},
        key=("response_id", "question_id"),
        several=True,
    ),
    Travelling(
        "equality_answer",
        columns("equality_key number? text?"),
        {"question_id": "question", "choice_id": "choice"},
        key=("equality_key", "question_id", "choice_id", "number", "text"),
        secret=True,
    ),
    Travelling(
        "comment",
        columns("text corrected_sentiment? is_quote# sort#"),
        {"response_id": "response", "question_id": "question"},
        settled=_SORTED,
    ),
    Travelling(
        "theme",
        columns(
            "name definition use_when avoid_when example keywords colour shortcut kind retired#"
            " sort#"
        ),
        {**_EXERCISE, "parent_id": "theme"},
        settled=_SORTED,
    ),
    Travelling(
        "coding",
        columns("start? stop? coder origin status matches"),
        {"comment_id": "comment", "theme_id": "theme"},
        key=("comment_id", "theme_id", "start", "stop", "coder"),
        settled=frozenset({"matches"}),
    ),
    Travelling(
        "codebook_version",
        columns("made_at made_by note content"),
        _EXERCISE,
    ),
    Travelling(
        "comment_note",
        columns("flagged# memo"),
        {"comment_id": "comment"},
        key=("comment_id",),
    ),
    Travelling(
        "recode",
        columns("reason"),
        {"comment_id": "comment", "theme_id": "theme"},
        key=("comment_id", "theme_id"),
    ),
    Travelling(
        "coding_sample",
        columns("title coder method seed# drawn_at drawn_by"),
        _EXERCISE,
    ),
    Travelling(
        "sample_comment",
        columns("sort# stratum done_at settled# first_themes"),
        {"sample_id": "coding_sample", "comment_id": "comment"},
        key=("sample_id", "comment_id"),
        settled=frozenset({"sort", "done_at", "first_themes"}),
    ),
    Travelling(
        "second_coding",
        columns("coded_at"),
        {"sample_id": "coding_sample", "comment_id": "comment", "theme_id": "theme"},
        key=("sample_id", "comment_id", "theme_id"),
        quiet=("coded_at",),
    ),
    Travelling(
        "redaction",
        columns("start# stop# kind status origin"),
        {"comment_id": "comment"},
        key=("comment_id", "start", "stop"),
        first=("status", "accepted"),  # words stay covered while copies disagree
    ),
    Travelling("paper_pile", columns("title expected? double_entry#"), _ACTIVITY),
    Travelling(
        "paper_entry",
        columns("number# pass# answers entered_by entered_at note"),
        {"pile_id": "paper_pile", "response_id": "response"},
    ),
    Travelling("report_cover", columns("details"), _EXERCISE, key=("exercise_id",)),
    Travelling("report_text", columns("key drafted edited"), _EXERCISE, key=("exercise_id", "key")),
    Travelling(
        "report_template",
        columns("file_name sha256"),
        _EXERCISE,
        key=("exercise_id",),
        content="content",
    ),
    Travelling(
        "saved_finding",
        columns("name finding details in_report# sort#"),
        _EXERCISE,
        settled=_SORTED,
    ),
    Travelling(
        "population_source",
        columns("source counted_on"),
        {"question_id": "question"},
        key=("question_id",),
    ),
    Travelling("population_count", columns("people#"), {"choice_id": "choice"}, key=("choice_id",)),
    Travelling(
        "theme_answer",
        columns("status said answer owner due_on sort#"),
        {"theme_id": "theme"},
        settled=_SORTED,
    ),
    Travelling(
        "quote_pick",
        columns("status excerpt sort#"),
        {"comment_id": "comment", "theme_id": "theme"},
        key=("comment_id", "theme_id"),
        settled=_SORTED,
    ),
)
"""Every table that travels, what is referred to before what refers to it. Not among them: what
was confirmed for imports and filters that were kept (they hold local ids), the trail of actions,
drafts, and what follows from the words: sentiment, campaigns, embeddings."""

BY_TABLE = {each.table: each for each in TRAVELLING}
REFERRED = frozenset(table for each in TRAVELLING for table in each.references.values())
"""Tables that others refer to: what was removed there may have to come back."""
