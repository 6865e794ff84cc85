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
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.large_layouts import LAYOUTS
from benchmarks.window_gaps import Watch, until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.main_window import MainWindow

LIMIT = 50.0  # milliseconds that the window may stand still
PAGES = ("overview", "responses", "code", "findings", "report", "exercises", "collect")


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
    watch = Watch(LIMIT)
    _open(window, path.with_suffix(".engage"))
    for key in PAGES:  # each has been looked at before, and hears of the import
        window.go_to(key)
        until(app, lambda: not session.runner.busy, settle=0.1)
    _take(app, window, watch, path, follow_up=follow_up)
    for key in PAGES:
        with watch.phase(f"show {key}", counts=False):
            window.go_to(key)
            until(app, lambda: not session.runner.busy, settle=0.3)
    with watch.phase("undo"):
        session.undo()
        until(app, lambda: not session.runner.busy, settle=0.3)
    window.close()
    watch.stop()
    return int(watch.worst.lasted > LIMIT)


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
        until(app, lambda: True, settle=0.5)
    with watch.phase("read"):
        page.take_file(path)
        until(app, page.wizard.isVisible, settle=0.3)
    with watch.phase("confirm the questions"):
        page.wizard.go_on()
        until(app, lambda: True, settle=0.3)
    with watch.phase("preview"):
        page.wizard.go_on()
        until(app, lambda: not runner.busy, settle=0.3)
    if not follow_up:
        page.follow_up.start = lambda: None  # type: ignore[method-assign]
    with watch.phase("import"):
        page.wizard.go_on()
        until(app, page.result.isVisible, settle=0.5)
    if follow_up:
        with watch.phase("sentiment and keyword rules"):
            until(app, lambda: not runner.busy, settle=0.3)


if __name__ == "__main__":
    sys.exit(main())
