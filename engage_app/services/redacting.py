"""Personal details found in comments, and what an officer decides on them.

Words are never changed: accepted redactions cover them wherever they are shown, printed or written
outside the editor. What covers them is in `storage.redactions`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from engage_app.domain.changes import Changes
from engage_app.domain.coding import Origin, Span
from engage_app.domain.redaction import DetailKind, FoundDetail, Redaction, RedactionStatus
from engage_app.domain.sharing import Replaced
from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services import worker
from engage_app.services.workspace import Workspace
from storage import codebook
from storage import redactions as store

_AT_ONCE = 500  # comments between two chances to cancel
_COLUMNS = ("comment_id", "start", "stop", "kind", "status", "origin")
_Found = tuple[int, int, int, DetailKind]


@dataclass(frozen=True)
class KindCount:
    """How many personal details of a kind were found, and what was decided on them."""

    kind: DetailKind
    proposed: int
    accepted: int
    rejected: int


def propose(
    workspace: Workspace,
    exercise_id: int,
    progress: Progress = no_progress,
    run: Callable[..., Any] = worker.here,
) -> Changes:
    """Look for personal details in comments not looked through yet. `count` is how many were found.

    Nobody asks for it: undo takes it back with what the officer did last. What was decided on
    stays decided.

    Args:
        run: how to run the search: `worker.here`, or `worker.apart` from a window's job.
    """
    searched = _searched(workspace, exercise_id, progress, run)
    last = max(searched[-1].texts) if searched else 0
    with workspace.acting("look for personal details", exercise_id, automatic=True) as action:
        whole = not store.unscanned(action.connection, exercise_id, after=last, at_most=1)
        rows: list[tuple[object, ...]] = []
        through = 0
        for portion in searched:
            now = dict(store.unscanned(action.connection, exercise_id, through, max(portion.texts)))
            whole = whole and now == portion.texts
            rows += _new_rows(action.connection, portion, now)
            through = max(portion.texts)
        if rows:
            action.insert_many("redaction", _COLUMNS, rows)
        if whole:  # else somebody wrote meanwhile: next time
            store.note_scanned(action.connection, exercise_id, last, action.id if rows else 0)
    return action.changes()


@dataclass(frozen=True)
class _Portion:
    """Some comments, id to words, and what was found: (comment, start, end, kind)."""

    texts: dict[int, str]
    found: list[_Found]


def _searched(
    workspace: Workspace, exercise_id: int, progress: Progress, run: Callable[..., Any]
) -> list[_Portion]:
    """All that waits, looked through. Reading it in one piece would hold the interpreter's lock."""
    from engage_app.services.redacting_work import places

    searched: list[_Portion] = []
    total, done, last = waiting(workspace, exercise_id), 0, 0
    while some := store.unscanned(workspace.connection, exercise_id, last, at_most=_AT_ONCE):
        progress(min(done, total), total)
        there = run(places, [text for _, text in some])
        found = [(key, *one) for (key, _), each in zip(some, there, strict=True) for one in each]
        searched.append(_Portion(dict(some), found))
        done, last = done + len(some), some[-1][0]
    progress(total, total)
    return searched


def _new_rows(
    connection: Connection, portion: _Portion, now: Mapping[int, str]
) -> Iterator[tuple[object, ...]]:
    """Rows for what was found in words that are still the same, and isn't marked yet."""
    known = store.spans(connection, {key for key, *_ in portion.found})
    for key, start, end, kind in portion.found:
        if now.get(key) == portion.texts[key] and not _overlaps(known.get(key, ()), start, end):
            yield key, start, end, kind, RedactionStatus.PROPOSED, Origin.SUGGESTION


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in spans)


def was_searched(workspace: Workspace, exercise_id: int) -> bool:
    """Whether the comments of an exercise were ever looked through."""
    return store.was_scanned(workspace.connection, exercise_id)


def waiting(workspace: Workspace, exercise_id: int) -> int:
    """How many comments haven't been looked through yet."""
    return store.waiting(workspace.connection, exercise_id)


def ids(
    workspace: Workspace,
    exercise_id: int,
    kind: DetailKind | None = None,
    status: RedactionStatus = RedactionStatus.PROPOSED,
) -> list[int]:
    """The personal details of an exercise in that state, in the order of the comments."""
    return store.ids(workspace.connection, exercise_id, status, kind)


def rows(workspace: Workspace, redaction_ids: Sequence[int]) -> list[FoundDetail]:
    """The details of these ids with the words around them, for a list."""
    return store.rows(workspace.connection, redaction_ids)


def counts(workspace: Workspace, exercise_id: int) -> list[KindCount]:
    """How many there are of each kind that was found, in the order of `DetailKind`."""
    found = store.counts(workspace.connection, exercise_id)
    every = [
        KindCount(kind, *(found.get((kind, status), 0) for status in _STATES))
        for kind in DetailKind
    ]
    return [each for each in every if each.proposed or each.accepted or each.rejected]


_STATES = (RedactionStatus.PROPOSED, RedactionStatus.ACCEPTED, RedactionStatus.REJECTED)


def of_comment(workspace: Workspace, comment_id: int) -> list[Redaction]:
    """What was found in a comment, for the editor to mark."""
    return store.of_comment(workspace.connection, comment_id)


def covered(workspace: Workspace, texts: Mapping[int, str]) -> dict[int, str]:
    """Words of comments, by their ids, with accepted personal details covered."""
    return store.covered(workspace.connection, texts)


def passage_words(workspace: Workspace, comment_id: int, text: str, passage: Span) -> str:
    """The words of a passage of a comment, as they may be quoted outside the editor: on a chip."""
    hidden = store.covers(workspace.connection, [comment_id])
    now = Replaced(text, hidden.get(comment_id, ()))
    place = now.span(passage)
    return now.text[place.start : place.end]


def accept(workspace: Workspace, redaction_ids: Sequence[int]) -> Changes:
    """Cover these personal details everywhere outside the editor."""
    return _decide(workspace, redaction_ids, RedactionStatus.ACCEPTED, "cover personal detail")


def reject(workspace: Workspace, redaction_ids: Sequence[int]) -> Changes:
    """These are no personal details; they are not proposed again."""
    return _decide(workspace, redaction_ids, RedactionStatus.REJECTED, "keep words uncovered")


def reopen(workspace: Workspace, redaction_ids: Sequence[int]) -> Changes:
    """Decide on these once more."""
    return _decide(workspace, redaction_ids, RedactionStatus.PROPOSED, "reopen personal detail")


def accept_all(workspace: Workspace, exercise_id: int, kind: DetailKind | None = None) -> Changes:
    """Cover every proposed personal detail of a kind, or of all kinds."""
    return accept(workspace, ids(workspace, exercise_id, kind))


def _decide(
    workspace: Workspace, redaction_ids: Sequence[int], status: RedactionStatus, label: str
) -> Changes:
    with workspace.acting(label) as action:
        action.update_many("redaction", {key: {"status": status} for key in redaction_ids})
    return action.changes()


def add(workspace: Workspace, comment_id: int, span: Span, kind: DetailKind) -> Changes:
    """Cover words that an officer chose; `created` is the redaction's id.

    Raises:
        NotPossible: no words are chosen, or the comment is gone.
    """
    length = codebook.text_length(workspace.connection, comment_id)
    if not 0 <= span.start < span.end <= length:
        raise NotPossible("No words are selected.", action="Select what is to be covered first.")
    with workspace.acting("cover personal detail") as action:
        there = store.of_comment(action.connection, comment_id)
        same = [each for each in there if each.span == span]
        values = {"kind": kind, "status": RedactionStatus.ACCEPTED, "origin": Origin.OFFICER}
        if same:
            action.update("redaction", same[0].id, values)
            action.created = same[0].id
        else:
            place = {"comment_id": comment_id, "start": span.start, "stop": span.end}
            action.created = action.insert("redaction", {**place, **values})
    return action.changes()


def remove(workspace: Workspace, redaction_id: int) -> Changes:
    """Take back what an officer marked by hand; what Engage found is rejected, not removed, so that
    it isn't proposed again."""
    found = store.rows(workspace.connection, [redaction_id])
    if not found:
        raise NotPossible("That is not marked any more.")
    beside = store.of_comment(workspace.connection, found[0].comment_id)
    if not any(each.id == redaction_id and each.by_hand for each in beside):
        return reject(workspace, [redaction_id])
    with workspace.acting("uncover words") as action:
        action.delete_by("redaction", "id", [redaction_id])
    return action.changes()
