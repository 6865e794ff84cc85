"""Suggestions of themes in a workspace: learned from what was coded, offered, judged and counted.

A suggestion is nobody's coding until a person takes it. What is learned stays in memory and is
learned anew; embeddings are kept in the workspace, for they take longest.
"""

import secrets
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from analysis.suggesting.guides import Suggestion, ThemeGuide
from engage_app.domain.changes import Changes
from engage_app.domain.coding import CodingStatus, Origin
from engage_app.errors import WorkspaceBusy
from engage_app.progress import Progress, no_progress
from engage_app.services import codebook, embedding, suggesting_work, worker
from engage_app.services.suggesting_work import Asked, Forgotten
from engage_app.services.workspace import Workspace
from storage import codebook as coding_store
from storage import recoding
from storage import suggestions as store
from storage.identifiers import new_uid
from storage.suggestions import Said

if TYPE_CHECKING:
    from analysis.suggestions import StoppingHint

__all__ = ["Acceptance", "Decide", "Learned", "Suggestion"]

Decide = Callable[[Workspace, int, int], Changes]
"""`take` or `refuse`: workspace, comment, theme."""

Run = Callable[..., Any]
TOP = 5  # suggestions for a comment
MOST_CODED = 4_000  # comments learned from, the latest: more take over half a minute
MOST_POOL = 2_000  # uncoded comments beside them: they say which words are common
_AT_ONCE = 32  # comments embedded between two looks whether to stop
_NEW_POOL = 400  # embeddings made in one lesson for comments nobody asks about yet
_HURRIED = 100  # missing embeddings that the first suggestions don't wait for
_ORDERED = 400  # comments that an order to teach by is made of


@dataclass(frozen=True)
class Learned:
    """What was learned, as bytes that only the processes for suggestions unpack.

    Attributes:
        token: tells it from what was learned before.
        coded: comments it was learned from.
        whole: nothing was left for a lesson more, had nobody coded anything since.
    """

    token: str
    exercise_id: int
    coded: int
    packed: bytes
    whole: bool = True


@dataclass(frozen=True)
class Acceptance:
    """How the first suggestion fared, on comments that had no theme when it was shown."""

    judged: int
    taken: int
    hint: "StoppingHint"


def count_coded(workspace: Workspace, exercise_id: int) -> int:
    """How many comments have an accepted theme: what can be learned from."""
    return store.count_coded(workspace.connection, exercise_id)


def learn(
    workspace: Workspace,
    exercise_id: int,
    progress: Progress = no_progress,
    *,
    hurried: bool = False,
    learning: Run = worker.here,
    suggesting: Run = worker.here,
) -> Learned:
    """Learn from the accepted codings; where there are none, from the codebook alone.

    Args:
        hurried: somebody waits for the first suggestions: where many embeddings are missing, learn
            without them for now.
        learning, suggesting: how to run: `worker.here`, or those of that name from a window's job.

    Raises:
        Cancelled: progress said so; what was learned before stays.
    """
    connection = workspace.connection
    coded = store.coded(connection, exercise_id, MOST_CODED)
    pool = store.uncoded(connection, exercise_id, MOST_POOL)
    whole = hurry = not embedding.available()
    if hurried and embedding.available():
        kept = store.vectors(connection, [said.id for said in coded], embedding.MODEL)
        hurry = len(coded) - len(kept) > _HURRIED or not coded
    if not hurry:
        _embed(workspace, coded, progress, learning)
        whole = _embed(workspace, pool, progress, learning, most=_NEW_POOL)
    packed = learning(
        suggesting_work.learn,
        _guides(workspace, exercise_id),
        _asked(connection, coded),
        [said.themes for said in coded],
        _asked(connection, pool),
    )
    learned = Learned(secrets.token_hex(8), exercise_id, len(coded), packed, whole)
    suggesting(suggesting_work.install, learned.token, packed)
    return learned


def suggest(
    workspace: Workspace,
    learned: Learned,
    comment_ids: Sequence[int],
    *,
    suggesting: Run = worker.here,
) -> dict[int, list[Suggestion]]:
    """By comment, the likeliest themes that nobody has decided on there, likeliest first."""
    listed = store.said(workspace.connection, comment_ids)
    asked = _asked(workspace.connection, listed)
    most = TOP + max((len(said.themes) for said in listed), default=0)
    found, made = _ask(learned, suggesting, suggesting_work.suggest, asked, most)
    if made:
        rows = [(listed[number].id, vector) for number, vector in made.items()]
        with suppress(WorkspaceBusy):  # made again when they are next asked for
            store.keep_vectors(workspace.connection, embedding.MODEL, rows)
    return {
        said.id: [each for each in suggestions if each.theme not in said.themes][:TOP]
        for said, suggestions in zip(listed, found, strict=True)
    }


def teaching_order(
    workspace: Workspace, learned: Learned, *, suggesting: Run = worker.here
) -> list[int]:
    """Uncoded comments, those first whose coding teaches most. Chosen among a few hundred spread
    over the exercise, so that it takes no longer the more there are."""
    listed = store.uncoded(workspace.connection, learned.exercise_id, _ORDERED)
    asked = _asked(workspace.connection, listed)
    order = _ask(learned, suggesting, suggesting_work.teaching_order, asked)
    return [listed[number].id for number in order]


def take(workspace: Workspace, comment_id: int, theme_id: int) -> Changes:
    """Take a suggestion: from now on it counts. A proposal of the same is accepted."""
    return _decide(workspace, comment_id, theme_id, CodingStatus.ACCEPTED)


def refuse(workspace: Workspace, comment_id: int, theme_id: int) -> Changes:
    """Refuse a suggestion: it isn't made for this comment again, nor proposed by a rule."""
    return _decide(workspace, comment_id, theme_id, CodingStatus.REJECTED)


def note_outcome(workspace: Workspace, comment_id: int, first: Suggestion, coded: int) -> None:
    """Keep whether the first suggestion shown for a comment was among the themes it got.

    Call it when the officer goes on from a comment that had no theme when she came to it. Only
    the first time counts.

    Args:
        coded: how many comments it was learned from.
    """
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    outcome = (comment_id, first.theme, first.score, coded, now)
    with suppress(WorkspaceBusy, sqlite3.OperationalError):  # a figure, nobody's work
        store.note_outcome(workspace.connection, outcome)


def acceptance(workspace: Workspace, exercise_id: int) -> Acceptance:
    """How often the first suggestion was taken, and whether to go on coding by hand."""
    from analysis.suggestions import stopping_hint

    judged = store.outcomes(workspace.connection, exercise_id)
    by_theme = store.codings_by_theme(workspace.connection, exercise_id)
    return Acceptance(len(judged), sum(judged), stopping_hint(judged, by_theme))


def _decide(workspace: Workspace, comment_id: int, theme_id: int, status: CodingStatus) -> Changes:
    taken = status is CodingStatus.ACCEPTED
    with workspace.acting("accept suggestion" if taken else "refuse suggestion") as action:
        codings = coding_store.codings_of(action.connection, comment_id)
        same = next((one for one in codings if one.theme_id == theme_id and not one.passage), None)
        by_hand = {"coder": workspace.officer, "origin": Origin.SUGGESTION, "status": status}
        if same is None:
            row = {"uid": new_uid(), "comment_id": comment_id, "theme_id": theme_id}
            action.created = action.insert("coding", {**row, **by_hand})
        elif same.status is CodingStatus.PROPOSED:
            action.update("coding", same.id, {"status": status})
        elif same.status is not status:
            action.update("coding", same.id, {**by_hand, "matches": ""})
        looked_at = recoding.row_ids(action.connection, [comment_id], theme_id)
        action.delete_by("recode", "id", looked_at)
    return action.changes()


def _ask(learned: Learned, suggesting: Run, work: Callable[..., Any], *asked: Any) -> Any:
    """Ask the process that holds what was learned, telling it again if it was started anew."""
    try:
        return suggesting(work, learned.token, *asked)
    except Forgotten:
        suggesting(suggesting_work.install, learned.token, learned.packed)
        return suggesting(work, learned.token, *asked)


def _guides(workspace: Workspace, exercise_id: int) -> list[ThemeGuide]:
    return [
        ThemeGuide(theme.id, theme.name, theme.definition, theme.keywords)
        for theme in codebook.themes(workspace, exercise_id)
        if not theme.retired
    ]


def _asked(connection: sqlite3.Connection, listed: Sequence[Said]) -> Asked:
    kept = store.vectors(connection, [said.id for said in listed], embedding.MODEL)
    return Asked(
        tuple(said.text for said in listed),
        tuple(said.question for said in listed),
        tuple(kept.get(said.id) for said in listed),
    )


def _embed(
    workspace: Workspace,
    listed: Sequence[Said],
    progress: Progress,
    learning: Run,
    most: int | None = None,
) -> bool:
    """Make the embeddings that are missing, at most so many, and keep them as they come; tells
    whether none is missing now."""
    connection = workspace.connection
    kept = store.vectors(connection, [said.id for said in listed], embedding.MODEL)
    lacking = [said for said in listed if said.id not in kept]
    missing = lacking[:most]
    for start in range(0, len(missing), _AT_ONCE):
        progress(start, len(missing))
        some = missing[start : start + _AT_ONCE]
        made = learning(suggesting_work.embedded, [said.text for said in some])
        rows = zip((said.id for said in some), made, strict=True)
        with suppress(WorkspaceBusy):  # an import is writing: made again next time
            store.keep_vectors(connection, embedding.MODEL, rows)
    progress(len(missing), len(missing))
    return len(missing) == len(lacking)
