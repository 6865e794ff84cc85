"""A CommentFilter in SQL.

Each condition stands on an index of the table it asks, so that it costs the comments looked at and
no more: `coding_comment`, `coding_theme`, `response_group_group`, and the unique `comment_id` of
notes, recodes, redactions and campaigns.
"""

import json
import re

from engage_app.domain.filters import CodingState, CommentFilter, Noted

_UNSEARCHABLE = re.compile("[\x00\ud800-\udfff]")  # ends a query early; can't be encoded
_CODED = "EXISTS (SELECT 1 FROM coding WHERE comment_id = comment.id AND status = '{}')"
_STATES = {
    CodingState.UNCODED: "NOT " + _CODED.format("accepted"),
    CodingState.CODED: _CODED.format("accepted"),
    CodingState.TO_REVIEW: _CODED.format("proposed"),
    CodingState.RECODE: "comment.id IN (SELECT comment_id FROM recode)",
}
_BELOW = """WITH RECURSIVE below (id) AS (
        VALUES (?) UNION
        SELECT child.id FROM {0} AS child JOIN below ON child.parent_id = below.id)"""
_GROUPS_BELOW = f"""response.id IN ({_BELOW.format("stakeholder_group")}
    SELECT response_id FROM response_group WHERE group_id IN (SELECT id FROM below))"""
_THEMES_BELOW = f"""comment.id IN ({_BELOW.format("theme")}
    SELECT comment_id FROM coding
    WHERE status <> 'rejected' AND theme_id IN (SELECT id FROM below))"""
# The same asked of one comment after the other: the first of very many are found at once.
_IN_A_GROUP = f"""EXISTS (SELECT 1 FROM response_group WHERE response_id = response.id
    AND group_id IN ({_BELOW.format("stakeholder_group")} SELECT id FROM below))"""
_ON_A_THEME = f"""EXISTS (SELECT 1 FROM coding WHERE comment_id = comment.id
    AND status <> 'rejected' AND theme_id IN ({_BELOW.format("theme")} SELECT id FROM below))"""
_CODER = """EXISTS (SELECT 1 FROM coding
    WHERE comment_id = comment.id AND status = 'accepted' AND coder = ?)"""
_NOTED = {
    Noted.FLAGGED: "comment.id IN (SELECT comment_id FROM comment_note WHERE flagged)",
    Noted.MEMO: "comment.id IN (SELECT comment_id FROM comment_note WHERE memo <> '')",
}
_PERSONAL = "comment.id IN (SELECT comment_id FROM redaction WHERE status = 'proposed')"
_IN_CAMPAIGN = "comment.id {} (SELECT comment_id FROM campaign_comment)"
_CAMPAIGN = "comment.id IN (SELECT comment_id FROM campaign_comment WHERE campaign = ?)"
_SEARCH = "comment.id IN (SELECT rowid FROM comment_search WHERE comment_search MATCH ?)"

Asked = tuple[list[str], list[object]]
"""Conditions, and the values of their marks in turn."""


def of_exercise(exercise_id: int, wanted: CommentFilter) -> tuple[str, list[object]]:
    """(query, values): the ids of the comments of an exercise that pass, in no order."""
    asked, values = conditions(wanted)
    joined = ""
    if any("response." in each for each in asked):
        joined = " JOIN response ON response.id = comment.response_id"
    where = " AND ".join([HOME, *asked])
    return f"SELECT comment.id FROM comment{joined} WHERE {where}", [exercise_id, *values]


HOME = "comment.question_id IN (SELECT id FROM question WHERE exercise_id = ?)"
"""A comment is at home in the exercise of its question: an index of comments answers that."""


def conditions(wanted: CommentFilter) -> Asked:
    """What a filter asks of `comment` and `response`."""
    asked, values = without_words(wanted)
    if match := match_expression(wanted.words):
        asked.append(_SEARCH)
        values.append(match)
    return asked, values


def without_words(wanted: CommentFilter, *, one_by_one: bool = False) -> Asked:
    """`conditions`, but for the words searched for.

    Args:
        one_by_one: comments will be looked at in their order, until there are enough.
    """
    of_theme = _ON_A_THEME if one_by_one else _THEMES_BELOW
    if wanted.accepted:
        of_theme = of_theme.replace("status <> 'rejected'", "status = 'accepted'")
    with_value = (
        (wanted.theme_id, of_theme),
        (wanted.group_id, _IN_A_GROUP if one_by_one else _GROUPS_BELOW),
        (wanted.place_id, "response.place_id = ?"),
        (wanted.activity_id, "response.activity_id = ?"),
        (wanted.question_id, "comment.question_id = ?"),
        (wanted.position, "response.position = ?"),
        (wanted.sentiment, "coalesce(comment.corrected_sentiment, comment.sentiment) = ?"),
        (wanted.campaign, _CAMPAIGN),
        (wanted.coder, _CODER),
    )
    asked = [condition for value, condition in with_value if value]
    values: list[object] = [value for value, _ in with_value if value]
    if wanted.state != CodingState.ANY:
        asked.append(_STATES[wanted.state])
    if wanted.noted:
        asked.append(_NOTED[wanted.noted])
    if wanted.in_campaign is not None:
        asked.append(_IN_CAMPAIGN.format("IN" if wanted.in_campaign else "NOT IN"))
    if wanted.personal:
        asked.append(_PERSONAL)
    if wanted.response_ids is not None:
        # One parameter, however many they are.
        asked.append("response.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(wanted.response_ids))
    return asked, values


def searched(words: str) -> list[tuple[str, bool]]:
    """(term, whether it is only a beginning) of what an officer types; a term may be a phrase."""
    words = _UNSEARCHABLE.sub(" ", words)
    terms = []
    for found in re.finditer(r'"([^"]+)"|([^\s"]+)', words):
        phrase, word = found.groups()
        term = phrase or word
        if re.search(r"[^\W_]", term):
            begins = bool(word) and (word.endswith("*") or found.end() == len(words))
            terms.append((term, begins))
    return terms


def match_expression(words: str) -> str:
    """What an officer types, in FTS5's notation; nothing typed can be a syntax error.

    Words must all occur; "words in quotes" occur together; a trailing * finds beginnings, and so
    does the word still being typed.
    """
    return " ".join(f'"{term}"{"*" if begins else ""}' for term, begins in searched(words))
