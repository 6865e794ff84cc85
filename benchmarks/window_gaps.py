"""How long a window stood still: the gaps between the ticks of a timer in its event loop.

A process that does nothing else ticks beside it: its largest gap is what the machine itself cost.
On a machine that others use too, the processor time in a gap tells more: that of the window's own
thread is what was done there, that of the whole process what the window may have waited for.
"""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread, get_ident
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

    from PySide6.QtWidgets import QApplication

TICK = 5  # milliseconds
_LATE = 0.06  # seconds without a tick from which on `where` looks what goes on
_DEEP = 6  # innermost functions that `where` names

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


@dataclass(frozen=True, order=True)
class Gap:
    """Between two ticks, in milliseconds: by the clock; processor time of the thread, the process."""

    lasted: float
    own: float
    all: float


class Watch:
    """The gaps between ticks of the event loop, phase by phase. Made in the window's thread.

    Args:
        limit: milliseconds that the window may stand still.
        where: whether to print what the threads were at in gaps; looking costs a little itself.
    """

    def __init__(self, limit: float, *, where: bool = False) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._limit = limit
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)
        self._last, self._own, self._all = 0.0, 0.0, 0.0
        self._gaps: list[Gap] = []
        self._seen: Counter[str] = Counter()
        self._watching = False
        self._machine = Machine()
        self.worst = Gap(0.0, 0.0, 0.0)
        heads = f"{'lasted':>10}{'largest gap':>12}{'own work':>10}{'all work':>10}"
        print(f"{'':34}{heads}{f'over {limit:.0f} ms':>13}{'bare process':>15}")
        if where:
            Thread(target=self._look, args=(get_ident(),), daemon=True).start()

    def stop(self) -> None:
        """Watch no more."""
        self._machine.stop()

    @contextmanager
    def phase(self, name: str, *, counts: bool = True) -> Iterator[None]:
        """Watch what happens inside, then print it.

        Args:
            counts: whether a gap here is over the limit.
        """
        self._gaps = []
        self._seen.clear()
        self._mark()
        begun, self._watching = self._last, True
        self._timer.start()
        yield
        self._tick()
        self._timer.stop()
        self._watching = False
        largest = max(self._gaps)
        if counts:
            self.worst = max(self.worst, *self._gaps, key=lambda gap: gap.all)
        over = sum(gap.lasted > self._limit for gap in self._gaps)
        took = f"{self._last - begun:8.2f} s{largest.lasted:9.0f} ms"
        work = f"{largest.own:7.0f} ms{largest.all:7.0f} ms"
        machine = f"{self._machine.worst_since(begun):12.0f} ms"
        print(f"{name:34}{took}{work}{over:13}{machine}", flush=True)
        for place, times in self._seen.most_common(6):
            print(f"      {times:3} × {place}", flush=True)

    def _mark(self) -> None:
        self._last, self._own = time.perf_counter(), time.thread_time()
        self._all = time.process_time()

    def _tick(self) -> None:
        last, own, all_ = self._last, self._own, self._all
        self._mark()
        spent = (self._last - last, self._own - own, self._all - all_)
        self._gaps.append(Gap(*(1000 * each for each in spent)))

    def _look(self, window: int) -> None:
        """What the window's thread is at while it is late; in a thread of its own."""
        while True:
            time.sleep(0.02)
            if self._watching and time.perf_counter() - self._last > _LATE:
                frame = sys._current_frames().get(window)
                self._seen[_innermost(frame)] += 1


def _innermost(frame: "FrameType | None") -> str:
    names: list[str] = []
    while frame is not None and len(names) < _DEEP:
        names.append(f"{frame.f_code.co_filename.rpartition('/')[2]}:{frame.f_lineno}")
        frame = frame.f_back
    return " < ".join(names)


def until(app: "QApplication", done: Callable[[], bool], *, settle: float) -> None:
    """Let the window work until it is done, and a little longer."""
    from PySide6.QtCore import QEventLoop

    wait = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    while not done():
        app.processEvents(wait)
    end = time.perf_counter() + settle
    while time.perf_counter() < end:
        app.processEvents(wait)
