"""What officers correct teaches the scores of the comments they haven't read."""

from collections.abc import Iterator

import pytest
from building import contents
from heard import Heard

from engage_app.domain.coding import Sentiment
from engage_app.progress import Cancelled
from engage_app.services import sentiment, worker
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace

UNREAD = ("the ferry again", "the kiosk again")


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    return Heard(workspace)


@pytest.fixture
def _worker() -> Iterator[None]:
    yield
    worker.stop()


def corrected(heard: Heard, number: int) -> None:
    """Ferries praised and kiosks blamed, `number` of each, and two comments nobody has read."""
    for n in range(number):
        heard.respond(says={f"a ferry {n}": [], f"a kiosk {n}": []})
    heard.respond(says={text: [] for text in UNREAD})
    heard.workspace.connection.execute("UPDATE comment SET sentiment = NULL")
    sentiment.score(heard.workspace, heard.exercise)
    rows = heard.workspace.connection.execute(
        "SELECT id, text FROM comment WHERE text NOT LIKE '%again'"
    ).fetchall()
    for key, text in rows:
        praised = Sentiment.POSITIVE if "ferry" in text else Sentiment.NEGATIVE
        sentiment.correct(heard.workspace, key, praised)


def unread(heard: Heard) -> list[tuple[str, bool]]:
    """The label of each comment nobody has read, and whether its score has moved from 0."""
    rows = heard.workspace.connection.execute(
        "SELECT sentiment, compound FROM comment WHERE corrected_sentiment IS NULL ORDER BY id"
    )
    return [(label, compound != 0) for label, compound in rows]


def test_comments_nobody_read_follow_the_corrections(heard: Heard) -> None:
    corrected(heard, 60)
    assert unread(heard) == [("neutral", False), ("neutral", False)]
    seen: list[tuple[int, int]] = []

    changes = sentiment.relearn(heard.workspace, heard.exercise, lambda *now: seen.append(now))

    assert unread(heard) == [("positive", True), ("negative", True)]
    assert changes.count == 2
    assert seen[-1] == (2, 2)
    assert not sentiment.relearn(heard.workspace, heard.exercise)  # learned already


def test_corrections_and_positions_stay(heard: Heard) -> None:
    corrected(heard, 60)
    query = "SELECT id, corrected_sentiment FROM comment"
    before = heard.workspace.connection.execute(query).fetchall()
    responses = contents(heard.workspace)["response"]

    sentiment.relearn(heard.workspace, heard.exercise)

    assert heard.workspace.connection.execute(query).fetchall() == before
    assert contents(heard.workspace)["response"] == responses


def test_undo_passes_over_it(heard: Heard) -> None:
    corrected(heard, 60)
    label = workspaces.undo_label(heard.workspace)
    sentiment.relearn(heard.workspace, heard.exercise)
    assert workspaces.undo_label(heard.workspace) == label == "correct sentiment"


def test_few_corrections_teach_nothing(heard: Heard) -> None:
    corrected(heard, sentiment.ENOUGH // 2 - 1)
    before = contents(heard.workspace)
    assert not sentiment.relearn(heard.workspace, heard.exercise)
    assert contents(heard.workspace) == before


def test_cancelling_leaves_no_trace(heard: Heard) -> None:
    def cancel(done: int, total: int) -> None:
        raise Cancelled

    corrected(heard, 20)
    before = contents(heard.workspace)
    with pytest.raises(Cancelled):
        sentiment.relearn(heard.workspace, heard.exercise, cancel)
    assert contents(heard.workspace) == before


@pytest.mark.usefixtures("_worker")
def test_a_worker_process_learns_alike(heard: Heard) -> None:
    corrected(heard, 60)
    sentiment.relearn(heard.workspace, heard.exercise, run=worker.apart)
    assert unread(heard) == [("positive", True), ("negative", True)]
