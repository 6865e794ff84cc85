"""How many comments bear each theme, kept up to date without counting a million codings anew."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from engage_app.domain.coding import Coding, CodingStatus
from engage_app.services import codebook, queueing
from ui.pages.code_queue_reader import LANE
from ui.session import Session

Counts = dict[int, tuple[int, int]]
_REST = 400  # milliseconds after the last change before very many codings are counted again
_NONE = (0, 0)


class ThemeCounts(QObject):
    """By theme: comments coded, and comments with a proposal to review.

    Signals:
        changed: `counts` holds others.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.counts: Counts = {}
        self._asked = 0  # what was counted for an earlier asking is not taken
        self._counting = False
        self._later = QTimer(self, singleShot=True, interval=_REST)
        self._later.timeout.connect(self._count)
        session.leaving.connect(self.forget)

    def recount(self) -> None:
        """Count anew: at once where it takes no time, else in the background."""
        session = self._session
        now = queueing.theme_counts_now(session.workspace, session.exercise_id)
        if now is None:
            self._later.start(_REST if self.counts else 0)
        else:
            self._take(now)

    def forget(self) -> None:
        """Another exercise: its themes are others."""
        self._later.stop()
        self._asked += 1
        self.counts = {}

    def recoded(self, before: Iterable[Coding], after: Iterable[Coding]) -> None:
        """One comment bore these codings, and bears those now."""
        was, is_now = _borne(before), _borne(after)
        if was == is_now:
            return
        for theme_id in was.keys() | is_now.keys():
            coded, review = self.counts.get(theme_id, _NONE)
            old, new = was.get(theme_id, _NONE), is_now.get(theme_id, _NONE)
            self.counts[theme_id] = (coded + new[0] - old[0], review + new[1] - old[1])
        if self._later.isActive() or self._counting:
            self._later.start()  # what is being counted may hold this or not
        self.changed.emit()

    def _count(self) -> None:
        session = self._session
        workspace, exercise_id = session.workspace, session.exercise_id
        self._asked += 1
        asked = self._asked
        self._counting = True

        def take(counts: Counts) -> None:
            self._counting = False
            if asked == self._asked and not self._later.isActive():
                self._take(counts)

        def failed(error: Exception) -> None:
            self._counting = False
            session.failed.emit(error)

        session.runner.run(
            lambda _progress: codebook.theme_counts(workspace, exercise_id),
            take,
            failed,
            lane=LANE,
        )

    def _take(self, counts: Counts) -> None:
        self._later.stop()
        self.counts = dict(counts)
        self.changed.emit()


def _borne(codings: Iterable[Coding]) -> Mapping[int, tuple[int, int]]:
    """By theme: whether it is accepted, and whether it is proposed, as 1 or 0."""
    found: dict[int, tuple[int, int]] = {}
    for each in codings:
        coded, review = found.get(each.theme_id, _NONE)
        coded |= each.status is CodingStatus.ACCEPTED
        review |= each.status is CodingStatus.PROPOSED
        found[each.theme_id] = (coded, review)
    return {key: value for key, value in found.items() if value != _NONE}
