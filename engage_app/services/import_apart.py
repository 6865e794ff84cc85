"""Planning and running the import of a survey that another process holds: there, not here.

For a window's jobs; each is what `importing` does, done where the cells are. A workspace on a
network folder is written by this process alone, whose locks it knows.
"""

from typing import Any

from engage_app.domain.changes import Changes
from engage_app.progress import Cancelled, Progress, no_progress
from engage_app.services import importing
from engage_app.services.import_results import ImportResult
from engage_app.services.survey_process import ProcessEnded, SurveyProcess, ended, process_of
from engage_app.services.survey_server import Call
from engage_app.services.workspace import Workspace
from storage.imports import records
from storage.imports.profiles import Profile
from storage.network import on_network
from storage.surveys.survey_file import SurveyFile, SurveyMapping


def plan(
    workspace: Workspace, exercise_id: int, survey: SurveyFile, profile: Profile | None = None
) -> SurveyMapping:
    """As `importing.plan`.

    Raises:
        SurveyFileError: the process that holds the survey was ended from outside.
    """
    process = _process(workspace, survey)
    if process is None:
        return importing.plan(workspace, exercise_id, survey, profile)
    return _mapping(process, _call("plan", workspace, exercise_id, profile=profile))


def change(survey: SurveyFile, mapping: SurveyMapping, name: str, **other: Any) -> SurveyMapping:
    """As `importing.change`.

    Raises:
        SurveyFileError: the process that holds the survey was ended from outside.
    """
    process = process_of(survey)
    if process is None:
        return importing.change(survey, mapping, name, **other)
    return _mapping(process, Call("change", {"mapping": mapping, "name": name, **other}))


def run_import(
    workspace: Workspace,
    exercise_id: int,
    survey: SurveyFile,
    mapping: SurveyMapping,
    *,
    update: bool = False,
    progress: Progress = no_progress,
) -> ImportResult:
    """As `importing.run_import`: wholly, or not at all, even where the process is ended meanwhile.

    Raises:
        NotPossible: as `importing.run_import`.
        Cancelled: progress said so; nothing was written.
        SurveyFileError: the process that holds the survey was ended from outside.
    """
    process = _process(workspace, survey)
    if process is None:
        return importing.run_import(
            workspace, exercise_id, survey, mapping, update=update, progress=progress
        )
    before = _latest(workspace)
    stopped = False

    def watched(done: int, total: int) -> None:
        nonlocal stopped
        try:
            progress(done, total)
        except Cancelled:
            stopped = True
            raise

    call = _call("run_import", workspace, exercise_id, mapping=mapping, update=update)
    try:
        result: ImportResult = process.call(call, watched)
    except ProcessEnded as error:
        if came_in := _came_in(workspace, exercise_id, survey, before):
            return came_in
        if stopped:
            raise Cancelled from error
        raise ended(survey.name, "The import of") from error
    return result


def _process(workspace: Workspace, survey: SurveyFile) -> SurveyProcess | None:
    return None if on_network(workspace.path) else process_of(survey)


def _mapping(process: SurveyProcess, asked: Call) -> SurveyMapping:
    try:
        mapping: SurveyMapping = process.call(asked)
    except ProcessEnded as error:
        raise ended(process.name, "Reading") from error
    return mapping


def _call(name: str, workspace: Workspace, exercise_id: int, **given: Any) -> Call:
    path, officer = workspace.path.absolute(), workspace.officer
    return Call(name, given, path, officer, exercise_id, progress=name == "run_import")


def _latest(workspace: Workspace) -> int:
    """The last action there was."""
    query = "SELECT coalesce(max(id), 0) FROM action"
    return int(workspace.connection.execute(query).fetchone()[0])


def _came_in(
    workspace: Workspace, exercise_id: int, survey: SurveyFile, before: int
) -> ImportResult | None:
    """What was done where the process ended between its last write and its answer."""
    connection = workspace.connection
    query = """SELECT action_id, first_id, label FROM action_change
        JOIN action ON action.id = action_id
        WHERE action_id > ? AND exercise_id = ? AND table_name = 'survey_import'
        AND kind = 'insert' ORDER BY action_id DESC"""
    found = connection.execute(query, [before, exercise_id]).fetchone()
    if found is None:
        return None
    action_id, import_id, label = found
    query = "SELECT DISTINCT table_name FROM action_change WHERE action_id = ?"
    tables = frozenset(name for (name,) in connection.execute(query, [action_id]))
    made = records.imports_of(connection, exercise_id)[0]
    return ImportResult(
        changes=Changes(label, action_id, tables, made.responses, created=import_id),
        added=made.responses,
        unchanged=0,
        updated=0,
        problems=survey.problems,
        activity_id=made.activity_id,
        import_id=import_id,
    )
