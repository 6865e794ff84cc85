"""Asking what keywords find while they are typed: the window never waits, the latest wins."""

from PySide6.QtCore import QObject, QTimer, Signal

from engage_app.progress import Progress
from engage_app.services.keyword_preview import KeywordFinder, KeywordPreview
from ui.messages import explain
from ui.tasks import Task, TaskRunner

_RESTS = 250  # milliseconds after the last key
_LANE = "keywords"  # of its own: a million comments take a while to read


class KeywordSearch(QObject):
    """Looks for keywords in the background once typing rests.

    The comments are read once, at the first question; a question under way is given up for a
    newer one.

    Signals:
        found: a KeywordPreview of what was asked last.
        reading: (done, total) of the comments read.
        failed: a sentence.
    """

    found = Signal(object)
    reading = Signal(int, int)
    failed = Signal(str)

    def __init__(self, parent: QObject, finder: KeywordFinder, runner: TaskRunner) -> None:
        super().__init__(parent)
        self._finder = finder
        self._runner = runner
        self._ready = False
        self._stopped = False
        self._task: Task[None] | Task[KeywordPreview] | None = None
        self._typed = ""
        self._asked: str | None = None
        self._rest = QTimer(self, singleShot=True, interval=_RESTS)
        self._rest.timeout.connect(self._next)

    @property
    def busy(self) -> bool:
        """Whether the answer to what was asked last is still to come."""
        return self._rest.isActive() or self._task is not None

    def ask(self, typed: str) -> None:
        """What do these keywords find? The answer comes by `found`."""
        self._typed = typed
        self._rest.start()

    def turn_to(self, theme_id: int) -> None:
        """From the next question on the keywords are another theme's; no comment is read anew."""
        self._finder.theme_id = theme_id
        self._asked = None

    def stop(self) -> None:
        """No more answers; the comments are let go, and so is this."""
        self._stopped = True
        self._rest.stop()
        self._finder.forget()
        if self._task is not None:
            self._task.cancel()
        else:
            self.deleteLater()

    def _next(self) -> None:
        if self._task is not None:
            if self._ready and self._asked != self._typed:
                self._task.cancel()  # what it looks for is no longer wanted
            return
        if self._stopped:
            return
        if not self._ready:
            self._task = self._runner.run(
                self._finder.prepare, self._read, self._tell, self.reading.emit, lane=_LANE
            )
        else:
            self._asked = typed = self._typed

            def look(progress: Progress) -> KeywordPreview:
                return self._finder.look(typed, progress)

            self._task = self._runner.run(look, self._answer, self._tell, lane=_LANE)
        self._task.signals.finished.connect(self._over)

    def _read(self, _nothing: None) -> None:
        self._ready = True

    def _answer(self, preview: KeywordPreview) -> None:
        if not self._stopped and self._asked == self._typed:
            self.found.emit(preview)

    def _tell(self, error: Exception) -> None:
        self._asked = self._typed  # asking again would fail again
        message = explain(error)
        if message and not self._stopped:
            self.failed.emit(f"{message.text} {message.advice}".strip())

    def _over(self) -> None:
        self._task = None
        if not self._stopped and self._asked != self._typed:
            self._next()
        elif self._stopped:
            self._finder.forget()  # it may have read on until now
            self.deleteLater()
