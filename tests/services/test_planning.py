"""Exercises and stakeholder groups: what an officer plans with."""

import pytest
from building import Small, contents, made

from engage_app.domain.activity import ActivityKind
from engage_app.domain.exercise import Status
from engage_app.domain.stakeholders import in_tree_order
from engage_app.domain.tree import descendants
from engage_app.errors import NotPossible
from engage_app.services import planning, tagging
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace


def tree(small: Small) -> list[str]:
    """The groups as an outline."""
    nodes = in_tree_order(planning.groups(small.workspace, small.exercise))
    return ["  " * node.depth + node.group.name for node in nodes]


def test_an_exercise_keeps_what_was_said_of_it(workspace: Workspace) -> None:
    key = made(planning.add_exercise(workspace, "  Clinic move ", purpose="Hear patients"))
    planning.edit_exercise(workspace, key, status=Status.OPEN, opens_on="2026-03-01")
    found = planning.exercise(workspace, key)
    assert (found.title, found.purpose) == ("Clinic move", "Hear patients")
    assert (found.status, found.opens_on) == (Status.OPEN, "2026-03-01")
    assert found.invented is False


@pytest.mark.parametrize("title", ["", "  \n"])
def test_a_title_is_needed(small: Small, title: str) -> None:
    before = contents(small.workspace)
    with pytest.raises(NotPossible, match="needs a title"):
        planning.add_exercise(small.workspace, title)
    with pytest.raises(NotPossible, match="needs a title"):
        planning.edit_exercise(small.workspace, small.exercise, title=title)
    with pytest.raises(NotPossible, match="needs a title"):
        planning.add_activity(small.workspace, small.exercise, ActivityKind.MEETING, title)
    assert contents(small.workspace) == before


def test_an_exercise_that_is_gone_gives_a_sentence(small: Small) -> None:
    with pytest.raises(NotPossible, match="no longer in this workspace"):
        planning.exercise(small.workspace, 999)


def test_activities_come_by_date(small: Small) -> None:
    for date in ("2026-05-02", "2026-05-01"):
        planning.add_activity(
            small.workspace,
            small.exercise,
            ActivityKind.INTERVIEW,
            date,
            date=date,
            venue="Library",
            invited=12,
        )
    listed = planning.activities(small.workspace, small.exercise)
    assert [each.title for each in listed] == ["Survey", "Workshop", "2026-05-01", "2026-05-02"]
    assert (listed[2].kind, listed[2].venue) == (ActivityKind.INTERVIEW, "Library")
    assert (listed[2].invited, listed[2].attended) == (12, None)


def test_questions_come_with_their_choices(small: Small) -> None:
    listed = planning.questions(small.workspace, small.exercise)
    assert [question.name for question in listed] == ["view", "more", "role", "stand"]
    assert [choice.label for choice in listed[2].choices] == ["Surgery", "Resident"]
    assert listed[2].closed
    assert not listed[0].closed


def test_the_tree_of_groups_keeps_its_order(small: Small) -> None:
    assert tree(small) == ["Primary care", "  General practice", "    Surgeries", "Residents"]
    planning.add_group(small.workspace, small.exercise, "Dentists", small.groups["Primary care"])
    assert tree(small) == [
        "Primary care",
        "  General practice",
        "    Surgeries",
        "  Dentists",
        "Residents",
    ]


def test_a_group_is_renamed_and_planned(small: Small) -> None:
    residents = small.groups["Residents"]
    planning.edit_group(
        small.workspace,
        small.exercise,
        residents,
        name=" People who live here ",
        part_name="some households",
        planned=200,
    )
    (found,) = (
        each for each in planning.groups(small.workspace, small.exercise) if each.id == residents
    )
    assert (found.name, found.part_name) == ("People who live here", "some households")
    assert found.planned == 200


@pytest.mark.parametrize("name", ["", "residents", "PRIMARY CARE "])
def test_brothers_have_names_and_different_ones(small: Small, name: str) -> None:
    before = contents(small.workspace)
    with pytest.raises(NotPossible):
        planning.add_group(small.workspace, small.exercise, name)
    other = "Primary care" if name == "residents" else "Residents"
    with pytest.raises(NotPossible):
        planning.edit_group(small.workspace, small.exercise, small.groups[other], name=name)
    assert contents(small.workspace) == before


def test_a_group_may_keep_its_name_and_cousins_may_share_one(small: Small) -> None:
    residents = small.groups["Residents"]
    planning.edit_group(small.workspace, small.exercise, residents, name="RESIDENTS")
    planning.add_group(small.workspace, small.exercise, "Surgeries", residents)
    assert tree(small)[-2:] == ["RESIDENTS", "  Surgeries"]


def test_a_group_moves_with_those_below_it(small: Small) -> None:
    planning.move_group(
        small.workspace, small.exercise, small.groups["General practice"], None, place=0
    )
    assert tree(small) == ["General practice", "  Surgeries", "Primary care", "Residents"]
    workspaces.undo(small.workspace)
    assert tree(small) == ["Primary care", "  General practice", "    Surgeries", "Residents"]


def test_a_group_moves_among_its_brothers(small: Small) -> None:
    planning.move_group(small.workspace, small.exercise, small.groups["Residents"], None, place=0)
    assert tree(small)[0] == "Residents"
    planning.move_group(small.workspace, small.exercise, small.groups["Residents"], None)
    assert tree(small)[-1] == "Residents"


@pytest.mark.parametrize("parent", ["Primary care", "General practice", "Surgeries"])
def test_a_group_cant_go_below_itself(small: Small, parent: str) -> None:
    with pytest.raises(NotPossible, match="below itself"):
        planning.move_group(
            small.workspace, small.exercise, small.groups["Primary care"], small.groups[parent]
        )


def test_a_group_cant_move_beside_its_namesake(small: Small) -> None:
    planning.add_group(small.workspace, small.exercise, "surgeries")
    with pytest.raises(NotPossible, match="already a group"):
        planning.move_group(small.workspace, small.exercise, small.groups["Surgeries"], None)


def test_a_removed_group_takes_its_tags_and_rules_and_leaves_the_responses(small: Small) -> None:
    tagging.set_group_rule(
        small.workspace, small.choices["Surgery"], small.groups["General practice"]
    )
    before = contents(small.workspace)
    top = small.groups["Primary care"]
    assert planning.group_usage(small.workspace, small.exercise, top) == 3
    planning.remove_group(small.workspace, small.exercise, top)
    after = contents(small.workspace)
    assert tree(small) == ["Residents"]
    assert tagging.rules(small.workspace, small.exercise) == []
    assert tagging.groups_of(small.workspace, small.responses) == {small.groups["Residents"]}
    assert after["response"] == before["response"]
    assert workspaces.check(small.workspace) == []
    workspaces.undo(small.workspace)
    assert contents(small.workspace) == before


def test_descendants_are_the_node_and_all_below() -> None:
    parents = {1: None, 2: 1, 3: 2, 4: 1, 5: None}
    assert descendants(1, parents) == {1, 2, 3, 4}
    assert descendants(5, parents) == {5}
    assert descendants(9, parents) == {9}
    assert descendants(1, {1: 2, 2: 1}) == {1, 2}  # a ring ends too
