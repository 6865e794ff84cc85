"""Workspaces brought together at scale: `python -m benchmarks.merging [--responses 50000]`.

Fifty thousand responses with 200,000 comments come into an empty workspace, once and again, then
from a copy in which every response was changed. And what versions cost those who write: a change
of all responses, and one contribution where every record has a version.
"""

import argparse
import itertools
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engage_app.services.workspace import Workspace

QUESTIONS = 4


def main() -> int:
    """Run it and print the figures, in processor seconds."""
    parser = argparse.ArgumentParser(description="Workspaces brought together at scale.")
    parser.add_argument("--responses", type=int, default=50_000)
    count = parser.parse_args().responses
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ENGAGE_DATA"] = folder
        measure(Path(folder), count)
    return 0


def timed(label: str, work: Callable[[], object]) -> None:
    """Print what work took."""
    before = time.process_time()
    work()
    print(f"{label:46} {time.process_time() - before:6.2f} s")


def measure(folder: Path, count: int) -> None:
    """Print the figures."""
    from engage_app.services import merging, workspace

    home = workspace.create(folder / "home.engage", "Officer")
    exercise, activity, questions = plan(home)
    empty = copied(home, folder / "empty.engage")
    responses = respond(home, exercise, activity, questions, count)
    there = copied(home, folder / "there.engage")
    timed("into an empty workspace", lambda: merging.bring_together(empty, [home.path]))
    timed("the same again", lambda: merging.bring_together(empty, [home.path]))
    timed("all responses changed, with versions", lambda: change(there, exercise, responses))
    timed("brought into one that has them", lambda: merging.bring_together(empty, [there.path]))
    timed("the same again", lambda: merging.bring_together(empty, [there.path]))
    took = []
    for _ in range(200):
        before = time.process_time()
        respond(there, exercise, activity, questions, 1)
        took.append(time.process_time() - before)
    print(f"{'one contribution, the commit included':46} {statistics.median(took) * 1000:6.2f} ms")


def plan(home: "Workspace") -> tuple[int, int, list[int]]:
    """An exercise with a survey and open questions: their ids."""
    from engage_app.domain.activity import ActivityKind
    from engage_app.services import planning
    from storage.identifiers import new_uid

    exercise = planning.add_exercise(home, title="Large").created or 0
    activity = planning.add_activity(home, exercise, ActivityKind.SURVEY, "Survey").created or 0
    asked = {"exercise_id": exercise, "label": "Why?", "type": "text", "role": "comment"}
    with home.acting("questions", exercise) as action:
        questions = [
            action.insert("question", {"uid": new_uid(), "name": f"q{number}", **asked})
            for number in range(QUESTIONS)
        ]
    return exercise, activity, questions


def respond(
    target: "Workspace", exercise: int, activity: int, questions: list[int], number: int
) -> range:
    """That many responses, with a comment on each question; their ids."""
    from storage.identifiers import new_uid

    with target.acting("respond", exercise) as action:
        people = action.insert_many(
            "respondent", ("uid", "exercise_id"), ((new_uid(), exercise) for _ in range(number))
        )
        names = ("uid", "exercise_id", "respondent_id", "activity_id")
        rows = ((new_uid(), exercise, person, activity) for person in people)
        responses = action.insert_many("response", names, rows)
        said = itertools.product(responses, questions)
        action.insert_many(
            "comment",
            ("uid", "response_id", "question_id", "text"),
            ((new_uid(), *pair, "some words on parking and buses") for pair in said),
        )
    return responses


def change(target: "Workspace", exercise: int, responses: range) -> None:
    """Put all responses on a position."""
    with target.acting("change", exercise) as action:
        new = {"position": "concern", "position_origin": "officer"}
        action.update_many("response", dict.fromkeys(responses, new))


def copied(home: "Workspace", to: Path) -> "Workspace":
    """A copy, opened."""
    from engage_app.services import workspace

    home.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(home.path, to)
    return workspace.open_workspace(to, "Officer")


if __name__ == "__main__":
    sys.exit(main())
