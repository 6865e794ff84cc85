"""The main job from start to finish, on the sample exercise."""

from collections.abc import Iterator
from pathlib import Path

from engage_app.services import covers, planning, reporting, samples
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace

_WORKSPACE = "pbp-alignment.engage"


def workspace_in(folder: Path) -> Path:
    """Where the demonstration keeps its workspace."""
    return folder / _WORKSPACE


def run(folder: Path) -> Iterator[str]:
    """Make the sample workspace and both reports in `folder`; yields what was made, in five lines.

    A workspace that is there already is kept, with whatever was done in it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    workspace = _sample(workspace_in(folder))
    try:
        summary = planning.exercises(workspace)[0]
        yield f"Exercise:  {summary.exercise.title} (an invented sample)"
        yield (
            f"Workspace: {workspace.path} with {summary.responses} responses,"
            f" {summary.comments} comments, {summary.coded_comments} of them coded"
        )
        report = covers.planned_report(workspace, summary.exercise.id)
        yield f"Tables:    {len(report.tables)}, small numbers suppressed"
        yield f"Excel:     {reporting.write_excel(report, folder / 'summary.xlsx')}"
        yield f"Word:      {reporting.write_word(report, folder / 'appendix.docx')}"
    finally:
        workspace.close()


def _sample(path: Path) -> Workspace:
    if path.exists():
        workspace = workspaces.open_workspace(path)
        if planning.exercises(workspace):
            return workspace
    else:
        workspace = workspaces.create(path)
    samples.add_sample(workspace)
    return workspace
