"""From a key to the next comment painted in the real window, with few comments and with a million.

    python -m benchmarks.interaction [--few 1000] [--many 1000000] [--times 200] [--rounds 2]

Pressed are Down, a digit (a theme goes on), Enter (a proposal is accepted, or the next comment
opened) and Down again, from comment to comment; then words are typed into the search, letter by
letter. Measured is the time of the window's thread from the key until all is painted and nothing is
left to do, and of that the part that is not Qt painting: whatever is drawn by Engage's own code is
not Qt's. What goes on in the background is not waited for, as an officer wouldn't.

Both sizes are measured in turns, each in a process of its own. 1 where it takes more than it may.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RATIO, OURS, SEARCH = 1.2, 8.0, 50.0  # milliseconds
SEARCHES = ("parking", "waiting time", "nurse", "what", "bus stop", "zebra")
Spent = dict[str, list[float]]
"""By key: milliseconds. A name with " (ours)" is what of it isn't Qt painting."""


def main() -> int:
    """Measure both sizes and print a table."""
    parser = argparse.ArgumentParser(description="From a key to the next comment painted.")
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="a folder that keeps the workspaces")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        print(json.dumps(measure(chosen.measure, chosen.times)))
        return 0
    with tempfile.TemporaryDirectory() as own:
        folder = chosen.keep or Path(own)
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["ENGAGE_DATA"] = f"{own}/settings"
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        spent: dict[int, Spent] = {}
        paths = {size: folder / f"coding-{size}.engage" for size in (chosen.few, chosen.many)}
        for size, path in paths.items():
            if not path.exists():
                in_a_process(["-c", _MAKE.format(path=path, size=size)])
        for _ in range(chosen.rounds):
            for size, path in paths.items():
                copy = Path(shutil.copy(path, f"{own}/measured.engage"))  # coding changes it
                command = ["-m", "benchmarks.interaction", "--measure", str(copy)]
                printed = in_a_process([*command, "--times", str(chosen.times)])
                for each in copy.parent.glob("measured.engage*"):
                    each.unlink()
                for name, times in json.loads(printed.splitlines()[-1]).items():
                    spent.setdefault(size, {}).setdefault(name, []).extend(times)
    return report(spent[chosen.few], spent[chosen.many], chosen.few, chosen.many)


_MAKE = """
from pathlib import Path
from benchmarks.interaction_workspace import make_workspace
make_workspace(Path("{path}"), {size})
"""


def in_a_process(arguments: list[str]) -> str:
    """What Python prints when it is called so."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def report(few: Spent, many: Spent, size_few: int, size_many: int) -> int:
    """Print medians and their ratio; 1 where one is too high."""
    print(f"{'':24}{size_few:>12,}{size_many:>14,}{'ratio':>8}")
    over = []
    for name in few:
        medians = statistics.median(few[name]), statistics.median(many[name])
        ratio = medians[1] / max(medians[0], 0.01)
        print(f"{name:24}{medians[0]:9.2f} ms{medians[1]:11.2f} ms{ratio:8.2f}")
        limit = SEARCH if name.startswith("search") else OURS if "ours" in name else None
        if limit is not None and max(medians) >= limit:
            over.append(f"{name} over {limit:.0f} ms")
        if name == "every key" and ratio > RATIO:
            over.append(f"{name}: ratio over {RATIO}")
    worst = max(many["search, a letter"])
    print(f"the slowest letter of a search at {size_many:,}: {worst:.1f} ms")
    print("\n".join(over) or "within the limits")
    return int(bool(over))


def measure(path: Path, times: int) -> Spent:
    """Press keys in the window on this workspace."""
    desk = _Desk(path)
    spent: Spent = {"every key": [], "every key (ours)": []}
    from PySide6.QtCore import Qt

    keys = (
        ("Down", Qt.Key.Key_Down),
        ("digit", Qt.Key.Key_1),
        ("digit", Qt.Key.Key_2),
        ("Enter", Qt.Key.Key_Return),
    )
    for number in range(times + 20):
        for name, key in keys:
            whole, ours = desk.press(desk.page.queue.list, key)
            if number >= 20:  # what is met for the first time is not what is measured
                for kind, value in ((name, whole), (f"{name} (ours)", ours)):
                    spent.setdefault(kind, []).append(value)
                spent["every key"].append(whole)
                spent["every key (ours)"].append(ours)
    spent["search, a letter"] = desk.search(SEARCHES)
    desk.close()
    return spent


class _Desk:
    """The window on a workspace, the workbench in front."""

    def __init__(self, path: Path) -> None:
        self._watch_own_painting()
        from ui.app import build, controller_of
        from ui.pages.code import CodePage

        self._app, self._window = build(path)
        self._window.resize(1280, 800)
        self._window.show()
        self._controller = controller_of(self._window)
        while not self._controller.session.has_exercise:
            self._app.processEvents()
        for key in ("overview", "responses", "code"):  # pages that could hear of it
            self._window.go_to(key)
            self._app.processEvents()
        page = self._window.current_page
        assert isinstance(page, CodePage)
        self.page = page
        self.wait()
        self._painted = _painting(self._window)
        self._window.installEventFilter(self._painted)

    def press(self, where: Any, key: Any) -> tuple[float, float]:
        """Press a key; (milliseconds in all, those that aren't Qt painting)."""
        from PySide6.QtTest import QTest

        self._settle()
        self._painted.spent, self._own = 0.0, 0.0
        begun = time.thread_time()
        if isinstance(key, str):
            QTest.keyClicks(where, key)
        else:
            QTest.keyClick(where, key)
        self._settle()
        whole = time.thread_time() - begun
        return whole * 1000, (whole - self._painted.spent + self._own) * 1000

    def search(self, searches: tuple[str, ...]) -> list[float]:
        """Type words to search for: milliseconds of each letter."""
        spent: list[float] = []
        box = self.page.queue.search
        for words in searches:
            spent.extend(self.press(box, letter)[0] for letter in words)
            box.clear()
            self.wait()
        return spent

    def wait(self) -> None:
        """Until nothing goes on, in the background either."""
        end = time.monotonic() + 120
        while (self._controller.runner.busy or self.page.queue.reader.reading) and (
            time.monotonic() < end
        ):
            self._app.processEvents()
            time.sleep(0.005)
        self._settle()

    def close(self) -> None:
        """As an officer closes it."""
        self._window.removeEventFilter(self._painted)
        self._window.close()

    def _settle(self) -> None:
        """Until all is painted and there is nothing left to do but wait."""
        from PySide6.QtCore import QEvent

        for _ in range(3):
            self._app.processEvents()
            self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _watch_own_painting(self) -> None:
        """Time what Engage draws by itself, while Qt paints."""
        from ui.widgets.chip import Dot
        from ui.widgets.comment_delegate import CommentDelegate
        from ui.widgets.text_with_spans import TextWithSpans

        self._own = 0.0

        def timed(draw: Any) -> Any:
            def drawing(*arguments: Any) -> None:
                begun = time.thread_time()
                draw(*arguments)
                self._own += time.thread_time() - begun

            return drawing

        own: tuple[tuple[Any, str], ...] = (
            (CommentDelegate, "paint"),
            (Dot, "paintEvent"),
            (TextWithSpans, "paintEvent"),
        )
        for drawn, name in own:
            if name in vars(drawn):
                setattr(drawn, name, timed(getattr(drawn, name)))


def _painting(window: Any) -> Any:
    """A filter of events that times what a window paints."""
    from PySide6.QtCore import QEvent, QObject

    class Painting(QObject):
        spent = 0.0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() != QEvent.Type.UpdateRequest:
                return False
            begun = time.thread_time()
            watched.event(event)
            self.spent += time.thread_time() - begun
            return True

    return Painting(window)


if __name__ == "__main__":
    sys.exit(main())
