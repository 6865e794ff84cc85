"""An exercise's own position scale: changed without losing what was recorded, used everywhere."""

from collections.abc import Callable

import pytest
from building import Small, contents

from engage_app.domain.changes import Changes
from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.exercise import Side
from engage_app.domain.report import Table
from engage_app.domain.scales import AGREE_SCALE, SUPPORT_SCALE
from engage_app.errors import NotPossible
from engage_app.services import coding, findings, planning, reporting, scales, tagging
from engage_app.services import workspace as workspaces
from engage_app.services.tables import positions
from engage_app.services.tables.material import Material


def labels(small: Small) -> list[str]:
    """The steps in order; retired ones in brackets."""
    steps = scales.positions(small.workspace, small.exercise)
    return [f"({step.label})" if step.retired else step.label for step in steps]


def use(small: Small, scale: tuple = SUPPORT_SCALE) -> None:  # type: ignore[type-arg]
    """Take a scale."""
    scales.use_scale(small.workspace, small.exercise, scale)


def test_a_step_is_added_renamed_moved_and_turned(small: Small) -> None:
    workspace, exercise_id = small.workspace, small.exercise
    use(small)
    scales.add_step(workspace, exercise_id, " It  depends ", Side.BOTH)
    scales.edit_step(workspace, exercise_id, "it depends", label="Depends")
    scales.move_step(workspace, exercise_id, "it depends", 0)
    scales.edit_step(workspace, exercise_id, "it depends", side=Side.NEITHER)
    first = scales.positions(workspace, exercise_id)[0]
    assert (first.code, first.label, first.side) == ("it depends", "Depends", Side.NEITHER)
    for _ in range(5):
        workspaces.undo(workspace)
    assert planning.exercise(workspace, exercise_id).position_scale == ""


def test_steps_have_words_and_different_ones(small: Small) -> None:
    before = contents(small.workspace)
    for label, sentence in ((" ", "needs words"), ("WELCOMED", "already")):
        with pytest.raises(NotPossible, match=sentence):
            scales.add_step(small.workspace, small.exercise, label, Side.FOR)
        with pytest.raises(NotPossible, match=sentence):
            scales.edit_step(small.workspace, small.exercise, "concern", label=label)
    assert contents(small.workspace) == before


def test_a_step_in_use_is_retired_another_removed(small: Small) -> None:
    workspace, exercise_id = small.workspace, small.exercise
    tagging.set_position(workspace, small.responses[:2], "opportunity")
    tagging.set_position_rule(workspace, small.choices["Disagree"], "some concern")
    assert scales.step_usage(workspace, exercise_id) == {"opportunity": 2, "some concern": 1}
    for code in ("opportunity", "some concern", "no view"):
        scales.remove_step(workspace, exercise_id, code)
    assert labels(small) == ["Welcomed", "Concern", "(Some concern)", "(Opportunity)", "Mixed"]
    scales.bring_back_step(workspace, exercise_id, "opportunity")
    assert "Opportunity" in labels(small)


def test_another_scale_keeps_what_is_in_use(small: Small) -> None:
    tagging.set_position(small.workspace, small.responses[:1], "opportunity")
    use(small, AGREE_SCALE)
    assert labels(small) == [*(step.label for step in AGREE_SCALE), "(Opportunity)"]
    assert workspaces.check(small.workspace) == []


def test_there_is_a_step_for_each_side_and_for_divided_groups(small: Small) -> None:
    with pytest.raises(NotPossible, match="mixed views"):
        scales.remove_step(small.workspace, small.exercise, "mixed")
    scales.remove_step(small.workspace, small.exercise, "some concern")
    with pytest.raises(NotPossible, match="against"):
        scales.edit_step(small.workspace, small.exercise, "concern", side=Side.FOR)


def test_only_the_exercises_own_steps_are_recorded(small: Small) -> None:
    workspace = small.workspace
    use(small)
    writes: tuple[Callable[[], Changes], ...] = (
        lambda: tagging.set_position(workspace, small.responses[:1], "welcomed"),
        lambda: tagging.set_position_rule(workspace, small.choices["Agree"], "welcomed"),
    )
    for write in writes:
        with pytest.raises(NotPossible, match="not on this exercise's position scale"):
            write()
    tagging.set_position_rule(workspace, small.choices["Agree"], "strongly support")
    assert tagging.tags_of(workspace, small.responses[0]).position == "strongly support"


def table(tables: tuple[Table, ...], name: str) -> Table:
    """The table of that name."""
    return next(each for each in tables if each.name == name)


def test_findings_and_paper_speak_of_the_exercises_scale(small: Small) -> None:
    """Columns, sentences, the rule on the method page and the sides all follow the scale."""
    workspace, exercise_id = small.workspace, small.exercise
    use(small)
    tagging.set_position(workspace, small.responses[:2], "support")
    tagging.set_position(workspace, small.responses[2:4], "strongly oppose")
    tables = findings.findings(workspace, exercise_id)
    counts = table(tables, "position_counts")
    assert [column.name for column in counts.columns][2:-1] == [
        step.label for step in SUPPORT_SCALE
    ]
    stands = table(tables, "position_by_group")
    assert "strongly support, support" in stands.notes[0]
    assert stands.chart is not None
    assert [series.name for series in stands.chart.series][:2] == ["Strongly support", "Support"]
    assert positions.paragraphs(Material(workspace, exercise_id), 0) == (
        "The proposal was supported (“Support”) by General practice and Surgeries.",
        "The proposal was opposed (“Strongly oppose”) by Residents.",
    )
    by_position = table(tables, "theme_by_position")
    assert "Neither support nor oppose" in [column.name for column in by_position.columns]
    coding.add_coding(workspace, small.comments[:1], next(iter(small.themes.values())))
    report = repr(reporting.build_report(workspace, exercise_id, rule=DisclosureRule(0)))
    assert "“Oppose” and “Strongly oppose”" in report
    assert "welcome" not in report.lower()


def test_a_divided_group_is_reported_under_the_step_for_mixed_views(small: Small) -> None:
    workspace, exercise_id = small.workspace, small.exercise
    use(small)
    tagging.set_position(workspace, small.responses[2:3], "support")
    tagging.set_position(workspace, small.responses[3:4], "oppose")
    assert positions.paragraphs(Material(workspace, exercise_id), 0) == (
        "Views were mixed, or neither for nor against, among Residents.",
    )
