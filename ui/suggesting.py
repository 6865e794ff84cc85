"""Suggestions of themes in the window: learned in the background while an officer codes.

Learning and asking run in lanes and processes of their own: a comment is answered at once while the
next lesson is still being learned. Started by the window, so that a page by itself has none.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from engage_app.domain.changes import Changes
from engage_app.progress import Progress
from engage_app.services import suggesting, worker
from engage_app.services.suggesting import Acceptance, Learned, Suggestion
from engage_app.services.workspace import Workspace
from ui.session import Session
from ui.tasks import Task

LEARNING, ASKING = "learning", "asking"  # lanes of the session's runner
_PAUSE = 1_500  # milliseconds after the last coding before the next lesson
_FEWEST = 5  # codings that make a new lesson
_SHARE = 0.05  # of those learned from, where that is more


class Suggesting(QObject):
    """Learns, answers, and keeps count.

    Signals:
        learned: there are new suggestions to ask for.
        suggested: the id of a comment whose suggestions are here.
        ordered: ids of uncoded comments, those first that teach most.
        failed_quietly: learning failed; suggestions stay as they were.
    """

    learned = Signal()
    suggested = Signal(int)
    ordered = Signal(object)
    failed_quietly = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.known: Learned | None = None
        self.acceptance: Acceptance | None = None
        self._found: dict[int, list[Suggestion]] = {}
        self._earlier: dict[int, list[Suggestion]] = {}  # of the lesson before
        self._wanted: set[int] = set()
        self._lesson: Task[tuple[Learned, Acceptance]] | None = None
        self._since = 0
        self._watched = False
        self._given_up = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._learn)
        session.exercise_changed.connect(self._reset)
        session.changed.connect(self._hear)
        session.leaving.connect(self._abandon)

    @property
    def learning(self) -> bool:
        """Whether a lesson is under way."""
        return self._lesson is not None

    def watch(self) -> None:
        """Somebody is coding: learn, if that was not done yet."""
        if not self._watched and self._session.has_exercise:
            self._watched = True
            self._timer.start(0)

    def of(self, comment_id: int) -> list[Suggestion]:
        """The suggestions for a comment, as far as they are here."""
        return self._found.get(comment_id, self._earlier.get(comment_id, []))

    def ask(self, comment_ids: Sequence[int]) -> None:
        """Ask for suggestions; `suggested` tells of each."""
        here = self._wanted | self._found.keys()
        new = [each for each in comment_ids if each not in here]
        known, workspace = self.known, self._workspace()
        if known is None or workspace is None or not new:
            return
        self._wanted.update(new)
        self._session.runner.run(
            lambda _progress: suggesting.suggest(
                workspace, known, new, suggesting=worker.suggesting
            ),
            lambda found: self._take(known, found),
            self._leave,
            lane=ASKING,
        )

    def ask_for_order(self) -> None:
        """Ask which comments teach most; `ordered` tells."""
        known, workspace = self.known, self._workspace()
        if known is None or workspace is None:
            return
        task = self._session.runner.run(
            lambda _progress: suggesting.teaching_order(
                workspace, known, suggesting=worker.suggesting
            ),
            self.ordered.emit,
            self._leave,
            lane=ASKING,
        )
        self._session.working.emit(task, "Looking for the comments that teach most")

    def judged(self, comment_id: int, first: Suggestion) -> None:
        """The officer went on from a comment that had no theme when its first suggestion was shown."""
        known, workspace = self.known, self._workspace()
        if known is not None and workspace is not None:
            self._session.runner.run(
                lambda _progress: suggesting.note_outcome(
                    workspace, comment_id, first, known.coded
                ),
                on_failure=self._leave,
                lane=ASKING,
            )

    def _workspace(self) -> Workspace | None:
        return self._session.workspace if self._session.has_exercise else None

    def _hear(self, changes: Changes) -> None:
        if not self._watched:
            return
        if "theme" in changes.tables:
            self._since = self._due()
        elif "coding" in changes.tables:
            self._since += 1
        if self._since >= self._due():
            self._timer.start(_PAUSE)

    def _due(self) -> int:
        coded = self.known.coded if self.known else 0
        return max(_FEWEST, round(coded * _SHARE))

    def _learn(self) -> None:
        workspace = self._workspace()
        if workspace is None:
            return
        if self._lesson is not None:  # the next one begins when this is over
            self._timer.start(_PAUSE)
            return
        self._since = 0
        self._given_up = False
        exercise_id, first = self._session.exercise_id, self.known is None
        self._lesson = self._session.runner.run(
            lambda progress: _lesson(workspace, exercise_id, progress, first=first),
            self._learned,
            self._failed,
            lane=LEARNING,
        )
        self._lesson.signals.cancelled.connect(self._give_up)
        self._lesson.signals.finished.connect(self._over)
        if first or (self.known is not None and not self.known.whole):
            self._session.working.emit(self._lesson, "Preparing suggestions")
        self.learned.emit()  # that it is under way

    def _learned(self, lesson: tuple[Learned, Acceptance]) -> None:
        known, acceptance = lesson
        if self._session.has_exercise and known.exercise_id == self._session.exercise_id:
            self.known, self.acceptance = known, acceptance
            # What is in sight stays there until the new answer comes: Enter must not miss it.
            self._earlier, self._found = self._found, {}
            self._wanted.clear()

    def _over(self) -> None:
        self._lesson = None
        if self.known is not None and not self.known.whole and not self._given_up:
            self._timer.start(_PAUSE)  # a lesson more, from more of what nobody has coded yet
        self.learned.emit()

    def _give_up(self) -> None:
        """The officer wants no more of it for now: the next codings begin it again."""
        self._given_up = True

    def _failed(self, error: Exception) -> None:
        self.failed_quietly.emit(error)

    def _take(self, known: Learned, found: dict[int, list[Suggestion]]) -> None:
        if known is not self.known:
            return  # a newer lesson answers
        self._found.update(found)
        self._wanted.difference_update(found)
        for comment_id in found:
            self.suggested.emit(comment_id)

    def _leave(self, error: Exception) -> None:
        """A suggestion that could not be made is not worth a banner."""
        self._wanted.clear()
        self.failed_quietly.emit(error)

    def _abandon(self) -> None:
        """The workspace is left: nobody waits for a lesson half learned, nor hears its end."""
        self._reset()
        self._lesson = None
        worker.stop_learning()

    def _reset(self) -> None:
        if self._lesson is not None:
            self._lesson.cancel()
        self._timer.stop()
        self.known = self.acceptance = None
        self._found.clear()
        self._earlier.clear()
        self._wanted.clear()
        self._since = 0
        self._watched = False


def _lesson(
    workspace: Workspace, exercise_id: int, progress: Progress, *, first: bool
) -> tuple[Learned, Acceptance]:
    known = suggesting.learn(
        workspace,
        exercise_id,
        progress,
        hurried=first,
        learning=worker.learning,
        suggesting=worker.suggesting,
    )
    return known, suggesting.acceptance(workspace, exercise_id)
