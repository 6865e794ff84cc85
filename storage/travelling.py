"""What of a workspace travels between laptops: which tables, which columns, and what tells one
record from another. See docs/architecture.md, "Captured apart".

Ids are local to a file, so a record is known by its key: its uid or, where its identity is what
it joins, the uids of that. Its value is what an officer could have written in it; a reference in
it is the key of what it refers to.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Values = dict[str, Any]
"""What a record holds, by column; a reference as a key."""


@dataclass(frozen=True, eq=False)
class Travelling:
    """One table that travels.

    Attributes:
        table: its name.
        blanks: by plain column, what stands for nothing in it: "", 0, or None where it may be NULL.
        references: by column, the table it refers to.
        key: the columns that tell its records apart; the first names the owner of the record.
        quiet: columns that nobody writes by hand. They are no part of the value: of two copies the
            smaller one stays.
        settled: columns in which copies may differ without anybody being asked: the latest stays.
        first: a column and the value of it that is shown, whichever is the latest, until an officer
            has decided; empty where it is the latest.
        content: a column of bytes; it comes with the record, and another column tells it apart.
        loose: references that are left empty where what they refer to isn't there.
        several: several rows of one key are one record, whose value is the list of them.
        secret: what is in the key must not be read from it.
    """

    table: str
    blanks: dict[str, Any] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    key: tuple[str, ...] = ("uid",)
    quiet: tuple[str, ...] = ()
    settled: frozenset[str] = frozenset()
    first: tuple[str, ...] = ()
    content: str = ""
    loose: frozenset[str] = frozenset()
    several: bool = False
    secret: bool = False

    @cached_property
    def has_uid(self) -> bool:
        """Whether its records have identifiers of their own."""
        return self.key == ("uid",)

    @cached_property
    def value_columns(self) -> tuple[str, ...]:
        """The columns whose change makes a new version."""
        quiet = set(self.quiet)
        return tuple(name for name in (*self.blanks, *self.references) if name not in quiet)

    @cached_property
    def rows_columns(self) -> tuple[str, ...]:
        """Of a record of several rows: the columns in which the rows differ."""
        return tuple(name for name in self.value_columns if name not in self.key)

    @cached_property
    def stored_columns(self) -> tuple[str, ...]:
        """Every column that a copy of the record needs, but its uid."""
        content = (self.content,) if self.content else ()
        return (*self.blanks, *self.references, *content)


def _columns(words: str) -> dict[str, Any]:
    """Blanks by column: `name` holds text, `name#` a number, `name?` either or NULL."""
    marks = {"#": 0, "?": None}
    return {word.rstrip("#?"): marks.get(word[-1], "") for word in words.split()}


_SORTED = frozenset({"sort"})
_EXERCISE = {"exercise_id": "exercise"}
_ACTIVITY = {"activity_id": "activity"}

TRAVELLING: tuple[Travelling, ...] = (
    Travelling(
        "exercise",
        _columns(
            "title purpose proposal organisation opens_on closes_on status privacy_notice"
            " retain_until invented# owner position_scale"
        ),
    ),
    Travelling(
        "place",
        _columns("name level sort#"),
        {**_EXERCISE, "parent_id": "place"},
        settled=_SORTED,
    ),
    Travelling(
        "stakeholder_group",
        _columns("name part_name planned? sort#"),
        {**_EXERCISE, "parent_id": "stakeholder_group"},
        settled=_SORTED,
    ),
    Travelling(
        "activity",
        _columns(
            "kind title date venue facilitator invited? attended? starts_at ends_at format notes"
            " sampled#"
        ),
        {**_EXERCISE, "place_id": "place"},
    ),
    Travelling(
        "question",
        _columns(
            "name label type role grid hint required# relevant constraint_text"
            " constraint_message retired# sort#"
        ),
        {**_EXERCISE, "explains_id": "question"},
        settled=_SORTED,
    ),
    Travelling(
        "choice",
        _columns("label name retired# sort#"),
        {"question_id": "question"},
        settled=_SORTED,
    ),
    Travelling(
        "tag_rule",
        _columns("kind position?"),
        {"choice_id": "choice", "group_id": "stakeholder_group", "place_id": "place"},
        key=("choice_id", "kind", "group_id", "place_id", "position"),
    ),
    Travelling(
        "activity_headcount",
        _columns("attended#"),
        {**_ACTIVITY, "group_id": "stakeholder_group"},
        key=("activity_id", "group_id"),
    ),
    Travelling("activity_organisation", _columns("name"), _ACTIVITY),
    Travelling("agenda_item", _columns("title minutes? sort#"), _ACTIVITY, settled=_SORTED),
    Travelling(
        "photo",
        _columns("caption file_name sha256 media_type width# height# sort# added_at"),
        _ACTIVITY,
        quiet=("added_at",),
        settled=_SORTED,
        content="content",
    ),
    Travelling(
        "document",
        _columns("file_name file_size# sha256 media_type added_at"),
        _ACTIVITY,
        quiet=("added_at",),
        content="content",
    ),
    Travelling(
        "survey_import",
        _columns("sha256 tool file_name file_size# imported_at responses#"),
        {**_EXERCISE, **_ACTIVITY},
        quiet=("file_name", "imported_at", "responses"),
    ),
    Travelling(
        "respondent",
        _columns("kind organisation equality_key?"),
        _EXERCISE,
        quiet=("equality_key",),
    ),
    Travelling(
        "contact_detail",
        _columns("kind value"),
        {"respondent_id": "respondent"},
        key=("respondent_id", "kind", "value"),
        secret=True,
    ),
    Travelling(
        "response",
        _columns(
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
        _columns("origin"),
        {"response_id": "response", "group_id": "stakeholder_group"},
        key=("response_id", "group_id"),
        quiet=("origin",),
    ),
    Travelling(
        "answer",
        _columns("number? text?"),
        {"response_id": "response", "question_id": "question", "choice_id": "choice"},
        key=("response_id", "question_id"),
        several=True,
    ),
    Travelling(
        "equality_answer",
        _columns("equality_key number? text?"),
        {"question_id": "question", "choice_id": "choice"},
        key=("equality_key", "question_id", "choice_id", "number", "text"),
        secret=True,
    ),
    Travelling(
        "comment",
        _columns("text corrected_sentiment? is_quote# sort#"),
        {"response_id": "response", "question_id": "question"},
        settled=_SORTED,
    ),
    Travelling(
        "theme",
        _columns(
            "name definition use_when avoid_when example keywords colour shortcut kind retired#"
            " sort#"
        ),
        {**_EXERCISE, "parent_id": "theme"},
        settled=_SORTED,
    ),
    Travelling(
        "coding",
        _columns("start? stop? coder origin status matches"),
        {"comment_id": "comment", "theme_id": "theme"},
        key=("comment_id", "theme_id", "start", "stop", "coder"),
        settled=frozenset({"matches"}),
    ),
    Travelling(
        "codebook_version",
        _columns("made_at made_by note content"),
        _EXERCISE,
    ),
    Travelling(
        "comment_note",
        _columns("flagged# memo"),
        {"comment_id": "comment"},
        key=("comment_id",),
    ),
    Travelling(
        "recode",
        _columns("reason"),
        {"comment_id": "comment", "theme_id": "theme"},
        key=("comment_id", "theme_id"),
    ),
    Travelling(
        "coding_sample",
        _columns("title coder method seed# drawn_at drawn_by"),
        _EXERCISE,
    ),
    Travelling(
        "sample_comment",
        _columns("sort# stratum done_at settled# first_themes"),
        {"sample_id": "coding_sample", "comment_id": "comment"},
        key=("sample_id", "comment_id"),
        settled=frozenset({"sort", "done_at", "first_themes"}),
    ),
    Travelling(
        "second_coding",
        _columns("coded_at"),
        {"sample_id": "coding_sample", "comment_id": "comment", "theme_id": "theme"},
        key=("sample_id", "comment_id", "theme_id"),
        quiet=("coded_at",),
    ),
    Travelling(
        "redaction",
        _columns("start# stop# kind status origin"),
        {"comment_id": "comment"},
        key=("comment_id", "start", "stop"),
        first=("status", "accepted"),  # words stay covered while copies disagree
    ),
    Travelling("paper_pile", _columns("title expected? double_entry#"), _ACTIVITY),
    Travelling(
        "paper_entry",
        _columns("number# pass# answers entered_by entered_at note"),
        {"pile_id": "paper_pile", "response_id": "response"},
    ),
    Travelling("report_cover", _columns("details"), _EXERCISE, key=("exercise_id",)),
    Travelling(
        "report_text", _columns("key drafted edited"), _EXERCISE, key=("exercise_id", "key")
    ),
    Travelling(
        "report_template",
        _columns("file_name sha256"),
        _EXERCISE,
        key=("exercise_id",),
        content="content",
    ),
    Travelling(
        "saved_finding",
        _columns("name finding details in_report# sort#"),
        _EXERCISE,
        settled=_SORTED,
    ),
    Travelling(
        "population_source",
        _columns("source counted_on"),
        {"question_id": "question"},
        key=("question_id",),
    ),
    Travelling(
        "population_count", _columns("people#"), {"choice_id": "choice"}, key=("choice_id",)
    ),
    Travelling(
        "theme_answer",
        _columns("status said answer owner due_on sort#"),
        {"theme_id": "theme"},
        settled=_SORTED,
    ),
    Travelling(
        "quote_pick",
        _columns("status excerpt sort#"),
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
