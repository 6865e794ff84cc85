"""Bringing in a survey: look at the file, confirm what was understood, import, take out again."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from engage_app.domain.changes import Changes
from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services.import_plan import (
    Preview,
    RuleWanted,
    change,
    make_groups,
    plan,
    preview,
    to_save,
    with_rules,
)
from engage_app.services.tables.wording import day
from engage_app.services.workspace import Workspace
from storage.imports import records, undoing
from storage.imports.questions import ensure_questions
from storage.imports.records import ImportRecord
from storage.imports.responses import ResponseWriter
from storage.imports.rules import ensure_rules
from storage.surveys.reader import read_survey
from storage.surveys.survey_file import Problem, SurveyFile, SurveyMapping, SurveyQuestion, Tag
from storage.surveys.values import misfits, values_of
from storage.trail import Action

__all__ = [
    "ImportRecord",
    "ImportResult",
    "Preview",
    "Problem",
    "RuleWanted",
    "SurveyFile",
    "SurveyMapping",
    "SurveyQuestion",
    "Tag",
    "as_json",
    "assumed",
    "change",
    "imports",
    "inspect",
    "make_groups",
    "plan",
    "preview",
    "run_import",
    "undo_import",
]

_SAME_SURVEY = 0.5  # of the headings; two exports of one survey share more


@dataclass(frozen=True)
class ImportResult:
    """What an import did.

    Attributes:
        changes: empty where every response was there already.
        added: responses that came in.
        unchanged: responses that were there already and were left alone.
        updated: responses whose answers were changed.
        problems: of the file, and answers that don't fit their question's type.
        activity_id: the activity they belong to; 0 where nothing was written.
        import_id: 0 where nothing was written.
    """

    changes: Changes
    added: int
    unchanged: int
    updated: int
    problems: tuple[Problem, ...]
    activity_id: int
    import_id: int

    @property
    def summary(self) -> str:
        """What happened, in one sentence."""
        if not self.added and not self.unchanged:
            return "The file holds no responses, so nothing was imported."
        if not self.added:
            return (
                f"{_responses(self.unchanged)} in the file and all here already;"
                " nothing was imported."
            )
        known = f"; {self.unchanged} were here already and stay as they are"
        return f"{_responses(self.added)} imported{known if self.unchanged else ''}."


def inspect(path: Path, progress: Progress = no_progress) -> SurveyFile:
    """What a survey file holds. Nothing is written.

    Raises:
        SurveyFileError: it can't be read; the message names row and column where it can.
        FileInUse: another program holds it.
    """
    return read_survey(path, progress)


def as_json(survey: SurveyFile) -> dict[str, Any]:
    """A survey file as `engage inspect --json` prints it."""
    columns = [(question.name, values_of(survey, question)) for question in survey.questions]
    return {
        "tool": survey.tool,
        "encoding": survey.encoding,
        "header_rows": survey.header_rows,
        "questions": [
            {
                "name": question.name,
                "label": question.label,
                "type": str(question.type),
                "choices": list(question.choices),
                "role": str(question.role),
                "grid": question.grid,
            }
            for question in survey.questions
        ],
        "responses": [
            {
                "source_id": source_id,
                "submitted_at": survey.submitted_at[row] or None,
                "answers": {name: values[row] for name, values in columns},
            }
            for row, source_id in enumerate(survey.source_ids)
        ],
        "problems": [asdict(problem) for problem in survey.problems],
    }


def assumed(mapping: SurveyMapping) -> list[dict[str, Any]]:
    """What an import takes the questions for, where nobody confirms it: for scripts to print."""
    return [
        {
            "name": question.name,
            "label": question.label,
            "type": str(question.type),
            "role": str(question.role),
            "tags": [asdict(tag) for tag in question.tags],
        }
        for question in mapping.questions
        if question.included
    ]


def run_import(
    workspace: Workspace,
    exercise_id: int,
    survey: SurveyFile,
    mapping: SurveyMapping | None = None,
    *,
    activity: int | str | None = None,
    tag_rules: Sequence[RuleWanted] = (),
    progress: Progress = no_progress,
) -> ImportResult:
    """Bring in the responses that the activity doesn't have yet: wholly, or not at all.

    Args:
        mapping: as confirmed; None takes what `plan` suggests.
        activity: an id, or a survey's title, added where there is none; None: the mapping's own.
        tag_rules: take the place of the mapping's tags for the questions they name.

    Raises:
        NotPossible: activity, question or position isn't there, the activity is another's, or
            the very file was imported into another activity.
        Cancelled: progress said so; nothing was written.
    """
    mapping = with_rules(mapping or plan(workspace, exercise_id, survey), tag_rules)
    included = [question for question in mapping.questions if question.included]
    import_id = 0
    with workspace.acting("import survey", exercise_id) as action:
        activity_id = _activity(action, exercise_id, survey, mapping, activity)
        _check_not_elsewhere(action, exercise_id, survey, activity_id)
        known = records.known_sources(action.connection, activity_id) if activity_id else set()
        rows = [row for row, key in enumerate(survey.source_ids) if key not in known]
        if rows:
            title = activity if isinstance(activity, str) else mapping.activity_title
            activity_id = activity_id or _new_activity(action, exercise_id, survey, title)
            import_id = records.add_record(action, exercise_id, activity_id, survey, len(rows))
            writer = _writer(action, exercise_id, survey, included, rows=rows, progress=progress)
            writer.write(included, activity_id, import_id)
            saved = to_save(survey, mapping, activity_id)
            records.save_mapping(action, exercise_id, survey.headers_hash, saved)
            action.created = import_id
    odd = (problem for question in included for problem in misfits(survey, question))
    return ImportResult(
        changes=action.changes(),
        added=len(rows),
        unchanged=survey.responses - len(rows),
        updated=0,
        problems=(*survey.problems, *odd),
        activity_id=activity_id or 0,
        import_id=import_id,
    )


def imports(workspace: Workspace, exercise_id: int) -> list[ImportRecord]:
    """The imports of an exercise, latest first."""
    return records.imports_of(workspace.connection, exercise_id)


def undo_import(workspace: Workspace, import_id: int) -> Changes:
    """Take an import out as a whole, with whatever was done to its responses since. Undoable.

    Questions, choices, groups and places that it brought go too, unless others use them by now.

    Raises:
        NotPossible: there is no such import (any more).
    """
    row = workspace.connection.execute(
        "SELECT exercise_id FROM survey_import WHERE id = ?", [import_id]
    ).fetchone()
    if row is None:
        raise NotPossible(
            "That import is not in this workspace any more.",
            action="It may have been taken out already.",
        )
    with workspace.acting("remove import", row[0]) as action:
        undoing.remove_import(action, import_id)
    return action.changes()


def _activity(
    action: Action,
    exercise_id: int,
    survey: SurveyFile,
    mapping: SurveyMapping,
    wanted: int | str | None,
) -> int | None:
    """The activity to import into, or None where it has to be added."""
    connection = action.connection
    found = records.activity_id_of(
        connection, exercise_id, mapping.activity_id if wanted is None else wanted
    )
    if found is None:
        if isinstance(wanted, int):
            raise NotPossible("There is no such activity in this exercise.")
        return None
    for headings in records.headings_imported_into(connection, exercise_id, found):
        shared = len(headings.intersection(survey.headings))
        if shared < _SAME_SURVEY * max(len(headings), len(survey.headings)):
            raise NotPossible(
                "That activity holds the responses of another survey, whose numbers could be"
                " taken for these.",
                action="Choose another activity, or leave it to Engage to add one.",
            )
    return found


def _check_not_elsewhere(
    action: Action, exercise_id: int, survey: SurveyFile, activity_id: int | None
) -> None:
    """The same file in a second activity would count everybody in it twice."""
    earlier = [
        record
        for record in records.imports_of(action.connection, exercise_id)
        if record.sha256 == survey.sha256
    ]
    if earlier and all(record.activity_id != activity_id for record in earlier):
        raise NotPossible(
            f"This file was imported already, into “{earlier[0].activity}” on"
            f" {day(earlier[0].imported_at[:10])}, as “{earlier[0].file_name}”.",
            action="Choose that activity, or take the earlier import out first.",
        )


def _writer(
    action: Action,
    exercise_id: int,
    survey: SurveyFile,
    questions: Sequence[SurveyQuestion],
    *,
    rows: Sequence[int],
    progress: Progress,
) -> ResponseWriter:
    """What writes the responses, once questions, choices and tagging rules are there for them."""
    stored = ensure_questions(action, exercise_id, questions)
    rules = ensure_rules(action, exercise_id, questions, stored)
    return ResponseWriter(
        action, exercise_id, survey, stored=stored, rules=rules, rows=rows, progress=progress
    )


def _new_activity(action: Action, exercise_id: int, survey: SurveyFile, title: str) -> int:
    """Add the survey as an activity, dated by its first response, with a title of its own."""
    date = min((at for at in survey.submitted_at if at), default="")[:10]
    chosen, number = title, 1
    while records.activity_id_of(action.connection, exercise_id, chosen) is not None:
        number += 1
        chosen = f"{title} ({number})"
    return records.add_activity(action, exercise_id, chosen, date)


def _responses(count: int) -> str:
    return "1 response" if count == 1 else f"{count:,} responses"
