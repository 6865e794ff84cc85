"""Finding comments and responses: each filter, all of them together, and the search."""

from typing import Any

import pytest
from building import Small
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engage_app.domain.coding import Sentiment
from engage_app.domain.filters import CodingState, CommentFilter, Noted
from engage_app.services import coding, notes
from engage_app.services import workspace as workspaces
from engage_app.services.sentiment import correct
from engage_app.services.tagging import set_position
from storage import comments, integrity


@pytest.fixture
def coded(small: Small) -> Small:
    """Comments 1–5; 1 is coded to Parking, 3 has a proposal, 4 a rejected one."""
    codings = small.workspace.connection.execute
    coding.apply_rules(small.workspace, small.exercise)
    by_pair = {
        (comment, theme): key
        for key, comment, theme in codings("SELECT id, comment_id, theme_id FROM coding")
    }
    one, _, _, four = (small.comments[place] for place in (0, 1, 3, 4))
    coding.accept(small.workspace, [by_pair[one, small.themes["Parking"]]])
    coding.reject(small.workspace, [by_pair[four, small.themes["Trust"]]])
    correct(small.workspace, one, Sentiment.NEGATIVE)
    set_position(small.workspace, small.responses[:2], "concern")
    return small


def found(small: Small, **wanted: Any) -> list[int]:
    """The comments that pass, by their number from 1."""
    ids = comments.comment_ids(small.workspace.connection, small.exercise, CommentFilter(**wanted))
    return [small.comments.index(key) + 1 for key in ids]


def responses_found(small: Small, **wanted: Any) -> list[int]:
    ids = comments.response_ids(small.workspace.connection, small.exercise, CommentFilter(**wanted))
    return [small.responses.index(key) + 1 for key in ids]


def test_no_condition_finds_all(coded: Small) -> None:
    assert found(coded) == [1, 2, 3, 4, 5]
    assert responses_found(coded) == [1, 2, 3, 4, 5]  # the fifth has no comment


@pytest.mark.parametrize(
    ("state", "expected", "responses"),
    [
        (CodingState.ANY, [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]),
        (CodingState.UNCODED, [2, 3, 4, 5], [2, 3, 4]),
        (CodingState.TO_REVIEW, [2, 4], [2, 3]),
        (CodingState.CODED, [1], [1]),
    ],
)
def test_by_state(
    coded: Small, state: CodingState, expected: list[int], responses: list[int]
) -> None:
    assert found(coded, state=state) == expected
    assert responses_found(coded, state=state) == responses


@pytest.mark.parametrize(
    ("field", "name", "expected", "responses"),
    [
        ("groups", "Primary care", [1, 2, 3], [1, 2]),
        ("groups", "General practice", [1, 2, 3], [1, 2]),
        ("groups", "Surgeries", [1], [1]),
        ("groups", "Residents", [4, 5], [3, 4]),
        ("places", "North", [1, 4], [1, 3]),
        ("activities", "workshop", [5], [4, 5]),
        ("questions", "more", [3, 5], [2, 4]),
        ("themes", "Parking", [1, 4], [1, 3]),
        ("themes", "Access", [1, 4], [1, 3]),
        ("themes", "Trust", [2], [2]),
    ],
)
def test_by_a_record(
    coded: Small, field: str, name: str, expected: list[int], responses: list[int]
) -> None:
    """A group finds those below it, a theme those of its branch; a rejected coding is none."""
    column = {"activities": "activity"}.get(field, field.removesuffix("s")) + "_id"
    wanted = {column: getattr(coded, field)[name]}
    assert found(coded, **wanted) == expected
    assert responses_found(coded, **wanted) == responses


def test_by_position(coded: Small) -> None:
    assert found(coded, position="concern") == [1, 2, 3]
    assert responses_found(coded, position="concern") == [1, 2]


def test_by_sentiment_the_correction_wins(coded: Small) -> None:
    assert found(coded, sentiment=Sentiment.NEGATIVE) == [1]
    assert found(coded, sentiment=Sentiment.POSITIVE) == []


def test_by_responses_behind_a_figure(coded: Small) -> None:
    """As many as there may be; none behind a figure is none, not all."""
    assert found(coded, response_ids=(coded.responses[1], coded.responses[3])) == [2, 3, 5]
    assert responses_found(coded, response_ids=(coded.responses[4],)) == [5]
    assert found(coded, response_ids=()) == []
    assert found(coded, response_ids=tuple(range(100_000))) == [1, 2, 3, 4, 5]


def test_by_what_was_noted_found_or_left_to_do(coded: Small) -> None:
    """Notes, campaigns, coders, personal details, and comments to look at again."""
    one, two, three = coded.comments[:3]
    notes.set_flag(coded.workspace, one, flagged=True)
    notes.set_memo(coded.workspace, two, "Ask")
    with coded.workspace.acting("work out") as action:
        proposal = {"start": 0, "stop": 2, "kind": "name", "origin": "rule"}
        action.insert("redaction", {"comment_id": one, "status": "proposed", **proposal})
        action.insert("redaction", {"comment_id": two, "status": "accepted", **proposal})
        action.insert("recode", {"comment_id": three, "theme_id": coded.themes["Trust"]})
    for comment, campaign in ((two, 2), (three, 2), (one, 1)):
        coded.workspace.connection.execute(
            "INSERT INTO campaign_comment VALUES (?, ?, 1.0)", [comment, campaign]
        )

    assert found(coded, noted=Noted.FLAGGED) == [1]
    assert found(coded, noted=Noted.MEMO) == [2]
    assert found(coded, personal=True) == [1]
    assert found(coded, state=CodingState.RECODE) == [3]
    assert found(coded, campaign=2) == [2, 3]
    assert found(coded, in_campaign=True) == [1, 2, 3]
    assert found(coded, in_campaign=False) == [4, 5]
    assert found(coded, coder="keyword rules") == [1]
    assert found(coded, coder="Test Officer") == []
    assert responses_found(coded, campaign=2) == [2]


def test_all_conditions_hold_together(coded: Small) -> None:
    everything: dict[str, Any] = {
        "words": "parking",
        "state": CodingState.CODED,
        "theme_id": coded.themes["Access"],
        "group_id": coded.groups["Primary care"],
        "place_id": coded.places["North"],
        "activity_id": coded.activities["survey"],
        "question_id": coded.questions["view"],
        "position": "concern",
        "sentiment": Sentiment.NEGATIVE,
        "response_ids": coded.responses,
    }
    assert found(coded, **everything) == [1]
    assert responses_found(coded, **everything) == [1]
    for other in ({"place_id": coded.places["South"]}, {"words": "trust"}, {"response_ids": ()}):
        assert found(coded, **everything | other) == []


def test_an_empty_condition_asks_nothing(coded: Small) -> None:
    assert found(coded, words="  ", position="", sentiment=None) == [1, 2, 3, 4, 5]


def test_another_exercise_is_not_looked_at(coded: Small) -> None:
    wanted = CommentFilter(words="parking")
    assert comments.comment_ids(coded.workspace.connection, coded.exercise + 1, wanted) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("parking", [1, 4]),
        ("PARKING", [1, 4]),
        ("parking café", [1]),
        ("cafe", [1]),
        ("café", [1]),
        ("cafe\u0301", [1]),
        ("don't", [1]),
        ("don’t", [1]),
        ('"bus stop"', [4]),
        ('"stop bus"', []),
        ('"car park"', [4]),  # over a line break
        ('"bus stop', [4]),  # the closing quotation mark is still to come
        ("park", [1, 4]),  # the word being typed: park, parking
        ("park ", [4]),  # typed to its end
        ("park near", [4]),
        ("par* worries", []),
        ("par* bus", [4]),
        ("fund*", [2]),
        ("tru hospital", []),  # only the last word is being typed
        ("us trust", [2]),
        ("st trust", []),  # though "trust" ends with it
        ("children's services", [5]),
        ("❤️", [1, 2, 3, 4, 5]),  # nothing that can be searched for
        ("need ❤️ trust", [5]),
        ("AND", [1]),  # words, not operators
        ("carers OR trust", []),
        ("parking AND drive", [1]),
        ("parking AND carers", []),
        ("NOT", []),
        ("text:parking", []),
        ("near", [4]),
        ("NEAR(bus stop)", []),
        ("-parking", [1, 4]),
        ("parking*", [1, 4]),
        ("*", [1, 2, 3, 4, 5]),
        ("_", [1, 2, 3, 4, 5]),
        ("zebra", []),
    ],
)
def test_search(small: Small, words: str, expected: list[int]) -> None:
    assert found(small, words=words) == expected


@pytest.mark.parametrize(("words", "count"), [("parking", 2), ("zebra", 0), ("", 0), ("(*", 0)])
def test_counting_what_a_search_finds(small: Small, words: str, count: int) -> None:
    assert comments.search_count(small.workspace.connection, words) == count


@pytest.mark.parametrize("words", ["word " * 3000, '"' * 99, "a" * 100_000, "\0parking", "\ud83d"])
def test_whatever_is_pasted_can_be_searched_for(small: Small, words: str) -> None:
    assert comments.search_count(small.workspace.connection, words) >= 0


PIECES = st.sampled_from([*"\"'*-:()^{}+,.;%_\\\0\n", " AND ", " OR ", " NOT ", "NEAR(", "a", "é"])
TYPED = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3))).map("".join))


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=TYPED)
def test_nothing_typed_is_a_syntax_error(small: Small, words: str) -> None:
    connection = small.workspace.connection
    assert comments.search_count(connection, words) >= 0
    comments.comment_ids(connection, small.exercise, CommentFilter(words=words))


WORD = st.text("abcdefghijklmnopqrstuvwxyzéñ", min_size=1, max_size=8)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.lists(WORD, min_size=1, max_size=4), data=st.data())
def test_a_comment_is_found_by_its_words_and_their_beginnings(
    small: Small, words: list[str], data: st.DataObject
) -> None:
    """Also right after it was written: triggers keep the index."""
    workspace = small.workspace
    with workspace.acting("reword") as action:
        action.update("comment", small.comments[2], {"text": ", ".join(words) + "!"})
    chosen = data.draw(st.sampled_from(words))
    start = data.draw(st.integers(1, len(chosen)))
    assert 3 in found(small, words=chosen + " ")
    assert 3 in found(small, words=chosen[:start])
    assert 3 in found(small, words='"' + " ".join(words).upper() + '"')
    workspaces.undo(workspace)
    assert integrity.faults(workspace.connection) == []


def test_rows_come_in_the_order_asked_for(coded: Small) -> None:
    ids = [coded.comments[place] for place in (4, 0, 1)]
    rows = comments.comment_rows(coded.workspace.connection, [ids[0], 999, *ids[1:]])
    assert [row.id for row in rows] == ids
    first = rows[1]
    assert (first.question, first.activity, first.place) == ("View", "Survey", "North")
    assert (first.groups, first.themes) == (("Surgeries",), ("Parking",))
    assert (first.position, first.sentiment) == ("concern", Sentiment.NEGATIVE)
    assert rows[2].themes == ()  # a proposal doesn't count


def test_responses_have_a_reference_even_without_one_in_the_file(coded: Small) -> None:
    rows = comments.response_rows(coded.workspace.connection, coded.responses[::-1])
    assert [row.reference for row in rows][-3:] == ["R3", "R2", "R1"]
    assert [row.reference for row in rows][:2] == [f"R{key}" for key in coded.responses[:2:-1]]
    assert [row.comments for row in rows] == [0, 1, 1, 2, 1]


def test_closed_answers_read_as_answered(small: Small) -> None:
    """Choices of one question together, skipped ones empty, whole numbers without a decimal
    point, and two questions of the same wording apart."""
    response = small.responses[0]
    with small.workspace.acting("answers") as action:
        for name in ("visits", "again"):
            question = action.insert(
                "question",
                {
                    "uid": name,
                    "exercise_id": small.exercise,
                    "sort": 9,
                    "name": name,
                    "label": "Visits",
                    "type": "integer",
                    "role": "none",
                },
            )
            number = 3 if name == "visits" else 2.5
            answer = {"response_id": response, "question_id": question, "number": number}
            action.insert("answer", answer)
        both = {"response_id": response, "question_id": small.questions["role"]}
        action.insert("answer", {**both, "choice_id": small.choices["Resident"]})
        skipped = {"response_id": small.responses[1], "question_id": small.questions["role"]}
        action.insert("answer", skipped)
    answers = comments.closed_answers(small.workspace.connection, response)
    assert [(answer.question, answer.value) for answer in answers] == [
        ("Role", "Surgery; Resident"),
        ("Stand", "Agree"),
        ("Visits", "3"),
        ("Visits", "2.5"),
    ]
    (empty,) = comments.closed_answers(small.workspace.connection, small.responses[1])
    assert (empty.question, empty.value) == ("Role", "")


def test_a_theme_counts_as_a_finding_counts_it_where_only_accepted_is_wanted(small: Small) -> None:
    """A click on a figure shows just the comments it counts, not the proposals too."""
    coding.apply_rules(small.workspace, small.exercise)
    theme = small.themes["Parking"]
    coding.add_coding(small.workspace, [small.comments[0]], theme)

    connection, exercise = small.workspace.connection, small.exercise
    proposed_too = comments.comment_ids(connection, exercise, CommentFilter(theme_id=theme))
    accepted = comments.comment_ids(
        connection, exercise, CommentFilter(theme_id=theme, accepted=True)
    )

    assert accepted == [small.comments[0]]
    assert len(proposed_too) > len(accepted)
