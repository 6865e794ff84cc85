"""The drafted texts of a paper and the officer's edits of them, kept when the figures change.

What was drafted is stored with each edit, so that today's draft can be worked into it word by
word: see analysis.word_merge.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engage_app.domain.changes import Changes
from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import Table
from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services import covers, reporting
from engage_app.services.workspace import Workspace
from storage import report_texts as store

if TYPE_CHECKING:
    from engage_app.domain.report import Report
    from engage_app.services.paper.draft import Draft
    from engage_app.services.paper.edits import DraftedText
    from engage_app.services.tables.material import Material


@dataclass(frozen=True)
class Paper:
    """A paper just made.

    Attributes:
        texts: those that may be edited, as `texts` gives them.
        material: what it was made from.
    """

    report: "Report"
    texts: "tuple[DraftedText, ...]"
    material: "Material"


def texts(
    workspace: Workspace, exercise_id: int, progress: Progress = no_progress
) -> "tuple[DraftedText, ...]":
    """The texts that may be edited, in the order of the planned paper, then edits of texts that
    it drafts no longer.

    Args:
        workspace: the open workspace.
        exercise_id: the exercise.
        progress: told as the paper is made.

    Raises:
        NotPossible: there is no such exercise, or every section is left out.
    """
    return written(workspace, exercise_id, progress)[1]


def written(
    workspace: Workspace,
    exercise_id: int,
    progress: Progress = no_progress,
    tables: dict[str, Table] | None = None,
) -> "tuple[Report, tuple[DraftedText, ...]]":
    """The planned paper with its texts: one making of it for who needs both.

    Args:
        workspace: the open workspace.
        exercise_id: the exercise.
        progress: told as the paper is made.
        tables: as for `reporting.build`.

    Raises:
        NotPossible: there is no such exercise, or every section is left out.
    """
    whole = made(workspace, exercise_id, progress, tables)
    return whole.report, whole.texts


def made(
    workspace: Workspace,
    exercise_id: int,
    progress: Progress = no_progress,
    tables: dict[str, Table] | None = None,
    rule: DisclosureRule | None = None,
) -> Paper:
    """The same with what it was made from. Don't keep that for long: it is all that was read.

    Args:
        workspace, exercise_id, progress, tables: as for `written`.
        rule: which small numbers are hidden, where not as decided.

    Raises:
        NotPossible: there is no such exercise, or every section is left out.
    """
    from engage_app.services.paper.edits import DraftedText
    from engage_app.services.tables.material import Material

    decided = covers.plan(workspace, exercise_id)
    rule = rule or covers.rule_of(decided)
    material = Material(workspace, exercise_id, label_least=rule.below)
    report, found = reporting.build(
        workspace,
        exercise_id,
        decided.cover,
        covers.sections_of(decided),
        rule=rule,
        progress=progress,
        tables=tables,
        material=material,
    )
    known = _known_figures(report, [text.drafted for text in found.values()])
    shown = [
        text if text.edited is None else replace(text, unknown=_unknown(text.shown, known))
        for text in found.values()
    ]
    others = store.edits(workspace.connection, exercise_id).keys() - found.keys()
    gone = [
        DraftedText(key, "", "", edit.edited, gone=True)
        for key, edit in store.edits(workspace.connection, exercise_id).items()
        if key in others
    ]
    return Paper(report, (*shown, *gone), material)


def edit(workspace: Workspace, exercise_id: int, key: str, text: str) -> Changes:
    """Let a text of the paper read so from now on; an empty one is not printed. Undoable.

    A text that reads as it is drafted is no edit: the one there was is forgotten.

    Raises:
        NotPossible: the paper has no such text.
    """
    today = next((one for one in texts(workspace, exercise_id) if one.key == key), None)
    if today is None or today.gone:
        raise NotPossible(
            "The paper no longer has that text.", action="Choose another one on the Report page."
        )
    return keep(workspace, exercise_id, today, text)


def keep(workspace: Workspace, exercise_id: int, today: "DraftedText", text: str) -> Changes:
    """The same of a text that is at hand as it is drafted today, without making the paper again."""
    key = today.key
    if text.strip() == today.drafted.strip():
        return restore(workspace, exercise_id, key)
    row = {"drafted": today.drafted, "edited": text.strip()}
    kept = store.edits(workspace.connection, exercise_id).get(key)
    with workspace.acting("edit text of the paper", exercise_id) as action:
        if kept:
            action.update("report_text", kept.id, row)
        else:
            action.insert("report_text", {"exercise_id": exercise_id, "key": key, **row})
    return action.changes()


def restore(workspace: Workspace, exercise_id: int, key: str) -> Changes:
    """Let a text read as it is drafted; what was made of it is forgotten. Undoable."""
    kept = store.edits(workspace.connection, exercise_id).get(key)
    with workspace.acting("restore text of the paper", exercise_id) as action:
        if kept:
            action.delete_by("report_text", "id", [kept.id])
    return action.changes()


def draft_of(workspace: Workspace, exercise_id: int) -> "Draft":
    """What the planned paper is written from: its published tables.

    Raises:
        NotPossible: there is no such exercise.
    """
    decided = covers.plan(workspace, exercise_id)
    return reporting.draft(
        workspace,
        exercise_id,
        covers.rule_of(decided),
        covers.sections_of(decided),
        decided.cover,
    )


def _unknown(text: str, known: set[str]) -> tuple[str, ...]:
    from analysis.word_merge import figures

    return tuple(dict.fromkeys(one for one in figures(text) if one not in known))


def _known_figures(report: "Report", drafts: list[str]) -> set[str]:
    """The figures that the paper prints elsewhere, as they are printed."""
    from analysis.word_merge import figures
    from engage_app.services.tables.wording import percent

    known: set[str] = set()
    for text in (*drafts, *report.notes):
        known.update(figures(text))
    for table in report.tables:
        known.update(figures(table.base))
        for value in (value for row in table.rows for value in row):
            if isinstance(value, str):
                known.update(figures(value))
            elif isinstance(value, float):
                known.update({percent(value), f"{value:.2f}"})
            elif value is not None:
                known.add(f"{value:,}")
    return known
