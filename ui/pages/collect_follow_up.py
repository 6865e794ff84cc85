"""What Engage does by itself after an import, in the background: sentiment, keyword rules, and
looking for personal details."""

from collections.abc import Callable
from typing import Any

from engage_app.domain.changes import Changes
from engage_app.progress import Progress
from engage_app.services import coding, redacting, sentiment, worker
from engage_app.services.workspace import Workspace
from ui.session import Session
from ui.tasks import Task

Job = Callable[[Workspace, int, Progress], Changes]


class FollowUp:
    """Three jobs, one after the other; each can be cancelled, and leaves nothing half done."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._tasks: list[Task[Any]] = []

    def start(self) -> None:
        """Queue them for the exercise that is open."""
        self._run(_score, "Scoring sentiment")
        self._run(_propose, "Applying keyword rules")
        self._run(_look_for_details, "Looking for personal details")

    def cancel(self) -> None:
        """Stop what is under way."""
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()

    def _run(self, job: Job, what: str) -> None:
        session = self._session
        workspace, exercise_id = session.workspace, session.exercise_id

        def done(changes: Changes) -> None:
            if changes and session.has_workspace and session.workspace is workspace:
                session.changed.emit(changes)

        task = session.runner.run(
            lambda progress: job(workspace, exercise_id, progress),
            done,
            session.failed.emit,
            writes=True,
        )
        self._tasks = [each for each in self._tasks if not each.signals.over]
        self._tasks.append(task)
        session.working.emit(task, what)


def _score(workspace: Workspace, exercise_id: int, progress: Progress) -> Changes:
    """Score what is new, as earlier corrections teach where there are enough of them."""
    scored = sentiment.score(workspace, exercise_id, progress, run=worker.apart)
    learned = sentiment.relearn(workspace, exercise_id, progress, run=worker.apart)
    return learned or scored


def _propose(workspace: Workspace, exercise_id: int, progress: Progress) -> Changes:
    return coding.apply_rules(workspace, exercise_id, progress, automatic=True)


def _look_for_details(workspace: Workspace, exercise_id: int, progress: Progress) -> Changes:
    return redacting.propose(workspace, exercise_id, progress, run=worker.apart)
