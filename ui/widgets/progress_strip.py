"""One line that says what is going on, how far it is, and lets the officer stop it."""

from typing import Any

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar

from ui.tasks import Task
from ui.theme import label, theme
from ui.widgets.buttons import button

APPEARS_AFTER = 300  # milliseconds: what is quicker needs no announcement


class ProgressStrip(QFrame):
    """Hidden until a watched task has run for 0.3 s; hidden again when it is over."""

    def __init__(self, appears_after: int = APPEARS_AFTER) -> None:
        super().__init__()
        self.setObjectName("progress_strip")
        self._tasks: list[tuple[Task[Any], str]] = []
        self._timer = QTimer(self, singleShot=True, interval=appears_after)
        self._timer.timeout.connect(self._appear)
        self.label = label("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.per_cent = label("", "hint")
        self.cancel_button = button("Cancel", "quiet", on_click=self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(24), theme.px(4), theme.px(24), theme.px(4))
        row.setSpacing(theme.px(16))
        row.addWidget(self.label)
        row.addWidget(self.bar, 1)
        row.addWidget(self.per_cent)
        row.addWidget(self.cancel_button)
        self.hide()
        theme.changed.connect(self._fit)

    def watch(self, task: Task[Any], what: str) -> None:
        """Follow a task; of several under way the oldest is shown.

        Args:
            task: just started by the TaskRunner.
            what: e.g. "Importing responses".
        """
        if task.signals.over:
            return
        self._tasks.append((task, what))
        task.signals.progressed.connect(self._move)
        task.signals.finished.connect(self._sweep)
        if len(self._tasks) == 1:
            self._begin()

    def _begin(self) -> None:
        what = self._tasks[0][1]
        self.label.setText(f"{what}…")
        self.bar.setAccessibleName(what)
        self.bar.setRange(0, 0)  # busy, until the first report
        self._fit()
        self.per_cent.setText("")
        self.cancel_button.setText("Cancel")
        self.cancel_button.setEnabled(True)
        self.cancel_button.setAccessibleName(f"Cancel: {what}")
        if not self.isVisible():
            self._timer.start()

    def _appear(self) -> None:
        if self._tasks:
            self.show()
            self._fit()

    def _fit(self) -> None:
        self.per_cent.ensurePolished()  # else it is measured in another font than it is shown in
        self.per_cent.setFixedSize(_size_of_longest(self.per_cent))

    def _move(self, done: int, total: int) -> None:
        if self._tasks and self.sender() is self._tasks[0][0].signals and total > 0:
            per_cent = min(100, done * 100 // total)
            if self.bar.maximum() != 100:
                self.bar.setRange(0, 100)
            self.bar.setValue(per_cent)
            self.per_cent.setText(f"{per_cent}%")

    def _cancel(self) -> None:
        if self._tasks:
            self.cancel_button.setEnabled(False)
            self.cancel_button.setText("Stopping…")
            self._tasks[0][0].cancel()

    def _sweep(self) -> None:
        first = self._tasks[0] if self._tasks else None
        self._tasks = [pair for pair in self._tasks if not pair[0].signals.over]
        if not self._tasks:
            self._timer.stop()
            self.hide()
        elif self._tasks[0] is not first:
            self._begin()


def _size_of_longest(per_cent: QLabel) -> QSize:
    """So much room that the window isn't laid out anew a hundred times."""
    size = per_cent.fontMetrics().size(0, "100%")
    margins = per_cent.contentsMargins()
    return size.grownBy(margins)
