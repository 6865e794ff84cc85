"""Samples for a second coder, as they are stored."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from engage_app.domain.second_coding import Sample, SampledComment, Strata
from storage.trail import Action

Themes = dict[int, frozenset[int]]
"""Ids of themes by the id of a comment."""

_FIRST_GROUP = """(SELECT group_id FROM response_group JOIN stakeholder_group
    ON stakeholder_group.id = group_id WHERE response_id = response.id
    ORDER BY sort, stakeholder_group.id LIMIT 1)"""
"""Of several groups the first one counts: a stratum for each combination would be too small."""
_STRATUM = {
    Strata.NONE: "''",
    Strata.GROUP: _FIRST_GROUP,
    Strata.QUESTION: "question.label",
    Strata.ACTIVITY: "activity.title",
    Strata.POSITION: "coalesce(response.position, '')",
}
_CODED = "comment.id IN (SELECT comment_id FROM coding WHERE status = 'accepted')"
_BY_THEM = """comment.id NOT IN (SELECT comment_id FROM coding
    WHERE status = 'accepted' AND coder = :coder COLLATE NOCASE)"""
_NOT_AGAIN = """comment.id NOT IN (SELECT comment_id FROM sample_comment JOIN coding_sample
    ON coding_sample.id = sample_id WHERE coder = :coder COLLATE NOCASE)"""


def eligible(
    connection: sqlite3.Connection,
    exercise_id: int,
    coder: str,
    strata: Strata,
    *,
    coded_only: bool,
    one_of_each_campaign: bool,
) -> dict[int, str]:
    """The comments that may be drawn for a coder, with their strata: none that the coder has
    coded before, or was given before."""
    asked = [_BY_THEM, _NOT_AGAIN]
    asked += [_CODED] if coded_only else []
    query = f"""SELECT comment.id, {_STRATUM[strata]}, campaign FROM comment
        JOIN response ON response.id = response_id
        JOIN question ON question.id = question_id
        JOIN activity ON activity.id = activity_id
        LEFT JOIN campaign_comment ON campaign_comment.comment_id = comment.id
        WHERE response.exercise_id = :exercise AND {" AND ".join(asked)} ORDER BY comment.id"""
    found: dict[int, Any] = {}
    campaigns: set[int] = set()
    for key, stratum, campaign in connection.execute(
        query, {"exercise": exercise_id, "coder": coder}
    ):
        if campaign is None or campaign not in campaigns or not one_of_each_campaign:
            found[key] = stratum
        campaigns.add(campaign)
    if strata is Strata.GROUP:
        branches = _branches(connection, exercise_id)
        return {key: branches.get(group, "No group") for key, group in found.items()}
    return {key: str(stratum) for key, stratum in found.items()}


def _branches(connection: sqlite3.Connection, exercise_id: int) -> dict[int, str]:
    """By the id of a stakeholder group, the name of the main branch it belongs to."""
    return dict(
        connection.execute(
            """WITH RECURSIVE below (id, branch) AS (
                SELECT id, name FROM stakeholder_group WHERE exercise_id = ? AND parent_id IS NULL
                UNION SELECT child.id, branch FROM stakeholder_group AS child
                JOIN below ON child.parent_id = below.id)
            SELECT id, branch FROM below""",
            [exercise_id],
        ).fetchall()
    )


def coders(connection: sqlite3.Connection, exercise_id: int) -> list[str]:
    """Whoever has coded by hand, or been given a sample."""
    rows = connection.execute(
        """SELECT coder FROM coding JOIN theme ON theme.id = theme_id
            WHERE exercise_id = :exercise AND origin = 'officer'
        UNION SELECT coder FROM coding_sample WHERE exercise_id = :exercise ORDER BY coder""",
        {"exercise": exercise_id},
    )
    return [coder for (coder,) in rows if coder]


def samples(connection: sqlite3.Connection, exercise_id: int) -> list[Sample]:
    """The samples of an exercise, latest first."""
    return _samples(connection, "exercise_id = ?", exercise_id)


def sample(connection: sqlite3.Connection, sample_id: int) -> Sample | None:
    """One sample; None where there is none of that id."""
    return next(iter(_samples(connection, "coding_sample.id = ?", sample_id)), None)


def exercise_of(connection: sqlite3.Connection, sample_id: int) -> int:
    """Whose sample it is; 0 where there is none of that id."""
    row = connection.execute(
        "SELECT exercise_id FROM coding_sample WHERE id = ?", [sample_id]
    ).fetchone()
    return int(row[0]) if row else 0


def comments(connection: sqlite3.Connection, sample_id: int) -> list[SampledComment]:
    """The comments of a sample, in the order they were drawn."""
    return [
        SampledComment(key, bool(done_at), bool(kept))
        for key, done_at, kept in connection.execute(
            """SELECT comment_id, done_at, first_themes FROM sample_comment
            WHERE sample_id = ? ORDER BY sort, comment_id""",
            [sample_id],
        )
    ]


def row_of(
    connection: sqlite3.Connection, sample_id: int, comment_id: int
) -> tuple[int, SampledComment, bool] | None:
    """A comment's row in a sample: its id, how far it is, whether it is settled."""
    row = connection.execute(
        """SELECT id, done_at, first_themes, settled FROM sample_comment
        WHERE sample_id = ? AND comment_id = ?""",
        [sample_id, comment_id],
    ).fetchone()
    if row is None:
        return None
    return row[0], SampledComment(comment_id, bool(row[1]), bool(row[2])), bool(row[3])


def second_themes(connection: sqlite3.Connection, sample_id: int) -> dict[int, list[int]]:
    """What the second coder put on each comment, in the order she did."""
    found: dict[int, list[int]] = {}
    for comment_id, theme_id in connection.execute(
        "SELECT comment_id, theme_id FROM second_coding WHERE sample_id = ? ORDER BY id",
        [sample_id],
    ):
        found.setdefault(comment_id, []).append(theme_id)
    return found


def settled_comments(connection: sqlite3.Connection, sample_id: int) -> set[int]:
    """The comments of a sample whose disagreement was settled."""
    query = "SELECT comment_id FROM sample_comment WHERE sample_id = ? AND settled"
    return {key for (key,) in connection.execute(query, [sample_id])}


def standing_themes(connection: sqlite3.Connection, sample_id: int, but: str = "") -> Themes:
    """The themes that count for each comment of a sample, at the moment.

    Args:
        but: leave out what this coder put there.
    """
    found: dict[int, set[int]] = {}
    for comment_id, theme_id in connection.execute(
        """SELECT coding.comment_id, theme_id FROM sample_comment
        JOIN coding ON coding.comment_id = sample_comment.comment_id
        WHERE sample_id = ? AND status = 'accepted' AND (? = '' OR coder <> ? COLLATE NOCASE)""",
        [sample_id, but, but],
    ):
        found.setdefault(comment_id, set()).add(theme_id)
    return {key: frozenset(themes) for key, themes in found.items()}


def kept_themes(connection: sqlite3.Connection, sample_id: int) -> Themes:
    """The first coder's themes as they were kept; of comments that weren't compared, nothing.
    Themes that are no longer in the codebook are left out."""
    return {
        comment_id: frozenset(ids)
        for comment_id, ids in (
            (comment_id, json.loads(packed))
            for comment_id, packed in connection.execute(
                """SELECT comment_id, (SELECT json_group_array(theme.id) FROM theme
                    WHERE uid IN (SELECT value FROM json_each(first_themes)))
                FROM sample_comment WHERE sample_id = ? AND first_themes <> ''""",
                [sample_id],
            )
        )
    }


def to_keep(
    connection: sqlite3.Connection, sample_id: int, themes: Themes
) -> dict[int, dict[str, str]]:
    """What to write into the rows of comments that are done and were not compared yet."""
    uids = dict(
        connection.execute(
            """SELECT theme.id, theme.uid FROM theme
            JOIN coding_sample ON coding_sample.exercise_id = theme.exercise_id
            WHERE coding_sample.id = ?""",
            [sample_id],
        )
    )
    return {
        row_id: {"first_themes": _packed(uids[each] for each in themes.get(comment_id, ()))}
        for row_id, comment_id in connection.execute(
            """SELECT id, comment_id FROM sample_comment
            WHERE sample_id = ? AND done_at <> '' AND first_themes = ''""",
            [sample_id],
        )
    }


def merge_kept(action: Action, gone: int, into: int) -> None:
    """A theme is about to become another one: in what was kept of the first coder too."""
    connection = action.connection
    uids = dict(connection.execute("SELECT id, uid FROM theme WHERE id IN (?, ?)", [gone, into]))
    kept = connection.execute(
        "SELECT id, first_themes FROM sample_comment WHERE instr(first_themes, ?)", [uids[gone]]
    ).fetchall()
    action.update_many(
        "sample_comment",
        {
            key: {"first_themes": _packed({*json.loads(packed), uids[into]} - {uids[gone]})}
            for key, packed in kept
        },
    )


def _samples(connection: sqlite3.Connection, where: str, value: int) -> list[Sample]:
    return [
        Sample(*row)
        for row in connection.execute(
            f"""SELECT coding_sample.id, uid, title, coder, method, seed, drawn_at, drawn_by,
                count(comment_id), coalesce(sum(done_at <> ''), 0),
                coalesce(sum(first_themes <> ''), 0), coalesce(sum(settled), 0)
            FROM coding_sample LEFT JOIN sample_comment ON sample_id = coding_sample.id
            WHERE {where} GROUP BY coding_sample.id ORDER BY drawn_at DESC, coding_sample.id DESC""",
            [value],
        )
    ]


def _packed(uids: Iterable[str]) -> str:
    return json.dumps(sorted(uids), separators=(",", ":"))
