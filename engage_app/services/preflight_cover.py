"""What the pre-flight says of the cover, the exercise, and what small numbers are hidden."""

from collections.abc import Iterator
from datetime import datetime

from engage_app.domain.checks import Remark, Severity
from engage_app.domain.cover import TO_BE_CONFIRMED
from engage_app.domain.exercise import Exercise
from engage_app.services import covers, planning, reporting
from engage_app.services.covers import ReportPlan
from engage_app.services.workspace import Workspace

_WHERE, _EXERCISE = "Cover", "Exercise"
_METHOD = "method"


def remarks(workspace: Workspace, exercise_id: int, plan: ReportPlan) -> Iterator[Remark]:
    """Blank fields, and what the exercise doesn't say of itself."""
    exercise = planning.exercise(workspace, exercise_id)
    yield from _blanks(plan, exercise)
    yield from _drafted(plan)
    yield from _of_exercise(exercise)
    if covers.rule_of(plan).below <= 1:
        yield Remark(
            Severity.FAULT,
            "No small number is hidden, so somebody could be recognised.",
            "Choose a rule on small numbers.",
            "Contents",
            page="report.contents",
        )
    if _METHOD in plan.left_out:
        heading = dict(reporting.SECTIONS).get(_METHOD, "Method")
        yield Remark(
            Severity.ADVICE,
            f"The section “{heading}” is left out, so nobody can check how the figures were made.",
            "Tick it.",
            "Contents",
            page="report.contents",
        )


def _blanks(plan: ReportPlan, exercise: Exercise) -> Iterator[Remark]:
    from engage_app.services.paper.cover import LABELS, blank_fields

    names = {label: name for name, label in LABELS.items()}
    for label in blank_fields(plan.cover, exercise):
        yield Remark(
            Severity.FAULT,
            f"“{label}” is blank and will read “{TO_BE_CONFIRMED}”.",
            "Fill it in, with “Not applicable” where it is.",
            _WHERE,
            page=f"report.cover.{names[label]}",
        )
    for forum in plan.cover.forums:
        if not (forum.meeting.strip() and forum.date.strip() and forum.outcomes.strip()):
            named = forum.meeting.strip() or "Another forum"
            yield Remark(
                Severity.FAULT,
                f"“{named}” among the other forums lacks its name, its date or its outcome.",
                "Fill in all three, or remove it.",
                _WHERE,
                page="report.cover.forums",
            )


def _drafted(plan: ReportPlan) -> Iterator[Remark]:
    if not plan.cover.recommendations.strip():
        yield Remark(
            Severity.ADVICE,
            "There is no recommendation: the Board will only be asked to note the outcome.",
            "Write what the Board is asked to decide.",
            _WHERE,
            page="report.cover.recommendations",
        )
    if not plan.cover.purpose.strip():
        yield Remark(
            Severity.ADVICE,
            "The purpose of the paper is a general sentence.",
            "Write why this paper comes to this meeting.",
            _WHERE,
            page="report.cover.purpose",
        )


def _of_exercise(exercise: Exercise) -> Iterator[Remark]:
    for value, what in (
        (exercise.opens_on, "on which day the engagement opened"),
        (exercise.closes_on, "on which day the engagement closed"),
    ):
        if not value:
            yield _missing(Severity.FAULT, what)
    if exercise.closes_on > datetime.now().astimezone().date().isoformat():
        yield Remark(
            Severity.ADVICE,
            "The engagement is still open: more may be said before it closes.",
            "Make the paper again when it has closed.",
            _EXERCISE,
            page="plan.exercise",
        )
    if not exercise.proposal.strip():
        yield _missing(Severity.FAULT, "what was proposed")
    if not exercise.purpose.strip():
        yield _missing(Severity.ADVICE, "what the engagement was for")


def _missing(severity: Severity, what: str) -> Remark:
    return Remark(
        severity,
        f"The paper can't say {what}.",
        "Fill it in on the Plan page.",
        _EXERCISE,
        page="plan.exercise",
    )
