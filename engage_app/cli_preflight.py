"""What `engage report WORKSPACE --check` prints: the pre-flight, a line for each remark."""

from engage_app.domain.checks import Remark, Severity
from engage_app.progress import Progress, no_progress
from engage_app.services.workspace import Workspace

_WORDS = {Severity.FAULT: "Fault", Severity.ADVICE: "Weak spot"}


def left(workspace: Workspace, exercise_id: int, progress: Progress = no_progress) -> list[str]:
    """Fields of the cover still to fill by their names, then every other fault and weak spot.

    Raises:
        NotPossible: there is no such exercise.
    """
    from engage_app.services import covers, preflight, reporting

    cover = covers.plan(workspace, exercise_id).cover
    blanks = reporting.blanks(workspace, exercise_id, cover)
    lines = [f"Still to fill: {blank}" for blank in blanks]
    lines += (
        line(remark)
        for remark in preflight.preflight(workspace, exercise_id, progress)
        if not any(remark.what.startswith(f"“{blank}” is blank") for blank in blanks)
    )
    return lines


def line(remark: Remark) -> str:
    """A remark on one line, with the rule it rests on."""
    where = f"{remark.where}: " if remark.where else ""
    rule = f" [{remark.rule}]" if remark.rule else ""
    return f"{_WORDS[remark.severity]}: {where}{remark.what} {remark.action}".rstrip() + rule
