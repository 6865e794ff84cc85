"""What an officer notes on a comment for herself: a flag, and a memo. Neither is in a report."""

from engage_app.domain.changes import Changes
from engage_app.errors import NotPossible
from engage_app.services.workspace import Workspace
from storage import drafts
from storage import notes as store
from storage.trail import Action

FiledDraft = tuple[str, str] | None  # (surface, key) of a draft that this files


def set_flag(workspace: Workspace, comment_id: int, *, flagged: bool) -> Changes:
    """Flag a comment to come back to, or take the flag off.

    Raises:
        NotPossible: the comment is gone.
    """
    with workspace.acting("flag comment" if flagged else "take flag off") as action:
        _, memo = store.note(action.connection, comment_id)
        _put(action, comment_id, flagged=flagged, memo=memo)
    return action.changes()


def set_memo(
    workspace: Workspace, comment_id: int, memo: str, *, draft: FiledDraft = None
) -> Changes:
    """Write a memo on a comment; an empty one takes it off. Its draft is cleared with it.

    Raises:
        NotPossible: the comment is gone.
    """
    with workspace.acting("write memo") as action:
        flagged, _ = store.note(action.connection, comment_id)
        _put(action, comment_id, flagged=flagged, memo=memo.strip())
        if draft is not None:
            drafts.clear(action.connection, *draft)
    return action.changes()


def carry_over(action: Action, comment_id: int, into: int) -> None:
    """The notes of a comment that becomes part of another one: a flag stays up, memos are
    written below each other."""
    flagged, memo = store.note(action.connection, comment_id)
    flagged_there, memo_there = store.note(action.connection, into)
    if flagged or memo:
        both = "\n".join(filter(None, (memo_there, memo)))
        _put(action, into, flagged=flagged or flagged_there, memo=both)


def _put(action: Action, comment_id: int, *, flagged: bool, memo: str) -> None:
    key = store.note_id(action.connection, comment_id)
    if not flagged and not memo:
        action.delete_by("comment_note", "comment_id", [comment_id])
    elif key:
        action.update("comment_note", key, {"flagged": int(flagged), "memo": memo})
    elif store.is_there(action.connection, comment_id):
        row = {"comment_id": comment_id, "flagged": int(flagged), "memo": memo}
        action.insert("comment_note", row)
    else:
        raise NotPossible(
            "That comment is no longer in this workspace.", action="Choose another one."
        )
