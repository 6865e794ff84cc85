"""From Enter to ready in the real window: processor time with few comments, and with many.

    python -m benchmarks.capture [--few 200] [--many 200000] [--times 300] [--rounds 3]

The comments that are there already are of the very workshop that is typed. Each time a whole
contribution is typed with signs for a theme and a position; measured is Enter: filed, committed,
shown in the list, everything painted, the line free. Both sizes are measured in turns, each in a
process of its own. 1 where it takes more than it may.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RATIO, MILLISECONDS = 1.2, 16.0
TEXT = "The bus is never on time, and parking costs more than we earn #parking !concern "


def main() -> int:
    """Measure both sizes and print a table."""
    parser = argparse.ArgumentParser(description="From Enter to ready, in processor time.")
    parser.add_argument("--few", type=int, default=200)
    parser.add_argument("--many", type=int, default=200_000)
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        print(json.dumps(measure(chosen.measure, chosen.times)))
        return 0
    sizes = (chosen.few, chosen.many)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ENGAGE_DATA"] = f"{folder}/settings"
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        paths = {size: make_workspace(Path(folder) / f"{size}.engage", size) for size in sizes}
        spent: dict[int, list[float]] = {size: [] for size in sizes}
        for _ in range(chosen.rounds):
            for size, path in paths.items():
                spent[size] += in_a_process(path, chosen.times)
    return report(spent)


def report(spent: dict[int, list[float]]) -> int:
    """Print the medians and their ratio; 1 where one is too high."""
    medians = {size: statistics.median(times) for size, times in spent.items()}
    for size, times in spent.items():
        nearly_all = statistics.quantiles(times, n=20)[-1]
        print(
            f"{size:>9,} comments: median {medians[size]:5.2f} ms,"
            f" 95 of 100 under {nearly_all:5.2f} ms ({len(times)} times)"
        )
    few, many = medians.values()
    print(f"ratio {many / few:.2f} (at most {RATIO}), median under {MILLISECONDS:.0f} ms")
    return int(many / few > RATIO or max(few, many) >= MILLISECONDS)


def in_a_process(path: Path, times: int) -> list[float]:
    """Milliseconds of processor time of each Enter, measured by a window of its own."""
    command = [sys.executable, "-m", "benchmarks.capture", "--measure", str(path)]
    command += ["--times", str(times)]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    measured: list[float] = json.loads(printed.splitlines()[-1])
    return measured


def measure(path: Path, times: int) -> list[float]:
    """Type contributions into the window on this workspace."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from ui.app import build, controller_of
    from ui.pages.capture import CapturePage

    app, window = build(path)
    window.resize(1280, 800)
    window.show()
    session = controller_of(window).session
    while not session.has_exercise:
        app.processEvents()
    for key in ("overview", "collect", "responses", "code"):  # pages that could hear of it
        window.go_to(key)
        app.processEvents()
    while controller_of(window).runner.busy:
        app.processEvents()
    session.surface_wanted.emit("capture", "workshop", "")
    page = window.current_page
    assert isinstance(page, CapturePage)
    spent = []
    for _ in range(times + 20):
        QTest.keyClicks(page.entry.line, TEXT)
        _settle(app)
        begun = time.process_time()
        QTest.keyClick(page.entry.line, Qt.Key.Key_Return)
        _settle(app)
        spent.append((time.process_time() - begun) * 1000)
        assert not page.entry.line.words()
    window.close()
    return spent[20:]  # what is met for the first time is not what is measured


def _settle(app: object) -> None:
    """Until there is nothing left to do but wait."""
    from PySide6.QtCore import QCoreApplication, QEvent

    assert isinstance(app, QCoreApplication)
    for _ in range(3):
        app.processEvents()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def make_workspace(path: Path, size: int) -> Path:
    """A workspace whose one workshop holds so many contributions of as many speakers."""
    from engage_app.domain.activity import ActivityKind
    from engage_app.services import codebook, contributing, planning
    from engage_app.services import workspace as workspaces

    workspace = workspaces.create(path, "Officer")
    exercise = planning.add_exercise(workspace, "Clinic move").created or 0
    hall = planning.add_activity(workspace, exercise, ActivityKind.WORKSHOP, "Hall").created
    question = contributing.add_question(workspace, exercise, "What matters?").created
    codebook.add_theme(workspace, exercise, None, name="Parking", keywords="")
    planning.add_group(workspace, exercise, "Residents")
    numbers = range(1, size + 1)
    with workspace.acting("bring in contributions", exercise) as action:
        names = ("uid", "exercise_id")
        action.insert_many("respondent", names, ((f"p{n}", exercise) for n in numbers))
        columns = ("uid", "exercise_id", "respondent_id", "activity_id", "captured_at")
        at = "2026-05-14T19:00:00.000+00:00"
        rows = ((f"r{n}", exercise, n, hall, at) for n in numbers)
        action.insert_many("response", columns, rows)
        of_comment = ("uid", "response_id", "question_id", "text")
        texts = ((f"c{n}", n, question, f"Contribution {n}: {TEXT[:60]}") for n in numbers)
        action.insert_many("comment", of_comment, texts)
    workspace.close()
    return path


if __name__ == "__main__":
    sys.exit(main())
