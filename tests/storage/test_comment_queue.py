"""The beginning of a queue, found at once, is how the whole of it begins."""

from typing import Any

import pytest
from building import Small, add_response

from engage_app.domain.coding import Sentiment
from engage_app.domain.filters import CodingState, CommentFilter, Noted
from engage_app.progress import Cancelled
from engage_app.services import coding, notes
from storage import comment_queue
from storage.comment_conditions import of_exercise

SAID = ("Parking is dear", "Trust the café staff", "The car park", "No view at all", "A parked car")


@pytest.fixture
def crowd(small: Small, monkeypatch: pytest.MonkeyPatch) -> Small:
    """300 comments more, and limits that make so many very many."""
    monkeypatch.setattr(comment_queue, "SMALL", 0)
    monkeypatch.setattr(comment_queue, "BEGINNING", 20)
    monkeypatch.setattr(comment_queue, "PATIENCE", 10.0)
    with small.workspace.acting("bring in more") as action:
        for number in range(300):
            group, place = (("Surgeries", "North"), ("Residents", "South"))[number % 2]
            words = f"{SAID[number % 5]}, number {number}"
            add_response(action, small, group=group, place=place, view=words)
    ids = comment_queue.every(small.workspace.connection, small.exercise, CommentFilter())
    coding.add_coding(small.workspace, list(ids)[::3], small.themes["Parking"])
    coding.add_coding(small.workspace, list(ids)[100:103], small.themes["Trust"])
    notes.set_flag(small.workspace, ids[200], flagged=True)
    return small


FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"state": CodingState.UNCODED},
    {"state": CodingState.CODED},
    {"state": CodingState.TO_REVIEW},
    {"state": CodingState.RECODE},
    {"theme_id": ("themes", "Access")},
    {"theme_id": ("themes", "Trust"), "accepted": True},
    {"group_id": ("groups", "Primary care")},
    {"place_id": ("places", "South")},
    {"activity_id": ("activities", "workshop")},
    {"question_id": ("questions", "more")},
    {"sentiment": Sentiment.POSITIVE},
    {"noted": Noted.FLAGGED},
    {"in_campaign": False},
    {"coder": "Test Officer"},
    {"personal": True},
    {"words": "p"},
    {"words": "par"},
    {"words": "parking "},
    {"words": "parking"},
    {"words": "cafe st"},
    {"words": '"car park"'},
    {"words": '"car park'},
    {"words": "number 29"},
    {"words": "❤️"},
    {"words": "zebra"},
    {"words": "par", "state": CodingState.UNCODED, "group_id": ("groups", "Residents")},
)


@pytest.mark.parametrize("asked", FILTERS, ids=str)
def test_the_beginning_is_how_the_whole_queue_begins(crowd: Small, asked: dict[str, Any]) -> None:
    wanted = CommentFilter(
        **{
            name: getattr(crowd, value[0])[value[1]] if isinstance(value, tuple) else value
            for name, value in asked.items()
        }
    )
    connection = crowd.workspace.connection
    whole = comment_queue.every(connection, crowd.exercise, wanted)
    begun = comment_queue.beginning(connection, crowd.exercise, wanted)

    assert whole[: len(begun.ids)] == begun.ids
    if begun.whole:
        assert begun.ids == whole
    elif not wanted.words:
        assert len(begun.ids) >= min(comment_queue.BEGINNING, len(whole))


def test_few_comments_are_read_wholly(small: Small) -> None:
    found = comment_queue.beginning(small.workspace.connection, small.exercise, CommentFilter())
    assert (list(found.ids), found.whole) == (list(small.comments), True)


def test_what_takes_longer_than_a_moment_is_left_for_later(
    crowd: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comment_queue, "PATIENCE", -1.0)
    monkeypatch.setattr(comment_queue, "_CHECKED_EVERY", 10)
    connection = crowd.workspace.connection
    found = comment_queue.beginning(connection, crowd.exercise, CommentFilter(words="par"))

    assert not found.whole
    monkeypatch.undo()
    assert connection.execute("SELECT count(*) FROM comment").fetchone()[0] > 300  # goes on


def test_reading_all_stops_when_nobody_wants_it_any_more(
    crowd: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comment_queue, "_CHECKED_EVERY", 10)

    def cancelled(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        comment_queue.every(crowd.workspace.connection, crowd.exercise, CommentFilter(), cancelled)


def test_the_next_uncoded_comment_is_not_one_put_off(crowd: Small) -> None:
    connection = crowd.workspace.connection
    ids = comment_queue.every(connection, crowd.exercise, CommentFilter())

    def place(start: int, stop: int, but: tuple[int, ...] = ()) -> int | None:
        return comment_queue.uncoded_place(connection, ids, start, stop, but)

    assert place(0, len(ids)) == 1
    assert place(0, len(ids), (ids[1], ids[2])) == 4
    assert place(0, 1) is None
    assert place(len(ids), len(ids)) is None


def test_coders_are_those_whose_codings_are_accepted(crowd: Small) -> None:
    coding.apply_rules(crowd.workspace, crowd.exercise)
    connection = crowd.workspace.connection
    assert comment_queue.coders(connection, crowd.exercise) == ["Test Officer"]


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({"state": CodingState.UNCODED}, "coding_comment"),
        ({"theme_id": 1}, "coding_theme"),
        ({"group_id": 1}, "response_group_group"),
        ({"question_id": 1}, "comment_question"),
        ({"coder": "A"}, "coding_comment"),
        ({"campaign": 1}, "campaign_comment_campaign"),
        ({"personal": True}, "redaction_status"),
    ],
)
def test_a_filter_uses_an_index(small: Small, asked: dict[str, Any], index: str) -> None:
    """No condition looks through a table of its own for each comment."""
    query, values = of_exercise(small.exercise, CommentFilter(**asked))
    plan = small.workspace.connection.execute(f"EXPLAIN QUERY PLAN {query}", values).fetchall()
    assert any(index in row[3] for row in plan), plan
