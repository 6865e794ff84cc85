"""A second coder: a sample is drawn, coded blind, compared, and what differs is settled.

What the second coder finds counts nowhere until an officer settles it. This module holds the
blind coding, and names what else there is: `sampling` draws, `settling` compares and settles,
`agreeing` has the figures and the sentence of the method page.
"""

from collections.abc import Collection

from engage_app.domain.changes import Changes
from engage_app.domain.second_coding import BlindComment
from engage_app.errors import NotPossible
from engage_app.services import browsing, codebook
from engage_app.services.agreeing import Agreement, ThemeFigures, agreement, summary
from engage_app.services.sampling import (
    colleagues,
    comments,
    draw,
    now,
    pool_size,
    remove_sample,
    row,
    sample,
    samples,
    size_advice,
)
from engage_app.services.settling import compare, disagreements, settle, to_compare
from engage_app.services.workspace import Workspace
from storage import second_coding as store

__all__ = [
    "Agreement",
    "ThemeFigures",
    "agreement",
    "blind_comment",
    "code",
    "colleagues",
    "comments",
    "compare",
    "disagreements",
    "draw",
    "mark_done",
    "pool_size",
    "remove_sample",
    "sample",
    "samples",
    "settle",
    "size_advice",
    "summary",
    "to_compare",
]


def blind_comment(workspace: Workspace, sample_id: int, comment_id: int) -> BlindComment:
    """A comment as the second coder is given it: no coding, proposal, suggestion, score, position
    or count that anybody else or a machine made.

    Raises:
        NotPossible: it isn't in the sample, or no longer in the workspace.
    """
    _, how_far = row(workspace, sample_id, comment_id)
    seen = browsing.comment_detail(workspace, comment_id)
    own = store.second_themes(workspace.connection, sample_id)
    return BlindComment(
        id=comment_id,
        text=seen.row.text,
        question=seen.row.question,
        activity=seen.row.activity,
        groups=seen.row.groups,
        place=seen.row.place,
        other_comments=seen.other_comments,
        answers=seen.answers,
        themes=tuple(own.get(comment_id, ())),
        done=how_far.done,
        compared=how_far.compared,
    )


def code(
    workspace: Workspace, sample_id: int, comment_id: int, theme_ids: Collection[int]
) -> Changes:
    """Let these be the second coder's themes on a comment.

    Raises:
        NotPossible: the comment isn't in the sample or was compared already, or a theme isn't in
            the codebook or is retired.
    """
    exercise_id = _open_for_coding(workspace, sample_id, comment_id)
    before = set(store.second_themes(workspace.connection, sample_id).get(comment_id, ()))
    offered = {each.id for each in codebook.themes(workspace, exercise_id) if not each.retired}
    if not set(theme_ids) - before <= offered:
        raise NotPossible(
            "That theme is not in this exercise's codebook.", action="Choose one that is."
        )
    wanted = list(dict.fromkeys(theme_ids))
    with workspace.acting("second coding", exercise_id) as action:
        for theme_id in sorted(before.difference(wanted)):
            where = "sample_id = ? AND comment_id = ? AND theme_id = ?"
            action.delete_where("second_coding", where, [sample_id, comment_id, theme_id])
        new = [each for each in wanted if each not in before]
        names = ("sample_id", "comment_id", "theme_id", "coded_at")
        at = now()
        action.insert_many(
            "second_coding", names, [(sample_id, comment_id, each, at) for each in new]
        )
    return action.changes()


def mark_done(
    workspace: Workspace, sample_id: int, comment_id: int, *, done: bool = True
) -> Changes:
    """The second coder has finished a comment, with or without a theme; or takes that back.

    Raises:
        NotPossible: the comment isn't in the sample, or was compared already.
    """
    exercise_id = _open_for_coding(workspace, sample_id, comment_id)
    row_id, how_far = row(workspace, sample_id, comment_id)
    label = "finish comment" if done else "take comment up again"
    with workspace.acting(label, exercise_id) as action:
        if how_far.done != done:
            action.update("sample_comment", row_id, {"done_at": now() if done else ""})
    return action.changes()


def _open_for_coding(workspace: Workspace, sample_id: int, comment_id: int) -> int:
    """The exercise of a sample one of whose comments is to be coded."""
    _, how_far = row(workspace, sample_id, comment_id)
    if how_far.compared:
        raise NotPossible(
            "This comment was compared with the first coder's themes, so it can't be coded blind"
            " any more.",
            action="Settle it among the disagreements.",
        )
    return store.exercise_of(workspace.connection, sample_id)
