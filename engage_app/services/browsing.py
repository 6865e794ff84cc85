"""Reading responses and comments: lists, filters, search, and one opened with its context."""

from collections.abc import Sequence

from engage_app.domain.filters import Behind, CommentFilter
from engage_app.domain.response import ClosedAnswer, CommentDetail, CommentRow, ResponseRow
from engage_app.errors import NotPossible
from engage_app.services.workspace import Workspace
from storage import codebook, comments
from storage.behind import tally


def comment_ids(
    workspace: Workspace, exercise_id: int, wanted: CommentFilter | None = None
) -> list[int]:
    """The comments that pass the filter, in the order they came in."""
    return comments.comment_ids(workspace.connection, exercise_id, wanted or CommentFilter())


def behind(workspace: Workspace, exercise_id: int, wanted: CommentFilter) -> Behind:
    """How many comments and people lie behind a figure, whose responses the filter names."""
    return tally(workspace.connection, exercise_id, wanted)


def has_comments(workspace: Workspace, exercise_id: int) -> bool:
    """Whether there is anything to code."""
    return comments.has_comments(workspace.connection, exercise_id)


def comment_rows(workspace: Workspace, ids: Sequence[int]) -> list[CommentRow]:
    """The comments of these ids, for a list."""
    return comments.comment_rows(workspace.connection, ids)


def response_ids(
    workspace: Workspace, exercise_id: int, wanted: CommentFilter | None = None
) -> list[int]:
    """The responses that pass the filter, with or without comments."""
    return comments.response_ids(workspace.connection, exercise_id, wanted or CommentFilter())


def response_rows(workspace: Workspace, ids: Sequence[int]) -> list[ResponseRow]:
    """The responses of these ids, for a list."""
    return comments.response_rows(workspace.connection, ids)


def closed_answers(workspace: Workspace, response_id: int) -> list[ClosedAnswer]:
    """The closed answers of a response; equality answers stay out."""
    return comments.closed_answers(workspace.connection, response_id)


def comments_of(workspace: Workspace, response_id: int) -> list[tuple[int, str, str]]:
    """The comments of a response: id, question, text."""
    return comments.comments_of(workspace.connection, response_id)


def comment_detail(workspace: Workspace, comment_id: int) -> CommentDetail:
    """A comment opened for coding: its codings, and what else its respondent said.

    Raises:
        NotPossible: it isn't there any more (its import was undone, say).
    """
    connection = workspace.connection
    rows = comments.comment_rows(connection, [comment_id], as_written=True)
    if not rows:
        raise NotPossible(
            "That comment is no longer in this workspace.", action="Choose another one."
        )
    row = rows[0]
    corrected, origin, organisation = comments.comment_facts(connection, comment_id)
    return CommentDetail(
        row=row,
        sentiment_corrected=corrected,
        position_origin=origin,
        organisation=organisation,
        codings=tuple(codebook.codings_of(connection, comment_id)),
        other_comments=tuple(
            (question, text)
            for key, question, text in comments.comments_of(connection, row.response_id)
            if key != comment_id
        ),
        answers=tuple(comments.closed_answers(connection, row.response_id)),
    )


def count_words(workspace: Workspace, words: str) -> int:
    """How many comments of the workspace hold the words: full-text search."""
    return comments.search_count(workspace.connection, words)
