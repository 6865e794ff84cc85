"""The tone of comments: scored by machine, corrected by a person. It never sets a position."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from engage_app.domain.changes import Changes
from engage_app.domain.coding import Sentiment
from engage_app.progress import Progress, no_progress
from engage_app.services import worker
from engage_app.services.workspace import Workspace
from resources import path_of
from storage import codebook as store
from storage.tones import TonedComment, toned_comments

if TYPE_CHECKING:
    from analysis.sentiment_lexicon import SentimentLexicon

ENOUGH = 20
"""Corrections from which others are scored by what they teach."""

CORRECTED = "correct sentiment"  # the action's label
_AT_ONCE = 500  # comments between two chances to cancel
_AT_ONCE_LEARNED = 2000  # what was learned travels to the worker process with each lot
_LEFT_ALONE = 3  # comments handed to the learning for each correction: it takes what it needs
_WRITTEN = 10_000  # scores written at once; letting go of more would hold the interpreter's lock


def score(
    workspace: Workspace,
    exercise_id: int,
    progress: Progress = no_progress,
    run: Callable[..., Any] = worker.here,
) -> Changes:
    """Score every comment that has no sentiment yet. `count` is how many.

    Scores are worked out from the words, and would be again: they are nothing to undo. What a
    person corrects is.

    Args:
        run: how to run the scoring: `worker.here`, or `worker.apart` from a window's job.
    """
    from analysis.sentiment import score_comments

    waiting = store.unscored_comments(workspace.connection, exercise_id)
    scored: list[dict[int, dict[str, Any]]] = []
    for start in range(0, len(waiting), _AT_ONCE):
        progress(start, len(waiting))
        some = waiting[start : start + _AT_ONCE]
        texts, questions = [text for _, text, _ in some], [question for _, _, question in some]
        tones = run(score_comments, texts, lexicon(), questions)
        if start % _WRITTEN == 0:
            scored.append({})
        for (comment_id, _, _), tone in zip(some, tones, strict=True):
            scored[-1][comment_id] = {"sentiment": tone.label.value, "compound": tone.compound}
    with workspace.acting("score sentiment", exercise_id, undoable=False) as action:
        for portion in scored:
            action.update_many("comment", portion)
            portion.clear()
    progress(len(waiting), len(waiting))
    return action.changes()


def relearn(
    workspace: Workspace,
    exercise_id: int,
    progress: Progress = no_progress,
    run: Callable[..., Any] = worker.here,
) -> Changes:
    """Learn from the corrections of an exercise, and score by it what nobody has corrected.

    As with `score`, there is nothing to undo. With fewer than `ENOUGH` corrections, or where all
    say the same, nothing is learned and nothing changes. `count` is how many scores changed.

    Args:
        run: how to run learning and scoring: `worker.here`, or `worker.apart` from a window's job.
    """
    from analysis.sentiment_learning import Corrected, learn

    toned = toned_comments(workspace.connection, exercise_id)
    corrections = [
        Corrected(each.text, each.question, Sentiment(each.corrected))
        for each in toned
        if each.corrected is not None
    ]
    others = [each for each in toned if each.corrected is None]
    if len(corrections) < ENOUGH or not others:
        return Changes("")
    progress(0, len(others))
    some = others[:: max(1, len(others) // (_LEFT_ALONE * len(corrections)))]
    alone = [(each.text, each.question) for each in some]
    learned = run(learn, corrections, lexicon(), alone)
    if learned is None:
        return Changes("")
    scored = _rescored(others, learned, progress, run)
    with workspace.acting("score sentiment anew", exercise_id, undoable=False) as action:
        action.update_many("comment", scored)
    progress(len(others), len(others))
    return action.changes()


def _rescored(
    others: Sequence[TonedComment], learned: bytes, progress: Progress, run: Callable[..., Any]
) -> dict[int, dict[str, Any]]:
    from analysis.sentiment_learning import score_learned

    scored = {}
    for start in range(0, len(others), _AT_ONCE_LEARNED):
        progress(start, len(others))
        some = others[start : start + _AT_ONCE_LEARNED]
        texts, questions = [each.text for each in some], [each.question for each in some]
        tones = run(score_learned, learned, texts, lexicon(), questions)
        for each, tone in zip(some, tones, strict=True):
            scored[each.comment_id] = {"sentiment": tone.label.value, "compound": tone.compound}
    return scored


def correct(workspace: Workspace, comment_id: int, sentiment: Sentiment | None) -> Changes:
    """Let the officer's reading of a comment's tone win; None goes back to the machine's."""
    with workspace.acting(CORRECTED) as action:
        action.update("comment", comment_id, {"corrected_sentiment": sentiment})
    return action.changes()


@cache
def lexicon() -> "SentimentLexicon":
    """The lexicon that ships with Engage."""
    from analysis.sentiment_lexicon import lexicon_from

    return lexicon_from(
        *(
            path_of(f"lexicon/{name}").read_text(encoding="utf-8")
            for name in (
                "sentiment/vader_lexicon/vader_lexicon.txt",
                "health_and_council.csv",
                "sentiment_questions.csv",
            )
        )
    )
