"""The pre-flight: every blank and weak spot of a paper, found before it is saved.

Each remark says what is so, what to do about it, and where in the window that is done.
"""

from collections.abc import Collection, Iterable

from engage_app.domain.checks import Remark, Severity
from engage_app.domain.report import Report
from engage_app.errors import EngageError, NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services import (
    checking,
    covers,
    drafted,
    preflight_coding,
    preflight_cover,
    preflight_paper,
    preflight_sources,
)
from engage_app.services.drafted import Paper
from engage_app.services.workspace import Workspace


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
        paper = drafted.made(workspace, exercise_id, lambda done, total: progress(done, 2 * total))
    except NotPossible as error:
        return refused(workspace, exercise_id, error)
    found = of_paper(workspace, exercise_id, paper)
    files = of_files(paper.report, lambda done, total: progress(total + done, 2 * total))
    return ordered((*found, *files))


def of_paper(workspace: Workspace, exercise_id: int, paper: Paper | None) -> tuple[Remark, ...]:
    """What there is to see to in a paper that is made already, without its files; where there is
    none, what the workspace says.

    Raises:
        NotPossible: there is no such exercise.
    """
    plan = covers.plan(workspace, exercise_id)
    found = [*preflight_cover.remarks(workspace, exercise_id, plan)]
    found += preflight_sources.remarks(workspace, exercise_id)
    if paper is None:
        found += preflight_coding.remarks(workspace, exercise_id)
    else:
        found += preflight_coding.remarks(workspace, exercise_id, paper.material)
        found += preflight_paper.remarks(paper, covers.rule_of(plan))
    return ordered(found)


def refused(workspace: Workspace, exercise_id: int, error: EngageError) -> tuple[Remark, ...]:
    """Why no paper can be made at all (no section is ticked, or the audit of what is hidden found a
    way to a small number), and what else there is to see to.

    Raises:
        NotPossible: there is no such exercise.
    """
    found = of_paper(workspace, exercise_id, None)
    if not isinstance(error, NotPossible):
        return found
    why = Remark(Severity.FAULT, error.message, error.action, "Paper", page="report.contents")
    return ordered((why, *found))


def of_files(
    report: Report, progress: Progress = no_progress, written: Collection[str] = ()
) -> tuple[Remark, ...]:
    """What stands in the way of some reader of the files that a paper is saved as.

    Args:
        report: the finished report.
        progress: told after each file.
        written: the endings, with their dots, of files not to be looked at: they are saved already,
            and whoever saved them looks at those.
    """
    return checking.check_report(report, progress, written)


def ordered(found: Iterable[Remark]) -> tuple[Remark, ...]:
    """Faults first; nothing twice."""
    once = dict.fromkeys(found)
    return tuple(sorted(once, key=lambda remark: remark.severity is not Severity.FAULT))
