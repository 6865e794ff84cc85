"""The columns findings are made of."""

from building import Small

from storage import frames


def test_a_persons_correction_wins_over_the_score(small: Small) -> None:
    comment = small.comments[0]
    with small.workspace.acting("score") as action:
        action.update("comment", comment, {"sentiment": "negative"})
    assert _tone(small, comment) == "negative"
    with small.workspace.acting("correct") as action:
        action.update("comment", comment, {"corrected_sentiment": "neutral"})
    assert _tone(small, comment) == "neutral"


def test_the_two_ways_to_read_comments_agree(small: Small) -> None:
    connection = small.workspace.connection
    whole = [row[:2] for row in frames.comments(connection, small.exercise)]
    assert sorted(frames.comment_responses(connection, small.exercise)) == whole
    assert [row[0] for row in whole] == sorted(small.comments)


def test_responses_come_by_id_with_nought_for_no_place(small: Small) -> None:
    rows = frames.responses(small.workspace.connection, small.exercise)
    assert [row[0] for row in rows] == sorted(small.responses)
    assert 0 in {row[3] for row in rows}


def test_nothing_is_read_from_another_exercise(small: Small) -> None:
    connection = small.workspace.connection
    readers = (
        frames.responses,
        frames.organisations,
        frames.groups,
        frames.comments,
        frames.comment_responses,
        frames.codings,
        frames.answers,
        frames.equality_answers,
        frames.words,
    )
    assert all(not read(connection, small.exercise + 1) for read in readers)


def _tone(small: Small, comment: int) -> str | None:
    rows = frames.comments(small.workspace.connection, small.exercise)
    tones = {row[0]: row[3] for row in rows}
    found: str | None = tones[comment]
    return found
