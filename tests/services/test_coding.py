"""Themes on comments: machines suggest, people decide, and every decision holds."""

import pytest
from building import Small, contents, small_exercise

from engage_app.domain.coding import Coding, CodingStatus, Origin, Span
from engage_app.errors import NotPossible
from engage_app.progress import Cancelled
from engage_app.services import browsing, codebook, coding
from engage_app.services import workspace as workspaces

Stands = dict[tuple[int, str], tuple[str, str]]


def codings(small: Small) -> list[Coding]:
    return [
        each
        for key in small.comments
        for each in browsing.comment_detail(small.workspace, key).codings
    ]


def stands(small: Small) -> Stands:
    """(number of the comment from 1, theme) to (status, origin)."""
    names = {key: name for name, key in small.themes.items()}
    return {
        (small.comments.index(each.comment_id) + 1, names[each.theme_id]): (
            each.status.value,
            each.origin.value,
        )
        for each in codings(small)
    }


def coding_of(small: Small, number: int, theme: str) -> int:
    (key,) = (
        each.id
        for each in codings(small)
        if each.comment_id == small.comments[number - 1] and each.theme_id == small.themes[theme]
    )
    return key


PROPOSED: Stands = {
    (1, "Parking"): ("proposed", "rule"),
    (2, "Trust"): ("proposed", "rule"),
    (4, "Parking"): ("proposed", "rule"),
    (5, "Trust"): ("proposed", "rule"),
}


@pytest.fixture
def proposed(small: Small) -> Small:
    coding.apply_rules(small.workspace, small.exercise)
    return small


def test_rules_propose_and_never_decide(small: Small) -> None:
    changes = coding.apply_rules(small.workspace, small.exercise)
    assert changes.count == 4
    assert stands(small) == PROPOSED


def test_a_proposal_shows_the_words_that_matched(proposed: Small) -> None:
    detail = browsing.comment_detail(proposed.workspace, proposed.comments[3])
    (proposal,) = detail.codings
    assert [detail.row.text[span.start : span.end] for span in proposal.matches] == [
        "parking",
        "car\npark",
    ]
    assert proposal.passage is None


def test_applying_rules_again_adds_nothing(proposed: Small) -> None:
    assert not coding.apply_rules(proposed.workspace, proposed.exercise)


def test_proposals_follow_the_keywords(proposed: Small) -> None:
    """What no longer matches is taken back, other words that match are shown."""
    codebook.edit_theme(
        proposed.workspace, proposed.exercise, proposed.themes["Parking"], keywords="car park*"
    )
    assert coding.apply_rules(proposed.workspace, proposed.exercise).count == 2
    assert (1, "Parking") not in stands(proposed)
    (left,) = (each for each in codings(proposed) if each.theme_id == proposed.themes["Parking"])
    assert len(left.matches) == 1


def test_what_an_officer_decided_is_left_alone(proposed: Small) -> None:
    coding.accept(proposed.workspace, [coding_of(proposed, 1, "Parking")])
    coding.reject(proposed.workspace, [coding_of(proposed, 4, "Parking")])
    codebook.edit_theme(
        proposed.workspace, proposed.exercise, proposed.themes["Parking"], keywords=""
    )
    assert not coding.apply_rules(proposed.workspace, proposed.exercise)
    codebook.edit_theme(
        proposed.workspace, proposed.exercise, proposed.themes["Parking"], keywords="parking"
    )
    assert not coding.apply_rules(proposed.workspace, proposed.exercise)
    assert stands(proposed) == PROPOSED | {
        (1, "Parking"): ("accepted", "rule"),
        (4, "Parking"): ("rejected", "rule"),
    }


def test_rules_don_t_propose_what_is_coded_by_hand(small: Small) -> None:
    coding.add_coding(small.workspace, small.comments[:1], small.themes["Parking"], Span(0, 7))
    coding.apply_rules(small.workspace, small.exercise)
    assert stands(small) == PROPOSED | {(1, "Parking"): ("accepted", "officer")}


def test_cancelled_rules_leave_no_trace(small: Small) -> None:
    def cancel(done: int, total: int) -> None:
        raise Cancelled

    before = contents(small.workspace)
    with pytest.raises(Cancelled):
        coding.apply_rules(small.workspace, small.exercise, cancel)
    assert contents(small.workspace) == before
    assert workspaces.undo_label(small.workspace) != "apply keyword rules"


def test_applying_rules_is_one_action(proposed: Small) -> None:
    workspaces.undo(proposed.workspace)
    assert stands(proposed) == {}
    workspaces.redo(proposed.workspace)
    assert stands(proposed) == PROPOSED


def test_a_preview_writes_nothing(small: Small) -> None:
    before = contents(small.workspace)
    preview = coding.preview_keywords(small.workspace, small.exercise, "park*; bus stop", 1)
    assert preview.comments == 2
    ((text, spans),) = preview.examples
    assert [text[span.start : span.end] for span in spans] == ["Parking"]
    assert contents(small.workspace) == before


def test_a_theme_is_put_on_several_comments_in_one_action(small: Small) -> None:
    coding.add_coding(small.workspace, small.comments, small.themes["Trust"])
    assert [each.status for each in codings(small)] == [CodingStatus.ACCEPTED] * 5
    assert {each.coder for each in codings(small)} == {small.workspace.officer}
    workspaces.undo(small.workspace)
    assert codings(small) == []


def test_the_same_coding_again_changes_nothing(small: Small) -> None:
    changes = coding.add_coding(small.workspace, small.comments[:1], small.themes["Trust"])
    assert changes.created == codings(small)[0].id
    again = coding.add_coding(small.workspace, small.comments[:1], small.themes["Trust"])
    assert not again
    assert len(codings(small)) == 1


def test_coding_by_hand_accepts_a_proposal_of_the_same(proposed: Small) -> None:
    coding.add_coding(proposed.workspace, proposed.comments[:1], proposed.themes["Parking"])
    assert stands(proposed)[1, "Parking"] == ("accepted", "rule")
    assert len(codings(proposed)) == 4


def test_coding_by_hand_reconsiders_a_rejection(proposed: Small) -> None:
    """The rule was wrong once: what stands now is the officer's own."""
    coding.reject(proposed.workspace, [coding_of(proposed, 1, "Parking")])
    coding.add_coding(proposed.workspace, proposed.comments[:1], proposed.themes["Parking"])
    assert stands(proposed)[1, "Parking"] == ("accepted", "officer")
    (own,) = (each for each in codings(proposed) if each.origin is Origin.OFFICER)
    assert (own.coder, own.matches) == ("Test Officer", ())


def test_a_passage_settles_the_rules_proposal_for_good(proposed: Small) -> None:
    before = contents(proposed.workspace)
    comment, theme = proposed.comments[:1], proposed.themes["Parking"]
    coding.add_coding(proposed.workspace, comment, theme, Span(0, 7))
    assert stands(proposed) == PROPOSED | {(1, "Parking"): ("accepted", "officer")}
    assert not coding.apply_rules(proposed.workspace, proposed.exercise)
    workspaces.undo(proposed.workspace)  # one action
    assert contents(proposed.workspace) == before


def test_rules_cope_with_a_theme_removed_while_they_look(small: Small) -> None:
    def remove(done: int, total: int) -> None:
        with small.workspace.acting("remove theme") as action:
            action.delete_by("theme", "id", [small.themes["Trust"]])

    coding.apply_rules(small.workspace, small.exercise, remove)
    assert stands(small) == {key: value for key, value in PROPOSED.items() if key[1] == "Parking"}
    assert workspaces.check(small.workspace) == []


def test_a_theme_of_another_exercise_is_refused(small: Small) -> None:
    other = small_exercise(small.workspace, "Another")
    before = contents(small.workspace)
    with pytest.raises(NotPossible, match="not in this exercise's codebook"):
        coding.add_coding(small.workspace, small.comments, other.themes["Parking"])
    assert contents(small.workspace) == before


def test_passages_of_a_comment_are_coded_apart(small: Small) -> None:
    comment, theme = small.comments[:1], small.themes["Parking"]
    for passage in (Span(0, 7), Span(8, 15), Span(0, 7)):
        coding.add_coding(small.workspace, comment, theme, passage)
    assert [each.passage for each in codings(small)] == [Span(0, 7), Span(8, 15)]
    assert browsing.comment_rows(small.workspace, comment)[0].themes == ("Parking",)


@pytest.mark.parametrize("passage", [Span(-1, 3), Span(3, 3), Span(5, 2), Span(0, 500)])
def test_a_passage_lies_within_the_words(small: Small, passage: Span) -> None:
    with pytest.raises(NotPossible, match="within the comment"):
        coding.add_coding(small.workspace, small.comments[:1], small.themes["Trust"], passage)
    assert codings(small) == []


def test_a_passage_is_counted_in_code_points(small: Small) -> None:
    """The second comment ends with an emoji: one code point, whatever it takes in UTF-16."""
    text = browsing.comment_rows(small.workspace, small.comments[1:2])[0].text
    passage = Span(text.index("😀"), text.index("😀") + 1)
    coding.add_coding(small.workspace, small.comments[1:2], small.themes["Trust"], passage)
    assert codings(small)[0].passage == passage
    whole = Span(0, len(text) + 1)
    with pytest.raises(NotPossible):
        coding.add_coding(small.workspace, small.comments[1:2], small.themes["Trust"], whole)


def test_nothing_selected_is_no_action(small: Small) -> None:
    assert not coding.add_coding(small.workspace, [], small.themes["Trust"])
    assert not coding.add_coding(small.workspace, [], small.themes["Trust"], Span(0, 4))
    assert not coding.accept(small.workspace, [])
    assert not coding.remove_codings(small.workspace, [])
    assert not coding.remove_codings(small.workspace, [999])


def test_proposals_are_accepted_and_rejected_together(proposed: Small) -> None:
    keys = [each.id for each in codings(proposed)]
    coding.accept(proposed.workspace, keys[:2])
    coding.reject(proposed.workspace, keys[2:])
    assert [each.status for each in codings(proposed)] == ["accepted"] * 2 + ["rejected"] * 2
    assert {each.origin for each in codings(proposed)} == {Origin.RULE}
    workspaces.undo(proposed.workspace)
    workspaces.undo(proposed.workspace)
    assert stands(proposed) == PROPOSED


def test_what_an_officer_put_on_comes_off(small: Small) -> None:
    coding.add_coding(small.workspace, small.comments[:1], small.themes["Trust"])
    coding.remove_codings(small.workspace, [coding_of(small, 1, "Trust")])
    assert codings(small) == []


def test_what_a_rule_put_on_is_rejected_so_that_it_stays_off(proposed: Small) -> None:
    key = coding_of(proposed, 1, "Parking")
    coding.accept(proposed.workspace, [key])
    coding.remove_codings(proposed.workspace, [key])
    assert stands(proposed)[1, "Parking"] == ("rejected", "rule")
    assert not coding.apply_rules(proposed.workspace, proposed.exercise)


def test_a_comment_opens_with_its_context(small: Small) -> None:
    detail = browsing.comment_detail(small.workspace, small.comments[1])
    assert detail.other_comments == (("More", "Communication could be better"),)
    assert detail.row.groups == ("General practice",)
    first = browsing.comment_detail(small.workspace, small.comments[0])
    assert [(each.question, each.value) for each in first.answers] == [
        ("Role", "Surgery"),
        ("Stand", "Agree"),
    ]
    with pytest.raises(NotPossible, match="no longer in this workspace"):
        browsing.comment_detail(small.workspace, 999)
