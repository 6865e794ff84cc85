"""What several commands need."""
# ruff: noqa: T201 - a command line prints

import json

from engage_app.errors import NotPossible
from engage_app.services.workspace import Workspace


def exercise_id_of(workspace: Workspace, named: str | None) -> int:
    """The exercise of that number, uid or title; where none is named, the only one.

    Raises:
        NotPossible: there is none, or several.
    """
    from engage_app.services import planning

    exercises = [summary.exercise for summary in planning.exercises(workspace)]
    matching = [
        each
        for each in exercises
        if named is None
        or named in (str(each.id), each.uid)
        or named.casefold() == each.title.casefold()
    ]
    if len(matching) == 1:
        return matching[0].id
    titles = "; ".join(f"{each.id}: {each.title}" for each in exercises) or "none"
    if not matching:
        raise NotPossible(
            f"There is no exercise “{named}” in this workspace."
            if named
            else "This workspace holds no exercise.",
            action=f"Exercises here: {titles}.",
        )
    raise NotPossible(
        "This workspace holds several exercises.", action=f"Say which with --exercise: {titles}."
    )


def print_json(document: object) -> None:
    """One JSON document on standard output."""
    print(json.dumps(document, ensure_ascii=False, indent=1))
