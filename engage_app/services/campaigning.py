"""Campaigns: the same text from several people, found, shown as one, and coded once for all.

They are marked and counted apart, never dropped: see `analysis.duplicates` for how they are found.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engage_app.domain.changes import Changes
from engage_app.progress import Progress, no_progress
from engage_app.services import coding, worker
from engage_app.services.workspace import Workspace
from storage import campaigns as store


@dataclass(frozen=True)
class CampaignRow:
    """A campaign in a list; `id` is that of the comment that stands for it.

    Attributes:
        senders: respondents, head-count.
        coded: comments of it with an accepted theme.
    """

    id: int
    text: str
    comments: int
    senders: int
    coded: int


@dataclass(frozen=True)
class Member:
    """A comment of a campaign; `similarity` to the one that stands for it, 0–1."""

    id: int
    similarity: float
    text: str


def due(workspace: Workspace, exercise_id: int) -> bool:
    """Whether comments came, went or changed since campaigns were last looked for."""
    connection = workspace.connection
    return store.looked_at(connection, exercise_id) != store.state(connection, exercise_id)


def find(
    workspace: Workspace,
    exercise_id: int,
    progress: Progress = no_progress,
    *,
    run: Callable[..., Any] = worker.here,
) -> int:
    """Look for campaigns in all comments; returns how many there are.

    Args:
        run: how to run: `worker.here`, or `worker.learning` from a window's job.

    Raises:
        Cancelled: progress said so; what was known stays.
    """
    progress(0, 2)
    connection = workspace.connection
    seen = store.state(connection, exercise_id)
    found = run(_campaigns, store.texts(connection, exercise_id))
    progress(1, 2)
    members = (
        (comment, campaign.representative, similarity)
        for campaign in found
        for comment, similarity in zip(campaign.comments, campaign.similarity, strict=True)
    )
    store.keep(connection, exercise_id, members, seen)
    progress(2, 2)
    return len(found)


def campaigns(workspace: Workspace, exercise_id: int) -> list[CampaignRow]:
    """The campaigns found, largest first."""
    rows: list[dict[str, Any]] = store.kept(workspace.connection, exercise_id)
    return [CampaignRow(**row) for row in rows if row["text"] is not None]


def members(workspace: Workspace, campaign: int) -> list[Member]:
    """The comments of a campaign, the most alike first."""
    return [Member(*row) for row in store.members(workspace.connection, campaign)]


def campaign_of(workspace: Workspace, comment_id: int) -> int:
    """The campaign of a comment; 0 where it is in none."""
    return store.campaign_of(workspace.connection, comment_id)


def code_all(workspace: Workspace, campaign: int, theme_id: int) -> Changes:
    """Put a theme on every comment of a campaign: one step of undo.

    Raises:
        NotPossible: the theme is another exercise's.
    """
    ids = [key for key, *_ in store.members(workspace.connection, campaign)]
    return coding.add_coding(workspace, ids, theme_id)


def _campaigns(texts: list[tuple[int, int, str]]) -> Any:
    from analysis.duplicates import campaigns as found

    return found(texts)
