"""The command line: the same services as the window, for scripts, checks and large jobs.

Exit codes: 0 done, 1 an error the officer can mend, 2 wrong usage. With --json one JSON document
goes to standard output and nothing else. Nothing here imports Qt.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from engage_app import logs, settings
from engage_app.arguments import Command, parser
from engage_app.cli_batch import redact, suggest
from engage_app.cli_merging import codings, export, merge, take
from engage_app.cli_population import population
from engage_app.cli_report import WritePdf, findings, report
from engage_app.cli_shared import exercise_id_of, print_json
from engage_app.errors import EngageError
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace


def main(arguments: Sequence[str] | None = None, write_pdf: WritePdf | None = None) -> int:
    """Run one command; returns the exit code.

    Args:
        arguments: of the command line.
        write_pdf: how a PDF is written, where that can be.
    """
    chosen = parser(_COMMANDS).parse_args(arguments)
    chosen.write_pdf = write_pdf
    logs.start(settings.data_folder())
    command: Command = chosen.run
    try:
        return command(chosen)
    except EngageError as error:
        logs.log.warning("%s: %s %s", chosen.command, type(error).__name__, error.detail)
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        logs.log.warning("%s: %s", chosen.command, error)
        print(f"{error.strerror or error}: {error.filename or ''}".strip(": "), file=sys.stderr)
        return 1


def _new(chosen: argparse.Namespace) -> int:
    from engage_app.services import planning, templates

    workspace = workspaces.create(Path(chosen.workspace))
    try:
        if chosen.template:
            changes = templates.add_from_template(workspace, chosen.template, title=chosen.title)
        else:
            changes = planning.add_exercise(workspace, chosen.title or workspace.path.stem)
        exercise = planning.exercise(workspace, changes.created or 0)
        print(f"Made {workspace.path.name} with the exercise “{exercise.title}”.")
    finally:
        workspace.close()
    return 0


def _inspect(chosen: argparse.Namespace) -> int:
    from engage_app.services import importing

    survey = importing.inspect(Path(chosen.file), definition=_definition(chosen))
    found = importing.as_json(survey)
    if chosen.profile_out:
        importing.save_profile(Path(chosen.profile_out), survey, importing.suggested(survey))
    if chosen.json:
        print_json(found)
        return 0
    print(f"{found['tool']}, {found['encoding']}, {len(found['responses'])} responses")
    for question in found["questions"]:
        print(f"  {question['name']}: {question['label']} [{question['type']}, {question['role']}]")
    _print_problems(found["problems"])
    return 0


def _import(chosen: argparse.Namespace) -> int:
    from engage_app.services import importing

    survey = importing.inspect(Path(chosen.file), definition=_definition(chosen))
    profile = importing.read_profile(Path(chosen.profile)) if chosen.profile else None
    workspace = workspaces.open_workspace(Path(chosen.workspace))
    try:
        exercise_id = exercise_id_of(workspace, chosen.exercise)
        mapping = importing.plan(workspace, exercise_id, survey, profile)
        activity = _activity(workspace, exercise_id, chosen)
        problems = survey.problems
        if chosen.dry_run:
            found = importing.compare(workspace, exercise_id, survey, mapping, activity=activity)
            summary: dict[str, Any] = {
                "added": 0,
                "would_read": survey.responses,
                "would_add": found.new,
                "unchanged": found.unchanged,
                "changed": len(found.changed),
            }
        else:
            result = importing.run_import(
                workspace, exercise_id, survey, mapping, activity=activity, update=chosen.update
            )
            summary = {
                name: getattr(result, name)
                for name in ("added", "unchanged", "changed", "updated", "questions")
            }
            problems = result.problems
    finally:
        workspace.close()
    if chosen.profile_out:
        importing.save_profile(Path(chosen.profile_out), survey, mapping)
    told = importing.assumptions(mapping)
    listed = [asdict(problem) for problem in problems]
    if chosen.json:
        print_json({"tool": survey.tool, **summary, **told, "problems": listed})
        return 0
    named = {"questions": "new questions"}
    told_of = (f"{n} {named.get(what, what).replace('_', ' ')}" for what, n in summary.items())
    print(", ".join(told_of))
    for note in told["notes"]:
        print(f"  {note}")
    for each in told["assumed"]:
        print(f"  {each['label']}: taken as {each['type']}, {each['role']}")
        for tag in each["tags"]:
            print(f"    “{tag['choice']}” means {tag['kind']} “{tag['target']}”")
    _print_problems(listed)
    return 0


def _code(chosen: argparse.Namespace) -> int:
    from engage_app.services import coding, sentiment

    workspace = workspaces.open_workspace(Path(chosen.workspace))
    try:
        exercise_id = exercise_id_of(workspace, chosen.exercise)
        proposals = coding.apply_rules(workspace, exercise_id)
        scored = sentiment.score(workspace, exercise_id)
    finally:
        workspace.close()
    counts = {"proposals_changed": proposals.count, "comments_scored": scored.count}
    if chosen.json:
        print_json(counts)
    else:
        print(
            f"{proposals.count} proposals changed by keyword rules;"
            f" {scored.count} comments scored for sentiment."
        )
    return 0


def _sentiment(chosen: argparse.Namespace) -> int:
    from engage_app.services import batch

    count = batch.score_file(
        Path(chosen.texts),
        Path(chosen.out),
        column=chosen.column,
        corrected=Path(chosen.corrected) if chosen.corrected else None,
    )
    print(f"{count} texts scored.")
    return 0


def _check(chosen: argparse.Namespace) -> int:
    workspace = workspaces.open_workspace(Path(chosen.workspace))
    try:
        faults = workspaces.check(workspace)
    finally:
        workspace.close()
    if chosen.json:
        print_json({"sound": not faults, "faults": faults})
    else:
        print("\n".join(faults) if faults else "The workspace is sound.")
    return 1 if faults else 0


def _backup(chosen: argparse.Namespace) -> int:
    workspace = workspaces.open_workspace(Path(chosen.workspace))
    try:
        written = workspaces.copy(workspace, Path(chosen.to))
    finally:
        workspace.close()
    print(f"Copied to {written}")
    return 0


def _demo(chosen: argparse.Namespace) -> int:
    from engage_app.services import demonstration

    for line in demonstration.run(Path(chosen.folder)):
        print(line)
    return 0


def _activity(
    workspace: Workspace, exercise_id: int, chosen: argparse.Namespace
) -> int | str | None:
    from engage_app.services import planning

    if chosen.activity is None:
        return None
    for activity in planning.activities(workspace, exercise_id):
        if chosen.activity in (str(activity.id), activity.title):
            return activity.id
    return str(chosen.activity)


def _definition(chosen: argparse.Namespace) -> Path | None:
    return Path(chosen.definition) if chosen.definition else None


def _print_problems(problems: list[dict[str, Any]]) -> None:
    for problem in problems:
        where = ", ".join(
            f"{name} {problem[name]}" for name in ("row", "column") if problem.get(name)
        )
        print(f"{where}: {problem['what']} {problem['action']}".strip(": "), file=sys.stderr)


_COMMANDS: dict[str, Command] = {
    "new": _new,
    "inspect": _inspect,
    "import": _import,
    "code": _code,
    "sentiment": _sentiment,
    "suggest": suggest,
    "redact": redact,
    "findings": findings,
    "report": report,
    "check": _check,
    "backup": _backup,
    "merge": merge,
    "take": take,
    "export": export,
    "codings": codings,
    "population": population,
    "demo": _demo,
}
