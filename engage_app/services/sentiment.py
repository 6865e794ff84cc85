"""The tone of comments: scored by machine, corrected by a person. It never sets a position."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from engage_app.domain.changes import Changes
from engage_app.domain.coding import Sentiment
from engage_app.progress import Progress, no_progress
from engage_app.services import worker
from engage_app.services.workspace import Workspace
from resources import path_of
from storage import codebook as store

if TYPE_CHECKING:
    from analysis.sentiment_lexicon import SentimentLexicon

_AT_ONCE = 500  # comments between two chances to cancel
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


def correct(workspace: Workspace, comment_id: int, sentiment: Sentiment | None) -> Changes:
    """Let the officer's reading of a comment's tone win; None goes back to the machine's."""
    with workspace.acting("correct sentiment") as action:
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
