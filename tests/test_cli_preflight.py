"""`engage report WORKSPACE --check`: the pre-flight, a line for each remark."""

import pytest
from building import Small

from engage_app import cli
from engage_app.domain.cover import CoverDetails
from engage_app.services import covers, reporting
from engage_app.services.covers import ReportPlan


def printed(small: Small, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the command prints of a small exercise."""
    assert cli.main(["report", str(small.workspace.path), "--check"]) == 0
    return capsys.readouterr().out.splitlines()


def test_blanks_faults_and_weak_spots_are_listed(
    small: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each blank of the cover once, by its name; then what else there is, faults first."""
    lines = printed(small, capsys)
    blanks = reporting.blanks(small.workspace, small.exercise)
    assert lines[: len(blanks)] == [f"Still to fill: {blank}" for blank in blanks]
    others = [line.split(":")[0] for line in lines[len(blanks) :]]
    assert set(others) == {"Fault", "Weak spot"}
    assert others == sorted(others)
    assert not any("will read" in line for line in lines)


def test_the_list_shrinks(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    """What was filled in is listed no more."""
    before = printed(small, capsys)
    covers.save_plan(small.workspace, small.exercise, ReportPlan(CoverDetails(author="A. Officer")))
    after = printed(small, capsys)
    assert set(before) - set(after) == {"Still to fill: Author"}
    assert set(after) <= set(before)
