"""The window while a large survey comes in: `python -m benchmarks.import_window`.

A CSV of 100,000 responses to 20 columns goes through the Collect page as an officer would take it.
A timer of 5 ms ticks in the window's event loop; the time between two ticks is how long the window
stood still. No gap may be over 50 ms while the survey is read, confirmed and imported.

A process that does nothing else ticks beside it: its largest gap is what the machine itself cost.
On a machine that others use too, "at work" tells more: the processor time that this process took
in its largest gap.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from benchmarks.large_layouts import LAYOUTS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.main_window import MainWindow

TICK = 5  # milliseconds
LIMIT = 50.0  # milliseconds that the window may stand still
PAGES = ("overview", "responses", "code", "findings", "report", "exercises", "collect")


_BARE = """
import sys, time
last = time.perf_counter()
while True:
    time.sleep(0.005)
    now = time.perf_counter()
    if now - last > 0.015:
        print(now, (now - last) * 1000, flush=True)
    last = now
"""


class Machine:
    """A process that only ticks, and says when it could not."""

    def __init__(self) -> None:
        self._gaps: list[tuple[float, float]] = []
        self._process = subprocess.Popen(
            [sys.executable, "-S", "-c", _BARE], stdout=subprocess.PIPE, text=True
        )
        Thread(target=self._listen, daemon=True).start()

    def worst_since(self, moment: float) -> float:
        """Milliseconds; 0 where no gap was worth telling."""
        return max((gap for at, gap in self._gaps if at > moment), default=0.0)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            at, gap = map(float, line.split())
            self._gaps.append((at, gap))


class Watch:
    """The gaps between ticks of the event loop, phase by phase."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)
        self._last = self._used = 0.0
        self._gaps: list[tuple[float, float]] = []
        self._machine = Machine()
        self.worst = 0.0

    def stop(self) -> None:
        """Watch no more."""
        self._machine.stop()

    @contextmanager
    def phase(self, name: str, *, counts: bool = True) -> Iterator[None]:
        """Watch what happens inside, then print it.

        Args:
            counts: whether a gap here is over the limit.
        """
        begun = self._last = time.perf_counter()
        self._used = time.process_time()
        self._gaps = []
        self._timer.start()
        yield
        self._tick()
        self._timer.stop()
        largest, used = max(self._gaps)
        self.worst = max(self.worst, largest if counts else 0.0)
        over = sum(gap > LIMIT for gap, _ in self._gaps)
        seconds = time.perf_counter() - begun
        machine = self._machine.worst_since(begun)
        figures = f"{seconds:8.2f} s{largest:9.0f} ms{used:7.0f} ms{over:10}{machine:13.0f} ms"
        print(f"{name:30}{figures}", flush=True)

    def _tick(self) -> None:
        now, used = time.perf_counter(), time.process_time()
        self._gaps.append(((now - self._last) * 1000, (used - self._used) * 1000))
        self._last, self._used = now, used


def main() -> int:
    """Run it and print the gaps; 1 where the window stood still for too long."""
    parser = argparse.ArgumentParser(description="The window while a large survey comes in.")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--no-follow-up", action="store_true", help="without scoring and keywords")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ENGAGE_DATA"] = folder
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        path = Path(folder) / "large.csv"
        LAYOUTS["csv"].write(path, given.rows)
        return measure(path, follow_up=not given.no_follow_up)


def measure(path: Path, *, follow_up: bool) -> int:
    """Take the file through the window; 1 where a limit is passed."""
    from PySide6.QtCore import QTimer

    from ui.app import build, controller_of

    app, window = build()
    QTimer(app).start(20)  # `_until` waits for events, of which there may be none
    window.show()
    session = controller_of(window).session
    watch = Watch()
    over = f"over {LIMIT:.0f} ms"
    heads = f"{'lasted':>10}{'largest gap':>12}{'at work':>10}{over:>11}{'bare process':>15}"
    print(f"{'':30}{heads}")
    _open(window, path.with_suffix(".engage"))
    for key in PAGES:  # each has been looked at before, and hears of the import
        window.go_to(key)
        _until(app, lambda: not session.runner.busy, settle=0.1)
    _take(app, window, watch, path, follow_up=follow_up)
    for key in PAGES:
        with watch.phase(f"show {key}", counts=False):
            window.go_to(key)
            _until(app, lambda: not session.runner.busy, settle=0.3)
    with watch.phase("undo"):
        session.undo()
        _until(app, lambda: not session.runner.busy, settle=0.3)
    window.close()
    watch.stop()
    return int(watch.worst > LIMIT)


def _open(window: "MainWindow", path: Path) -> None:
    from engage_app.services import planning
    from ui.app import controller_of

    session = controller_of(window).session
    session.create(path)
    made = session.act(planning.add_exercise, "Large survey")
    session.choose_exercise(made.created if made else None)


def _take(
    app: "QApplication", window: "MainWindow", watch: Watch, path: Path, *, follow_up: bool
) -> None:
    """Read the file, confirm what is suggested, import."""
    from ui.app import controller_of
    from ui.pages.collect import CollectPage

    page = window.go_to("collect")
    assert isinstance(page, CollectPage)
    runner = controller_of(window).session.runner
    with watch.phase("nothing"):
        _until(app, lambda: True, settle=0.5)
    with watch.phase("read"):
        page.take_file(path)
        _until(app, page.wizard.isVisible, settle=0.3)
    with watch.phase("confirm the questions"):
        page.wizard.go_on()
        _until(app, lambda: True, settle=0.3)
    with watch.phase("preview"):
        page.wizard.go_on()
        _until(app, lambda: not runner.busy, settle=0.3)
    if not follow_up:
        page.follow_up.start = lambda: None  # type: ignore[method-assign]
    with watch.phase("import"):
        page.wizard.go_on()
        _until(app, page.result.isVisible, settle=0.5)
    if follow_up:
        with watch.phase("sentiment and keyword rules"):
            _until(app, lambda: not runner.busy, settle=0.3)


def _until(app: "QApplication", done: Callable[[], bool], *, settle: float) -> None:
    """Let the window work until it is done, and a little longer."""
    from PySide6.QtCore import QEventLoop

    wait = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    while not done():
        app.processEvents(wait)
    end = time.perf_counter() + settle
    while time.perf_counter() < end:
        app.processEvents(wait)


if __name__ == "__main__":
    sys.exit(main())
