"""The tone of comments: scored once, corrected by a person, and never a position."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from building import Small, contents

from engage_app.domain.coding import Sentiment
from engage_app.progress import Cancelled
from engage_app.services import browsing, sentiment, worker
from engage_app.services import workspace as workspaces


def tones(small: Small) -> list[tuple[Sentiment | None, bool]]:
    """The tone of each comment as an officer sees it, and whether a score lies behind it."""
    rows = browsing.comment_rows(small.workspace, small.comments)
    return [(row.sentiment, row.compound is not None) for row in rows]


def reword(small: Small, *texts: str) -> None:
    with small.workspace.acting("reword") as action:
        changes = dict(zip(small.comments, ({"text": text} for text in texts), strict=False))
        action.update_many("comment", changes)


def test_every_comment_gets_a_tone_once(small: Small) -> None:
    reword(small, "A wonderful, kind team", "It is a terrible, cruel idea", "The bus is at six")
    assert sentiment.score(small.workspace, small.exercise).count == 5
    assert [tone for tone, _ in tones(small)][:3] == [
        Sentiment.POSITIVE,
        Sentiment.NEGATIVE,
        Sentiment.NEUTRAL,
    ]
    assert all(scored for _, scored in tones(small))
    assert not sentiment.score(small.workspace, small.exercise)


def test_tone_is_never_a_position(small: Small) -> None:
    """I love what we have, and this would end it: a warm tone, and no welcome."""
    reword(small, "I love our current hospital partnership and this would end it")
    before = contents(small.workspace)["response"]
    sentiment.score(small.workspace, small.exercise)
    row = browsing.comment_rows(small.workspace, small.comments[:1])[0]
    assert row.sentiment is Sentiment.POSITIVE
    assert row.position == ""
    assert contents(small.workspace)["response"] == before


def test_a_correction_wins_and_can_be_taken_back(small: Small) -> None:
    reword(small, "A wonderful, kind team")
    sentiment.score(small.workspace, small.exercise)
    sentiment.correct(small.workspace, small.comments[0], Sentiment.NEGATIVE)
    assert tones(small)[0] == (Sentiment.NEGATIVE, True)
    assert browsing.comment_detail(small.workspace, small.comments[0]).sentiment_corrected
    assert not sentiment.score(small.workspace, small.exercise)
    assert tones(small)[0] == (Sentiment.NEGATIVE, True)
    sentiment.correct(small.workspace, small.comments[0], None)
    assert tones(small)[0] == (Sentiment.POSITIVE, True)
    workspaces.undo(small.workspace)
    assert tones(small)[0] == (Sentiment.NEGATIVE, True)


def test_scoring_is_nothing_to_undo(small: Small) -> None:
    """Scores are worked out from the words: undo takes back what the officer did before, and what
    was undone before the scoring can still be done again."""
    small.workspace.connection.execute("UPDATE action SET state = 'kept'")
    reword(small, "A wonderful, kind team")
    workspaces.undo(small.workspace)
    sentiment.score(small.workspace, small.exercise)
    assert workspaces.undo_label(small.workspace) is None
    assert workspaces.redo_label(small.workspace) == "reword"
    workspaces.redo(small.workspace)
    sentiment.correct(small.workspace, small.comments[1], Sentiment.NEGATIVE)
    assert workspaces.undo(small.workspace).label == "correct sentiment"
    assert workspaces.undo(small.workspace).label == "reword"
    assert all(scored for _, scored in tones(small))


def test_scoring_is_in_the_audit_trail(small: Small) -> None:
    """When and who, and which table; not what every score was before."""
    changes = sentiment.score(small.workspace, small.exercise)
    execute = small.workspace.connection.execute
    query = "SELECT label, who, state FROM action WHERE id = ?"
    told = ("score sentiment", small.workspace.officer, "kept")
    assert execute(query, [changes.action_id]).fetchone() == told
    query = "SELECT table_name, kind, before, after FROM action_change WHERE action_id = ?"
    assert execute(query, [changes.action_id]).fetchall() == [("comment", "update", None, None)]


def test_cancelled_scoring_leaves_no_trace(small: Small) -> None:
    def cancel(done: int, total: int) -> None:
        raise Cancelled

    before = contents(small.workspace)
    with pytest.raises(Cancelled):
        sentiment.score(small.workspace, small.exercise, cancel)
    assert contents(small.workspace) == before


def test_progress_reaches_the_end(small: Small) -> None:
    seen: list[tuple[int, int]] = []
    sentiment.score(small.workspace, small.exercise, lambda *now: seen.append(now))
    assert seen == [(0, 5), (5, 5)]


@pytest.fixture
def _worker() -> Iterator[None]:
    yield
    worker.stop()


@pytest.mark.usefixtures("_worker")
def test_a_worker_process_scores_alike(small: Small) -> None:
    sentiment.score(small.workspace, small.exercise)
    here = contents(small.workspace)
    small.workspace.connection.execute("UPDATE comment SET sentiment = NULL, compound = NULL")
    sentiment.score(small.workspace, small.exercise, run=worker.apart)
    assert contents(small.workspace) == here


def end_with(code: int) -> Any:
    import os

    os._exit(code)


@pytest.mark.usefixtures("_worker")
def test_a_worker_that_was_ended_is_replaced() -> None:
    """The system may end a process that takes much memory; the next job works all the same."""
    from concurrent.futures import BrokenExecutor

    with pytest.raises(BrokenExecutor):
        worker.apart(partial(end_with, 1))
    assert worker.apart(len, "four") == 4
