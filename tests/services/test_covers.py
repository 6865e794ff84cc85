"""What an officer decides for a report is kept for each exercise."""

import json

from building import Small, made

from engage_app.domain.cover import CoverDetails, ForumRecord
from engage_app.domain.disclosure import DisclosureRule
from engage_app.services import covers, planning
from engage_app.services import workspace as workspaces
from engage_app.services.covers import ReportPlan

PLAN = ReportPlan(
    CoverDetails(
        organisation="Harbour ICB",
        confidential="Yes",
        purpose="For decision\nand for noting",
        forums=(ForumRecord("Executive", "1 May 2024", "Supported"), ForumRecord("Café 😀")),
    ),
    ("equality",),
    DisclosureRule(8, 5),
)


def test_nothing_decided_gives_the_defaults(small: Small) -> None:
    """A new exercise has an empty cover, all sections, and the officer's own rule."""
    assert covers.plan(small.workspace, small.exercise) == ReportPlan()


def test_what_is_decided_comes_back_whole(small: Small) -> None:
    """Every field is kept, the forums in their order."""
    changes = covers.save_plan(small.workspace, small.exercise, PLAN, "edit cover")
    assert changes.tables == {"report_cover"}
    assert changes.label == "edit cover"
    assert covers.plan(small.workspace, small.exercise) == PLAN


def test_each_exercise_has_a_cover_of_its_own(small: Small) -> None:
    """What is typed for one says nothing of another."""
    other = made(planning.add_exercise(small.workspace, "Another"))
    covers.save_plan(small.workspace, small.exercise, PLAN)
    assert covers.plan(small.workspace, other) == ReportPlan()


def test_saving_can_be_undone_and_done_again(small: Small) -> None:
    """Undo goes back one save at a time."""
    covers.save_plan(small.workspace, small.exercise, PLAN)
    later = ReportPlan(CoverDetails(author="A. Officer"))
    covers.save_plan(small.workspace, small.exercise, later)
    workspaces.undo(small.workspace)
    assert covers.plan(small.workspace, small.exercise) == PLAN
    workspaces.undo(small.workspace)
    assert covers.plan(small.workspace, small.exercise) == ReportPlan()
    workspaces.redo(small.workspace)
    assert covers.plan(small.workspace, small.exercise) == PLAN


def test_saving_the_same_again_is_no_action(small: Small) -> None:
    """Leaving a field unchanged puts nothing into the trail."""
    assert not covers.save_plan(small.workspace, small.exercise, ReportPlan())
    assert covers.save_plan(small.workspace, small.exercise, PLAN)
    assert not covers.save_plan(small.workspace, small.exercise, PLAN)


def test_fields_of_another_version_are_passed_over(small: Small) -> None:
    """A field that this Engage doesn't know costs nothing of those it knows."""
    details = {"cover": {"author": "A. Officer", "signature": "none"}, "colour": "blue"}
    with small.workspace.acting("edit cover", small.exercise) as action:
        row = {"exercise_id": small.exercise, "details": json.dumps(details)}
        action.insert("report_cover", row)
    found = covers.plan(small.workspace, small.exercise)
    assert found == ReportPlan(CoverDetails(author="A. Officer"))


def test_a_threshold_that_an_earlier_engage_kept_is_a_rule(small: Small) -> None:
    """Rounding was unknown then, and noughts were shown."""
    with small.workspace.acting("edit cover", small.exercise) as action:
        row = {"exercise_id": small.exercise, "details": json.dumps({"threshold": 7})}
        action.insert("report_cover", row)
    found = covers.plan(small.workspace, small.exercise)
    assert found == ReportPlan(rule=DisclosureRule(7))
    assert covers.rule_of(found) == DisclosureRule(7)


def test_a_report_without_a_rule_takes_the_officers() -> None:
    assert covers.rule_of(ReportPlan()) == DisclosureRule(5)
