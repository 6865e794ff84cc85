"""What `engage report WORKSPACE --check` prints: the pre-flight, a line for each remark."""

from collections.abc import Iterable, Iterator

from engage_app.domain.checks import Remark, Severity
from engage_app.services.workspace import Workspace

_WORDS = {Severity.FAULT: "Fault", Severity.ADVICE: "Weak spot"}


def lines(workspace: Workspace, exercise_id: int, remarks: Iterable[Remark]) -> Iterator[str]:
    """Fields of the cover still to fill by their names, then every other remark.

    Args:
        workspace: the open workspace.
        exercise_id: the exercise.
        remarks: what the pre-flight found.

    Raises:
        NotPossible: there is no such exercise.
    """
    from engage_app.services import covers, reporting

    cover = covers.plan(workspace, exercise_id).cover
    blanks = reporting.blanks(workspace, exercise_id, cover)
    yield from (f"Still to fill: {blank}" for blank in blanks)
    for remark in remarks:
        if not any(remark.what.startswith(f"“{blank}” is blank") for blank in blanks):
            yield line(remark)


def code(remarks: Iterable[Remark]) -> int:
    """The exit code: 1 where there is a fault, 0 where there are weak spots at most."""
    return int(any(remark.severity is Severity.FAULT for remark in remarks))


def line(remark: Remark) -> str:
    """A remark on one line, with the rule it rests on."""
    where = f"{remark.where}: " if remark.where else ""
    rule = f" [{remark.rule}]" if remark.rule else ""
    return f"{_WORDS[remark.severity]}: {where}{remark.what} {remark.action}".rstrip() + rule
