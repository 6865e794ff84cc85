"""The command that compares an equality question with a population."""
# ruff: noqa: T201 - a command line prints

import argparse
import sys
from pathlib import Path

from engage_app.cli_shared import exercise_id_of, print_json
from engage_app.domain.questionnaire import Question
from engage_app.errors import NotPossible
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace


def population(chosen: argparse.Namespace) -> int:
    """Read a population's table and compare a question with it; what isn't certain is said."""
    from engage_app.services import populations

    if not Path(chosen.file).is_file():
        raise NotPossible(
            f"There is no file “{chosen.file}”.", action="Check its name and folder, and try again."
        )
    workspace = workspaces.open_workspace(Path(chosen.workspace))
    try:
        exercise_id = exercise_id_of(workspace, chosen.exercise)
        question = _question(workspace, exercise_id, chosen.question)
        reading = populations.read(workspace, exercise_id, question.id, Path(chosen.file))
        populations.compare_with(
            workspace,
            exercise_id,
            question.id,
            reading.people,
            source=chosen.source or reading.source,
            counted_on=chosen.date,
        )
    finally:
        workspace.close()
    if chosen.json:
        answers = [
            {
                "answer": each.label,
                "people": each.people,
                "rows": list(each.row_labels),
                "certain": each.certain,
            }
            for each in reading.choices
        ]
        print_json(
            {"question": question.name, "answers": answers, "unmatched": list(reading.unmatched)}
        )
        return 0
    print(f"“{question.label}” is compared with {Path(chosen.file).name}.")
    for each in reading.choices:
        if each.people is None:
            print(f"  {each.label}: not found", file=sys.stderr)
            continue
        rows = " + ".join(f"“{label}”" for label in each.row_labels)
        print(f"  {each.label}: {each.people:,g} from {rows}")
        if not each.certain:
            print(f"  Please check {rows}: it is only like “{each.label}”.", file=sys.stderr)
    for label in reading.unmatched:
        print(f"  “{label}” is none of the answers", file=sys.stderr)
    return 0


def _question(workspace: Workspace, exercise_id: int, named: str) -> Question:
    from engage_app.services import populations

    listed = populations.questions(workspace, exercise_id)
    wanted = " ".join(named.casefold().split())
    for each in listed:
        if wanted in (each.name.casefold(), " ".join(each.label.casefold().split())):
            return each
    names = ", ".join(each.name for each in listed) or "none"
    raise NotPossible(
        f"There is no question “{named}” that can be compared with a population.",
        action=f"Questions on equality with one choice: {names}.",
    )
