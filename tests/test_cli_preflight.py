"""`engage report WORKSPACE --check`: the pre-flight, a line for each remark."""

from pathlib import Path
from typing import Any

import pytest
from building import Small

from engage_app import cli
from engage_app.cli_preflight import code
from engage_app.domain.checks import Remark, Severity
from engage_app.domain.cover import CoverDetails
from engage_app.services import checking, covers, reporting
from engage_app.services.covers import ReportPlan


def printed(small: Small, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the command prints of a small exercise, which has faults."""
    assert cli.main(["report", str(small.workspace.path), "--check"]) == 1
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


def test_weak_spots_alone_are_no_failure() -> None:
    """A script that sends a paper on stops at a fault, and at nothing less."""
    weak = Remark(Severity.ADVICE, "Nobody coded a sample again.")
    assert code(()) == code((weak,)) == 0
    assert code((weak, Remark(Severity.FAULT, "“Author” is blank."))) == 1


def test_each_file_is_looked_at_once(
    small: Small,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What was just written is; a copy of what wasn't. The paper is made once for all of it."""
    looked: list[str] = []
    papers: list[int] = []
    look, make = checking.check_file, reporting.build

    def counting(path: Path) -> tuple[Remark, ...]:
        looked.append(path.name)
        return look(path)

    def making(*given: Any, **more: Any) -> Any:
        papers.append(1)
        return make(*given, **more)

    monkeypatch.setattr(checking, "check_file", counting)
    monkeypatch.setattr(reporting, "build", making)
    options = ["--word", str(tmp_path / "to send.docx"), "--html", str(tmp_path / "page.htm")]
    assert cli.main(["report", str(small.workspace.path), *options, "--check"]) == 1
    assert looked == ["to send.docx", "page.htm", "summary.xlsx"]
    assert papers == [1]
    assert "to send.docx" in capsys.readouterr().out
