"""Bringing in a survey: look at the file, confirm what was understood, import, take out again."""

from collections.abc import Sequence
from pathlib import Path

from engage_app.domain.changes import Changes
from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services import import_compare as later
from engage_app.services.import_compare import included
from engage_app.services.import_earlier import read_profile, save_profile, to_save
from engage_app.services.import_json import as_json, assumed, assumptions
from engage_app.services.import_matching import Known, MatchOffer, match, match_offers
from engage_app.services.import_plan import (
    RuleWanted,
    change,
    leave_out,
    make_groups,
    plan,
    suggested,
    with_rules,
)
from engage_app.services.import_preview import Preview, preview
from engage_app.services.import_results import (
    ChangedAnswer,
    ChangedResponse,
    Comparison,
    ImportResult,
)
from engage_app.services.survey_process import inspect_apart, let_go
from engage_app.services.workspace import Workspace
from storage.imports import records, restoring, undoing
from storage.imports.comparing import Changed
from storage.imports.questions import ensure_questions, known_questions
from storage.imports.readings import Readings
from storage.imports.records import ImportRecord
from storage.imports.responses import ResponseWriter
from storage.imports.rules import ensure_rules
from storage.imports.updating import ResponseUpdater
from storage.surveys.reader import read_survey
from storage.surveys.survey_file import (
    FlaggedRow,
    Match,
    Problem,
    SurveyFile,
    SurveyMapping,
    SurveyQuestion,
    Tag,
)
from storage.surveys.values import misfits
from storage.trail import Action

__all__ = [
    "ChangedAnswer",
    "ChangedResponse",
    "Comparison",
    "FlaggedRow",
    "ImportRecord",
    "ImportResult",
    "Known",
    "Match",
    "MatchOffer",
    "Preview",
    "Problem",
    "RuleWanted",
    "SurveyFile",
    "SurveyMapping",
    "SurveyQuestion",
    "Tag",
    "as_json",
    "assumed",
    "assumptions",
    "change",
    "compare",
    "imports",
    "inspect",
    "inspect_apart",
    "leave_out",
    "let_go",
    "make_groups",
    "match",
    "match_offers",
    "plan",
    "preview",
    "read_profile",
    "run_import",
    "save_profile",
    "suggested",
    "undo_import",
    "updated_by",
]


def inspect(
    path: Path, progress: Progress = no_progress, *, definition: Path | None = None
) -> SurveyFile:
    """What a survey file holds. Nothing is written.

    Args:
        definition: the survey's own questionnaire: an XLSForm, a LimeSurvey .lss file, a REDCap
            data dictionary or Triple-S metadata.

    Raises:
        SurveyFileError: it can't be read; the message names row and column where it can.
        FileInUse: another program holds it.
    """
    return read_survey(path, definition, progress)


def compare(
    workspace: Workspace,
    exercise_id: int,
    survey: SurveyFile,
    mapping: SurveyMapping | None = None,
    *,
    activity: int | str | None = None,
) -> Comparison:
    """What `run_import` would add, and which responses the file answers otherwise by now.

    Raises:
        NotPossible: as `run_import`.
    """
    mapping = mapping or plan(workspace, exercise_id, survey)
    found = later.compared(workspace.connection, exercise_id, survey, mapping, activity)
    return later.as_comparison(survey, found)


def run_import(
    workspace: Workspace,
    exercise_id: int,
    survey: SurveyFile,
    mapping: SurveyMapping | None = None,
    *,
    activity: int | str | None = None,
    tag_rules: Sequence[RuleWanted] = (),
    update: bool = False,
    progress: Progress = no_progress,
) -> ImportResult:
    """Bring in the responses that the activity doesn't have yet: wholly, or not at all.

    Args:
        mapping: as confirmed; None takes what `plan` suggests.
        activity: an id, or a survey's title, added where there is none; None: the mapping's own.
        tag_rules: take the place of the mapping's tags for the questions they name.
        update: also change the responses that the file answers otherwise by now. Without it they
            are counted and left alone.

    Raises:
        NotPossible: activity, question or position isn't there, the activity is another's, or
            the very file was imported into another activity.
        Cancelled: progress said so; nothing was written.
    """
    mapping = with_rules(mapping or plan(workspace, exercise_id, survey), tag_rules)
    new, made = later.Newcomers((), 0, 0), 0
    with workspace.acting("import survey", exercise_id, bulk=not update) as action:
        found = later.compared(action.connection, exercise_id, survey, mapping, activity)
        later.check_not_elsewhere(action.connection, exercise_id, survey, found.activity_id)
        changed = found.changed if update else ()
        if found.new or changed:
            new = _newcomers(action, exercise_id, survey, found, activity or mapping.activity_title)
            made = _write(action, exercise_id, survey, mapping, new=new, changed=changed,
                          progress=progress)  # fmt: skip
        elif survey.questionnaire:
            made = _asked(action, exercise_id, mapping)
    return ImportResult(
        changes=action.changes(),
        added=len(found.new),
        unchanged=found.unchanged,
        updated=len(changed),
        changed=len(found.changed) - len(changed),
        left_out=survey.responses - found.wanted,
        questions=made,
        problems=_problems(survey, mapping, found),
        activity_id=new.activity_id or found.activity_id or 0,
        import_id=new.import_id,
    )


def imports(workspace: Workspace, exercise_id: int) -> list[ImportRecord]:
    """The imports of an exercise, latest first."""
    return records.imports_of(workspace.connection, exercise_id)


def updated_by(workspace: Workspace, import_id: int) -> int:
    """How many responses an import changed that were there before it."""
    return restoring.updated_by(workspace.connection, import_id)


def undo_import(workspace: Workspace, import_id: int) -> Changes:
    """Take an import out as a whole, with whatever was done to its responses since. Undoable.

    Questions, choices, groups and places that it brought go too, unless others use them by now.
    Responses that it changed get their earlier answers back.

    Raises:
        NotPossible: there is no such import (any more), or it changed responses and a later
            export of the survey is here too.
    """
    row = workspace.connection.execute(
        "SELECT exercise_id FROM survey_import WHERE id = ?", [import_id]
    ).fetchone()
    if row is None:
        raise NotPossible(
            "That import is not in this workspace any more.",
            action="It may have been taken out already.",
        )
    updated = restoring.updated_by(workspace.connection, import_id)
    if updated and not restoring.is_latest(workspace.connection, import_id):
        raise NotPossible(
            "That import changed responses, and a later export was imported since.",
            action="Take the later import out first.",
        )
    with workspace.acting("remove import", row[0]) as action:
        if updated:
            restoring.restore(action, import_id)
        undoing.remove_import(action, import_id)
    return action.changes()


def _problems(
    survey: SurveyFile, mapping: SurveyMapping, found: later.Found
) -> tuple[Problem, ...]:
    """Of the file, and answers that don't fit their question's type."""
    odd = (problem for each in included(mapping) for problem in misfits(survey, each))
    return (*survey.problems, *later.doubts(survey, found), *odd)


def _asked(action: Action, exercise_id: int, mapping: SurveyMapping) -> int:
    """Bring in the questions of a questionnaire without responses; how many there are then, 0
    where each was there as it is."""
    stored = ensure_questions(action, exercise_id, included(mapping), mapping.same_as)
    return len(stored) if action.tables else 0


def _newcomers(
    action: Action,
    exercise_id: int,
    survey: SurveyFile,
    found: later.Found,
    activity: int | str,
) -> later.Newcomers:
    """The new responses, with the activity they are for and a record of the import."""
    activity_id = found.activity_id or _new_activity(action, exercise_id, survey, str(activity))
    action.created = records.add_record(action, exercise_id, activity_id, survey, len(found.new))
    return later.Newcomers(found.new, activity_id, action.created)


def _write(
    action: Action,
    exercise_id: int,
    survey: SurveyFile,
    mapping: SurveyMapping,
    *,
    new: later.Newcomers,
    changed: Sequence[Changed],
    progress: Progress,
) -> int:
    """Add the new responses and update the changed ones, once questions, choices and tagging
    rules are there for them; the mapping is kept for the next file like this.

    Returns:
        How many questions were added.
    """
    questions = included(mapping)
    known = known_questions(action.connection, exercise_id, questions, mapping.same_as)
    stored = ensure_questions(action, exercise_id, questions, mapping.same_as)
    rules = ensure_rules(action, exercise_id, questions, stored)
    if changed:
        readings = Readings(survey, questions, stored, [each.row for each in changed])
        ResponseUpdater(action, readings, changed, rules=rules).update(progress)
    if new.rows:
        readings = Readings(survey, questions, stored, new.rows)
        writer = ResponseWriter(action, exercise_id, readings, rules=rules, progress=progress)
        writer.write(new.activity_id, new.import_id)
    saved = to_save(survey, mapping, new.activity_id)
    records.save_mapping(action, exercise_id, survey.headers_hash, saved)
    return len(stored) - len(known)


def _new_activity(action: Action, exercise_id: int, survey: SurveyFile, title: str) -> int:
    """Add the survey as an activity, dated by its first response, with a title of its own."""
    date = min((at for at in survey.submitted_at if at), default="")[:10]
    chosen, number = title, 1
    while records.activity_id_of(action.connection, exercise_id, chosen) is not None:
        number += 1
        chosen = f"{title} ({number})"
    return records.add_activity(action, exercise_id, chosen, date)
