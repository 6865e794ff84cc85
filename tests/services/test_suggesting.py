"""Suggestions in a workspace: from the codebook, then from what was coded; taken, refused, counted."""

import pytest
from building import Small, add_response, contents

from engage_app.domain.coding import CodingStatus, Origin, Span
from engage_app.domain.redaction import DetailKind
from engage_app.services import browsing, codebook, coding, embedding, redacting, suggesting
from engage_app.services import workspace as workspaces
from engage_app.services.suggesting import Learned

PARKING = (
    "I could not find a space for my car anywhere near the door",
    "Spaces for cars are taken by staff from eight in the morning",
    "Nowhere to leave the car, so I missed my appointment",
    "We drove round for half an hour looking for a space",
    "Disabled bays are always full of other cars",
    "More bays please, the car had to stay on the verge",
)
TRUST = (
    "Nobody tells us the truth about what was decided",
    "I do not believe that our answers will be read",
    "Promises were broken the last time you asked us",
    "You say one thing and do another, so why believe you",
    "We were told it was open and it had been decided",
    "How can we rely on what the board says",
)
NEW = "No space for the car at the clinic again"


@pytest.fixture
def heard(small: Small) -> dict[str, list[int]]:
    """Comments by what they are about, none of them with a keyword of its theme; one is new."""
    said = {"Parking": PARKING, "Trust": TRUST, "": (NEW,)}
    with small.workspace.acting("bring in responses", small.exercise) as action:
        return {
            theme: [add_response(action, small, view=text)[1][0] for text in texts]
            for theme, texts in said.items()
        }


def learned(small: Small, heard: dict[str, list[int]]) -> Learned:
    for theme in ("Parking", "Trust"):
        coding.add_coding(small.workspace, heard[theme], small.themes[theme])
    return suggesting.learn(small.workspace, small.exercise)


def first(small: Small, known: Learned, comment_id: int) -> int:
    found = suggesting.suggest(small.workspace, known, [comment_id])[comment_id]
    return found[0].theme if found else 0


def test_with_nothing_coded_keywords_suggest(small: Small) -> None:
    known = suggesting.learn(small.workspace, small.exercise)
    assert known.coded == 0
    assert first(small, known, small.comments[0]) == small.themes["Parking"]
    (one, *_) = suggesting.suggest(small.workspace, known, [small.comments[0]])[small.comments[0]]
    text = browsing.comment_detail(small.workspace, small.comments[0]).row.text
    assert "Parking" in {text[span.start : span.end] for span in one.words}
    assert 0 <= one.score <= 1
    assert one.why


def test_what_was_coded_teaches(small: Small, heard: dict[str, list[int]]) -> None:
    known = learned(small, heard)
    assert known.coded == 12
    assert first(small, known, heard[""][0]) == small.themes["Parking"]


def test_learning_again_from_the_same_suggests_the_same(
    small: Small, heard: dict[str, list[int]]
) -> None:
    known = learned(small, heard)
    again = suggesting.learn(small.workspace, small.exercise)
    ids = list(small.comments)
    assert suggesting.suggest(small.workspace, known, ids) == suggesting.suggest(
        small.workspace, again, ids
    )


def test_a_suggestion_taken_counts_and_says_where_it_came_from(
    small: Small, heard: dict[str, list[int]]
) -> None:
    workspace, (new,) = small.workspace, heard[""]
    known = learned(small, heard)
    before = contents(workspace)
    suggesting.take(workspace, new, small.themes["Parking"])
    (one,) = browsing.comment_detail(workspace, new).codings
    assert (one.origin, one.status) == (Origin.SUGGESTION, CodingStatus.ACCEPTED)
    offered = suggesting.suggest(workspace, known, [new])[new]
    assert small.themes["Parking"] not in {each.theme for each in offered}
    workspaces.undo(workspace)
    assert contents(workspace) == before


def test_what_was_refused_is_not_suggested_again(small: Small, heard: dict[str, list[int]]) -> None:
    workspace, (new,) = small.workspace, heard[""]
    known = learned(small, heard)
    suggesting.refuse(workspace, new, small.themes["Parking"])
    assert first(small, known, new) != small.themes["Parking"]
    assert browsing.comment_rows(workspace, [new])[0].themes == ()


def test_a_proposal_of_a_rule_is_accepted_not_doubled(small: Small) -> None:
    coding.apply_rules(small.workspace, small.exercise)
    suggesting.take(small.workspace, small.comments[0], small.themes["Parking"])
    (one,) = browsing.comment_detail(small.workspace, small.comments[0]).codings
    assert (one.origin, one.status) == (Origin.RULE, CodingStatus.ACCEPTED)


def test_retired_themes_are_not_suggested(small: Small) -> None:
    with small.workspace.acting("retire theme") as action:
        action.update("theme", small.themes["Parking"], {"retired": 1})
    known = suggesting.learn(small.workspace, small.exercise)
    offered = suggesting.suggest(small.workspace, known, list(small.comments))
    assert small.themes["Parking"] not in {each.theme for some in offered.values() for each in some}


def test_how_often_the_first_was_taken_is_counted_once_a_comment(
    small: Small, heard: dict[str, list[int]]
) -> None:
    workspace = small.workspace
    known = learned(small, heard)
    (shown, *_) = suggesting.suggest(workspace, known, heard[""])[heard[""][0]]
    suggesting.take(workspace, heard[""][0], shown.theme)
    for _ in range(2):
        suggesting.note_outcome(workspace, heard[""][0], shown, known.coded)
    other = suggesting.suggest(workspace, known, [small.comments[3]])[small.comments[3]][0]
    suggesting.note_outcome(workspace, small.comments[3], other, known.coded)
    standing = suggesting.acceptance(workspace, small.exercise)
    assert (standing.judged, standing.taken) == (2, 1)
    assert standing.hint.sentence


def test_an_order_to_teach_by_holds_uncoded_comments_once(
    small: Small, heard: dict[str, list[int]]
) -> None:
    known = learned(small, heard)
    order = suggesting.teaching_order(small.workspace, known)
    assert sorted(order) == sorted({*small.comments, *heard[""]})


def test_what_is_covered_is_not_quoted(small: Small, heard: dict[str, list[int]]) -> None:
    """Why a theme is suggested quotes comments that were coded so."""
    workspace = small.workspace
    for key, text in zip(heard["Parking"], PARKING, strict=True):
        redacting.add(workspace, key, Span(0, len(text.split()[0])), DetailKind.NAME)
    known = learned(small, heard)
    offered = suggesting.suggest(workspace, known, heard[""])[heard[""][0]]
    assert "…" in offered[0].why
    assert not any(text[:20] in offered[0].why for text in PARKING)


@pytest.mark.skipif(not embedding.available(), reason="the extra `embeddings` is not installed")
def test_embeddings_are_kept_and_forgotten_with_the_words(
    small: Small, heard: dict[str, list[int]]
) -> None:
    learned(small, heard)
    kept = small.workspace.connection.execute("SELECT count(*), max(length(vector)) FROM embedding")
    count, size = kept.fetchone()
    assert count >= 12
    assert size == embedding.DIMENSIONS * 2
    with small.workspace.acting("reword") as action:
        action.update("comment", heard["Trust"][0], {"text": "Something else"})
    gone = small.workspace.connection.execute(
        "SELECT count(*) FROM embedding WHERE comment_id = ?", [heard["Trust"][0]]
    )
    assert gone.fetchone() == (0,)


def test_without_the_extra_suggestions_are_made_all_the_same(
    small: Small, heard: dict[str, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "available", lambda: False)
    known = learned(small, heard)
    assert first(small, known, heard[""][0]) == small.themes["Parking"]


def test_an_empty_codebook_suggests_nothing(small: Small) -> None:
    for theme in codebook.themes(small.workspace, small.exercise):
        if theme.parent_id is None:
            codebook.remove_theme(small.workspace, small.exercise, theme.id)
    known = suggesting.learn(small.workspace, small.exercise)
    assert suggesting.suggest(small.workspace, known, list(small.comments)) == {
        key: [] for key in small.comments
    }
