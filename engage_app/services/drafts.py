"""What is being typed, kept on disk before it is filed.

Drafts are outside the trail of actions: they are nothing an officer did yet, and undo doesn't
touch them. Filing clears its draft in the transaction that files, so that nothing is there twice
or not at all.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from engage_app.services.workspace import Workspace
from storage import drafts as store


@dataclass(frozen=True)
class Draft:
    """Something typed and not filed.

    Attributes:
        surface: where it was typed: "workshop", "document", "paper", "self-completion".
        key: which one of that surface, e.g. the activity's id.
        content: what the surface needs to show it again; plain JSON values.
        saved_at: ISO, UTC.
    """

    surface: str
    key: str
    content: dict[str, Any]
    saved_at: str


def save(workspace: Workspace, surface: str, key: str, content: dict[str, Any]) -> None:
    """Keep a draft, in place of the one before.

    Raises:
        WorkspaceError: the disk is full, or the file can't be written.
    """
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    with workspace.writing() as connection:
        store.save(connection, surface, key, json.dumps(content, ensure_ascii=False), now)


def load(workspace: Workspace, surface: str, key: str) -> Draft | None:
    """The draft of a surface, or None."""
    for draft in kept(workspace):
        if (draft.surface, draft.key) == (surface, key):
            return draft
    return None


def kept(workspace: Workspace) -> list[Draft]:
    """Every draft there is, latest first."""
    return [
        Draft(surface, key, json.loads(content), saved_at)
        for surface, key, content, saved_at in store.kept(workspace.connection)
    ]


def clear(workspace: Workspace, surface: str, key: str) -> None:
    """Forget a draft."""
    with workspace.writing() as connection:
        store.clear(connection, surface, key)
