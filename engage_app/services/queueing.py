"""The queue of comments to code: what it begins with, all of it, and where to go next."""

from array import array
from collections.abc import Collection, Sequence

from engage_app.domain.filters import CommentFilter
from engage_app.progress import Progress, no_progress
from engage_app.services.workspace import Workspace
from storage import codebook, comment_order
from storage import comment_queue as store
from storage.comment_queue import BEGINNING, Beginning

_PIECE = 4_000  # comments between two looks at whether to go on

__all__ = [
    "BEGINNING",
    "Beginning",
    "beginning",
    "coders",
    "every",
    "in_order",
    "theme_counts_now",
    "uncoded_place",
]


def beginning(workspace: Workspace, exercise_id: int, wanted: CommentFilter) -> Beginning:
    """The first comments that pass the filter, within milliseconds, whatever there is of them."""
    return store.beginning(workspace.connection, exercise_id, wanted)


def every(
    workspace: Workspace,
    exercise_id: int,
    wanted: CommentFilter,
    progress: Progress = no_progress,
) -> "array[int]":
    """All comments that pass the filter, in the order they came in; a second for a million.

    Raises:
        Cancelled: `progress` said so.
    """
    return store.every(workspace.connection, exercise_id, wanted, progress)


def uncoded_place(
    workspace: Workspace,
    ids: Sequence[int],
    start: int,
    stop: int,
    *,
    but: Collection[int] = (),
    progress: Progress = no_progress,
) -> int | None:
    """The place of the first of ids[start:stop] without an accepted coding; None: there is none.

    Args:
        but: comments that aren't looked for: those put off.

    Raises:
        Cancelled: `progress` said so.
    """
    for first in range(start, stop, _PIECE):
        progress(first - start, stop - start)
        end = min(first + _PIECE, stop)
        if (place := store.uncoded_place(workspace.connection, ids, first, end, but)) is not None:
            return place
    return None


def theme_counts_now(workspace: Workspace, exercise_id: int) -> dict[int, tuple[int, int]] | None:
    """As `codebook.theme_counts`; None where there are too many codings to count in an instant."""
    if not store.few_codings(workspace.connection):
        return None
    return codebook.theme_counts(workspace.connection, exercise_id)


def coders(workspace: Workspace, exercise_id: int) -> list[str]:
    """Whose accepted codings there are. A job for the background: it reads every coding."""
    return store.coders(workspace.connection, exercise_id)


def in_order(
    workspace: Workspace,
    exercise_id: int,
    wanted: CommentFilter,
    order: str,
    *,
    descending: bool = False,
) -> "array[int]":
    """The comments that pass, sorted by one of `comment_order.ORDERS`. A job for the background
    where there are many."""
    return comment_order.in_order(
        workspace.connection, exercise_id, wanted, order, descending=descending
    )
