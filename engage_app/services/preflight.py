"""The pre-flight: every blank and weak spot of a paper, found before it is saved.

Each remark says what is so, what to do about it, and where in the window that is done.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from engage_app.domain.checks import Remark, Severity
from engage_app.domain.report import Report
from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services import (
    checking,
    covers,
    drafted,
    preflight_coding,
    preflight_cover,
    preflight_paper,
)
from engage_app.services.workspace import Workspace

if TYPE_CHECKING:
    from engage_app.services.paper.edits import DraftedText


def preflight(
    workspace: Workspace, exercise_id: int, progress: Progress = no_progress
) -> tuple[Remark, ...]:
    """Everything there is to see to: in the workspace, in the paper, in the files it is saved as.

    Args:
        workspace: the open workspace.
        exercise_id: the exercise.
        progress: told as the paper and its files are made.

    Returns:
        faults first, then advice, each in the order of the paper.

    Raises:
        NotPossible: there is no such exercise.
    """
    try:
        report, texts = drafted.written(
            workspace, exercise_id, lambda done, total: progress(done, 2 * total)
        )
    except NotPossible as error:
        return ordered((refusal(error), *of_report(workspace, exercise_id, None)))
    found = of_report(workspace, exercise_id, report, texts)
    files = of_files(report, lambda done, total: progress(total + done, 2 * total))
    return ordered((*found, *files))


def of_report(
    workspace: Workspace,
    exercise_id: int,
    report: Report | None,
    texts: Sequence["DraftedText"] = (),
) -> tuple[Remark, ...]:
    """What there is to see to in a paper that is made already, without its files; where there is
    none, what the workspace says.

    Raises:
        NotPossible: there is no such exercise.
    """
    plan = covers.plan(workspace, exercise_id)
    found = [
        *preflight_cover.remarks(workspace, exercise_id, plan),
        *preflight_coding.remarks(workspace, exercise_id),
    ]
    if report is not None:
        found += preflight_paper.remarks(workspace, exercise_id, report, texts)
    return ordered(found)


def of_files(report: Report, progress: Progress = no_progress) -> tuple[Remark, ...]:
    """What stands in the way of some reader of the files that a paper is saved as."""
    return checking.check_report(report, progress)


def refusal(error: NotPossible) -> Remark:
    """Why no paper can be made at all: no section is ticked, or the audit of what is hidden found
    a way to a small number."""
    return Remark(Severity.FAULT, error.message, error.action, "Paper", page="report.contents")


def ordered(found: Iterable[Remark]) -> tuple[Remark, ...]:
    """Faults first; nothing twice."""
    once = dict.fromkeys(found)
    return tuple(sorted(once, key=lambda remark: remark.severity is not Severity.FAULT))
