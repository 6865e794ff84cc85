"""Tags on responses: rules follow the answers, and what an officer sets by hand stays."""

from collections.abc import Callable

import pytest
from building import Small, contents, small_exercise

from engage_app.errors import NotPossible
from engage_app.services import tagging
from engage_app.services import workspace as workspaces
from storage import comments


def tags(small: Small) -> dict[int, dict[str, str]]:
    """By number of the response from 1: its groups, each with the origin of the tag."""
    names = {key: name for name, key in small.groups.items()}
    found: dict[int, dict[str, str]] = {}
    for response, group, origin in small.workspace.connection.execute(
        "SELECT response_id, group_id, origin FROM response_group ORDER BY id"
    ):
        found.setdefault(small.responses.index(response) + 1, {})[names[group]] = origin
    return found


def positions(small: Small) -> list[tuple[str | None, str]]:
    return small.workspace.connection.execute(
        "SELECT position, position_origin FROM response ORDER BY id"
    ).fetchall()


BY_HAND = {
    1: {"Surgeries": "officer"},
    2: {"General practice": "officer"},
    3: {"Residents": "officer"},
    4: {"Residents": "officer"},
}


def test_a_rule_tags_the_responses_that_are_in(small: Small) -> None:
    primary = small.groups["Primary care"]
    assert tagging.set_group_rule(small.workspace, small.choices["Surgery"], primary)
    assert tags(small)[1] == {"Surgeries": "officer", "Primary care": "rule"}
    (rule,) = tagging.rules(small.workspace, small.exercise)
    assert (rule.choice_id, rule.kind, rule.group_id) == (
        small.choices["Surgery"],
        "group",
        primary,
    )


def test_a_changed_rule_moves_its_tags(small: Small) -> None:
    choice = small.choices["Surgery"]
    tagging.set_group_rule(small.workspace, choice, small.groups["Primary care"])
    tagging.set_group_rule(small.workspace, choice, small.groups["General practice"])
    assert tags(small)[1] == {"Surgeries": "officer", "General practice": "rule"}
    tagging.set_group_rule(small.workspace, choice, None)
    assert tags(small) == BY_HAND
    assert tagging.rules(small.workspace, small.exercise) == []


def test_a_rule_leaves_alone_what_an_officer_tagged(small: Small) -> None:
    choice, residents = small.choices["Resident"], small.groups["Residents"]
    tagging.set_group_rule(small.workspace, choice, residents)
    tagging.set_group_rule(small.workspace, choice, None)
    assert tags(small) == BY_HAND


def test_a_tag_stays_while_another_answer_means_it(small: Small) -> None:
    """The respondent of the surgery agrees: either answer alone puts them into the group."""
    primary = small.groups["Primary care"]
    for label in ("Surgery", "Agree"):
        tagging.set_group_rule(small.workspace, small.choices[label], primary)
    tagging.set_group_rule(small.workspace, small.choices["Surgery"], None)
    assert tags(small)[1] == {"Surgeries": "officer", "Primary care": "rule"}
    tagging.set_group_rule(small.workspace, small.choices["Agree"], None)
    assert tags(small) == BY_HAND


def test_the_same_rule_again_changes_nothing(small: Small) -> None:
    choice, primary = small.choices["Surgery"], small.groups["Primary care"]
    tagging.set_group_rule(small.workspace, choice, primary)
    assert not tagging.set_group_rule(small.workspace, choice, primary)
    tagging.set_position_rule(small.workspace, small.choices["Agree"], "welcomed")
    tagging.set_group_rule(small.workspace, small.choices["Agree"], primary)
    assert {rule.kind for rule in tagging.rules(small.workspace, small.exercise)} == {
        "group",
        "position",
    }


def test_a_rule_is_one_action(small: Small) -> None:
    before = contents(small.workspace)
    choice = small.choices["Surgery"]
    tagging.set_group_rule(small.workspace, choice, small.groups["Primary care"])
    after = contents(small.workspace)
    workspaces.undo(small.workspace)
    assert contents(small.workspace) == before
    workspaces.redo(small.workspace)
    assert contents(small.workspace) == after


def test_responses_are_tagged_by_hand_once(small: Small) -> None:
    primary = small.groups["Primary care"]
    chosen = [*small.responses[3:], small.responses[3]]
    assert tagging.tag(small.workspace, chosen, primary).count == 2
    assert not tagging.tag(small.workspace, chosen, primary)
    assert tagging.groups_of(small.workspace, chosen) == {primary, small.groups["Residents"]}
    assert tagging.untag(small.workspace, chosen, primary).count == 2
    assert tags(small) == BY_HAND


def test_a_position_comes_from_an_answer(small: Small) -> None:
    tagging.set_position_rule(small.workspace, small.choices["Agree"], "welcomed")
    tagging.set_position_rule(small.workspace, small.choices["Disagree"], "concern")
    assert positions(small)[:3] == [
        ("welcomed", "question"),
        (None, ""),
        ("concern", "question"),
    ]
    tagging.set_position_rule(small.workspace, small.choices["Agree"], None)
    assert positions(small)[0] == (None, "")


def test_a_position_set_by_hand_wins(small: Small) -> None:
    first = small.responses[:1]
    tagging.set_position(small.workspace, first, "mixed")
    tagging.set_position_rule(small.workspace, small.choices["Agree"], "welcomed")
    assert positions(small)[0] == ("mixed", "officer")
    tagging.set_position(small.workspace, first, None)
    assert positions(small)[0] == ("welcomed", "question")
    row = comments.comment_rows(small.workspace.connection, small.comments[:1])[0]
    assert row.position == "welcomed"


def test_a_position_without_an_answer_goes_back_to_none(small: Small) -> None:
    tagging.set_position(small.workspace, small.responses, "concern")
    assert set(positions(small)) == {("concern", "officer")}
    tagging.set_position(small.workspace, small.responses, None)
    assert set(positions(small)) == {(None, "")}


def test_a_position_rule_leaves_another_answers_position(small: Small) -> None:
    tagging.set_position_rule(small.workspace, small.choices["Agree"], "welcomed")
    tagging.set_position_rule(small.workspace, small.choices["Surgery"], "concern")
    assert positions(small)[0] == ("welcomed", "question")  # the earlier rule
    tagging.set_position_rule(small.workspace, small.choices["Surgery"], None)
    assert positions(small)[0] == ("welcomed", "question")


@pytest.mark.parametrize("position", ["in favour", ""])
def test_a_position_off_the_scale_is_refused(small: Small, position: str) -> None:
    before = contents(small.workspace)
    with pytest.raises(NotPossible, match="position scale"):
        tagging.set_position(small.workspace, small.responses, position)
    with pytest.raises(NotPossible, match="position scale"):
        tagging.set_position_rule(small.workspace, small.choices["Agree"], position)
    assert contents(small.workspace) == before


def test_places_are_set_and_taken_away(small: Small) -> None:
    tagging.set_place(small.workspace, small.responses, small.places["South"])
    rows = comments.response_rows(small.workspace.connection, small.responses)
    assert {row.place for row in rows} == {"South"}
    tagging.set_place(small.workspace, small.responses, None)
    rows = comments.response_rows(small.workspace.connection, small.responses)
    assert {row.place for row in rows} == {""}


def test_nothing_of_another_exercise_is_put_on_responses(small: Small) -> None:
    other = small_exercise(small.workspace, "Another")
    before = contents(small.workspace)
    mine, theirs, group = small.responses, other.responses, other.groups["Residents"]
    attempts: tuple[Callable[[], object], ...] = (
        lambda: tagging.tag(small.workspace, mine, group),
        lambda: tagging.untag(small.workspace, mine, group),
        lambda: tagging.set_place(small.workspace, mine, other.places["North"]),
        lambda: tagging.set_position(small.workspace, (*mine, *theirs), "mixed"),
        lambda: tagging.set_group_rule(small.workspace, small.choices["Surgery"], group),
    )
    for attempt in attempts:
        with pytest.raises(NotPossible, match="belongs to another exercise"):
            attempt()
    assert contents(small.workspace) == before
