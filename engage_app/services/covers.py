"""What an officer decides for a report, kept for each exercise: cover, sections, suppression."""

import json
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from engage_app import settings
from engage_app.domain.changes import Changes
from engage_app.domain.cover import CoverDetails, ForumRecord
from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import Report
from engage_app.progress import Progress, no_progress
from engage_app.services import reporting
from engage_app.services.workspace import Workspace
from storage import covers


@dataclass(frozen=True)
class ReportPlan:
    """How the report of an exercise is to be.

    Attributes:
        cover: the cover as far as it is filled in.
        left_out: keys of the sections not to print; a section that a later Engage adds is printed.
        rule: which small numbers are hidden; None takes the officer's setting.
    """

    cover: CoverDetails = field(default_factory=CoverDetails)
    left_out: tuple[str, ...] = ()
    rule: DisclosureRule | None = None


def plan(workspace: Workspace, exercise_id: int) -> ReportPlan:
    """What was decided; defaults where nothing was."""
    _, details = covers.details(workspace.connection, exercise_id)
    return _read(json.loads(details))


def save_plan(
    workspace: Workspace, exercise_id: int, decided: ReportPlan, label: str = "edit report"
) -> Changes:
    """Keep what was decided. Undoable; nothing is written where nothing is new.

    Args:
        workspace: the open workspace.
        exercise_id: the exercise.
        decided: all of it, what stays the same included.
        label: what the Undo menu says.
    """
    row, before = covers.details(workspace.connection, exercise_id)
    if _read(json.loads(before)) == decided:
        return Changes(label)
    details = json.dumps(asdict(decided), ensure_ascii=False)
    with workspace.acting(label, exercise_id) as action:
        if row:
            action.update("report_cover", row, {"details": details})
        else:
            action.insert("report_cover", {"exercise_id": exercise_id, "details": details})
    return action.changes()


def planned_report(
    workspace: Workspace,
    exercise_id: int,
    progress: Progress = no_progress,
    rule: DisclosureRule | None = None,
) -> Report:
    """The report as it was decided to be: its cover, its sections, its suppression.

    Args:
        workspace: the open workspace.
        exercise_id: the exercise.
        progress: told as tables and sections are made.
        rule: which small numbers are hidden, where not as decided.

    Raises:
        NotPossible: there is no such exercise, or every section is left out.
    """
    decided = plan(workspace, exercise_id)
    return reporting.build_report(
        workspace,
        exercise_id,
        decided.cover,
        sections_of(decided),
        rule=rule or rule_of(decided),
        progress=progress,
    )


def sections_of(decided: ReportPlan) -> list[str]:
    """The keys of the sections to print, in order."""
    return [key for key, _ in reporting.SECTIONS if key not in decided.left_out]


def rule_of(decided: ReportPlan) -> DisclosureRule:
    """Which small numbers are hidden: the report's own rule, or the officer's."""
    return decided.rule or DisclosureRule(settings.load().suppress_below)


def _read(stored: dict[str, Any]) -> ReportPlan:
    """Fields that this Engage doesn't know are passed over."""
    known = {each.name for each in fields(CoverDetails)}
    cover = {name: value for name, value in stored.get("cover", {}).items() if name in known}
    cover["forums"] = tuple(ForumRecord(**forum) for forum in cover.get("forums", ()))
    return ReportPlan(CoverDetails(**cover), tuple(stored.get("left_out", ())), _rule(stored))


def _rule(stored: dict[str, Any]) -> DisclosureRule | None:
    """As stored; an Engage before there were rules kept the threshold alone."""
    if (before := stored.get("threshold")) is not None:
        return DisclosureRule(before)
    kept = stored.get("rule")
    if kept is None:
        return None
    known = {each.name for each in fields(DisclosureRule)}
    return DisclosureRule(**{name: value for name, value in kept.items() if name in known})
