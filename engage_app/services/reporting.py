"""Reports: the finished paper of an exercise, and the files it is written to."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from engage_app.domain.cover import CoverDetails
from engage_app.domain.report import Block, Report, Table
from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services import findings, planning
from engage_app.services.workspace import Workspace

if TYPE_CHECKING:
    from engage_app.services.paper.draft import Draft

SECTIONS: tuple[tuple[str, str], ...] = (
    ("introduction", "Introduction"),
    ("outcome", "Outcome of the engagement"),
    ("themes", "What we heard, by theme"),
    ("challenges", "What each side raised"),
    ("theme_by_group", "Themes by stakeholder group"),
    ("closed_questions", "Closed questions"),
    ("reach", "Who took part and who was not heard"),
    ("equality", "Equality profile"),
    ("method", "How this was done"),
)
"""(key, heading) of the sections of a paper, in order."""

_IN_WORKBOOK: dict[str, tuple[str, ...]] = {
    "outcome": ("position_by_group", "position_counts"),
    "themes": ("themes", "theme_by_position", "quotes"),
    "theme_by_group": ("theme_by_group", "theme_by_subgroup"),
    "closed_questions": ("question_", "grid_"),
    "reach": ("reach_by_group", "reach_by_activity"),
    "equality": ("equality_",),
    "method": ("campaigns", "codings"),
}
"""The tables of the workbook by section; a name that ends in _ stands for a family of tables."""

SUBTITLE = "What we heard: report on the engagement"

Section = Callable[["Draft"], list[Block]]


def build_report(
    workspace: Workspace,
    exercise_id: int,
    cover: CoverDetails | None = None,
    sections: Collection[str] | None = None,
    *,
    threshold: int,
    progress: Progress = no_progress,
) -> Report:
    """The finished report: suppressed, worded, in order. The writers decide nothing.

    Args:
        workspace: the open workspace.
        exercise_id: the exercise.
        cover: the cover as the officer filled it in.
        sections: keys of SECTIONS, or all of them. Figures are suppressed over all tables of the
            exercise, whichever are printed, so that two reports can't be set against each other.
        threshold: the smallest count of people that may be shown.
        progress: told as tables and sections are made.

    Raises:
        NotPossible: there is no such exercise, or no section was chosen.
        ValueError: there is no such section.
    """
    from engage_app.services.paper import opening
    from engage_app.services.paper.cover import LABELS, filled

    wanted = _wanted(sections)
    steps = len(wanted) + 1
    progress(0, steps)
    draft = _draft(workspace, exercise_id, threshold)
    blocks: list[Block] = []
    for number, key in enumerate(wanted, 1):
        progress(number, steps)
        blocks += _writers()[key](draft)
    exercise = draft.material.exercise
    fields = filled(cover or CoverDetails(), exercise, opening.summary(draft))
    progress(steps, steps)
    return Report(
        title=fields["title"],
        subtitle=SUBTITLE,
        organisation=fields["organisation"],
        date=fields["date_of_meeting"],
        author=fields["author"],
        cover=tuple((LABELS[name], value) for name, value in fields.items()),
        notes=_notes(draft),
        tables=_workbook(draft, wanted),
        blocks=tuple(blocks),
    )


def blanks(workspace: Workspace, exercise_id: int, cover: CoverDetails | None = None) -> list[str]:
    """What the cover still lacks: the labels of fields that will read "To be confirmed".

    Raises:
        NotPossible: there is no such exercise.
    """
    from engage_app.services.paper.cover import blank_fields

    return blank_fields(cover or CoverDetails(), planning.exercise(workspace, exercise_id))


def write_excel(report: Report, path: Path) -> Path:
    """Write the workbook beside, never over, a file that is open; returns the path used.

    Raises:
        EngageError: it can't be written there.
    """
    from storage.reports.excel import write_excel as write

    return write(report, path)


def write_word(report: Report, path: Path) -> Path:
    """Write the document beside, never over, a file that is open; returns the path used.

    Raises:
        EngageError: it can't be written there.
    """
    from storage.reports.word import write_word as write

    return write(report, path)


def _wanted(sections: Collection[str] | None) -> list[str]:
    known = [key for key, _ in SECTIONS]
    unknown = set(sections or ()) - set(known)
    if unknown:
        raise ValueError(f"no such sections: {', '.join(sorted(unknown))}")
    wanted = [key for key in known if sections is None or key in sections]
    if not wanted:
        raise NotPossible(
            "There is nothing to put in the report.", action="Tick at least one section."
        )
    return wanted


def _draft(workspace: Workspace, exercise_id: int, threshold: int) -> "Draft":
    from engage_app.services.paper.draft import Draft
    from engage_app.services.tables.material import Material

    material = Material(workspace, exercise_id, label_least=threshold)
    tables = findings.published(findings.made(material), threshold)
    return Draft(material, {table.name: table for table in tables}, threshold)


def _workbook(draft: "Draft", wanted: list[str]) -> tuple[Table, ...]:
    names = [name for key in wanted for name in _IN_WORKBOOK.get(key, ())]
    families = tuple(name for name in names if name.endswith("_"))
    return tuple(
        table
        for name, table in draft.tables.items()
        if name in names or (families and name.startswith(families))
    )


def _notes(draft: "Draft") -> tuple[str, ...]:
    from engage_app.services.paper import method

    return method.notes(draft)


def _writers() -> dict[str, Section]:
    from engage_app.services.paper import body, method, opening

    return {
        "introduction": opening.introduction,
        "outcome": opening.outcome,
        "themes": body.themes,
        "challenges": body.challenges,
        "theme_by_group": body.crossed,
        "closed_questions": body.closed_questions,
        "reach": body.reach,
        "equality": body.equality,
        "method": method.method,
    }
